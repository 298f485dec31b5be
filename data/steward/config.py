"""The configuration an office begins with: `union.toml`, checked whole before anything of it is used."""

from datetime import date
from pathlib import Path
from typing import Annotated, Literal, Self
from zoneinfo import available_timezones

from pydantic import AfterValidator, Field, model_validator

from data.rules.days import read_day
from data.rules.links import link_fault
from data.rules.ticket import ticket_pattern
from data.steward.config_holding import AssignTo, Login, OfficeAssignTo, Retype
from data.steward.config_macros import MacroTable
from data.steward.config_mail import Mail
from data.steward.config_messages import MessageTable
from data.steward.config_notices import Notices, NoticeTable
from data.steward.config_routines import RoutineTable
from data.steward.config_snippets import SnippetTable
from data.steward.config_table import Name
from data.steward.config_table import Table as _Table
from data.steward.config_targets import USUAL, Calendar, Promises, TargetRules
from data.steward.config_tasks import CheckItemTable, TaskTypeTable
from data.steward.config_views import OfficeView
from data.steward.toml_file import read_toml
from data.types.documents import LARGEST_MB
from data.types.errors import BadInput
from data.types.notes import Section
from data.types.outlines import Outline
from data.types.urgency import USUAL as USUAL_WEIGHTS

SHIPPED = Path(__file__).with_name("union.toml")


def _a_zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError(f"there is no time zone {name!r}; an example is Australia/Melbourne")
    return name


def _a_day(text: str) -> str:
    if text:
        try:
            read_day(text, date(2026, 1, 5))
        except BadInput:
            raise ValueError(f"{text!r} is no day; examples are +2d and fri") from None
    return text


Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{0,39}$")]
Names = Annotated[list[Name], Field(min_length=1)]
Day = Annotated[str, AfterValidator(_a_day)]
"""A day as officers write it, counted from today; empty is none."""
Zone = Annotated[str, AfterValidator(_a_zone)]
Scope = Literal["global", "office"]


def _an_address(text: str) -> str:
    if text and (fault := link_fault(text, "it", "https://union.example.org/forms/referral.docx")):
        raise ValueError(fault)
    return text


Address = Annotated[str, AfterValidator(_an_address)]
"""A page or file that is opened in a browser; empty is none."""


class Scoped(_Table):
    """What the whole organisation has, or one of its offices alone (features A3.14, A3.32)."""

    scope: Scope = "global"
    office: str = ""

    @model_validator(mode="after")
    def _is_of_an_office(self) -> Self:
        if self.office and self.scope != "office":
            raise ValueError(f'of the office {self.office!r} alone needs scope = "office"')
        return self


class Renamed(_Table):
    """An entry of a list of names that had another name before."""

    name: Name
    was: Name


Entries = Annotated[list[Name | Renamed], Field(min_length=1)]


def _ticket_address(text: str) -> str:
    try:
        return ticket_pattern(text)
    except BadInput as error:
        raise ValueError(error.detail) from None


TicketAddress = Annotated[str, AfterValidator(_ticket_address)]


class Office(_Table):
    """The case office (features A3.01)."""

    name: Name
    zone: Zone = "Australia/Melbourne"
    region: Annotated[str, Field(pattern=r"^[A-Z]{2}$")] = "AU"
    state: Annotated[str, Field(pattern=r"^[A-Z]{0,3}$")] = ""
    duplicate_days: Annotated[int, Field(ge=0, le=365)] = 14
    case_completeness: Literal["warn", "block"] = "warn"
    case_sections: list[Name] = []
    reopen_days: Annotated[int, Field(ge=0, le=3650)] = 30
    supervisor_sees_assigned: bool = False
    assign_to: OfficeAssignTo = "me"
    assign_staff: list[Login] = []
    outcome: Literal["ask", "require"] = "ask"
    free_tasks: bool = True
    substatus_required: bool = False
    template: str = ""
    follow_up: Day = ""
    due: Day = ""
    ticket_address: TicketAddress = ""


class RelatedTo(_Table):
    """A topic of contact (features A1.13)."""

    name: Name
    was: Name | None = None
    industrial: bool
    default_case_type: str | None = None
    template: str = ""


