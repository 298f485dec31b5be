"""Documents of a case or a member: what stands in the store, and what is to be attached (features A2.19 to A2.24)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from data.types.errors import BadInput
from data.types.notes import Section

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path
    from uuid import UUID

LARGEST_MB = 25
"""What one file may weigh where the configuration says nothing else."""


FILES_STAY = "a draft with files, which are on this machine alone: save it, and the colleague sees them"
"""Why it is not shared."""


class FileNotTaken(BadInput):
    """A file that is not attached: its type, its size, what it holds, or that it cannot be read."""

    title = "The file was not attached"
    kept = "It stands where it was."


class FileNotWritten(BadInput):
    """A document could not be written to a file of this machine."""

    title = "The document was not saved to a file"
    kept = "It is kept in casetui."


class FileRules(NamedTuple):
    """What the office takes (features A3.39)."""

    types: frozenset[str]
    """Endings, without the dot."""
    largest_mb: int = LARGEST_MB

    @property
    def largest(self) -> int:
        """The same in bytes."""
        return self.largest_mb * 1_000_000


@dataclass(repr=False)
class DocumentContents:
    """What of a document can be changed."""

    name: str = ""
    described: str = ""


@dataclass(repr=False)
class Attachment:
    """A file to be attached: to a case, or to a member where no case is named."""

    id: UUID
    """Of the document it becomes, so that nothing is attached twice."""
    original_name: str
    """What the file is called where it comes from; its folder does not count."""
    source: Path | bytes
    case_id: UUID | None = None
    member_id: UUID | None = None
    described: str = ""
    """What it is, in a few words: "Medical Certificate"."""
    name: str = ""
    """Under which name it is kept; empty is the one the office's form proposes (features A5.07)."""
    member_label: str = ""
    """What it is attached to, so that a draft can be shown without the store."""
    with_form: UUID | None = None
    """The form it was attached to while that was written: it goes out behind it (features A3.38)."""

    @property
    def sections(self) -> list[Section]:
        """What is written, for lists of drafts."""
        return [Section("File", self.name or self.original_name), Section("What it is", self.described)]

    def is_blank(self) -> bool:
        """Never: a file was chosen."""
        return False


class FileEntry(NamedTuple):
    """A file or folder of this machine that can be chosen."""

    name: str
    path: str
    is_folder: bool
    size: int
    changed: float
    """When, in seconds since the epoch."""


class Document(NamedTuple):
    """One document as it stands, without its bytes."""

    id: UUID
    name: str
    original_name: str
    described: str
    ending: str
    size: int
    sha256: str
    added_by: str
    added_at: datetime
    version: int
    member_id: UUID
    """Whose it is, by her case or by herself."""
    member_name: str
    case_id: UUID | None = None
    case_reference: int | None = None
    case_title: str = ""
    removed_at: datetime | None = None

    @property
    def case_number(self) -> str:
        """`C-10482`; empty for one of the member's profile."""
        return f"C-{self.case_reference}" if self.case_reference is not None else ""

    @property
    def contents(self) -> DocumentContents:
        """What of it can be changed."""
        return DocumentContents(self.name, self.described)


class DocumentsOf(NamedTuple):
    """What the screen of documents shows."""

    label: str
    """`C-10482 Roster, Andrea Gallagher`, or the name and number of the member."""
    member_id: UUID
    documents: tuple[Document, ...]
    noted: Mapping[UUID, int]
    """In how many notes each is referred to (features A5.08)."""
