"""The membership file on its way in: what a row says, what became of all of them (domain E1)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from data.types.details import Part


class SaidRow(NamedTuple):
    """A telephone, e-mail, address or job as the file says it; columns of its table by name."""

    key: str
    """By which it is known again: a phone by its digits, an e-mail by its address."""
    values: Mapping[str, Any]


class SourceMember(NamedTuple):
    """What the file says of one member; what it has no column for is in none of these."""

    line: int
    number: str
    digest: str
    erase: bool
    columns: Mapping[str, Any]
    """Columns of `member`."""
    parts: Mapping[Part, tuple[SaidRow, ...]]
    kinds: frozenset[str]
    """Kinds of telephone that the file has a column for."""
    jobs_in_full: bool
    """Whether the jobs come from a file of jobs, or are the employer and title beside the name."""


class Reject(NamedTuple):
    """A row that was not taken."""

    file: str
    line: int
    number: str
    """The membership number, where it could be read."""
    reason: str


@dataclass
class Imported:
    """What became of a file."""

    rows: int = 0
    new: int = 0
    updated: int = 0
    unchanged: int = 0
    erased: int = 0
    rejected: int = 0
    missing: int = 0
    """Members on record whom the file lacks."""
    asked: int = 0
    """Values changed here and by the membership system, which someone is asked about."""
    dry_run: bool = False
    encoding: str = ""
    separator: str = ""
    dates: dict[str, str] = field(default_factory=dict)
    """Heading of a column of days -> the order it was read in."""
    unused: tuple[str, ...] = ()
    """Headings that no field has."""
    rejects_file: str = ""