class Status(_Table):
    """A status of a case (features A4.06)."""

    name: Name
    was: Name | None = None
    kind: Literal["open", "progress", "closed"]
    pauses_target: bool = False
    close_after_days: Annotated[int, Field(ge=1, le=3650)] | None = None
    substatuses: list[Name | Renamed] = []

    @model_validator(mode="after")
    def _waits(self) -> Self:
        if self.close_after_days is not None and self.kind != "progress":
            raise ValueError(f"status {self.name!r} closes by itself and must be of kind progress")
        return self


class DocumentRules(_Table):
    """What one file of a case or a member may weigh (features A3.39)."""

    largest_mb: Annotated[int, Field(ge=1, le=1000)] = LARGEST_MB


class StandingRule(_Table):
    """When arrears become unfinancial."""

    arrears_days: Annotated[int, Field(ge=0, le=3650)]


class JobTitle(_Table):
    """A job title and the access it gives (features A3.46)."""

    name: Name
    was: Name | None = None
    access: Literal["reader", "basic", "officer", "supervisor", "admin"]


class NoteTemplate(Scoped):
    """The sections of a note (features A3.31, A3.32)."""

    was: Name | None = None
    label: str = ""
    sections: Names
    max_issues: Annotated[int, Field(ge=1, le=9)] = 1
    required_for_case: bool = False
    required_for_interaction: bool = False


class OutlineText(_Table):
    """What a note of a common kind begins with (features B8)."""

    name: Name
    was: Name | None = None
    related_to: str = ""
    case_types: list[str] = []
    outcome: str = ""
    follow_up: Day = ""
    to_do: str = ""
    sections: dict[str, str] = {}

    @model_validator(mode="after")
    def _to_do_has_its_day(self) -> Self:
        if self.to_do and not self.follow_up:
            raise ValueError("to_do needs follow_up: what is to be done needs its day")
        return self

    def outline(self) -> Outline:
        """As the store keeps it."""
        sections = tuple(Section(title, text.strip()) for title, text in self.sections.items())
        values = self.model_dump(exclude={"sections", "case_types", "was"})
        return Outline(**values, case_types=tuple(self.case_types), sections=sections)


class Eligibility(_Table):
    """How long a member must have been one to be represented."""

    min_months_representation: Annotated[int, Field(ge=0, le=120)]
    min_months_tribunal: Annotated[int, Field(ge=0, le=120)]
    pre_existing: str
    block_recording: bool


class CaseType(Promises, Scoped):
    """A category of case (features A2.08, A4.02)."""

    key: Annotated[str, Field(pattern=r"^[A-Z]{2,6}$")]
    was: str | None = None
    label: Name
    parent: str | None = None
    template: str = ""
    follow_up: Day = ""
    due: Day = ""
    deadline_rule: str | None = None
    assign_to: AssignTo = ""
    assign_staff: list[Login] = []
    managers: list[Name] = []
    escalation: list[Name] = []
    starters: list[Name] = []
    remind_member_after: Annotated[int, Field(ge=1, le=90)] | None = None
    remind_member_times: Annotated[int, Field(ge=1, le=5)] = 1
    remind_member_with: str = ""
    attachments: Annotated[int, Field(ge=1, le=1000)] | None = None
    form: Address = ""
    filed_in: Address = ""

    @model_validator(mode="after")
    def _reminds_with_something(self) -> Self:
        if (self.remind_member_after is None) != (not self.remind_member_with):
            raise ValueError(
                "remind_member_after and remind_member_with need each other: when, and with which message"
            )
        return self


class CustomField(_Table):
    """A field of the office's own on its cases (features A3.25)."""

    was: str | None = None
    label: Name
    kind: Literal["text", "number", "date", "yes/no", "choice", "several"]
    case_types: list[str] = []
    options: list[Name] = []
    required: bool = False

    @model_validator(mode="after")
    def _options_where_there_is_a_choice(self) -> Self:
        if (self.kind in ("choice", "several")) != bool(self.options):
            raise ValueError("options are what a choice or several are taken from; no other kind has them")
        return self


