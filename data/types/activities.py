"""What was done for members, as it is written back to the membership system (domain E1)."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID


class Activity(NamedTuple):
    """One note: of a contact, or of a case."""

    id: UUID
    """Of the note; the same whenever it is written out."""
    member: str
    """Membership number."""
    at: datetime
    """When it was written, UTC."""
    kind: str
    """How the contact came; `Case` for the note a case was opened with, `Case note` for those after it."""
    about: str
    """The topic of the contact, or the title of the case."""
    note: str
    """The note with its titles; empty sections are left out."""
    number: str
    """`I-20931` or `C-10482`."""
    officer: str
    """Who wrote it."""
    state: str
    """The outcome of the contact, or the status of the case."""
