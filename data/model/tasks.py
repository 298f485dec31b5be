"""Tasks and checklists: their kinds by case type, and those of each case."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel, UniqueConstraint

from data.model.columns import UtcTime

_OPEN = text("status = 'open'")


class TaskTypeRow(SQLModel, table=True):
    """A kind of task of a case type (features A4.27, A4.28, A4.29); in use it is archived, never deleted."""

    __tablename__ = "task_type"
    __table_args__ = (UniqueConstraint("case_type", "label"),)

    id: UUID = Field(primary_key=True)
    case_type: str = Field(foreign_key="case_type.key")
    label: str
    performers: str = ""
    """Who may do it, a line each; empty is everyone."""
    auto_generate: bool = False
    condition: str = ""
    target_working_days: int | None = None
    required: bool = True
    position: int
    archived: bool = False


class TaskRow(SQLModel, table=True):
    """A task of a case (features A3.23, A4.30)."""

    __tablename__ = "task"
    __table_args__ = (
        Index("ix_task_case", "case_id", "position"),
        Index("ix_task_officer", "officer_id", "status", "due_on"),
        Index("ix_task_team", "team_id", "status", "due_on"),
        Index("ix_task_starts", "starts_at"),
        Index("ix_task_due_on", "due_on", sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index("ix_task_remind_on", "remind_on", sqlite_where=_OPEN, postgresql_where=_OPEN),
    )

    id: UUID = Field(primary_key=True)
    case_id: UUID = Field(foreign_key="case_record.id")
    task_type_id: UUID | None = Field(default=None, foreign_key="task_type.id", index=True)
    title: str
    note: str = ""
    position: int
    status: str = "open"
    officer_id: UUID | None = Field(default=None, foreign_key="staff.id")
    team_id: UUID | None = Field(default=None, foreign_key="team.id")
    follows_owner: bool = False
    """Whoever holds the case does it (features A5.15)."""
    due_on: date | None = None
    remind_on: date | None = None
    starts_at: datetime | None = Field(default=None, sa_type=UtcTime)
    minutes: int | None = None
    place: str = ""
    """Of an appointment: where it is (features A4.23)."""
    with_whom: str = ""
    done_by: UUID | None = Field(default=None, foreign_key="staff.id")
    done_at: datetime | None = Field(default=None, sa_type=UtcTime)
    cancel_reason: str = ""
    reminded_on: date | None = None
    """The day to be reminded of for which it was told (features A4.15)."""
    late_on: date | None = None
    """The day it was due for which it was told that it is late."""
    created_by: UUID = Field(foreign_key="staff.id")
    created_at: datetime = Field(sa_type=UtcTime)
    version: int = 1


class CheckItemRow(SQLModel, table=True):
    """A line of the checklist of a case type (features B13)."""

    __tablename__ = "check_item"
    __table_args__ = (UniqueConstraint("case_type", "text"),)

    id: UUID = Field(primary_key=True)
    case_type: str = Field(foreign_key="case_type.key")
    text: str
    task: str = ""
    """Label of the kind of task that answers it."""
    position: int
    archived: bool = False


class CheckTickRow(SQLModel, table=True):
    """What became of a line of the checklist on one case."""

    __tablename__ = "check_tick"

    case_id: UUID = Field(primary_key=True, foreign_key="case_record.id")
    item_id: UUID = Field(primary_key=True, foreign_key="check_item.id", index=True)
    ticked: bool = False
    ticked_by: UUID | None = Field(default=None, foreign_key="staff.id")
    ticked_at: datetime | None = Field(default=None, sa_type=UtcTime)
    other_case_id: UUID | None = Field(default=None, foreign_key="case_record.id")
