"""Targets of cases, the times that do not count, escalations, and the calendars they are counted by (features B9)."""

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from data.model.columns import UtcTime

_RUNS = sa.text("met_at IS NULL AND paused_since IS NULL AND breached_at IS NULL")


class CaseTargetRow(SQLModel, table=True):
    """What is promised for a case: one row a kind."""

    __tablename__ = "case_target"
    __table_args__ = (
        Index("ix_case_target_runs", "due_at", sqlite_where=_RUNS, postgresql_where=_RUNS),
        Index("ix_case_target_due", "kind", "due_on"),
    )

    case_id: UUID = Field(primary_key=True, foreign_key="case_record.id")
    kind: str = Field(primary_key=True)
    """`first response`, `next follow-up`, `completion`."""
    source: str
    """`case type`, `staff` or `extended`."""
    started_at: datetime = Field(sa_type=UtcTime)
    length: int
    unit: str
    """How it was counted: `days`, `working days`, `working hours`."""
    due_at: datetime = Field(sa_type=UtcTime)
    """The moment after which it is late."""
    due_on: date
    """The office's day of it."""
    because: str = ""
    """Why then, as it was counted."""
    paused_since: datetime | None = Field(default=None, sa_type=UtcTime)
    met_at: datetime | None = Field(default=None, sa_type=UtcTime)
    breached_at: datetime | None = Field(default=None, sa_type=UtcTime)
    escalated_at: datetime | None = Field(default=None, sa_type=UtcTime)
    reminded_at: datetime | None = Field(default=None, sa_type=UtcTime)
    """When it was last told that the target is near (features A4.15)."""
    reminded: int | None = None
    """How many minutes ahead that was to be told; the next reminder is of fewer."""


class CaseHoldRow(SQLModel, table=True):
    """A time that does not count for the targets of a case."""

    __tablename__ = "case_hold"

    case_id: UUID = Field(primary_key=True, foreign_key="case_record.id")
    position: int = Field(primary_key=True)
    started_at: datetime = Field(sa_type=UtcTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcTime)
    why: str
    """The status that paused, or closed, the case."""


class CaseEscalationRow(SQLModel, table=True):
    """A case put before those who decide (features A4.12, A4.13)."""

    __tablename__ = "case_escalation"
    __table_args__ = (Index("ix_case_escalation_case", "case_id", "raised_at"),)

    id: UUID = Field(primary_key=True)
    case_id: UUID = Field(foreign_key="case_record.id")
    raised_at: datetime = Field(sa_type=UtcTime)
    officer_id: UUID | None = Field(default=None, foreign_key="staff.id")
    """None where the program did it."""
    reason: str
    told: str
    """Logins of whom it is before, a line each."""
    settled_at: datetime | None = Field(default=None, sa_type=UtcTime)


class CalendarRow(SQLModel, table=True):
    """When an office works; the public holidays are those of its state (features A4.11)."""

    __tablename__ = "work_calendar"

    id: UUID = Field(primary_key=True)
    name: str = Field(unique=True)
    hours: str
    """ "Mon-Fri 09:00-17:00", several apart by semicolons."""
    closed: str = ""
    """Days on which it does not besides them, a line each: "2026-12-29 Office closed"."""
    position: int
    archived: bool = False
