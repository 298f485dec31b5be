"""What became of a follow-up, so that it can be said and taken back."""

from datetime import date
from typing import NamedTuple
from uuid import UUID


class FollowUp(NamedTuple):
    """One act on the follow-up of a case or an interaction."""

    record: str
    """`case` or `interaction`."""
    id: UUID
    number: str
    was: date | None
    day: date | None
    """The day it stands at now."""
    done: bool = False
    """Ticked off: nothing is left to do."""
    tried: UUID | None = None
    """The note or interaction that tells of a call nobody answered."""
