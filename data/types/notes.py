"""Notes are ordered sections under a template (features A1.20 to A1.24, A3.31)."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

SHORT = {"Member Seeking": "Seeking"}
"""Titles too long for a gutter."""


def short_title(title: str) -> str:
    """A section's title where there is room for one word."""
    return SHORT.get(title, title)


class Section(NamedTuple):
    """One titled part of a note."""

    title: str
    body: str


class Template(NamedTuple):
    """An intake template: which sections a note has."""

    key: str
    sections: tuple[str, ...]
    label: str = ""
    """What it is called; empty where the key will do."""

    @property
    def name(self) -> str:
        """What officers read."""
        return self.label or self.key


BIMAA = Template("bimaa", ("Background", "Issue", "Member Seeking", "Advice", "Actions"))
"""Background, Issue, Member Seeking, Advice, Actions: the structure of the union's guides (S0 step 4, S2 step 4)."""
NO_TEMPLATE = Template("none", ("Note",), "No template")
"""Free text under one title (features A3.33)."""


class NoteRow(NamedTuple):
    """A note as it was written."""

    id: UUID
    author: str
    written_at: datetime
    sections: tuple[Section, ...]
    security: str = "standard"
    channel: str = ""
    """How the contact came, for a note that records one (features A1.01)."""
    duration_s: int | None = None
    spoke_with: str = ""
    identity_checked: bool = False
    no_advice: bool = False
    reviewed_prior: bool = False
    ticket_url: str = ""
    """The Zoho ticket, on the first note of a case (features A2.22)."""
    number: int = 0
    """Its place among the notes of its case: 1 is the one it was opened with; 0 where it is no case's."""
    pinned_at: datetime | None = None
    """Since when it stands on top of its case (features B14)."""
    pinned_by: str = ""
    """Who put it there."""
    revision: int = 0
    """How often the text of a secure note was written (features A3.35)."""


class NoteHit(NamedTuple):
    """A note that was found by its words (features A3.47)."""

    id: UUID
    record: str
    """`case` or `interaction`: what it belongs to."""
    record_id: UUID
    number: str
    """As in C-10482 or I-20931."""
    member_id: UUID
    member_name: str
    author: str
    written_at: datetime
    line: str
    """The line in which a word was found."""
