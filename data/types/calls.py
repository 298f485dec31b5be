"""Telephone calls: one as the telephone program tells of it, and one as this machine remembers it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

RINGS_FOR_S = 120
"""Seconds for which a call counts as ringing: telephones do not tell that the caller has given up."""


class Ring(NamedTuple):
    """A call that rings, or that is being made."""

    number: str
    """As it is dialled, `+61491570006` or `0491570006`; empty when it is withheld."""
    name: str = ""
    """What the telephone program calls the caller; shown, never trusted."""
    call_id: str = ""
    outbound: bool = False
    at: datetime | None = None
    """When it rang, UTC."""


class CallOutcome(StrEnum):
    """What became of a call that rang."""

    RINGS = "rings"
    TAKEN = "taken"
    LET_RING = "let ring"
    MISSED = "missed"
    """Nobody took it while it rang, and nobody has rung back."""
    CALLED_BACK = "called back"
    """Missed, and a note of a call to that number was begun since."""
    DEALT_WITH = "dealt with"
    """Missed, and the same number was taken since, or the officer says that nothing is left to do."""


class LoggedCall(NamedTuple):
    """A call in the caller log of this machine."""

    id: int
    number: str
    """As it was dialled; empty when it was withheld."""
    name: str
    """What the telephone program called the caller."""
    call_id: str
    outbound: bool
    rang_at: datetime
    known_as: str
    """Name and number of the member whose number it is alone, or by how many it is shared; empty for nobody."""
    member_id: UUID | None
    """The member, when the number was hers alone."""
    outcome: CallOutcome
