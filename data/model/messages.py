"""Messages to members, and the texts the office has ready."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from data.model.columns import UtcTime


class MessageTemplateRow(SQLModel, table=True):
    """A text the office has ready (features A3.45)."""

    __tablename__ = "message_template"

    id: UUID = Field(primary_key=True)
    name: str = Field(unique=True)
    kind: str
    """`email` or `sms`."""
    subject: str = ""
    body: str
    case_types: str = ""
    """Keys, a line each; empty is every one."""
    close_reasons: str = ""
    reply_days: int | None = None
    position: int
    archived: bool = False


class MessageRow(SQLModel, table=True):
    """A message that left the office, and what became of it (features A4.22)."""

    __tablename__ = "message"
    __table_args__ = (
        Index("ix_message_case", "case_id", "sent_at"),
        Index("ix_message_member", "member_id", "sent_at"),
        Index("ix_message_reply", "reply", "reply_by"),
        Index("ix_message_answer", "answer_id"),
    )

    id: UUID = Field(primary_key=True)
    case_id: UUID | None = Field(default=None, foreign_key="case_record.id")
    member_id: UUID = Field(foreign_key="member.id")
    kind: str
    way: str
    """`mail`, `own program` or `copied`."""
    template: str = ""
    """Name of the text it began with, as it was called then."""
    to_address: str = ""
    subject: str = ""
    body: str
    sent_by: UUID | None = Field(default=None, foreign_key="staff.id")
    """None where the program reminded her."""
    sent_at: datetime = Field(sa_type=UtcTime)
    reply: str = ""
    """What became of the question: empty, `awaiting`, `replied`, `no reply`, `asked again`."""
    reply_by: date | None = None
    reminded: int = 0
    ended_at: datetime | None = Field(default=None, sa_type=UtcTime)
    ended_by: UUID | None = Field(default=None, foreign_key="staff.id")
    reminds_id: UUID | None = Field(default=None, foreign_key="message.id")
    """The message of which this one reminds."""
    answer_id: UUID | None = None
    """The e-mail that was taken for the answer, where it was one: moved on, it is none here any more."""
