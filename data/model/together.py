"""Several officers at once: who looks at what, and drafts that were given out of hand."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field, SQLModel

from data.model.columns import UtcTime


class PresenceRow(SQLModel, table=True):
    """One running program: the record that it shows, and what is done there (features B4)."""

    __tablename__ = "presence"

    window_id: UUID = Field(primary_key=True)
    officer_id: UUID = Field(foreign_key="staff.id")
    record_kind: str
    """`case`, `interaction` or `member`."""
    record_id: UUID = Field(index=True)
    what: str
    """`viewing`, `editing` or `idle`."""
    since: datetime = Field(sa_type=UtcTime)
    """When this began at this record."""
    seen_at: datetime = Field(sa_type=UtcTime)
    """The last sign of life."""


class SharedDraftRow(SQLModel, table=True):
    """A draft that its officer put where a colleague can take it up (features B2)."""

    __tablename__ = "shared_draft"

    id: UUID = Field(primary_key=True)
    """Of the draft, and later of the record: whoever sends it, it is saved once."""
    kind: str
    form: str
    """As the drafts write it: JSON; emptied once it was taken."""
    officer_id: UUID = Field(foreign_key="staff.id", index=True)
    for_id: UUID | None = Field(default=None, foreign_key="staff.id")
    """The one colleague it is for; None for the team and its supervisors."""
    team_id: UUID | None = None
    """The team of whoever shared it."""
    case_id: UUID | None = None
    """The case it is about: who may not see that does not see the draft either."""
    label: str = ""
    """Whom it is about, for lists."""
    shared_at: datetime = Field(sa_type=UtcTime)
    taken_by: UUID | None = Field(default=None, foreign_key="staff.id")
    taken_at: datetime | None = Field(default=None, sa_type=UtcTime)
