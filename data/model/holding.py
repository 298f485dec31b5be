"""Who may see and hold cases: groups, watchers, how cases are allocated, what a change of type does."""

from uuid import UUID

from sqlmodel import Field, SQLModel


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


class GroupOfCaseType(SQLModel, table=True):
    """What a group is to a case type: `manager` or `escalation` (features A4.04, A4.05)."""

    __tablename__ = "case_type_group"

    case_type: str = Field(primary_key=True, foreign_key="case_type.key")
    group_id: UUID = Field(primary_key=True, foreign_key="staff_group.id")
    role: str = Field(primary_key=True)


class WatcherRow(SQLModel, table=True):
    """Who watches a case; watching admits to nothing."""

    __tablename__ = "case_watcher"

    case_id: UUID = Field(primary_key=True, foreign_key="case_record.id")
    officer_id: UUID = Field(primary_key=True, foreign_key="staff.id", index=True)


class AllocationRow(SQLModel, table=True):
    """Who gets a new case when nobody is named: the office's rule, or that of a case type (features A5.10)."""

    __tablename__ = "allocation"

    case_type: str = Field(primary_key=True)
    """Key of the case type; empty for the office, whose rule the others inherit."""
    way: str
    people: str = ""
    """Logins, a line each."""
    last_officer_id: UUID | None = Field(default=None, foreign_key="staff.id")
    """Who got the last one, for ways that go round."""


class RetypeValue(SQLModel, table=True):
    """What a value becomes when a case of one type becomes one of another (features A5.14)."""

    __tablename__ = "retype_value"

    from_type: str = Field(primary_key=True, foreign_key="case_type.key")
    to_type: str = Field(primary_key=True, foreign_key="case_type.key")
    field: str = Field(primary_key=True)
    """`status`, `priority` or `tag`."""
    was: str = Field(primary_key=True)
    becomes: str
    """Empty takes a tag off."""
