"""All contact with a member in one line of time (features A1.06)."""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID


class ItemKind(StrEnum):
    """What a timeline row is; filter chips carry the same words."""

    INTERACTION = "interaction"
    CASE = "case"
    NOTE = "note"
    EMAIL = "email"
    DOCUMENT = "document"
    MESSAGE = "message"
    """One to the member about no case; of a case it is a note."""

    @property
    def chip(self) -> "ItemKind":
        """The kind it is counted and narrowed with: what the office wrote to her stands with the e-mails."""
        return ItemKind.EMAIL if self is ItemKind.MESSAGE else self


class Counts(NamedTuple):
    """How much contact with a member there is, by kind."""

    interactions: int = 0
    cases: int = 0
    notes: int = 0
    emails: int = 0
    documents: int = 0
    messages: int = 0

    def of(self, kind: ItemKind | None) -> int:
        """Of one kind with what stands with it, or of all."""
        return sum(many for one, many in zip(ItemKind, self, strict=True) if kind in (None, one.chip))


OPENED = 5
"""The newest contacts, which are shown with their first lines."""


class TimelineItem(NamedTuple):
    """One row: an interaction, a case that was opened, a note of a case, an e-mail, a document, or a message."""

    kind: ItemKind
    id: UUID
    """Of the interaction, the case, the e-mail, the document or the message; for a note, of its case."""
    number: str
    """`I-20931`, `C-10482`; empty for an e-mail of the member herself."""
    at: datetime
    channel: str
    """How it came: "Phone – inbound"; "case" for a case; "note" for a note."""
    title: str
    who: str
    lines: tuple[str, ...] = ()
    """First lines of the text, shown under an open row."""
    status: str = ""
    case_number: str = ""
    """The case an interaction became (features A1.31)."""
    case_id: UUID | None = None
    """Of a document: the case it belongs to."""
    complete: int | None = None
    """How many of the seven fields of a case hold (features A2.07)."""
