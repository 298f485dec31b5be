"""The lists officers choose from; what is in use is archived, never deleted."""

from datetime import date
from uuid import UUID

from sqlmodel import Field, SQLModel


class InteractionTypeRow(SQLModel, table=True):
    """How a contact came (features A1.12)."""

    __tablename__ = "interaction_type"

    id: UUID = Field(primary_key=True)
    name: str = Field(unique=True)
    position: int
    archived: bool = False


class OutcomeRow(SQLModel, table=True):
    """How a contact ended (features A1.40)."""

    __tablename__ = "outcome"

    id: UUID = Field(primary_key=True)
    name: str = Field(unique=True)
    position: int
    archived: bool = False


class CaseTypeRow(SQLModel, table=True):
    """A category of case (features A2.08, A4.02)."""

    __tablename__ = "case_type"

    key: str = Field(primary_key=True)
    label: str
    position: int
    target_working_days: int | None = None
    deadline_rule: str | None = None
    parent: str | None = None
    """Key of the case type it stands under in the tree of categories (features A3.14)."""
    scope: str = "global"
    """`global`, or `office` where it is one office's alone."""
    office: str = ""
    """Name of that office, where the organisation has several (features A3.14)."""
    template: str = ""
    """Intake template that choosing it brings (features A3.15); empty changes nothing."""
    follow_up_default: str = ""
    """Follow-up day of a new case, `+2d` (features A5.11)."""
    due_default: str = ""
    archived: bool = False
    target_unit: str = "working days"
    """How `target_working_days` are counted: `working days`, `days` or `working hours` (features A4.11)."""
    first_response: str = ""
    """ "4 working hours"; empty where none is promised (features B9)."""
    next_follow_up: str = ""
    calendar: str = ""
    """Name of the calendar it is counted by; empty means the office's first."""
    may_set_target: bool | None = None
    """Whether staff set a target where none is set by itself; None leaves it to the office, here and below."""
    may_extend_target: bool | None = None
    target_on_reopening: str | None = None
    target_on_retyping: str | None = None
    target_reminders: str | None = None
    """ "2 days", a line each (features A4.15)."""
    escalate_to: str = ""
    """Logins, a line each; none means the supervisors (features A4.05)."""
    assign_to: str = ""
    """How it is decided who gets a new case; empty is as the office has it (features A5.10)."""
    assign_staff: str = ""
    """Logins, a line each."""
    assign_last: UUID | None = None
    """Who got the last one, where it goes round."""
    managers: str = ""
    """Names of groups, a line each: who sees its cases and holds them (features A4.04)."""
    escalation: str = ""
    """The same: before whom its cases are escalated (features A4.05)."""
    starters: str = ""
    """The same: who may raise such a case; none means everyone (features A4.03)."""
    remind_member_after: int | None = None
    """Days after which a member who was asked something is reminded; None reminds nobody (features A5.14)."""
    remind_member_times: int = 1
    remind_member_with: str = ""
    """Name of the message that reminds her."""
    attachments: int | None = None
    """How many documents a case of it may have; None leaves it open (features A5.14)."""
    form: str = ""
    """Address of the form that is filled in for it (features A1.42)."""
    filed_in: str = ""
    """Address of where that form is filed."""


class DeadlineRuleRow(SQLModel, table=True):
    """A limit set by law, with where it is read (domain D2); a case type names it by its key."""

    __tablename__ = "deadline_rule"

    key: str = Field(primary_key=True)
    jurisdiction: str
    label: str
    length: int
    unit: str
    runs_from: str
    first_day_counted: bool
    roll_forward: bool
    source: str
    verified_on: date | None = None
    """The day a lawyer verified it; set in the configuration only."""
    act: str = "lodge by"
    instead_of: str = ""
    """Keys of other rules, apart by blanks."""
    warning: str = ""
    position: int
    archived: bool = False


class RelatedToRow(SQLModel, table=True):
    """A topic of contact (features A1.13)."""

    __tablename__ = "related_to"

    id: UUID = Field(primary_key=True)
    name: str = Field(unique=True)
    position: int
    industrial: bool
    default_case_type: str | None = Field(default=None, foreign_key="case_type.key")
    template: str = ""
    """Intake template that choosing it brings (features A3.15); empty changes nothing."""
    archived: bool = False


class CaseStatusRow(SQLModel, table=True):
    """A status; kind is `open`, `progress` or `closed` (features A4.06)."""

    __tablename__ = "case_status"

    id: UUID = Field(primary_key=True)
    name: str = Field(unique=True)
    kind: str
    position: int
    pauses_target: bool = False
    substatuses: str = ""
    """Its sub-statuses, a line each (features A3.20)."""
    close_after_days: int | None = None
    """Days after which a case that waits in it closes by itself; None where none does (features B19)."""
    archived: bool = False


class OutlineRow(SQLModel, table=True):
    """What a note of a common kind begins with (features B8)."""

    __tablename__ = "outline"

    id: UUID = Field(primary_key=True)
    name: str = Field(unique=True)
    body: str
    """Fields and sections, as JSON."""
    position: int
    archived: bool = False


class MacroRow(SQLModel, table=True):
    """Several deeds under one name, run for one record or many (features B7)."""

    __tablename__ = "macro"

    id: UUID = Field(primary_key=True)
    name: str = Field(unique=True)
    deeds: str
    """A line each: `follow-up +2d`."""
    position: int
    archived: bool = False


class TagRow(SQLModel, table=True):
    """A word that contacts and cases are marked with (features A3.10)."""

    __tablename__ = "tag"

    id: UUID = Field(primary_key=True)
    name: str = Field(unique=True)
    position: int
    archived: bool = False
