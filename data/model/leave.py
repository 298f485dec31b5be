"""Leave: what an officer handed over, to whom, and until when."""

from datetime import date, datetime
from uuid import UUID

from sqlmodel import Field, SQLModel

from data.model.columns import UtcTime


class HandoverRow(SQLModel, table=True):
    """One handover; its id is that of the acts that belong to it (features B29)."""

    __tablename__ = "leave_handover"

    id: UUID = Field(primary_key=True)
    officer_id: UUID = Field(foreign_key="staff.id", index=True)
    """Whose it was."""
    made_by: UUID = Field(foreign_key="staff.id")
    made_at: datetime = Field(sa_type=UtcTime)
    until: date | None = None
    """The day of being back, from which giving it back is offered; None where it was for good."""
    reason: str = ""
    back_at: datetime | None = Field(default=None, sa_type=UtcTime)
    """When it was given back."""


class HandedRow(SQLModel, table=True):
    """One record of a handover."""

    __tablename__ = "leave_handed"

    handover_id: UUID = Field(primary_key=True, foreign_key="leave_handover.id")
    record: str = Field(primary_key=True)
    """`case`, `interaction` or `task`."""
    record_id: UUID = Field(primary_key=True)
    number: str
    """As people say it; of a task, that of its case."""
    to_id: UUID = Field(foreign_key="staff.id")
    beside: bool = False
    """Whoever got it was on the case before, and stays when it is given back."""
