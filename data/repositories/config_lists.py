"""Every list of the office once: where it stands in the file and in the store, and what uses its entries.

Checking, comparing, applying, exporting, seeding and showing all read this table: a new list is one entry more.
"""

import json
from collections.abc import Callable
from datetime import date
from enum import Enum, StrEnum
from typing import Any, NamedTuple

from sqlalchemy import Column
from sqlmodel import SQLModel

from data.model import (
    CalendarRow,
    CaseStatusRow,
    CaseTypeRow,
    CheckItemRow,
    CustomFieldRow,
    DeadlineRuleRow,
    GroupRow,
    InteractionTypeRow,
    JobTitleRow,
    NoteTemplateRow,
    OutcomeRow,
    OutlineRow,
    PriorityRow,
    RelatedToRow,
    RetypeRow,
    TagRow,
    TaskTypeRow,
    TeamRow,
)
from data.repositories.outlines import body_of, read_body
from data.rules.working_time import read_closed
from data.store.tables import (
    ASSIGNEE,
    CASE,
    CASE_DEADLINE,
    CASE_TAG,
    CASE_TYPE,
    CASE_TYPE_OF_CASE,
    CASE_TYPE_OF_INTERACTION,
    CHECK_ITEM,
    CHECK_TICK,
    CUSTOM_VALUE,
    GROUP_MEMBER,
    INTERACTION,
    MEMBER_TAG,
    NOTE,
    RELATED_TO,
    RETYPE,
    STAFF,
    TASK,
    TASK_TYPE,
)
from data.types.notes import Section
from data.types.outlines import Outline

Values = dict[str, Any]


class Shape(StrEnum):
    """How a list is written in the file."""

    NAMES = "names"
    """`teams = ["MSD", …]`; an entry may be `{name = …, was = …}`."""
    TABLES = "tables"
    """`[[case_type]]`"""
    KEYED = "keyed"
    """`[note_template.bimaa]`, or `[priorities]` with a text for each key."""


class Needed(Enum):
    """Stands where a key has no default."""

    NEEDED = "needed"


NEEDED = Needed.NEEDED
BETWEEN = "/"
"""Between the parts of a natural key; only the last part may hold it itself."""


class UseOf(NamedTuple):
    """A column of records that names entries."""

    column: Column[Any]
    said: str
    by_id: bool = False
    """The column holds the id of the entry, not its natural key."""


class Inner(NamedTuple):
    """What the lines of a field name in records: the sub-statuses of a status."""

    column: Column[Any]
    of: Column[Any]
    """Holds the natural key of the entry whose line it is."""
    said: str


class Field(NamedTuple):
    """A key of an entry, and its column."""

    key: str
    default: Any = NEEDED
    column: str = ""
    """Where it is called otherwise than the key."""
    lines: bool = False
    """A list in the file, a line each in the store."""
    inner: Inner | None = None

    @property
    def name(self) -> str:
        """The column."""
        return self.column or self.key

    def kept(self, value: Any) -> Any:
        """As the store keeps it."""
        return "\n".join(value) if self.lines and value is not None else value

    def said(self, kept: Any) -> Any:
        """As the file says it."""
        return kept.splitlines() if self.lines and kept is not None else kept


