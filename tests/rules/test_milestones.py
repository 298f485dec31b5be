"""The next milestone: the nearest day of limits, targets, follow-up, appointments and tasks (features B16)."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from data.rules.milestones import milestone_said, of_case, of_line
from data.types.deadlines import CaseDeadline, DeadlineRule
from data.types.milestones import DatedTask, Milestone, Step
from data.types.records import CaseLine
from data.types.targets import Source, Target, TargetKind
from tests.rules.builders import AT, ON, a_case_read, an_id

UFD = DeadlineRule(
    "ufd", "AU", "Unfair dismissal – Fair Work Commission", 21, "days", "dismissal_effective",
    first_day_counted=False, roll_forward=True, source="s 394",
)  # fmt: skip


def day(number: int) -> date:
    return date(2026, 11, number)


def limit(number: int | None, **changed: Any) -> CaseDeadline:
    return CaseDeadline(UFD, None, day(number) if number else None, "", **changed)


def target(number: int, kind: TargetKind = TargetKind.RESPONSE, **changed: Any) -> Target:
    at = datetime(2026, 11, number, 6, tzinfo=UTC)
    return Target(kind, at, at.date(), Source.AUTO, None, "", AT, **changed)


RING, MEET = DatedTask("Ring HR", day(25)), DatedTask("Meeting", day(25), "14:00")


@pytest.mark.parametrize(
    ("case", "tasks", "said"),
    [
        ({"follow_up_on": None}, (), ""),
        ({}, (), "follow-up, Fri 27 Nov, in 4 d"),
        ({"targets": (target(26),)}, (), "target first response, Thu 26 Nov, in 3 d"),
        ({"targets": (target(26, paused_since=AT),)}, (), "follow-up, Fri 27 Nov, in 4 d"),
        ({"targets": (target(24, met_at=AT), target(30))}, (), "follow-up, Fri 27 Nov, in 4 d"),
        ({"targets": (target(24, TargetKind.FOLLOW_UP),)}, (), "follow-up, Fri 27 Nov, in 4 d"),
        ({"deadlines": (limit(26),)}, (), "last day of Unfair dismissal, Thu 26 Nov, in 3 d"),
        ({"deadlines": (limit(26, applies=False), limit(None))}, (), "follow-up, Fri 27 Nov, in 4 d"),
        ({"deadlines": (limit(26),), "lodged_on": ON}, (), "follow-up, Fri 27 Nov, in 4 d"),
        ({}, (RING,), "task Ring HR, Wed 25 Nov, in 2 d"),
        ({}, (RING, MEET), "appointment Meeting, Wed 25 Nov 14:00, in 2 d"),
        # What is late comes before what is to come, and of one day the limit first.
        ({"follow_up_on": day(20)}, (RING,), "follow-up, Fri 20 Nov, 3 d late"),
        ({"deadlines": (limit(25),)}, (RING, MEET), "last day of Unfair dismissal, Wed 25 Nov, in 2 d"),
        ({"closed_at": AT, "deadlines": (limit(25),)}, (RING,), ""),
    ],
)
def test_the_nearest_that_still_stands_is_said(
    case: dict[str, Any], tasks: tuple[DatedTask, ...], said: str
) -> None:
    assert milestone_said(of_case(a_case_read(**case), tasks), ON) == said


@pytest.mark.parametrize(
    ("days", "tasks", "found"),
    [
        ((None, None, None), (), None),
        ((30, None, 27), (), Milestone(day(27), Step.LIMIT, "a limit set by law")),
        ((30, 26, 27), (), Milestone(day(26), Step.TARGET)),
        ((24, 26, 27), (RING,), Milestone(day(24), Step.FOLLOW_UP)),
        ((30, 26, 27), (RING,), Milestone(day(25), Step.TASK, "Ring HR")),
    ],
)
def test_a_row_of_a_list_says_the_same(
    days: tuple[int | None, ...], tasks: tuple[DatedTask, ...], found: Milestone | None
) -> None:
    follow_up_on, target_on, lodge_by = (day(one) if one else None for one in days)
    line = CaseLine(
        an_id(1), 10482, "Rosters", an_id(2), "Andrea Gallagher", ("ROS",), "Open", "Kim Tran", 3,
        follow_up_on, None, ON, 7, target_on=target_on, lodge_by=lodge_by,
    )  # fmt: skip
    assert of_line(line, tasks) == found
    assert of_line(line._replace(closed_at=AT), tasks) is None
