"""Several officers at one store: who is where, and drafts given out of hand."""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID


class Doing(StrEnum):
    """What somebody does at a record."""

    VIEWING = "viewing"
    EDITING = "editing"
    IDLE = "idle"
    """It is on the screen, and no key was pressed for some minutes."""


class Spot(NamedTuple):
    """What a program shows, and what is done there."""

    kind: str
    """`case`, `interaction` or `member`."""
    record_id: UUID
    what: Doing = Doing.VIEWING


class Someone(NamedTuple):
    """A colleague at a record that one may see (features B4)."""

    officer_id: UUID
    name: str
    login: str
    kind: str
    record_id: UUID
    number: str
    """Of the case or interaction as people say it; of a member the number."""
    what: Doing
    since: datetime

    @property
    def first_name(self) -> str:
        """How colleagues are named in narrow places."""
        return self.name.split(" ", 1)[0]


class SharedDraft(NamedTuple):
    """A draft that a colleague may take up (features B2)."""

    id: UUID
    kind: str
    label: str
    """Whom it is about."""
    by_id: UUID
    by: str
    """Name of whoever shared it."""
    for_id: UUID | None
    shared_at: datetime
    taken_by: UUID | None = None
    taken_name: str = ""
