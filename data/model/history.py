"""The one history: every act, the fields it changed, and apart from them the values, which erasure can empty."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from data.model.columns import UtcTime


class Act(SQLModel, table=True):
    """What an officer did in one transaction, and why."""

    __tablename__ = "act"
    __table_args__ = (Index("ix_act_officer", "officer_id", "at"),)

    id: UUID = Field(primary_key=True)
    at: datetime = Field(sa_type=UtcTime)
    officer_id: UUID | None = Field(default=None, foreign_key="staff.id")
    """None for what the program did by itself: set-up, import, scheduled work."""
    action: str
    """Name of the use case: `cases.change`."""
    reason: str = ""
    batch_id: UUID | None = Field(default=None, index=True)
    """The same for all acts of one gesture over many records, which is taken back as one (features B11)."""
    undoes_id: UUID | None = Field(default=None, index=True)
    """The act, or the batch, that this one took back."""


class Change(SQLModel, table=True):
    """One field of one record that the act changed."""

    __tablename__ = "change"
    __table_args__ = (Index("ix_change_record", "record_kind", "record_id"),)

    id: UUID = Field(primary_key=True)
    act_id: UUID = Field(foreign_key="act.id", index=True)
    record_kind: str
    """Name of the table."""
    record_id: str
    """Primary key as text; parts of a composite key are joined by `/`."""
    owner_kind: str
    """`member`, `interaction` or `case_record`: whose history shows the change."""
    owner_id: UUID | None = Field(default=None, index=True)
    field: str
    """Column; `+` when the record was made, `-` when it was removed."""
    link: int = 0
    """Its place in the chain of its owner; see `ChangeLink`."""
    digest: bytes = b""
    """Of the values, with their salt."""


class ChangeValue(SQLModel, table=True):
    """The old and the new value of a change, as JSON text."""

    __tablename__ = "change_value"

    change_id: UUID = Field(primary_key=True, foreign_key="change.id")
    old: str | None = None
    new: str | None = None
    salt: UUID | None = None
    """What the digest was made with; erased with the values."""


class ChangeLink(SQLModel, table=True):
    """A link of the chain of a record's history: the seal of the changes one act made there, and of the link before."""

    __tablename__ = "change_link"

    owner_id: UUID = Field(primary_key=True)
    """`data.rules.chain.NOBODY` for rows that belong to no record."""
    owner_kind: str = Field(primary_key=True)
    place: int = Field(primary_key=True)
    """From 1 on, without a gap: no two links can follow the same one."""
    act_id: UUID
    seal: bytes


class CaseOpening(SQLModel, table=True):
    """Who has opened a confidential case, and when (features A3.12)."""

    __tablename__ = "case_opening"
    __table_args__ = (Index("ix_case_opening_case", "case_id", "at"),)

    id: UUID = Field(primary_key=True)
    case_id: UUID = Field(foreign_key="case_record.id")
    officer_id: UUID = Field(foreign_key="staff.id")
    at: datetime = Field(sa_type=UtcTime)
