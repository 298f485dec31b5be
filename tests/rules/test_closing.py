"""When a case that waits closes by itself, and what keeps it open (features B19)."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from data.rules.closing import Keeping, closes_on, over_before, why_kept_open

MELBOURNE = ZoneInfo("Australia/Melbourne")
TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("since", "days", "closes"),
    [
        ("2026-11-09 10:00", 14, "2026-11-23"),  # the day it begins on does not count
        ("2026-11-09 23:59", 14, "2026-11-23"),  # whatever the hour
        ("2026-11-10 00:00", 14, "2026-11-24"),
        ("2026-09-30 12:00", 7, "2026-10-07"),  # over the change of the clocks
    ],
)
def test_it_closes_on_that_day_and_not_before(since: str, days: int, closes: str) -> None:
    at, day = datetime.fromisoformat(since).replace(tzinfo=MELBOURNE), date.fromisoformat(closes)
    assert closes_on(at.astimezone(UTC), days, MELBOURNE) == day
    assert at < over_before(day, days, MELBOURNE)
    assert at >= over_before(date.fromordinal(day.toordinal() - 1), days, MELBOURNE)


KEPT = [
    # what is so of the case, and what it says; empty where it closes
    (Keeping(), ""),
    (Keeping(tasks=1), "1 open task"),
    (Keeping(tasks=3), "3 open tasks"),
    (Keeping(lodge_by=date(2026, 12, 14)), "a limit set by law, Mon 14 Dec"),
    (Keeping(lodge_by=date(2026, 11, 2)), "a limit set by law, Mon 2 Nov"),  # past and never lodged
    (Keeping(effect_wanted=True), "a limit set by law that runs, nobody knows from when"),
    (Keeping(follow_up_on=TODAY), "a follow-up on Mon 23 Nov"),
    (Keeping(follow_up_on=date(2026, 11, 20)), ""),  # nobody waits for a day that is over
    (Keeping(escalated=True), "it is escalated"),
    (Keeping(tasks=1, escalated=True), "1 open task; it is escalated"),
]


@pytest.mark.parametrize(("kept", "why"), KEPT)
def test_what_keeps_it_open(kept: Keeping, why: str) -> None:
    assert why_kept_open(kept, TODAY) == why
