"""When a thousand cases are due, against the same rule counted a day at a time."""

import random
import statistics
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from benchmarks.measured import Measured
from data.rules.targets import calendar_of, due, years_for
from data.rules.working_time import Worked
from data.types.targets import Hold, Length, Unit, WorkCalendar

CASES, ROUNDS, SEED = 1000, 7, 20931
MOST_MS = 100.0
"""What a thousand cases may take at most, whatever the floor is."""
Case = tuple[Length, datetime, list[Hold]]


def some_cases() -> list[Case]:
    """Lengths of one to sixty working days, a third of them with holds."""
    dice = random.Random(SEED)
    made = []
    for _ in range(CASES):
        start = datetime(2026, 1, 5, tzinfo=UTC) + timedelta(minutes=dice.randrange(500_000))
        holds = []
        for _ in range(dice.choice((0, 0, 1, 2))):
            held = start + timedelta(hours=dice.randrange(900))
            holds.append(Hold(held, held + timedelta(hours=dice.randrange(300))))
        made.append((Length(dice.randint(1, 60), Unit.WORKING_DAYS), start, holds))
    return made


def looped(length: Length, start: datetime, holds: list[Hold], office: Worked) -> date:
    """The rule a day at a time."""
    day, left = office.day_of(start), length.amount
    while left:
        day += timedelta(days=1)
        held = any(
            hold.end is not None and office.day_of(hold.start) <= day < office.day_of(hold.end)
            for hold in holds
        )
        left -= not office.is_free(day) and not held
    return day


def timed(count: Callable[[Length, datetime, list[Hold], Worked], object], office: Worked) -> float:
    """Milliseconds for all of them: the median of the rounds."""
    cases, taken = some_cases(), []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        for length, start, holds in cases:
            count(length, start, holds, office)
        taken.append((time.perf_counter() - begun) * 1e3)
    return statistics.median(taken)


def measure() -> Measured:
    """Both on the calendar of one office, which is made once; the due days are compared before."""
    years = years_for(date(2026, 1, 1), Length(60, Unit.WORKING_DAYS))
    calendar = WorkCalendar("Office", "Mon-Fri 09:00-17:00")
    office = calendar_of(calendar, ZoneInfo("Australia/Melbourne"), "AU", "VIC", years)
    for length, start, holds in some_cases():
        assert due(length, start, holds, office).on == looped(length, start, holds, office)
    figure, floor = timed(due, office), timed(looped, office)
    return Measured(
        "when a thousand cases are due, and why",
        figure,
        min(floor, MOST_MS),
        "a loop over days that says no reason" if floor <= MOST_MS else "a tenth of a second",
        1.0,
        ROUNDS,
        f"the loop takes {floor:.0f} ms",
    )
