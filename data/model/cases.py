"""Cases."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import JSON, Column, Index, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.dialects.postgresql import UUID as PgUuid
from sqlmodel import Field, SQLModel

from data.model.columns import UtcTime

NEARER = """(
CASE
    WHEN target_on IS NULL THEN follow_up_on
    WHEN follow_up_on IS NULL THEN target_on
    WHEN target_on < follow_up_on THEN target_on
    ELSE follow_up_on
END)"""
"""The day that places a case in a queue, as `data.repositories.cases.NEARER` asks for it; laid out as Postgres
tells it, so that the tables and the migrations can be compared."""


class CaseRow(SQLModel, table=True):
    """A case; what decides who may see it stands on the row itself, from the first migration."""

    __tablename__ = "case_record"
    __table_args__ = (
        Index("ix_case_open_follow_up", "is_open", "follow_up_on"),
        Index("ix_case_member", "member_id", "created_at"),
        Index("ix_case_owner", "owner_id", "is_open", text(NEARER)),
        Index("ix_case_lodge_by", "is_open", "lodge_by"),
        Index("ix_case_placed", "is_open", text(NEARER)),
        Index("ix_case_effect_wanted", "is_open", "effect_wanted"),
        Index(
            "ix_case_priority", "is_open", "priority", text(f"COALESCE({NEARER[1:-1]}, '9999-12-31'::date)")
        ),
        Index("ix_case_opened", "is_open", "opened_on", "reference"),
        Index("ix_case_number", "is_open", "reference"),
        Index("ix_case_title", "is_open", "title", "id"),
    )

    id: UUID = Field(primary_key=True)
    reference: int = Field(unique=True)
    member_id: UUID = Field(foreign_key="member.id")
    title: str
    status: str
    is_open: bool = True
    """Kept with the status, so that every queue is an index seek."""
    substatus: str = ""
    status_since: datetime | None = Field(default=None, sa_type=UtcTime)
    """Since when it has this status; empty is since it was created."""
    kept_open: str = ""
    """Why it did not close by itself when its days were over (features B19); empty where that is not so."""
    close_reason: str = ""
    """`resolved` or `shelved`; empty while it is open (features A3.19)."""
    next_steps: str = ""
    job_id: UUID | None = Field(default=None, foreign_key="job.id")
    follow_up_on: date | None = None
    due_on: date | None = None
    """The day of the completion target (features A3.29)."""
    target_on: date | None = None
    """The day of the nearest target that runs: kept with the targets, so that every queue is an index seek."""
    escalated_at: datetime | None = Field(default=None, sa_type=UtcTime)
    """Since when it is before those who decide; empty once they have dealt with it (features A4.12)."""
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
    office_id: UUID | None = Field(default=None, index=True)
    """The case office it belongs to; empty is every office's (features A3.01)."""
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
    effect: str = ""
    """The day it took effect, from which limits run: ISO, `unknown`, or empty while nobody said (domain D2)."""
    lodged_on: date | None = None
    """When what the law limits was lodged; after that no limit is counted down any more."""
    lodge_by: date | None = None
    """The first last day of its limits; kept with them, so that every queue is an index seek."""
    effect_wanted: bool = False
    """A limit runs and nobody knows from when: a supervisor's to look at."""
    created_by: UUID = Field(foreign_key="staff.id")
    created_at: datetime = Field(sa_type=UtcTime)
    version: int = 1


class DeadlineOfCase(SQLModel, table=True):
    """A limit of a case: the rule, and what it came to when it was last counted (domain D2)."""

    __tablename__ = "case_deadline"

    case_id: UUID = Field(primary_key=True, foreign_key="case_record.id")
    rule: str = Field(primary_key=True, foreign_key="deadline_rule.key", index=True)
    position: int
    effect_on: date | None = None
    last_on: date | None = None
    counted: str = ""
    """How it was counted, with its remarks; a line each."""
    applies: bool = True
    """False once the case types or the job bring another rule, or none: kept, and told in the history."""


class CaseTypeOfCase(SQLModel, table=True):
    """The case types of a case, in order; the first is primary (features A2.08)."""

    __tablename__ = "case_case_type"
    __table_args__ = (Index("ix_case_case_type_case_type", "case_type", "case_id"),)

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
    __table_args__ = (
        Index("ix_case_assignee_officer_id", "officer_id", "case_id"),
        Index("ix_case_assignee_team_id", "team_id", "case_id"),
        Index("ix_case_assignee_role", "role", "case_id"),
    )

    case_id: UUID = Field(primary_key=True, foreign_key="case_record.id")
    position: int = Field(primary_key=True)
    officer_id: UUID | None = Field(default=None, foreign_key="staff.id")
    team_id: UUID | None = Field(default=None, foreign_key="team.id")
    role: str | None = Field(default=None)
    """A job title, or the name of an access: whoever has it."""


class CaseTick(SQLModel, table=True):
    """What one colleague says of one item of a case (features A2.25, A2.27, A2.28)."""

    __tablename__ = "case_tick"

    case_id: UUID = Field(primary_key=True, foreign_key="case_record.id")
    item: str = Field(primary_key=True)
    officer_id: UUID = Field(primary_key=True, foreign_key="staff.id")
    said: str
    """`held` or `not held`."""
    line: str = ""
    ticked_at: datetime = Field(sa_type=UtcTime)
