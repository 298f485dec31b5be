"""Handing over for a leave: what somebody holds, who is to get it, and what came of it (features B29)."""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from data.types.staff import Officer


class Thing(NamedTuple):
    """One record that somebody holds: an open case, a follow-up of an interaction, a task of her own."""

    record: str
    """`case`, `interaction` or `task`."""
    id: UUID
    number: str
    member_name: str
    matter: str
    on: date | None
    """The day that places it: follow-up or target, whichever is nearer; the due day of a task."""
    priority: int = 3
    lodge_by: date | None = None
    """The first last day of its limits set by law."""
    limit_unknown: bool = False
    """A limit runs and nobody knows from when."""
    confidential: bool = False
    case_id: UUID | None = None
    """Of a task: its case."""
    beside: tuple[UUID, ...] = ()
    """Who else the case is allocated to."""
    performers: tuple[str, ...] = ()
    """Of a task: who may do its kind; nobody named is everyone."""


class Receiver(NamedTuple):
    """Someone who could get a part of it."""

    officer: Officer
    team: str
    here: bool
    """Available on the day it is handed over."""
    held: int
    """Open cases and follow-ups she holds already."""


class Given(NamedTuple):
    """One row of the preview: who gets it, and why she; or why nobody can."""

    thing: Thing
    to: UUID | None
    why: str


class Spread(NamedTuple):
    """The whole preview."""

    officer: Officer
    until: date | None
    receivers: tuple[Receiver, ...]
    rows: tuple[Given, ...]

    @property
    def given(self) -> tuple[Given, ...]:
        """Rows that somebody gets."""
        return tuple(one for one in self.rows if one.to is not None)


class Refused(NamedTuple):
    """A record that was not handed over, and why."""

    number: str
    why: str


class HandedOver(NamedTuple):
    """What came of it."""

    batch_id: UUID
    """The same for all its acts: it is taken back as one."""
    done: int
    refused: tuple[Refused, ...]


class ToGiveBack(NamedTuple):
    """A handover whose records are still with others."""

    id: UUID
    officer: str
    until: date | None
    records: int
