"""Who may see and hold cases: groups, watchers, what a change of type does."""

from uuid import UUID

from sqlmodel import Field, SQLModel, UniqueConstraint


class GroupRow(SQLModel, table=True):
    """A group of staff that manages case types, or that escalations go to (features A4.04, A4.05)."""

    __tablename__ = "staff_group"

    id: UUID = Field(primary_key=True)
    name: str = Field(unique=True)
    position: int
    archived: bool = False


class GroupMember(SQLModel, table=True):
    """Who is in a group."""

    __tablename__ = "group_member"

    group_id: UUID = Field(primary_key=True, foreign_key="staff_group.id")
    officer_id: UUID = Field(primary_key=True, foreign_key="staff.id", index=True)


class WatcherRow(SQLModel, table=True):
    """Who watches a case; watching admits to nothing."""

    __tablename__ = "case_watcher"

    case_id: UUID = Field(primary_key=True, foreign_key="case_record.id")
    officer_id: UUID = Field(primary_key=True, foreign_key="staff.id", index=True)


class RetypeRow(SQLModel, table=True):
    """What values become when a case of one type becomes one of another (features A5.14)."""

    __tablename__ = "retype"
    __table_args__ = (UniqueConstraint("case_type", "becomes"),)

    id: UUID = Field(primary_key=True)
    case_type: str = Field(foreign_key="case_type.key")
    becomes: str = Field(foreign_key="case_type.key")
    status: str = "{}"
    """JSON, here and below: what it was and what it becomes."""
    tags: str = "{}"
    """An empty one is taken off."""
    priority: str = "{}"
    position: int
    archived: bool = False
