"""E-mails, what each belongs to, and how far a mailbox was read (features A2.21, A2.23, domain E4)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint
from sqlmodel import Field, SQLModel

from data.model.columns import SOUGHT, UtcTime


class LetterRow(SQLModel, table=True):
    """An e-mail, as it came: nothing of it is changed. Without a filing it waits to be filed."""

    __tablename__ = "email"

    id: UUID = Field(primary_key=True)
    message_id: str = Field(sa_type=SOUGHT, unique=True)
    """Its Message-ID, or a digest of its content where it has none: the same e-mail is kept once."""
    direction: str
    sender: str
    """The address, in lower case."""
    sender_name: str = ""
    recipients: str = ""
    """As they are shown; those beyond the first fifty are counted."""
    cc: str = ""
    addresses: str = ""
    """By what a member is suggested, apart by blanks: of who wrote, or of who was written to."""
    sent_at: datetime | None = Field(default=None, sa_type=UtcTime)
    """As the e-mail says, whatever that is."""
    at: datetime = Field(sa_type=UtcTime)
    """Where it stands in a line of time."""
    subject: str
    body: str
    ticket: str = ""
    """Number of the ticket its subject names."""
    attachments: str = "[]"
    """Name, kind and size of each, as JSON."""
    is_whole: bool = True
    """All of its text is here."""
    size: int
    digest: str
    """SHA-256 of the original."""
    file_name: str = ""
    added_by: UUID | None = Field(default=None, foreign_key="staff.id")
    """Empty where it came from the mailbox."""
    added_at: datetime = Field(sa_type=UtcTime)


class LetterSource(SQLModel, table=True):
    """The original of an e-mail."""

    __tablename__ = "email_source"

    email_id: UUID = Field(primary_key=True, foreign_key="email.id")
    content: bytes


class FilingRow(SQLModel, table=True):
    """What an e-mail belongs to: a case or a member; neither where it was discarded. Moved, it is another row."""

    __tablename__ = "email_filing"
    __table_args__ = (CheckConstraint("case_id IS NULL OR member_id IS NULL", name="one_place"),)

    id: UUID = Field(primary_key=True)
    email_id: UUID = Field(foreign_key="email.id", unique=True)
    case_id: UUID | None = Field(default=None, foreign_key="case_record.id", index=True)
    member_id: UUID | None = Field(default=None, foreign_key="member.id", index=True)
    filed_by: UUID = Field(foreign_key="staff.id")
    filed_at: datetime = Field(sa_type=UtcTime)


class MailboxRow(SQLModel, table=True):
    """How far a folder of a mailbox was read, so that nothing is read twice and nothing is lost."""

    __tablename__ = "mailbox"

    name: str = Field(primary_key=True)
    """User, server and folder."""
    uid_validity: int = Field(sa_type=BigInteger)
    """Changes when the server numbers anew: then all is read again, and known by its Message-ID."""
    last_uid: int = Field(sa_type=BigInteger)
    read_at: datetime = Field(sa_type=UtcTime)
    trouble: str = ""
    """Why it could not be read the last time; empty where it could."""