class ListOf(NamedTuple):
    """One list."""

    path: str
    """Its key in the file."""
    said: str
    """What people call it."""
    row: type[SQLModel]
    shape: Shape = Shape.NAMES
    key: str = "name"
    """The natural key: a column, and in `[[…]]` a key of the file."""
    made_of: tuple[Field, ...] = ()
    """Where the natural key is more than one key of the file: it is said as `LEG/Referral form filled in`."""
    fields: tuple[Field, ...] = ()
    """Beside the natural key; a KEYED list of texts has one."""
    uses: tuple[UseOf, ...] = ()
    pack: Callable[[Values], Values] | None = None
    """From the file's values to columns, where that is more than a key a column."""
    unpack: Callable[[Values], Values] | None = None

    @property
    def named_by(self) -> tuple[Field, ...]:
        """What the natural key is made of."""
        return self.made_of or (Field(self.key),)

    def key_in_file(self, values: Values) -> str:
        """The natural key of an entry of the file; KeyError where a part of it is missing."""
        return BETWEEN.join(str(values[field.key]) for field in self.named_by)

    def key_before(self, values: Values) -> str:
        """The natural key that an entry of the file had before, by its `was`."""
        return self.key_in_file({**values, self.named_by[-1].key: values["was"]})

    def key_in_store(self, columns: Any) -> str:
        """The natural key of a row."""
        return BETWEEN.join(str(columns[field.name]) for field in self.named_by)

    def key_columns(self, key: str) -> Values:
        """A natural key as columns."""
        parts = key.split(BETWEEN, len(self.named_by) - 1)
        return dict(zip((field.name for field in self.named_by), parts, strict=True))

    def key_values(self, key: str) -> Values:
        """A natural key as the file says it."""
        parts = key.split(BETWEEN, len(self.named_by) - 1)
        return dict(zip((field.key for field in self.named_by), parts, strict=True))

    @property
    def texts(self) -> bool:
        """A KEYED list whose entries are texts."""
        return self.shape is Shape.KEYED and len(self.fields) == 1

    def columns(self, values: Values) -> Values:
        """An entry's values as columns, without the natural key."""
        if self.pack is not None:
            return self.pack(values)
        return {field.name: field.kept(_given(field, values)) for field in self.fields}

    def values(self, columns: Values) -> Values:
        """Columns as the file says them; what is as it is without being said is left out."""
        if self.unpack is not None:
            return self.unpack(columns)
        said = {field.key: (field.said(columns[field.name]), field.default) for field in self.fields}
        return {key: value for key, (value, default) in said.items() if value not in (default, None)}


def _given(field: Field, values: Values) -> Any:
    value = values.get(field.key)
    return field.default if value is None else value


def _pack_outline(values: Values) -> Values:
    sections = tuple(Section(title, text.strip()) for title, text in values.get("sections", {}).items())
    fields = {key: values.get(key, "") for key in ("name", "related_to", "outcome", "follow_up", "to_do")}
    outline = Outline(**fields, case_types=tuple(values.get("case_types", ())), sections=sections)
    return {"body": body_of(outline)}


def _unpack_outline(columns: Values) -> Values:
    values = read_body("", columns["body"])._asdict()
    del values["name"]
    values["case_types"] = list(values["case_types"])
    values["sections"] = dict(values["sections"])
    return {key: value for key, value in values.items() if value}


def _pack_calendar(values: Values) -> Values:
    closed = sorted(values.get("closed", ()), key=lambda one: str(one["day"]))
    return {
        "hours": values["hours"],
        "closed": "\n".join(f"{one['day']:%Y-%m-%d} {one['name']}" for one in closed),
    }


def _unpack_calendar(columns: Values) -> Values:
    closed = [{"day": day, "name": why} for day, why in read_closed(columns["closed"]).items()]
    return {"hours": columns["hours"], **({"closed": closed} if closed else {})}


_RULE = (
    "jurisdiction",
    "label",
    "length",
    "unit",
    "runs_from",
    "first_day_counted",
    "source",
    "act",
    "warning",
)
"""Keys of a limit set by law that are columns as they stand."""


def _pack_rule(values: Values) -> Values:
    verified = values.get("verified_on")
    return {
        **{key: values.get(key, RULE_SAYS.get(key)) for key in _RULE},
        "roll_forward": values["roll_forward_non_business"],
        "verified_on": date.fromisoformat(verified) if verified else None,
        "instead_of": " ".join(values.get("instead_of", ())),
    }


def _unpack_rule(columns: Values) -> Values:
    said = {key: columns[key] for key in _RULE if columns[key] != RULE_SAYS.get(key)}
    said["roll_forward_non_business"] = columns["roll_forward"]
    said["verified_on"] = columns["verified_on"].isoformat() if columns["verified_on"] else ""
    instead = columns["instead_of"].split()
    return {**said, **({"instead_of": instead} if instead else {})}


def _pack_retype(values: Values) -> Values:
    return {key: json.dumps(values.get(key) or {}, ensure_ascii=False) for key in RETYPED}


def _unpack_retype(columns: Values) -> Values:
    said = {key: json.loads(columns[key]) for key in RETYPED}
    return {key: value for key, value in said.items() if value}


