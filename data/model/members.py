"""Members with their phones, e-mails, addresses and jobs."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from data.model.columns import SOUGHT, UtcTime


class MemberRow(SQLModel, table=True):
    """A contact: person or organisation (features A3.04)."""

    __tablename__ = "member"
    __table_args__ = (Index("ix_member_sorting", "family_folded", "given_folded"),)

    id: UUID = Field(primary_key=True)
    number: str = Field(unique=True, sa_type=SOUGHT)
    """The membership number as text, zeros kept (domain E1)."""
    kind: str
    given: str
    family: str
    informal: str = ""
    name: str
    """As shown: "Andrew Gallagher", or the organisation's name."""
    given_folded: str
    family_folded: str
    membership_status: str
    paid_through: date | None = None
    joined_on: date | None = None
    born_on: date | None = Field(default=None, index=True)
    do_not_contact: bool = False
    employer: str = ""
    """Of the primary job, kept beside the name so that a list needs no join."""
    member_type: str = ""
    """The membership system's code for the kind of membership; each union has its own."""
    category: str = ""
    """Billing category."""
    chapter: str = ""
    """Branch or sub-branch."""
    employer_number: str = ""
    """Membership number of the organisation she works for."""
    no_post: bool = False
    no_email: bool = False
    source_hash: str = ""
    """Of the row of the membership file that was taken last: the same row again changes nothing."""
    missing_since: datetime | None = Field(default=None, sa_type=UtcTime)
    """Since when the membership file has her no more; nobody is deleted."""
    erased_at: datetime | None = Field(default=None, sa_type=UtcTime)
    """When name, contact details and days were emptied, because the membership system asked for it."""
    created_at: datetime = Field(sa_type=UtcTime)
    version: int = 1


class PhoneRow(SQLModel, table=True):
    """A telephone; searched by its digits from either end (features B21, C2)."""

    __tablename__ = "member_phone"

    id: UUID = Field(primary_key=True)
    member_id: UUID = Field(foreign_key="member.id", index=True)
    shown: str
    e164: str
    kind: str
    is_primary: bool = False
    digits: str = Field(sa_type=SOUGHT, index=True)
    """National digits: `0400000000`."""
    digits_reversed: str = Field(sa_type=SOUGHT, index=True)
    is_local: bool = False
    """Written here, not by the membership system."""
    replaces: str = ""
    """What the membership system said when it was changed here: once it says something else, someone is asked."""


class EmailRow(SQLModel, table=True):
    """An e-mail address."""

    __tablename__ = "member_email"

    id: UUID = Field(primary_key=True)
    member_id: UUID = Field(foreign_key="member.id", index=True)
    address: str
    folded: str = Field(sa_type=SOUGHT, index=True)
    kind: str
    is_primary: bool = False
    is_local: bool = False
    """Written here, not by the membership system."""
    replaces: str = ""
    """What the membership system said when it was changed here: once it says something else, someone is asked."""


class AddressRow(SQLModel, table=True):
    """A postal or street address."""

    __tablename__ = "member_address"

    id: UUID = Field(primary_key=True)
    member_id: UUID = Field(foreign_key="member.id", index=True)
    street: str
    suburb: str
    state: str
    postcode: str
    country: str
    kind: str = "home"
    is_local: bool = False
    """Written here, not by the membership system."""
    replaces: str = ""
    """What the membership system said when it was changed here: once it says something else, someone is asked."""


class JobRow(SQLModel, table=True):
    """A job (features A2.13; union.toml, job_fields)."""

    __tablename__ = "job"

    id: UUID = Field(primary_key=True)
    member_id: UUID = Field(foreign_key="member.id", index=True)
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
    is_delegate: bool = False
    is_primary: bool = False
    is_local: bool = False
    """Written here, not by the membership system."""
    replaces: str = ""
    """What the membership system said when it was changed here: once it says something else, someone is asked."""


class LocalValue(SQLModel, table=True):
    """A field of a member changed here: it stays until the membership system changes its own (features A3.04)."""

    __tablename__ = "member_local"

    member_id: UUID = Field(primary_key=True, foreign_key="member.id")
    field: str = Field(primary_key=True)
    """Column of `member`."""
    source_value: str
    """What the membership system said when it was changed here."""


class AskedValue(SQLModel, table=True):
    """The membership system has changed what was changed here too: someone is to say which stands (domain E1)."""

    __tablename__ = "member_asked"

    member_id: UUID = Field(primary_key=True, foreign_key="member.id")
    field: str = Field(primary_key=True)
    """Column of `member`, or the row: `member_phone/ID`."""
    theirs: str
    """What the membership system says now: the value, or of a row its columns as JSON."""
    asked_at: datetime = Field(sa_type=UtcTime)


class TagOfMember(SQLModel, table=True):
    """A tag of a contact (features A3.10)."""

    __tablename__ = "member_tag"

    member_id: UUID = Field(primary_key=True, foreign_key="member.id")
    tag_id: UUID = Field(primary_key=True, foreign_key="tag.id", index=True)
