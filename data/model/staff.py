"""Office, teams and staff."""

from uuid import UUID

from sqlmodel import Field, SQLModel


class OfficeRow(SQLModel, table=True):
    """The case office: one a database (features A3.01)."""

    __tablename__ = "office"

    id: UUID = Field(primary_key=True)
    name: str
    zone: str = "Australia/Melbourne"
    """IANA time zone in which days and times are shown."""
    region: str = "AU"
    """Country of telephone numbers given without a prefix."""
    arrears_days: int = 90


class TeamRow(SQLModel, table=True):
    """A team (features A2.12)."""

    __tablename__ = "team"

    id: UUID = Field(primary_key=True)
    name: str = Field(unique=True)


class StaffRow(SQLModel, table=True):
    """A member of staff; `access` decides, `title` is only shown (features A3.46)."""

    __tablename__ = "staff"

    id: UUID = Field(primary_key=True)
    login: str = Field(unique=True)
    name: str
    title: str
    access: int
    team_id: UUID | None = Field(default=None, foreign_key="team.id")
    active: bool = True
    available: bool = True
