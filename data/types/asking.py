"""What someone is to decide: the membership system changed what was changed here too (domain E1)."""

from typing import NamedTuple
from uuid import UUID


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
