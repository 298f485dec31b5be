"""Office, teams and staff."""

from datetime import date, datetime
from uuid import UUID

from sqlmodel import Field, SQLModel

from data.model.columns import UtcTime


class OfficeRow(SQLModel, table=True):
    """What holds for the whole organisation: one a database. Its case offices are `case_office`."""

    __tablename__ = "office"

    id: UUID = Field(primary_key=True)
    name: str
    zone: str = "Australia/Melbourne"
    """IANA time zone in which days and times are shown."""
    region: str = "AU"
    """Country of telephone numbers given without a prefix."""
    state: str = ""
    """State or territory, `VIC`: its public holidays are the office's."""
    arrears_days: int = 90
    representation_months: int = 0
    """Months of membership before a member is represented; 0 where the union has no such rule."""
    tribunal_months: int = 0
    """The same before a tribunal."""
    pre_existing: str = ""
    """Who decides on a matter older than the membership, in words; empty where nobody need."""
    block_recording: bool = False
    """What the union has written down about contact without representation; nothing is blocked by it."""
    duplicate_days: int = 0
    """Days within which contact about the same topic may be the same contact; 0 looks for none."""
    case_completeness: str = "warn"
    """`block` where a case with gaps is not created (features A2.07)."""
    case_sections: str = ""
    """Titles of the sections without which no case is created, a line each (features A2.15)."""
    reopen_days: int = 0
    """Days after closing in which a contact offers to open the case again; 0 offers none (features B19)."""
    assign_to: str = "me"
    """How it is decided who gets a new case where nobody is named (features A5.10)."""
    assign_staff: str = ""
    """Logins, a line each."""
    assign_last: UUID | None = None
    """Who got the last one, where it goes round."""
    supervisor_sees_assigned: bool = False
    """A supervisor sees what only the assigned of the own team see (features A3.18)."""
    outcome: str = "ask"
    """`require` where no contact is submitted without an outcome (features A1.40)."""
    substatus_required: bool = False
    """A status that has sub-statuses is not set without one of them (features A3.20)."""
    template: str = ""
    """Intake template a note begins with; empty is the first of the list."""
    follow_up_default: str = ""
    """Follow-up day of a new case, `+2d`; empty where the officer says it (features A5.11)."""
    target_may_set: bool = True
    """What holds for the targets of every case type that does not say otherwise (features A4.09, A4.10)."""
    target_may_extend: bool = True
    target_reopening: str = "continue"
    target_retyping: str = "restart"
    target_reminders: str = ""
    due_default: str = ""
    free_tasks: bool = True
    """Tasks of no type may be added to a case (features A4.28)."""
    ticket_address: str = ""
    """Where a ticket is found by its number, `https://…/{ticket}`; empty where that is not known (domain E2)."""


class CaseOfficeRow(SQLModel, table=True):
    """A case office of the organisation; where there is none, all of it is one (features A3.01)."""

    __tablename__ = "case_office"

    id: UUID = Field(primary_key=True)
    name: str = Field(unique=True)
    position: int = 0
    archived: bool = False


class TeamRow(SQLModel, table=True):
    """A team (features A2.12)."""

    __tablename__ = "team"

    id: UUID = Field(primary_key=True)
    name: str = Field(unique=True)
    position: int = 0
    archived: bool = False


class StaffRow(SQLModel, table=True):
    """A member of staff; `access` decides, `title` is only shown (features A3.46)."""

    __tablename__ = "staff"

    id: UUID = Field(primary_key=True)
    login: str = Field(unique=True)
    name: str
    title: str
    access: int
    team_id: UUID | None = Field(default=None, foreign_key="team.id")
    office_id: UUID | None = Field(default=None, index=True)
    """Of `case_office`; empty is the whole organisation (features A3.46)."""
    active: bool = True
    available: bool = True
    away_until: date | None = None
    """The day from which who is away counts as available again (features A5.02)."""
    away_reason: str = ""
    turn: int = 0
    """Counts up over the office: the lower, the longer since a case was allocated to this one (features A5.10)."""


class StaffLogin(SQLModel, table=True):
    """The login of an officer at a server with roles; only the functions of the schema `casetui` write it."""

    __tablename__ = "staff_login"

    login: str = Field(primary_key=True)
    made_at: datetime = Field(sa_type=UtcTime)
    valid_until: datetime | None = Field(default=None, sa_type=UtcTime)
    """Until when the first password lets in; empty once it was changed."""
    changed_at: datetime | None = Field(default=None, sa_type=UtcTime)
    """When she last chose one herself; until then she sees nothing."""
