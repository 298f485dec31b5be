"""Members as the screens see them: a person or an organisation, and what is known of the workplace."""

from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID


class ContactKind(StrEnum):
    """A contact is a person or an organisation (features A3.04)."""

    PERSON = "person"
    ORGANISATION = "organisation"


class Standing(StrEnum):
    """Financial standing, computed from the paid-through date and never imported (union.toml, standing)."""

    FINANCIAL = "financial"
    ARREARS = "in arrears"
    UNFINANCIAL = "unfinancial"
    UNKNOWN = "unknown"


class MemberHit(NamedTuple):
    """One row of the find list."""

    id: UUID
    number: str
    """The membership number (iMIS id), text, with its zeros."""
    name: str
    employer: str
    standing: Standing
    paid_through: date | None
    why: str
    """In words, what of the query matched: "surname, given name"."""
    matched: tuple[tuple[int, int], ...] = ()
    """Spans of `name` that matched, as (start, end) in characters."""
    matched_employer: tuple[tuple[int, int], ...] = ()
    """The same of `employer`."""
    matched_number: tuple[tuple[int, int], ...] = ()
    """The same of `number`."""
    missing: bool = False
    """The membership file has her no more (features A1.03)."""
    near: bool = False
    """Not found by the words as they were typed: somebody spelt alike, or born on that day under another name."""
    record: str = ""
    """`case` or `interaction`, where that was looked for: it is opened in place of the member."""
    record_id: UUID | None = None


class Phone(NamedTuple):
    """One telephone of a member."""

    shown: str
    """As it was given or imported."""
    e164: str
    """Normalised, `+61400000000`; empty when it could not be read as a number."""
    kind: str
    primary: bool = False
    id: UUID | None = None
    local: bool = False
    """Written here, not by the membership system."""


class Email(NamedTuple):
    """One e-mail address of a member."""

    address: str
    kind: str
    primary: bool = False
    id: UUID | None = None
    local: bool = False


class Address(NamedTuple):
    """One postal or street address of a member."""

    street: str
    suburb: str
    state: str
    postcode: str
    country: str
    kind: str = "home"
    id: UUID | None = None
    local: bool = False

    @property
    def line(self) -> str:
        """The address on one line."""
        return ", ".join(
            part for part in (self.street, self.suburb, self.state, self.postcode, self.country) if part
        )


class Job(NamedTuple):
    """One job of a member; a member may hold several (features A2.13)."""

    id: UUID
    employer: str
    worksite: str = ""
    department: str = ""
    role_title: str = ""
    classification: str = ""
    pay_point: str = ""
    award_agreement: str = ""
    employment_type: str = ""
    start_on: date | None = None
    end_on: date | None = None
    hours_fte: str = ""
    state: str = ""
    """State or territory, which decides the jurisdiction of deadlines."""
    is_delegate: bool = False
    primary: bool = False
    local: bool = False


class MemberCard(NamedTuple):
    """Everything the member's profile shows."""

    id: UUID
    number: str
    kind: ContactKind
    name: str
    given: str
    family: str
    informal: str
    membership_status: str
    standing: Standing
    paid_through: date | None
    joined_on: date | None
    born_on: date | None
    do_not_contact: bool
    phones: tuple[Phone, ...] = ()
    emails: tuple[Email, ...] = ()
    addresses: tuple[Address, ...] = ()
    jobs: tuple[Job, ...] = ()
    open_cases: int = 0
    tags: tuple[str, ...] = ()
    """In the order of the office's list."""
    local: tuple[str, ...] = ()
    """Columns of the contact whose value was changed here (features A3.04)."""
    version: int = 1
    member_type: str = ""
    """The membership system's own code."""
    category: str = ""
    chapter: str = ""
    missing_since: datetime | None = None
    """Since when the membership file has her no more."""
    asked: tuple[tuple[str, str], ...] = ()
    """What the membership system changed though it was changed here: column or `member_phone/ID`, and its words."""
