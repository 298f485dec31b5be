"""What an officer did lately and can take back, and what became of taking it back (features B23, B26)."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID


class Undoable(NamedTuple):
    """One gesture of the officer's own: an act, or a batch of them over many records."""

    id: UUID
    """Of the act, or of the batch."""
    at: datetime
    said: str
    """In words: "Assigned C-10482 to Kim Tran", "12 cases: priority 2"."""
    records: int
    """On how many."""
    undone: bool = False
    """It was taken back already."""
    undoes: UUID | None = None
    """The act or batch that this one took back: taken back itself, that is done again."""
    last: bool = False
    """The last thing this officer did, but for taking back."""


class Kept(NamedTuple):
    """What was not put back, since somebody has changed it."""

    number: str
    """Of the record: `C-10482`."""
    what: str
    """"priority", "status"."""
    who: str = ""
    """Who changed it; empty where nobody did, but it cannot be."""
    at: datetime | None = None
    why: str = ""
    """Why it cannot be, where nobody changed it."""


class Undone(NamedTuple):
    """An act or a batch was taken back, as far as nobody had changed anything since."""

    id: UUID | None
    """The act or batch that took it back, which can be taken back itself; None where nothing was put back."""
    said: str
    number: str
    """Of its record; "12 cases" for a batch."""
    done: int
    """Records on which something was put back."""
    kept: tuple[Kept, ...] = ()
    already: bool = False
    """Somebody was first: it had been taken back before."""
