"""Cases."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import JSON, Column, Index
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.dialects.postgresql import UUID as PgUuid
from sqlmodel import Field, SQLModel

from data.model.columns import UtcTime


class CaseRow(SQLModel, table=True):
    """A case; what decides who may see it stands on the row itself, from the first migration."""

    __tablename__ = "case_record"
    __table_args__ = (
        Index("ix_case_open_follow_up", "is_open", "follow_up_on"),
        Index("ix_case_member", "member_id", "created_at"),
        Index("ix_case_owner", "owner_id", "is_open", "follow_up_on"),
    )

    id: UUID = Field(primary_key=True)
    reference: int = Field(unique=True)
    member_id: UUID = Field(foreign_key="member.id")
    title: str
    status: str
    is_open: bool = True
    """Kept with the status, so that every queue is an index seek."""
    substatus: str = ""
    close_reason: str = ""
    """`resolved` or `shelved`; empty while it is open (features A3.19)."""
    next_steps: str = ""
    job_id: UUID | None = Field(default=None, foreign_key="job.id")
    follow_up_on: date | None = None
    due_on: date | None = None
    opened_on: date
    closed_at: datetime | None = Field(default=None, sa_type=UtcTime)
    priority: int = 3
    marked_for_review: bool = False
    owner_id: UUID | None = Field(default=None, foreign_key="staff.id")
    """The primary assignee when that is an officer; empty means unclaimed."""
    confidential: bool = False
    """Not for basic access (features A3.12)."""
    scope: int = 0
    """0 office, 1 team, 2 assigned and administrators (features A3.17, A3.18)."""
    team_id: UUID | None = Field(default=None, foreign_key="team.id")
    acl: list[str] = Field(
        default_factory=list,
        sa_column=Column(JSON().with_variant(ARRAY(PgUuid(as_uuid=False)), "postgresql"), nullable=False),
    )
    """Groups that its case types admit; empty admits all (features A4.04)."""
    origin: str
    """`converted` or `direct` (features A2.03)."""
    direct_reason: str = ""
    ticket_url: str = ""
    location: str = ""
    """Where it happened; the contact's address unless another is given (features A3.27)."""
    location_note: str = ""
    created_by: UUID = Field(foreign_key="staff.id")
    created_at: datetime = Field(sa_type=UtcTime)
    version: int = 1


class CaseTypeOfCase(SQLModel, table=True):
    """The case types of a case, in order; the first is primary (features A2.08)."""

    __tablename__ = "case_case_type"

    case_id: UUID = Field(primary_key=True, foreign_key="case_record.id")
    case_type: str = Field(primary_key=True, foreign_key="case_type.key")
    position: int


class TagOfCase(SQLModel, table=True):
    """A tag of a case (features A3.10)."""

    __tablename__ = "case_tag"

    case_id: UUID = Field(primary_key=True, foreign_key="case_record.id")
    tag_id: UUID = Field(primary_key=True, foreign_key="tag.id", index=True)


class CaseAssignee(SQLModel, table=True):
    """An officer, a team or a role a case is allocated to; position 0 is primary (features A2.12, A3.16)."""

    __tablename__ = "case_assignee"

    case_id: UUID = Field(primary_key=True, foreign_key="case_record.id")
    position: int = Field(primary_key=True)
    officer_id: UUID | None = Field(default=None, foreign_key="staff.id", index=True)
    team_id: UUID | None = Field(default=None, foreign_key="team.id", index=True)
    role: str | None = Field(default=None, index=True)
    """A job title, or the name of an access: whoever has it."""
