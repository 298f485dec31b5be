"""What a good case has: the guide to cases, as far as a program can tell, and what a reader says of the rest.

Features A2.25 to A2.28. The guide's list leaves the status out of the key fields, and so does this one.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from data.rules.agreed import lacks, read_actions
from data.rules.good import HumanItem, Judged
from data.rules.issues import MOST_ISSUES, count_issues
from data.types.forms import CaseForm
from data.types.notes import Section
from data.types.records import CaseRecord


class CaseSource(NamedTuple):
    """What is judged: a case, or one that is about to be."""

    description: Sequence[Section]
    next_steps: str
    case_types: Sequence[str]
    job: bool
    assigned: bool
    follow_up_on: date | None
    closed: bool
    converted: bool
    """The first contact is an interaction."""
    direct_reason: str
    no_advice: bool
    written_on: date
    """Day of the description: days in its actions count from it."""


class CaseItem(NamedTuple):
    """One line of the table."""

    key: str
    label: str
    applies: Callable[[CaseSource], bool]
    lack: Callable[[CaseSource], str]


def _body(source: CaseSource, title: str) -> str:
    return next((part.body.strip() for part in source.description if part.title == title), "")


def _fields(source: CaseSource) -> str:
    held = (
        ("case type", source.case_types),
        ("relevant job", source.job),
        ("notes", any(part.body.strip() for part in source.description)),
        ("staff member", source.assigned),
        ("follow-up date", source.follow_up_on or source.closed),
        ("next steps", source.next_steps.strip()),
    )
    gaps = [label for label, value in held if not value]
    return f"still to fill: {', '.join(gaps)}" if gaps else ""


def _sections(source: CaseSource) -> str:
    """What was agreed may stand in the next steps instead, and advice may be left out on purpose."""

    def written(part: Section) -> bool:
        return bool(
            part.body.strip()
            or (part.title == "Advice" and source.no_advice)
            or (part.title == "Actions" and source.next_steps.strip())
        )

    empty = [part.title.removeprefix("Member ") for part in source.description if not written(part)]
    if not source.description:
        return "there is no description"
    return f"{' and '.join(empty)} {'is' if len(empty) == 1 else 'are'} empty" if empty else ""


def _issues(source: CaseSource) -> str:
    count = count_issues(_body(source, "Issue"))
    return f"{count} issues in one case" if count > MOST_ISSUES else ""


def _actions(source: CaseSource) -> str:
    found = lacks(read_actions(_body(source, "Actions"), source.written_on))
    return found[0].said if found else ""


def _steps(source: CaseSource) -> str:
    found = [one for one in lacks(read_actions(source.next_steps, source.written_on)) if "owner" in one.said]
    return f"of the next steps {found[0].said}" if found else ""


def _is_open(source: CaseSource) -> bool:
    return not source.closed


CASE_GOOD = (
    CaseItem("C1", "The first contact is an interaction", lambda it: True,
             lambda it: "" if it.converted else "it was created directly"),
    CaseItem("C3", "Created directly for a reason", lambda it: not it.converted,
             lambda it: "" if it.direct_reason.strip() else "created directly, and nobody said why"),
    CaseItem("C4", "Key fields complete", lambda it: True, _fields),
    CaseItem("C5", "Each section written, in order", lambda it: True, _sections),
    CaseItem("C6", "One or two issues", lambda it: bool(_body(it, "Issue")), _issues),
    CaseItem("C7", "Each action has an owner and a date", lambda it: bool(_body(it, "Actions")), _actions),
    CaseItem("C8", "Follow-up day set", _is_open,
             lambda it: "" if it.follow_up_on is not None else "no follow-up day"),
    CaseItem("C9", "Next steps say who", lambda it: _is_open(it) and bool(it.next_steps.strip()), _steps),
)  # fmt: skip
"""The automatic items, in the order of the guide."""
CASE_HUMAN = (
    HumanItem("point", "It became a case at the right point"),
    HumanItem("issues", "Issues are clear and kept apart"),
    HumanItem("steps", "Next steps are specific and can be acted on"),
    HumanItem("continuity", "Another officer could go on without calling again"),
)
"""What a colleague ticks (features A2.25, A2.27, A2.28)."""


TOLD_AS_MISSING = ("C4", "C8")
"""What a form names among its missing fields already."""


def judged_case(case: CaseRecord, written_on: date) -> tuple[Judged, ...]:
    """The items that apply, in order, each with what it lacks."""
    return _judged(
        CaseSource(
            case.description,
            case.next_steps,
            case.case_types,
            case.job is not None,
            bool(case.assignees),
            case.follow_up_on,
            case.closed_at is not None,
            case.interaction_id is not None,
            case.direct_reason,
            bool(case.notes) and case.notes[-1].no_advice,
            written_on,
        )
    )


def judged_form(form: CaseForm, today: date) -> tuple[Judged, ...]:
    """The same of a case that is being created, but for what its form names as missing."""
    source = CaseSource(
        form.sections,
        form.next_steps,
        form.case_types,
        form.job_id is not None,
        bool(form.assignees) or form.by_rule,
        form.follow_up_on,
        False,
        form.interaction_id is not None,
        form.direct_reason,
        False,
        today,
    )
    return tuple(one for one in _judged(source) if one.key not in TOLD_AS_MISSING)


def _judged(source: CaseSource) -> tuple[Judged, ...]:
    return tuple(
        Judged(item.key, item.label, item.lack(source)) for item in CASE_GOOD if item.applies(source)
    )


def why_no_case_tick(reader: UUID, opened_by: UUID | None, held_by: Iterable[UUID | None]) -> str:
    """Why this officer cannot tick this case; empty when she can: nobody judges her own."""
    own = reader == opened_by or reader in held_by
    return "It is your own case: a colleague or your supervisor ticks it." if own else ""