RETYPED = ("status", "tags", "priority")
"""What a change of type maps."""
RULE_SAYS = {"act": "lodge by", "warning": ""}
"""What a limit says that does not say it."""
_CASES_OF_TYPE = UseOf(CASE_TYPE_OF_CASE.c.case_type, "cases")
_CONTACTS_OF_TYPE = UseOf(CASE_TYPE_OF_INTERACTION.c.case_type, "interactions")

LISTS = (
    ListOf(
        "note_template",
        "Intake templates",
        NoteTemplateRow,
        Shape.KEYED,
        fields=(
            Field("label", ""),
            Field("scope", "global"),
            Field("sections", lines=True),
            Field("max_issues", 1),
            Field("required_for_case", False),
            Field("required_for_interaction", False),
        ),
        uses=(UseOf(NOTE.c.template, "notes"),),
    ),
    ListOf(
        "calendar",
        "Calendars",
        CalendarRow,
        Shape.TABLES,
        fields=(Field("hours"), Field("closed", ())),
        uses=(UseOf(CASE_TYPE.c.calendar, "case types"),),
        pack=_pack_calendar,
        unpack=_unpack_calendar,
    ),
    ListOf(
        "deadline_rule",
        "Limits set by law",
        DeadlineRuleRow,
        Shape.TABLES,
        key="key",
        fields=tuple(Field(key) for key in (*_RULE, "roll_forward_non_business", "verified_on", "instead_of")),
        uses=(UseOf(CASE_TYPE.c.deadline_rule, "case types"), UseOf(CASE_DEADLINE.c.rule, "cases")),
        pack=_pack_rule,
        unpack=_unpack_rule,
    ),
    ListOf(
        "groups",
        "Groups of staff",
        GroupRow,
        uses=(
            UseOf(GROUP_MEMBER.c.group_id, "officers", True),
        ),
    ),
    ListOf(
        "case_type",
        "Case types",
        CaseTypeRow,
        Shape.TABLES,
        key="key",
        fields=(
            Field("label"),
            Field("parent", None),
            Field("scope", "global"),
            Field("template", ""),
            Field("follow_up", "", "follow_up_default"),
            Field("due", "", "due_default"),
            Field("target_working_days", None),
            Field("target_unit", "working days"),
            Field("first_response", ""),
            Field("next_follow_up", ""),
            Field("calendar", ""),
            Field("may_set_target", None),
            Field("may_extend_target", None),
            Field("target_on_reopening", None),
            Field("target_on_retyping", None),
            Field("target_reminders", None, lines=True),
            Field("escalate_to", [], lines=True),
            Field("assign_to", ""),
            Field("assign_staff", [], lines=True),
            Field("managers", [], lines=True),
            Field("escalation", [], lines=True),
            Field("deadline_rule", None),
        ),
        uses=(
            _CASES_OF_TYPE,
            _CONTACTS_OF_TYPE,
            UseOf(RELATED_TO.c.default_case_type, "topics"),
            UseOf(TASK_TYPE.c.case_type, "kinds of task"),
            UseOf(CHECK_ITEM.c.case_type, "lines of a checklist"),
            UseOf(RETYPE.c.case_type, "changes from it"),
            UseOf(RETYPE.c.becomes, "changes to it"),
        ),
    ),
    ListOf(
        "custom_field",
        "Fields of the office's own",
        CustomFieldRow,
        Shape.KEYED,
        fields=(
            Field("label"),
            Field("kind"),
            Field("case_types", [], lines=True),
            Field("options", [], lines=True),
            Field("required", False),
        ),
        uses=(UseOf(CUSTOM_VALUE.c.field_id, "cases", True),),
    ),
    ListOf(
        "related_to",
        "Topics",
        RelatedToRow,
        Shape.TABLES,
        fields=(Field("industrial"), Field("default_case_type", None), Field("template", "")),
        uses=(UseOf(INTERACTION.c.related_to, "interactions"),),
    ),
    ListOf(
        "status",
        "Statuses",
        CaseStatusRow,
        Shape.TABLES,
        fields=(
            Field("kind"),
            Field("pauses_target", False),
            Field("substatuses", [], lines=True, inner=Inner(CASE.c.substatus, CASE.c.status, "cases")),
        ),
        uses=(UseOf(CASE.c.status, "cases"),),
    ),
    ListOf(
        "interaction_types",
        "Interaction types",
        InteractionTypeRow,
        uses=(UseOf(INTERACTION.c.interaction_type, "interactions"), UseOf(NOTE.c.channel, "notes")),
    ),
    ListOf(
        "interaction_outcomes",
        "Outcomes",
        OutcomeRow,
        uses=(UseOf(INTERACTION.c.outcome, "interactions"),),
    ),
    ListOf(
        "tags",
        "Tags",
        TagRow,
        uses=(UseOf(CASE_TAG.c.tag_id, "cases", True), UseOf(MEMBER_TAG.c.tag_id, "contacts", True)),
    ),
    ListOf(
        "teams",
        "Teams",
        TeamRow,
        uses=(UseOf(ASSIGNEE.c.team_id, "cases", True), UseOf(STAFF.c.team_id, "officers", True)),
    ),
    ListOf(
        "priorities",
        "Priorities",
        PriorityRow,
        Shape.KEYED,
        key="level",
        fields=(Field("words"),),
        uses=(UseOf(CASE.c.priority, "cases"),),
    ),
    ListOf(
        "job_title",
        "Job titles",
        JobTitleRow,
        Shape.TABLES,
        fields=(Field("access"),),
        uses=(UseOf(STAFF.c.title, "officers"),),
    ),
    ListOf(
        "task_type",
        "Kinds of task",
        TaskTypeRow,
        Shape.TABLES,
        made_of=(Field("case_type"), Field("label")),
        fields=(
            Field("performers", [], lines=True),
            Field("auto_generate", False),
            Field("condition", ""),
            Field("target_working_days", None),
            Field("required", True),
        ),
        uses=(UseOf(TASK.c.task_type_id, "tasks", True),),
    ),
    ListOf(
        "check_item",
        "Checklists",
        CheckItemRow,
        Shape.TABLES,
        made_of=(Field("case_type"), Field("text")),
        fields=(Field("task", ""),),
        uses=(UseOf(CHECK_TICK.c.item_id, "cases", True),),
    ),
    ListOf(
        "retype",
        "Changes of type",
        RetypeRow,
        Shape.TABLES,
        made_of=(Field("case_type"), Field("becomes")),
        fields=tuple(Field(key, {}) for key in RETYPED),
        pack=_pack_retype,
        unpack=_unpack_retype,
    ),
    ListOf(
        "outline", "Outlines", OutlineRow, Shape.TABLES, pack=_pack_outline, unpack=_unpack_outline
    ),
)  # fmt: skip
"""In the order in which they are applied: what is referred to stands before what refers to it."""

