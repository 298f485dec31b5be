"""The configuration an office begins with: `union.toml`, checked whole before anything of it is used."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from zoneinfo import available_timezones

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from data.rules.days import read_day
from data.steward.config_holding import Assignment, Retype, check_groups, check_retypes
from data.types.errors import BadInput
from data.types.notes import Section
from data.types.outlines import Outline

SHIPPED = Path(__file__).with_name("union.toml")

Name = Annotated[str, Field(min_length=1, max_length=80)]
Names = Annotated[list[Name], Field(min_length=1)]


class _Table(BaseModel):
    """A table of the file: an unknown key is an error, not a silent slip of the pen."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Office(_Table):
    """The case office (features A3.01)."""

    name: Name
    zone: str = "Australia/Melbourne"
    region: Annotated[str, Field(pattern=r"^[A-Z]{2}$")] = "AU"
    state: Annotated[str, Field(pattern=r"^[A-Z]{0,3}$")] = ""
    duplicate_days: Annotated[int, Field(ge=0, le=365)] = 14
    case_completeness: Literal["warn", "block"] = "warn"
    case_sections: list[Name] = []
    reopen_days: Annotated[int, Field(ge=0, le=3650)] = 30
    supervisor_sees_assigned: bool = False
    assignment: Assignment = Assignment()

    @model_validator(mode="after")
    def _zone_exists(self) -> Self:
        if self.zone not in available_timezones():
            raise ValueError(f"there is no time zone {self.zone!r}; an example is Australia/Melbourne")
        return self


class RelatedTo(_Table):
    """A topic of contact (features A1.13)."""

    name: Name
    industrial: bool
    default_case_type: str | None = None


class Status(_Table):
    """A status of a case (features A4.06)."""

    name: Name
    kind: Literal["open", "progress", "closed"]
    pauses_target: bool = False
    substatuses: list[Name] = []


class StandingRule(_Table):
    """When arrears become unfinancial."""

    arrears_days: Annotated[int, Field(ge=0, le=3650)]


class JobTitle(_Table):
    """A job title and the access it gives (features A3.46)."""

    name: Name
    access: Literal["basic", "officer", "supervisor", "admin"]


class NoteTemplate(_Table):
    """The sections of a note."""

    scope: str
    sections: Names
    max_issues: int
    required_for_case: bool
    required_for_interaction: bool


class OutlineText(_Table):
    """What a note of a common kind begins with (features B8)."""

    name: Name
    related_to: str = ""
    case_types: list[str] = []
    outcome: str = ""
    follow_up: str = ""
    to_do: str = ""
    sections: dict[str, str] = {}

    @model_validator(mode="after")
    def _day_can_be_read(self) -> Self:
        if self.follow_up:
            try:
                read_day(self.follow_up, date(2026, 1, 5))
            except BadInput:
                raise ValueError(
                    f"follow_up {self.follow_up!r} is no day; examples are +2d and fri"
                ) from None
        elif self.to_do:
            raise ValueError("to_do needs follow_up: what is to be done needs its day")
        return self

    def outline(self) -> Outline:
        """As the store keeps it."""
        sections = tuple(Section(title, text.strip()) for title, text in self.sections.items())
        values = self.model_dump(exclude={"sections", "case_types"})
        return Outline(**values, case_types=tuple(self.case_types), sections=sections)


class Eligibility(_Table):
    """How long a member must have been one to be represented."""

    min_months_representation: int
    min_months_tribunal: int
    pre_existing: str
    block_recording: bool


class CaseType(_Table):
    """A category of case (features A2.08, A4.02)."""

    key: Annotated[str, Field(pattern=r"^[A-Z]{2,6}$")]
    label: Name
    target_working_days: Annotated[int, Field(ge=1)] | None = None
    deadline_rule: str | None = None
    assignment: Assignment | None = None
    managers: list[Name] = []
    escalation: list[Name] = []


class DeadlineRule(_Table):
    """A legal deadline: its length, where it runs from, and who verified it."""

    key: Name
    jurisdiction: str
    label: Name
    length: Annotated[int, Field(ge=1)]
    unit: Literal["days", "months", "years"]
    runs_from: str
    first_day_counted: bool
    roll_forward_non_business: bool
    source: str
    verified_on: str


