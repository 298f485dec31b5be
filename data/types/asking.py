"""What someone is to decide: the membership system changed what was changed here too (domain E1)."""

from enum import StrEnum
from typing import NamedTuple
from uuid import UUID


class Answer(StrEnum):
    """Which of two values stands."""

    OURS = "ours"
    THEIRS = "theirs"


class Asked(NamedTuple):
    """One value that two sides changed."""

    member_id: UUID
    number: str
    name: str
    field: str
    """Column of the contact, or the row: `member_phone/ID`."""
    what: str
    """In the officers' words: first name, phone."""
    ours: str
    theirs: str
