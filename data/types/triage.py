"""Triage: a filter that was read, a page of what it finds, and the counts of all of it (features A5.04, A5.13)."""

from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple
from uuid import UUID

from data.types.work import WorkRow


class Kind(StrEnum):
    """What a field of the filter takes."""

    FLAG = "nothing: the word alone"
    DAY = "a day, none or any"
    NUMBER = "1 to 5"
    ENTRY = "an entry of the office's list, or a part of its name"
    WORDS = "words"
    TICKET = "a number, the id or all of an address, none or any"
    ORDER = "an order"


class FilterField(NamedTuple):
    """One word of the filter language: help, completion and the page of it are made from these."""

    name: str
    means: str
    kind: Kind
    example: str
    past: bool = False
    """A day that has been: `fri` is the last one."""


class Term(NamedTuple):
    """One part of a filter, with what its value was found to mean."""

    field: str
    """Name of its field; empty for a word that is looked for."""
    values: tuple[str, ...] = ()
    """As they were written, without quotes; any of them will do."""
    op: str = ":"
    """`:`, `<`, `<=`, `>` or `>=`."""
    negated: bool = False
    day: date | None = None
    """The day that was meant; None where the value is `none` or `any`."""
    entries: tuple[str, ...] = ()
    """Of a list: the names, keys or ids that fit."""


class Wanted(NamedTuple):
    """A filter that was read."""

    text: str = ""
    """As it was typed."""
    terms: tuple[Term, ...] = ()
    sort: str = "due"


EVERYTHING = Wanted()


class Person(NamedTuple):
    """Of the staff, as far as a filter names them."""

    id: UUID
    login: str
    name: str


class Known(NamedTuple):
    """What a filter may name: the day it is, and the office's lists."""

    today: date
    me: UUID | None = None
    free: MappingProxyType[date, str] = MappingProxyType({})
    """Public holidays, for `+3wd`."""
    staff: tuple[Person, ...] = ()
    teams: tuple[tuple[str, str], ...] = ()
    """Id and name."""
    topics: tuple[str, ...] = ()
    case_types: tuple[tuple[str, str], ...] = ()
    """Key and label."""
    statuses: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


class Completion(NamedTuple):
    """What can stand in place of the word the caret is in."""

    text: str
    """The word whole, quoted where it must be."""
    said: str
    """What it means, in a few words."""
    start: int
    end: int
    """The part of the line that it takes the place of."""


class Picked(NamedTuple):
    """A record that something is to be done with."""

    record: str
    """`case` or `interaction`."""
    id: UUID
    number: str
    version: int
    """As it was read; 0 where that is not known."""


class Mark(NamedTuple):
    """Where a page ended: the next one begins after it."""

    stage: int
    place: tuple[date | int, ...]
    """What the rows are ordered by, of the last one."""
    record: str
    reference: int


class Page(NamedTuple):
    """Some rows in order."""

    rows: tuple[WorkRow, ...]
    after: Mark | None
    """None when there are no more."""


class TriageCounts(NamedTuple):
    """How many of everything that the filter finds."""

    open: int = 0
    overdue: int = 0
    today: int = 0
    next: int = 0
    unclaimed: int = 0
    escalated: int = 0
    review: int = 0
    legal: int = 0
