"""Routines of an office, what each has done, and when what is due by the clock was last done."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field, SQLModel, UniqueConstraint

from data.model.columns import UtcTime


class RoutineRow(SQLModel, table=True):
    """What is done with a case by itself when something happens to it (features A4.19)."""

    __tablename__ = "routine"

    id: UUID = Field(primary_key=True)
    name: str = Field(unique=True)
    trigger: str
    case_types: str = ""
    """Keys, a line each; none is every case."""
    condition: str = ""
    actions: str
    """A line each: `status Waiting on member`."""
    switched_on: bool = True
    position: int
    archived: bool = False


class RoutineRunRow(SQLModel, table=True):
    """That a routine was set off on a case, once for each thing that happens to it (features A4.19)."""

    __tablename__ = "routine_run"
    __table_args__ = (UniqueConstraint("routine_id", "case_id", "key"),)

    id: UUID = Field(primary_key=True)
    routine_id: UUID = Field(foreign_key="routine.id")
    case_id: UUID = Field(foreign_key="case_record.id", index=True)
    key: str
    """Of what happened."""
    at: datetime = Field(sa_type=UtcTime)
    outcome: str
    said: str
    """What was done, or why not, in words."""
    chain: str
    """Names of the routines that led here, this one last, a line each."""
    act_id: UUID | None = Field(default=None, index=True)
    """The act it wrote: what follows from that is of the same chain."""


class ClockRow(SQLModel, table=True):
    """When what is due by the clock was last done, and how long that took; one row."""

    __tablename__ = "clock_run"

    id: int = Field(primary_key=True)
    begun_at: datetime | None = Field(default=None, sa_type=UtcTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcTime)
