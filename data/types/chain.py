"""Links of the chain of a record's history."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID


class Facts(NamedTuple):
    """What a link holds fast of its act."""

    id: UUID
    at: datetime
    officer_id: UUID | None
    action: str
    reason: str
    batch_id: UUID | None
    undoes_id: UUID | None


class Change(NamedTuple):
    """A change as it stands."""

    id: UUID
    act_id: UUID
    record_kind: str
    record_id: str
    field: str
    digest: bytes
    has_value: bool
    """Whether the row of its values is there, whatever is in it."""
    old: str | None
    new: str | None
    salt: UUID | None


class Link(NamedTuple):
    """A link as it stands, with what it holds fast."""

    kind: str
    owner_id: UUID
    place: int
    seal: bytes
    act_id: UUID
    act: Facts | None
    """None where it is gone."""
    who: str
    changes: tuple[Change, ...]


class End(NamedTuple):
    """The last link of a chain."""

    kind: str
    owner_id: UUID
    place: int
    seal: bytes
