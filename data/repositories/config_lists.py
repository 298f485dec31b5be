"""Every list of the office once: where it stands in the file and in the store, and what uses its entries.

Checking, comparing, applying, exporting, seeding and showing all read this table: a new list is one entry more.
"""

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
from data.repositories.config_packing import (
    RETYPED,
    RULE_KEYS,
    pack_calendar,
    pack_outline,
    pack_retype,
    pack_rule,
    unpack_calendar,
    unpack_outline,
    unpack_retype,
    unpack_rule,
)
from data.repositories.config_shapes import Field, Inner, ListOf, Shape, UseOf
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
        pack=pack_calendar,
        unpack=unpack_calendar,
    ),
    ListOf(
        "deadline_rule",
        "Limits set by law",
        DeadlineRuleRow,
        Shape.TABLES,
        key="key",
        fields=tuple(Field(key) for key in (*RULE_KEYS, "roll_forward_non_business", "verified_on", "instead_of")),
        uses=(UseOf(CASE_TYPE.c.deadline_rule, "case types"), UseOf(CASE_DEADLINE.c.rule, "cases")),
        pack=pack_rule,
        unpack=unpack_rule,
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
        pack=pack_retype,
        unpack=unpack_retype,
    ),
    ListOf(
        "outline", "Outlines", OutlineRow, Shape.TABLES, pack=pack_outline, unpack=unpack_outline
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
    "urgency",
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
