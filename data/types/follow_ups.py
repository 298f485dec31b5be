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
    was_by: UUID | None = None
    """Who was to follow up before; None for a case, whose assignees it leaves alone."""
    by: UUID | None = None
    """Who is to now."""
    by_name: str = ""
    done: bool = False
    """Ticked off: nothing is left to do."""
    tried: UUID | None = None
    """The note or interaction that tells of a call nobody answered."""
