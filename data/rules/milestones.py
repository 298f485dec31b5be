"""The next milestone of a case: the nearest day on which anything of it is due (features B16).

What is late and still to do comes before all that is to come; what was met, lodged or put on hold is over.
"""

from collections.abc import Iterable
from datetime import date

from data.rules.days import say_day, say_when
from data.rules.targets import nearest as nearest_target
from data.types.milestones import DatedTask, Milestone, Step
from data.types.records import CaseLine, CaseRecord
from data.types.work import WorkRow

_ORDER = {step: place for place, step in enumerate(Step)}


def nearest(found: Iterable[Milestone]) -> Milestone | None:
    """The one that comes first; None of none."""
    return min(found, key=lambda one: (one.on, _ORDER[one.step], one.at, one.what), default=None)


def of_case(case: CaseRecord, tasks: Iterable[DatedTask]) -> Milestone | None:
    """What comes next with a case that was read, and the tasks that are to be done with it."""
    if case.closed_at is not None:
        return None
    found = _of_tasks(tasks)
    if case.lodged_on is None:
        found += [
            Milestone(one.last_on, Step.LIMIT, one.rule.name)
            for one in case.deadlines
            if one.applies and one.last_on is not None
        ]
    target = nearest_target(case.targets)
    if target is not None:
        found.append(Milestone(target.due_on, Step.TARGET, target.kind.value))
    if case.follow_up_on is not None:
        found.append(Milestone(case.follow_up_on, Step.FOLLOW_UP))
    return nearest(found)


def of_line(line: CaseLine | WorkRow, tasks: Iterable[DatedTask]) -> Milestone | None:
    """The same of a row of a list, which holds the nearest day of each kind alone; in a queue all are open."""
    if isinstance(line, CaseLine) and line.closed_at is not None:
        return None
    found = _of_tasks(tasks)
    for day, step, what in (
        (line.lodge_by, Step.LIMIT, "a limit set by law"),
        (line.target_on, Step.TARGET, ""),
        (line.follow_up_on, Step.FOLLOW_UP, ""),
    ):
        if day is not None:
            found.append(Milestone(day, step, what))
    return nearest(found)


def _of_tasks(tasks: Iterable[DatedTask]) -> list[Milestone]:
    return [Milestone(one.on, Step.APPOINTMENT if one.at else Step.TASK, one.title, one.at) for one in tasks]


def beside_its_days(milestone: Milestone | None, today: date) -> str:
    """The same where follow-up, target and limits stand with their days already: those are not said twice."""
    told = milestone is not None and milestone.step in (Step.APPOINTMENT, Step.TASK)
    return milestone_said(milestone, today) if told else ""


def milestone_said(milestone: Milestone | None, today: date) -> str:
    """ "appointment Meeting with HR, Fri 27 Nov 14:00, in 4 d"; empty where nothing is due."""
    if milestone is None:
        return ""
    step = "last day of" if milestone.step is Step.LIMIT else milestone.step.value
    what = f"{step} {milestone.what}".strip()
    day = f"{say_day(milestone.on, today)} {milestone.at}".strip()
    return f"{what}, {day}, {say_when(milestone.on, today)}"
