"""What another program asks a window to open."""

from typing import NamedTuple


class Wish(NamedTuple):
    """`casetui open …`: a member, with a ticket or without; or a record; or a ticket alone (features A1.03, A1.08)."""

    number: str = ""
    """The membership number (iMIS id)."""
    record: str = ""
    """C-10482 or I-20931."""
    ticket: str = ""
    """The address of a ticket."""
