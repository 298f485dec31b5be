"""From interaction to case: the one table of fields that align, copied and counted by it (features A1.29)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from data.rules.allocation import Way
from data.rules.completeness import filled
from data.rules.effect import effect_gaps
from data.rules.required import case_gaps
from data.rules.titles import suggest
from data.types.choices import Choices
from data.types.errors import Incomplete, NotAllowed
from data.types.forms import CaseForm, InteractionForm
from data.types.members import Job
from data.types.notes import BIMAA, Section
from data.types.staff import Assignee, Officer


@dataclass(frozen=True, slots=True)
class Source:
    """Everything a case is filled from."""

    form: InteractionForm
    officer: Officer
    choices: Choices
    job: Job | None
    """The job the form names, or the member's current one when it names none."""


class Aligned(NamedTuple):
    """One line of the table."""

    label: str
    interaction_fields: tuple[str, ...]
    case_fields: tuple[str, ...]
    """The first is the one whose value is counted."""
    copy: Callable[[Source, CaseForm], None]
    holds: Callable[[CaseForm], bool]


def _copy_member(source: Source, case: CaseForm) -> None:
    case.member_id, case.member_label = _member(source.form), source.form.member_label


def _copy_case_types(source: Source, case: CaseForm) -> None:
    topic = source.choices.topic(source.form.related_to)
    default = [topic.default_case_type] if topic and topic.default_case_type else []
    case.case_types = list(source.form.case_types) or default


def _copy_description(source: Source, case: CaseForm) -> None:
    case.template, case.sections = source.form.template, list(source.form.sections)


def _copy_next_steps(source: Source, case: CaseForm) -> None:
    # What the follow-up is for stands in for Actions that were left empty.
    case.next_steps = source.form.body("Actions").strip() or source.form.follow_up_action.strip()


def _copy_job(source: Source, case: CaseForm) -> None:
    case.job_id = source.form.job_id or (source.job.id if source.job else None)


def _copy_officer(source: Source, case: CaseForm) -> None:
    to_whom(case, source.officer, source.choices)


def _copy_follow_up(source: Source, case: CaseForm) -> None:
    case.follow_up_on = source.form.follow_up_on


def _copy_ticket(source: Source, case: CaseForm) -> None:
    case.ticket_url = source.form.ticket_url


ALIGNED = (
    Aligned("Member", ("member_id", "member_label"), ("member_id", "member_label"), _copy_member,
            lambda case: bool(case.member_id)),
    Aligned("Case type", ("case_types", "related_to"), ("case_types",), _copy_case_types,
            lambda case: filled(case).case_types),
    Aligned("Description", ("sections", "template"), ("sections", "template"), _copy_description,
            lambda case: filled(case).sections),
    Aligned("Next steps", ("sections", "follow_up_action"), ("next_steps",), _copy_next_steps,
            lambda case: filled(case).next_steps),
    Aligned("Staff member", (), ("assignees",), _copy_officer,
            lambda case: filled(case).assignees),
    Aligned("Relevant job", ("job_id",), ("job_id",), _copy_job,
            lambda case: filled(case).job_id),
    Aligned("Follow-up date", ("follow_up_on",), ("follow_up_on",), _copy_follow_up,
            lambda case: filled(case).follow_up_on),
    Aligned("Ticket", ("ticket_url",), ("ticket_url",), _copy_ticket,
            lambda case: bool(case.ticket_url)),
)  # fmt: skip
"""Member, case types (or the topic's default), note to description, Actions to next steps, officer to primary
assignee, job, follow-up date, ticket."""


def case_form(
    form: InteractionForm, *, case_id: UUID, officer: Officer, choices: Choices, job: Job | None
) -> CaseForm:
    """The case this interaction becomes, filled as far as it can be; the interaction is left as it is.

    Raises Incomplete when nobody is attached yet, NotAllowed when the contact is about an open case already.
    """
    if form.about_case_id is not None:
        raise NotAllowed("this contact is about an open case", todo="Open that case to go on.")
    case = CaseForm(case_id, _member(form), form.member_label, interaction_id=form.id)
    source = Source(form, officer, choices, job)
    for aligned in ALIGNED:
        aligned.copy(source, case)
    case.status = _opening(choices)
    case.title = suggest(case.case_types, choices, job.employer if job and job.id == case.job_id else "")
    return case


def direct_form(
    *, case_id: UUID, member_id: UUID, member_label: str, officer: Officer, choices: Choices, job: Job | None
) -> CaseForm:
    """A case without an interaction: the exception, which waits for its line of reason (features A2.03)."""
    case = CaseForm(case_id, member_id, member_label, interaction_id=None)
    case.sections = [Section(title, "") for title in BIMAA.sections]
    to_whom(case, officer, choices)
    case.job_id = job.id if job else None
    case.status = _opening(choices)
    return case


def _opening(choices: Choices) -> str:
    return next((status.name for status in choices.statuses if status.kind == "open"), "")


def said(form: CaseForm, choices: Choices | None = None) -> str:
    """What the copying did: "8 copied, 2 to complete"; the lists tell whether a limit needs its day."""
    copied = sum(aligned.holds(form) for aligned in ALIGNED)
    gaps = (*effect_gaps(form.effect, form.case_types, choices), *case_gaps(form))
    return f"{copied} copied, {len(gaps) or 'nothing'} to complete"


def _member(form: InteractionForm) -> UUID:
    if form.member_id is None:
        raise Incomplete(("Member",))
    return form.member_id


def to_whom(case: CaseForm, officer: Officer, choices: Choices) -> None:
    """The officer, unless a rule of the type or of the office says who gets it once it is created (features A5.10)."""
    types = case.case_types
    way = choices.allocation.get(types[0] if types else "", choices.allocation.get("", Way.ME))
    case.by_rule = way != Way.ME
    case.assignees = [] if case.by_rule else [Assignee(officer_id=officer.id)]