class DeadlineRule(_Table):
    """A limit set by law: its length, where it runs from and is read, and when a lawyer verified it (domain D2)."""

    key: Annotated[str, Field(pattern=r"^[A-Za-z0-9_]{1,40}$")]
    was: str | None = None
    jurisdiction: Annotated[str, Field(pattern=r"^[A-Z]{2}(-[A-Z]{2,3})?$")]
    label: Name
    length: Annotated[int, Field(ge=1, le=3650)]
    unit: Literal["days", "months", "years"]
    runs_from: Name
    first_day_counted: bool
    roll_forward_non_business: bool
    source: Annotated[str, Field(max_length=200)]
    verified_on: str
    act: Annotated[str, Field(min_length=1, max_length=20)] = "lodge by"
    instead_of: list[str] = []
    warning: Annotated[str, Field(max_length=120)] = ""

    @model_validator(mode="after")
    def _can_be_trusted(self) -> Self:
        if not self.source.strip():
            raise ValueError(f"the rule {self.key} has no source: no limit is shown without where it is read")
        if self.verified_on:
            try:
                date.fromisoformat(self.verified_on)
            except ValueError:
                raise ValueError(
                    f"verified_on {self.verified_on!r} of {self.key} is no day; an example is 2026-11-02,"
                    " and empty is not verified"
                ) from None
        return self


Weight = Annotated[float, Field(ge=-100, le=100)]


class UrgencyWeights(_Table):
    """How much each thing adds to the urgency of a row in the queue (features B26)."""

    due: Weight = USUAL_WEIGHTS.due
    legal: Weight = USUAL_WEIGHTS.legal
    escalated: Weight = USUAL_WEIGHTS.escalated
    priority: Annotated[list[Weight], Field(min_length=5, max_length=5)] = list(USUAL_WEIGHTS.priority)
    unclaimed: Weight = USUAL_WEIGHTS.unclaimed
    review: Weight = USUAL_WEIGHTS.review
    age: Weight = USUAL_WEIGHTS.age
    waiting: Weight = USUAL_WEIGHTS.waiting


class Config(_Table):
    """The whole file; how its lists refer to each other is `fitting`'s."""

    office: Office
    interaction_types: Entries
    origins: Names
    interaction_outcomes: Entries
    membership_statuses: Names
    standings: Names
    employment_types: Names
    job_fields: Names
    offices: list[Name | Renamed] = []
    teams: Entries
    groups: list[Name | Renamed] = []
    tags: Entries
    attachment_types: Names
    documents: DocumentRules = DocumentRules()
    priorities: dict[Literal["1", "2", "3", "4", "5"], Name]
    related_to: Annotated[list[RelatedTo], Field(min_length=1)]
    status: Annotated[list[Status], Field(min_length=2)]
    standing: StandingRule
    job_title: Annotated[list[JobTitle], Field(min_length=1)]
    note_template: Annotated[dict[Key, NoteTemplate], Field(min_length=1)]
    eligibility: Eligibility
    calendar: Annotated[list[Calendar], Field(min_length=1)] = [USUAL]
    targets: TargetRules = TargetRules()
    urgency: UrgencyWeights = UrgencyWeights()
    case_type: Annotated[list[CaseType], Field(min_length=1)]
    custom_field: dict[Key, CustomField] = {}
    outline: list[OutlineText] = []
    message: list[MessageTable] = []
    snippet: list[SnippetTable] = []
    macro: list[MacroTable] = []
    routine: list[RoutineTable] = []
    view: list[OfficeView] = []
    retype: list[Retype] = []
    deadline_rule: list[DeadlineRule]
    task_type: list[TaskTypeTable] = []
    check_item: list[CheckItemTable] = []
    notices: Notices = Notices()
    notice: list[NoticeTable] = []
    imis_csv: dict[str, Names | dict[str, str]]
    jobs_csv: dict[str, Names]
    mail: Mail = Mail()


def load_config(path: Path = SHIPPED) -> Config:
    """The whole configuration in that file; raises FaultyFile naming every fault, BadInput for what is no TOML."""
    from data.steward.faults import FaultyFile, faults

    file = read_toml(path)
    found = faults(file)
    if found:
        raise FaultyFile(file.name, found)
    return Config.model_validate(file.values)
