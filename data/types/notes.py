"""Notes are ordered sections under a template (features A1.20 to A1.24, A3.31)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Section:
    """One titled part of a note."""

    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Template:
    """An intake template: which sections a note has."""

    key: str
    sections: tuple[str, ...]


BIMAA = Template("bimaa", ("Background", "Issue", "Member Seeking", "Advice", "Actions"))
"""Background, Issue, Member Seeking, Advice, Actions: the structure of the union's guides (S0 step 4, S2 step 4)."""


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A note as it was written."""

    id: UUID
    author: str
    written_at: datetime
    sections: tuple[Section, ...]
    security: str = "standard"
    channel: str = ""
    """How the contact came, for a note that records one (features A1.01)."""
    ticket_url: str = ""
    """The Zoho ticket, on the first note of a case (features A2.22)."""
