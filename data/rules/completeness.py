"""The seven fields of a case that are completed every time, in form and store alike (features A2.07)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from data.rules.gap import Gap

if TYPE_CHECKING:
    from collections.abc import Callable

    from data.types.case_edits import CaseContents
    from data.types.forms import CaseForm


@dataclass(frozen=True, slots=True)
class Filled:
    """Which of the seven hold a value; named as in the form, so that a list can fill it from a statement."""

    case_types: bool
    status: bool
    sections: bool
    """Any section of the description is not blank."""
    next_steps: bool
    assignees: bool
    job_id: bool
    follow_up_on: bool


class Required(NamedTuple):
    """One of the seven."""

    field: str
    label: str
    holds: Callable[[Filled], bool]

    @property
    def gap(self) -> Gap:
        """What is told when it does not hold."""
        return Gap(self.field, self.label)


SEVEN = (
    Required("case_types", "Case type", lambda filled: filled.case_types),
    Required("status", "Status", lambda filled: filled.status),
    Required("sections", "Description", lambda filled: filled.sections),
    Required("next_steps", "Next steps", lambda filled: filled.next_steps),
    Required("assignees", "Staff member", lambda filled: filled.assignees),
    Required("job_id", "Relevant job", lambda filled: filled.job_id),
    Required("follow_up_on", "Follow-up date", lambda filled: filled.follow_up_on),
)
"""In the order of the guide and of the screen."""


def filled(form: CaseForm | CaseContents) -> Filled:
    """What of a case holds a value, before it is created or after."""
    return Filled(
        case_types=bool(form.case_types),
        status=bool(form.status.strip()),
        sections=any(part.body.strip() for part in form.sections),
        next_steps=bool(form.next_steps.strip()),
        # Where a rule says who, somebody is named once it is created.
        assignees=bool(form.assignees) or getattr(form, "by_rule", False),
        job_id=form.job_id is not None,
        follow_up_on=form.follow_up_on is not None,
    )


def missing(case: CaseForm | CaseContents | Filled) -> tuple[Gap, ...]:
    """Those of the seven that do not hold, in order."""
    judged = case if isinstance(case, Filled) else filled(case)
    return tuple(required.gap for required in SEVEN if not required.holds(judged))


def complete(case: CaseForm | CaseContents | Filled) -> tuple[int, int]:
    """How many hold, of how many: (5, 7)."""
    return _held(case if isinstance(case, Filled) else filled(case)), len(SEVEN)


@cache
def _held(judged: Filled) -> int:
    # A list asks it of two hundred cases at a time, and there are few answers.
    return sum(required.holds(judged) for required in SEVEN)
