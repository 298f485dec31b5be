"""E-mails: as they were read, as they are kept, and where one might belong (features A2.21, A2.23, domain E4)."""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID


class Direction(StrEnum):
    """Who wrote to whom."""

    IN = "in"
    OUT = "out"


class Address(NamedTuple):
    """Somebody an e-mail names."""

    name: str
    address: str
    """In lower case; empty where there is none that could be one."""

    @property
    def shown(self) -> str:
        """ "Jane Roe <jane@example.org>"."""
        if not self.name or not self.address:
            return self.name or self.address
        return f"{self.name} <{self.address}>"


class Attached(NamedTuple):
    """A file in an e-mail."""

    name: str
    kind: str
    """Its content type, as the e-mail says."""
    size: int
    """Bytes."""


class Letter(NamedTuple):
    """An e-mail as it was read from a file or a mailbox; all of it harmless text."""

    message_id: str
    """Empty where it has none."""
    sender: Address
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    unnamed: int
    """Recipients beyond those that are kept."""
    sent_at: datetime | None
    subject: str
    body: str
    attached: tuple[Attached, ...]
    digest: str
    """SHA-256 of the whole, in hexadecimal digits."""
    size: int
    whole: bool = True
    """All of it could be read; else the rest is in the original alone."""


class Target(NamedTuple):
    """What an e-mail belongs to: a case or a member, one of the two."""

    case_id: UUID | None = None
    member_id: UUID | None = None


class Suggestion(NamedTuple):
    """Where an e-mail might belong, and why."""

    target: Target
    number: str
    """`C-10482`, or the member's number."""
    said: str
    """Title of the case, or name of the member."""
    why: str


class EmailLine(NamedTuple):
    """An e-mail as a row of a list."""

    id: UUID
    at: datetime
    """When it was sent, as far as that can be believed."""
    direction: str
    sender: str
    to: str
    subject: str
    attachments: int
    case_number: str = ""
    """Of the case it belongs to; empty for a member's, and for one that belongs nowhere yet."""
    target: Target = Target()
    filed_by: str = ""
    first: str = ""
    """First line of its text."""
    suggestions: tuple[Suggestion, ...] = ()


class EmailRecord(NamedTuple):
    """The whole of an e-mail."""

    id: UUID
    at: datetime
    sent_at: datetime | None
    direction: str
    sender: str
    to: str
    cc: str
    subject: str
    body: str
    attached: tuple[Attached, ...]
    ticket: str
    """Number of the ticket it names; empty for none."""
    message_id: str
    size: int
    whole: bool
    file_name: str
    target: Target
    case_number: str
    case_title: str
    member_name: str
    filed_by: str
    filed_at: datetime | None
    discarded: bool = False


class Filed(NamedTuple):
    """What became of an e-mail."""

    id: UUID
    number: str
    """`C-10482`, or the member's name; empty where it belongs nowhere."""
    subject: str
    already: bool = False


class FilesKept(NamedTuple):
    """What became of the files in an e-mail."""

    kept: tuple[str, ...]
    """Names of the documents they are."""
    refused: tuple[tuple[str, str], ...]
    """Name of each that is none, and why."""


class Pulled(NamedTuple):
    """What a look into the mailbox brought."""

    new: int = 0
    known: int = 0
    """Were here already by their Message-ID."""
    refused: int = 0
    """Too large: they stay in the mailbox."""
    left: int = 0
    """Are fetched the next time."""