PARTS = (
    "origins",
    "membership_statuses",
    "standings",
    "employment_types",
    "job_fields",
    "attachment_types",
    "imis_csv",
    "jobs_csv",
)
"""Parts of the file that are kept whole: nothing refers to one entry of them."""

OFFICE_FIELDS: dict[str, tuple[Field, ...]] = {
    "office": (
        Field("name"),
        Field("zone"),
        Field("region"),
        Field("state"),
        Field("duplicate_days"),
        Field("case_completeness"),
        Field("case_sections", [], lines=True),
        Field("free_tasks"),
        Field("reopen_days"),
        Field("supervisor_sees_assigned"),
        Field("assign_to"),
        Field("assign_staff", [], lines=True),
        Field("outcome"),
        Field("substatus_required"),
        Field("template"),
        Field("follow_up", column="follow_up_default"),
        Field("due", column="due_default"),
    ),
    "targets": (
        Field("may_set", column="target_may_set"),
        Field("may_extend", column="target_may_extend"),
        Field("reopening", column="target_reopening"),
        Field("retyping", column="target_retyping"),
        Field("reminders", column="target_reminders", lines=True),
    ),
    "standing": (Field("arrears_days"),),
    "eligibility": (
        Field("min_months_representation", column="representation_months"),
        Field("min_months_tribunal", column="tribunal_months"),
        Field("pre_existing"),
        Field("block_recording"),
    ),
}
"""Tables of the file that say one thing each, and the columns of the office."""


def list_of(path: str) -> ListOf:
    """The list of that key of the file; KeyError where there is none."""
    for one in LISTS:
        if one.path == path:
            return one
    raise KeyError(path)