class Config(_Table):
    """The whole file."""

    office: Office
    interaction_types: Names
    origins: Names
    interaction_outcomes: Names
    membership_statuses: Names
    standings: Names
    employment_types: Names
    job_fields: Names
    teams: Names
    groups: list[Name] = []
    tags: Names
    attachment_types: Names
    priorities: dict[str, Name]
    related_to: Annotated[list[RelatedTo], Field(min_length=1)]
    status: Annotated[list[Status], Field(min_length=2)]
    standing: StandingRule
    job_title: Annotated[list[JobTitle], Field(min_length=1)]
    note_template: dict[str, NoteTemplate]
    eligibility: Eligibility
    case_type: Annotated[list[CaseType], Field(min_length=1)]
    outline: list[OutlineText] = []
    retype: list[Retype] = []
    deadline_rule: list[DeadlineRule]
    imis_csv: dict[str, Any]
    jobs_csv: dict[str, Names]

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        for kind in ("open", "closed"):
            if sum(status.kind == kind for status in self.status) != 1:
                raise ValueError(f"exactly one status must be of kind {kind}")
        types = [case_type.key for case_type in self.case_type]
        for topic in self.related_to:
            if topic.default_case_type and topic.default_case_type not in types:
                raise ValueError(
                    f"related_to {topic.name!r} names the case type {topic.default_case_type!r};"
                    f" there are {', '.join(types)}"
                )
        titles = [title for template in self.note_template.values() for title in template.sections]
        for title in self.office.case_sections:
            if title not in titles:
                raise ValueError(f"office.case_sections names {title!r}; there are {', '.join(titles)}")
        rules = [rule.key for rule in self.deadline_rule]
        for case_type in self.case_type:
            rule = case_type.deadline_rule
            if rule and rule not in rules:
                raise ValueError(f"case_type {case_type.key} names the rule {rule!r}; there is none")
        for what, names in {
            "interaction_types": self.interaction_types,
            "interaction_outcomes": self.interaction_outcomes,
            "teams": self.teams,
            "groups": self.groups,
            "related_to": [topic.name for topic in self.related_to],
            "status": [status.name for status in self.status],
            "case_type": types,
            "outline": [outline.name for outline in self.outline],
        }.items():
            twice = sorted({name for name in names if names.count(name) > 1})
            if twice:
                raise ValueError(f"{what} holds {twice[0]!r} twice")
        named = [(kind.key, [*kind.managers, *kind.escalation]) for kind in self.case_type]
        check_groups(named, self.groups)
        check_retypes(self.retype, types, [status.name for status in self.status], self.tags)
        for outline in self.outline:
            self._check_outline(outline)
        return self

    def _check_outline(self, outline: OutlineText) -> None:
        titles = [title for template in self.note_template.values() for title in template.sections]
        for what, names, known in (
            ("topic", [outline.related_to], [topic.name for topic in self.related_to]),
            ("outcome", [outline.outcome], self.interaction_outcomes),
            ("case type", outline.case_types, [kind.key for kind in self.case_type]),
            ("section", outline.sections, titles),
        ):
            for name in names:
                if name and name not in known:
                    raise ValueError(
                        f"outline {outline.name!r} names the {what} {name!r}; there are {', '.join(known)}"
                    )


def load_config(path: Path = SHIPPED) -> Config:
    """The configuration in that file; raises BadInput naming the key and what is allowed."""
    try:
        values = tomllib.loads(path.read_bytes().decode("utf-8"))
    except OSError as error:
        raise BadInput(f"{path}: {error.strerror or 'it cannot be read'}") from None
    except UnicodeDecodeError:
        raise BadInput(f"{path} is not UTF-8 text") from None
    except tomllib.TOMLDecodeError as error:
        raise BadInput(f"{path}: {error}") from None
    try:
        return Config.model_validate(values)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "the file"
        more = f" (and {error.error_count() - 1} more)" if error.error_count() > 1 else ""
        raise BadInput(f"{path}: {where}: {first['msg'].removeprefix('Value error, ')}{more}") from None
