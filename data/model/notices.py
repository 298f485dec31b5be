"""Notices to officers, and mail that leaves the office (features N1 to N21)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from data.model.columns import UtcTime

_UNREAD = text("read_at IS NULL")


class NoticeOfOfficer(SQLModel, table=True):
    """What one officer is told; it names the record and what happened, and holds no word of either."""

    __tablename__ = "notice"
    __table_args__ = (
        UniqueConstraint("officer_id", "key"),
        Index("ix_notice_unread", "officer_id", "at", sqlite_where=_UNREAD, postgresql_where=_UNREAD),
        Index("ix_notice_at", "at"),
    )

    id: UUID = Field(primary_key=True)
    officer_id: UUID = Field(foreign_key="staff.id")
    key: str
    """Of what happened: nobody is told twice of the same."""
    act_id: UUID | None = Field(default=None, index=True)
    kind: str
    what: str = ""
    case_id: UUID | None = Field(default=None, foreign_key="case_record.id")
    member_id: UUID | None = Field(default=None, foreign_key="member.id")
    subject_id: UUID | None = None
    actor_id: UUID | None = None
    at: datetime = Field(sa_type=UtcTime)
    read_at: datetime | None = Field(default=None, sa_type=UtcTime)
    mailed_at: datetime | None = Field(default=None, sa_type=UtcTime)
    """When it went by mail too, or was found to go by none."""


class OutgoingMail(SQLModel, table=True):
    """A mail that waits, goes, or went."""

    __tablename__ = "outgoing_mail"
    __table_args__ = (Index("ix_outgoing_mail_next", "state", "next_try_at"),)

    id: UUID = Field(primary_key=True)
    key: str = Field(unique=True)
    """With the same key it goes once."""
    to_address: str
    subject: str
    body: str
    calendar: str = ""
    """The appointment it tells of, as an .ics file."""
    about_case_id: UUID | None = Field(default=None, foreign_key="case_record.id", index=True)
    about_member_id: UUID | None = Field(default=None, foreign_key="member.id")
    kind: str
    state: str = "waiting"
    unsure: bool = False
    """It was being given to the server when a run ended: it may have gone."""
    tries: int = 0
    next_try_at: datetime = Field(sa_type=UtcTime)
    claimed_at: datetime | None = Field(default=None, sa_type=UtcTime)
    error: str = ""
    posted_at: datetime = Field(sa_type=UtcTime)
    sent_at: datetime | None = Field(default=None, sa_type=UtcTime)
