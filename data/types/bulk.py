"""Acts on many records at once: what is to be done, and what became of it (features B7, B11)."""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from data.types.errors import CasetuiError
from data.types.staff import Assignee
from data.types.triage import Picked

Value = Assignee | date | str | int | bool | None


class Deed(NamedTuple):
    """One thing to be done with each of several records."""

    name: str
    """As the table of deeds has it: `assign`."""
    value: Value = None
    said: str = ""
    """The value in words: "Kim Tran"."""
    more: str = ""
    """What a status is more exactly (features A3.20)."""


class Macro(NamedTuple):
    """Several deeds under one name, as the office wrote them (features B7)."""

    name: str
    deeds: tuple[str, ...]
    """Each in words: `follow-up +2d`."""


class Refused(NamedTuple):
    """What was not changed."""

    picked: Picked
    why: str
    """In plain words; it is shown, never logged."""


class BulkDone(NamedTuple):
    """What became of a bulk act; sent again with the same `batch_id`, what is done is not done twice."""

    batch_id: UUID
    done: tuple[Picked, ...]
    refused: tuple[Refused, ...]
    left: tuple[Picked, ...] = ()
    """Not tried: it was broken off, or the database stopped answering."""
    already: int = 0
    """How many of those done were so before."""
    trouble: CasetuiError | None = None
    """Why the rest was not tried."""
