"""When a target is due: a table that can be argued over, then the arithmetic against a plain loop over days."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from data.rules.targets import (
    calendar_of,
    due,
    is_extension,
    is_late,
    left_said,
    nearest,
    read_length,
    read_reminders,
    reminder,
    reminder_said,
)
from data.rules.working_time import Worked, read_hours, worked
from data.types.errors import BadInput
from data.types.targets import Ahead, Hold, Length, Source, Target, TargetKind, Unit, WorkCalendar

MELBOURNE = ZoneInfo("Australia/Melbourne")
YEARS = tuple(range(2025, 2031))
NINE_TO_FIVE = "Mon-Fri 09:00-17:00"
ALWAYS = "Mon-Sun 00:00-24:00"
OFFICES = {
    "Vic": ("Australia/Melbourne", "AU", "VIC", NINE_TO_FIVE),
    "NSW": ("Australia/Sydney", "AU", "NSW", NINE_TO_FIVE),
    "Qld": ("Australia/Brisbane", "AU", "QLD", NINE_TO_FIVE),
    "NZ": ("Pacific/Auckland", "NZ", "", NINE_TO_FIVE),
    "no such state": ("Australia/Melbourne", "AU", "XX", NINE_TO_FIVE),
    "no such country": ("Australia/Melbourne", "ZZ", "", NINE_TO_FIVE),
    "round the clock": ("Australia/Melbourne", "ZZ", "", ALWAYS),
    "Saturdays too": ("Australia/Melbourne", "ZZ", "", "Mon-Fri 09:00-17:00; Sat 09:00-12:00"),
}

# Office, length, begins, on hold from-to, due, and why. A hold is written "28 10:00-4 10:00" in the month of the
# beginning; a second one after a comma. 2026: Melbourne Cup Day (Vic) Tue 3 Nov; Labor Day (NSW) Mon 5 Oct.
DUE = [
    # weekends
    ("Vic", "5 working days", "2026-11-20 16:00", "", "Fri 2026-11-27", "skips Sat 21, Sun 22"),
    ("Vic", "5 working days", "2026-11-21 11:00", "", "Fri 2026-11-27", "skips Sun 22"),
    ("Vic", "1 working day", "2026-11-27 08:00", "", "Mon 2026-11-30", "skips Sat 28, Sun 29"),
    # calendar days fall where they fall
    ("Vic", "5 days", "2026-11-24 10:00", "", "Sun 2026-11-29", ""),
    ("Vic", "14 days", "2026-12-18 10:00", "", "Fri 2027-01-01", ""),
    # public holidays, state by state
    ("Vic", "3 working days", "2026-10-29 10:00", "", "Wed 2026-11-04",
     "skips Sat 31, Sun 1 Nov, Tue 3 Melbourne Cup Day (Vic)"),
    ("NSW", "3 working days", "2026-10-29 10:00", "", "Tue 2026-11-03", "skips Sat 31, Sun 1 Nov"),
    ("NSW", "2 working days", "2026-10-02 10:00", "", "Wed 2026-10-07",
     "skips Sat 3, Sun 4, Mon 5 Labor Day (NSW)"),
    ("Vic", "2 working days", "2026-10-02 10:00", "", "Tue 2026-10-06", "skips Sat 3, Sun 4"),
    ("Qld", "2 working days", "2026-10-02 10:00", "", "Wed 2026-10-07",
     "skips Sat 3, Sun 4, Mon 5 King's Birthday (Qld)"),
    ("NZ", "2 working days", "2027-02-05 10:00", "", "Wed 2027-02-10",
     "skips Sat 6, Sun 7, Mon 8 Waitangi Day (observed) (NZ)"),
    # where no holidays are known, that is said
    ("no such state", "1 working day", "2026-11-02 10:00", "", "Tue 2026-11-03",
     "for XX only the holidays of the whole country are known"),
    ("no such country", "1 working day", "2026-11-02 10:00", "", "Tue 2026-11-03",
     "no public holidays are known for ZZ, so none is left out"),
    # long ones count their weekends
    ("Vic", "20 working days", "2026-11-23 09:41", "", "Mon 2026-12-21", "skips 8 days of weekends"),
    # 29 February
    ("Vic", "1 day", "2028-02-28 10:00", "", "Tue 2028-02-29", ""),
    ("Vic", "2 working days", "2028-02-28 10:00", "", "Wed 2028-03-01", ""),
    ("Vic", "1 day", "2027-02-28 10:00", "", "Mon 2027-03-01", ""),
    # on hold
    ("Vic", "5 working days", "2026-11-23 10:00", "24 10:00-24 15:00", "Mon 2026-11-30", "skips Sat 28, Sun 29"),
    ("Vic", "5 working days", "2026-11-23 10:00", "24 10:00-26 09:00", "Wed 2026-12-02",
     "skips Sat 28, Sun 29; on hold Tue 24 Nov to Wed 25 Nov"),
    ("Vic", "3 working days", "2026-11-02 10:00", "2 12:00-4 12:00", "Fri 2026-11-06",
     "on hold Tue 3 Nov"),
    ("Vic", "5 working days", "2026-11-23 10:00", "27 17:00-30 09:00", "Tue 2026-12-01", "on hold"),
    ("Vic", "5 working days", "2026-11-23 10:00", "24 10:00-25 09:00, 26 10:00-27 09:00", "Wed 2026-12-02",
     "on hold Tue 24 Nov; on hold Thu 26 Nov"),
    ("Vic", "2 working days", "2026-11-23 10:00", "26 10:00-30 09:00", "Wed 2026-11-25", ""),
    ("Vic", "7 days", "2026-11-02 10:00", "3 10:00-6 10:00", "Thu 2026-11-12", "on hold Tue 3 Nov to Thu 5 Nov"),
    # a clock that jumps back makes a hold end before it begins: it is none
    ("Vic", "5 working days", "2026-11-23 10:00", "26 10:00-24 09:00", "Mon 2026-11-30", "skips Sat 28, Sun 29"),
    # holds that overlap count once
    ("Vic", "2 working days", "2026-11-23 10:00", "24 10:00-25 10:00, 24 12:00-25 09:00", "Thu 2026-11-26", ""),
    # working hours
    ("Vic", "4 working hours", "2026-11-23 10:00", "", "Mon 2026-11-23 14:00", "by 14:00"),
    ("Vic", "4 working hours", "2026-11-27 15:00", "", "Mon 2026-11-30 11:00", "skips Sat 28, Sun 29; by 11:00"),
    ("Vic", "4 working hours", "2026-11-28 15:00", "", "Mon 2026-11-30 13:00", "skips Sun 29; by 13:00"),
    ("Vic", "2 working hours", "2026-11-27 15:00", "", "Fri 2026-11-27 17:00", "by 17:00"),
    ("Vic", "4 working hours", "2026-11-02 16:00", "", "Wed 2026-11-04 12:00",
     "skips Tue 3 Melbourne Cup Day (Vic); by 12:00"),
    ("Vic", "4 working hours", "2026-11-23 10:00", "23 11:00-23 12:30", "Mon 2026-11-23 15:30",
     "1 h 30 min of work on hold; by 15:30"),
    ("Vic", "4 working hours", "2026-11-27 15:00", "27 16:00-30 09:00", "Mon 2026-11-30 12:00",
     "1 h of work on hold"),
    ("Saturdays too", "10 working hours", "2026-11-27 15:00", "", "Mon 2026-11-30 14:00", "skips Sun 29"),
    # the clocks go forward on Sunday 4 October 2026 at two, and back on Sunday 4 April 2027 at three
    ("round the clock", "4 working hours", "2026-10-03 23:00", "", "Sun 2026-10-04 04:00", "by 04:00"),
    ("round the clock", "4 working hours", "2027-04-03 23:00", "", "Sun 2027-04-04 02:00", "by 02:00"),
    ("round the clock", "48 working hours", "2026-10-03 12:00", "", "Mon 2026-10-05 13:00", "by 13:00"),
    ("round the clock", "48 working hours", "2027-04-03 12:00", "", "Mon 2027-04-05 11:00", "by 11:00"),
    ("Vic", "8 working hours", "2026-10-02 12:00", "", "Mon 2026-10-05 12:00", "by 12:00"),
    ("Vic", "1 working day", "2026-10-02 12:00", "", "Mon 2026-10-05", ""),
]  # fmt: skip


def office_of(name: str) -> Worked:
    zone, region, state, hours = OFFICES[name]
    return calendar_of(WorkCalendar(name, hours), ZoneInfo(zone), region, state, YEARS)


def moment(text: str, office: Worked) -> datetime:
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=office.zone)


def holds_of(text: str, begins: datetime) -> list[Hold]:
    """ "24 10:00-26 09:00, 27 10:00-28 09:00" in the month of the beginning."""
    found = []
    for part in filter(None, text.split(", ")):
        ends = []
        for one in part.split("-"):
            day, clock = one.split(" ")
            hour, minute = clock.split(":")
            ends.append(begins.replace(day=int(day), hour=int(hour), minute=int(minute)))
        found.append(Hold(ends[0], ends[1], "Waiting on member"))
    return found


@pytest.mark.parametrize(("where", "length", "begins", "held", "wanted", "why"), DUE)
def test_a_target_is_due(where: str, length: str, begins: str, held: str, wanted: str, why: str) -> None:
    office = office_of(where)
    start, asked = moment(begins, office), read_length(length)
    assert asked is not None
    found = due(asked, start, holds_of(held, start), office)
    here = found.at.astimezone(office.zone)
    if asked.unit is Unit.HOURS:
        assert f"{here:%a %Y-%m-%d %H:%M}" == wanted
        assert found.on == here.date()
    else:
        assert f"{found.on:%a %Y-%m-%d}" == wanted
        # Late from the midnight on with which its day ends.
        assert (here.hour, here.minute, here.date()) == (0, 0, found.on + timedelta(days=1))
    assert found.because.startswith(str(asked))
    assert why in found.because


def test_a_hold_that_is_not_over_moves_nothing_yet() -> None:
    office, start = office_of("Vic"), datetime(2026, 11, 23, 10, tzinfo=MELBOURNE)
    week = Length(5, Unit.WORKING_DAYS)
    assert due(week, start, [Hold(start, None)], office) == due(week, start, [], office)


def test_a_day_that_staff_set_for_today_moves_with_a_hold() -> None:
    office, start = office_of("Vic"), datetime(2026, 11, 23, 10, tzinfo=MELBOURNE)
    today = Length(0, Unit.DAYS)
    assert due(today, start, [], office).on == date(2026, 11, 23)
    assert due(today, start, [Hold(start, start + timedelta(days=2))], office).on == date(2026, 11, 25)


# The arithmetic against a plain loop

AT = st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 1)).map(
    lambda at: at.replace(tzinfo=UTC, microsecond=0)
)
HELD = st.lists(st.tuples(AT, st.timedeltas(timedelta(hours=-9), timedelta(days=20))), max_size=4).map(
    lambda spans: [Hold(start, (start + length).replace(microsecond=0)) for start, length in spans]
)
SOME_OFFICE = st.sampled_from(["Vic", "NSW", "NZ", "round the clock", "Saturdays too"]).map(office_of)


def counted_by_days(length: Length, start: datetime, holds: list[Hold], office: Worked) -> date:
    """The rule itself, a day at a time."""
    day, left = office.day_of(start), length.amount
    while left:
        day += timedelta(days=1)
        ends = office.midnight(day + timedelta(days=1))
        held = any(
            hold.end is not None and hold.start < hold.end and office.day_of(hold.start) <= day
            and ends <= office.midnight(office.day_of(hold.end)) for hold in holds
        )  # fmt: skip
        works = length.unit is Unit.DAYS or not office.is_free(day)
        left -= works and not held
    return day


@given(st.integers(1, 60), st.sampled_from([Unit.DAYS, Unit.WORKING_DAYS]), AT, HELD, SOME_OFFICE)
@settings(max_examples=300)
def test_days_agree_with_a_loop(
    count: int, unit: Unit, start: datetime, holds: list[Hold], office: Worked
) -> None:
    length = Length(count, unit)
    assert due(length, start, holds, office).on == counted_by_days(length, start, holds, office)


def counted_by_quarters(hours: int, start: datetime, holds: list[Hold], office: Worked) -> datetime:
    """The rule itself, a quarter of an hour at a time."""
    at, left, step = start, hours * 4, timedelta(minutes=15)
    while left:
        now = at.timestamp()
        works = any(a <= now < b for a, b in office.spans(office.day_of(at)))
        held = any(hold.end is not None and hold.start <= at < hold.end for hold in holds)
        left -= works and not held
        at += step
    return at


def quarter(at: datetime) -> datetime:
    return at.replace(minute=at.minute // 15 * 15, second=0)


@given(st.integers(1, 40), AT, HELD, SOME_OFFICE)
@example(4, datetime(2026, 10, 3, 13, tzinfo=UTC), [], office_of("round the clock"))
@example(4, datetime(2027, 4, 3, 12, tzinfo=UTC), [], office_of("round the clock"))
@settings(max_examples=150, deadline=None)
def test_hours_agree_with_a_loop(hours: int, start: datetime, holds: list[Hold], office: Worked) -> None:
    start = quarter(start)
    holds = [Hold(quarter(hold.start), quarter(hold.end)) for hold in holds if hold.end is not None]
    found = due(Length(hours, Unit.HOURS), start, holds, office)
    assert found.at == counted_by_quarters(hours, start, holds, office)


@given(st.integers(1, 60), st.sampled_from(list(Unit)), AT, HELD, SOME_OFFICE)
def test_a_hold_never_brings_a_target_nearer(
    count: int, unit: Unit, start: datetime, holds: list[Hold], office: Worked
) -> None:
    length = Length(count, unit)
    assert due(length, start, holds, office).at >= due(length, start, [], office).at > start


# What is read


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("5 working days", Length(5, Unit.WORKING_DAYS)),
        ("1 working day", Length(1, Unit.WORKING_DAYS)),
        ("14 days", Length(14, Unit.DAYS)),
        ("  4  Working Hours ", Length(4, Unit.HOURS)),
        ("3wd", Length(3, Unit.WORKING_DAYS)),
        ("2 wh", Length(2, Unit.HOURS)),
        ("", None),
    ],
)
def test_a_length_is_read(text: str, length: Length | None) -> None:
    assert read_length(text) == length


@pytest.mark.parametrize(
    "text", ["-1 days", "0 days", "99999 days", "5", "days", "5 weeks", "5 working", "½ day"]
)
def test_a_length_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        read_length(text)


@pytest.mark.parametrize(
    ("hours", "told"),
    [
        ("", "without a working day"),
        (" ; ", "without a working day"),
        ("Mon-Fri", "hours are written"),
        ("Fri-Mon 09:00-17:00", "hours are written"),
        ("Mon 17:00-09:00", "hours are written"),
        ("Mon 09:00-25:00", "hours are written"),
        ("Mon 09:60-12:00", "hours are written"),
        ("Xyz 09:00-12:00", "hours are written"),
        ("Mon 09:00-12:00; Mon-Tue 11:00-13:00", "overlap"),
    ],
)
def test_hours_that_cannot_be_are_refused(hours: str, told: str) -> None:
    with pytest.raises(BadInput, match=told):
        read_hours(hours)


@given(st.text(max_size=30))
def test_no_text_breaks_the_readers(text: str) -> None:
    for read in (read_length, read_hours, lambda one: read_reminders([one])):
        with suppress(BadInput):
            read(text)


def test_a_year_that_was_not_prepared_is_counted_without_its_holidays() -> None:
    office = worked(MELBOURNE, read_hours(NINE_TO_FIVE), {}, (2026,))
    found = due(Length(3660, Unit.WORKING_DAYS), datetime(2026, 11, 23, tzinfo=UTC), [], office)
    assert found.on.year == 2040


# What runs, what is left, what is told ahead

NOW = datetime(2026, 11, 23, 9, 41, tzinfo=MELBOURNE)


def a_target(
    days: float = 3, *, kind: TargetKind = TargetKind.COMPLETION, hours: bool = False, **more: datetime | None
) -> Target:
    at = NOW + timedelta(days=days)
    length = Length(4, Unit.HOURS if hours else Unit.DAYS)
    return Target(kind, at, at.date(), Source.AUTO, length, "", NOW, **more)


@pytest.mark.parametrize(
    ("target", "said"),
    [
        (a_target(11), "11 d left"),
        (a_target(0.01), "today"),
        (a_target(0.1, hours=True), "2 h 24 min left"),
        (a_target(-2), "2 d late"),
        (a_target(-0.1, hours=True), "2 h 24 min late"),
        (a_target(-2, paused_since=NOW - timedelta(days=1)), "on hold since Sun 22 Nov"),
        (a_target(2, met_at=NOW), "met Mon 23 Nov"),
        (a_target(-2, met_at=NOW), "met Mon 23 Nov, late"),
    ],
)
def test_what_is_left_is_said(target: Target, said: str) -> None:
    assert left_said(target, NOW, MELBOURNE)[0] == said


@pytest.mark.parametrize(
    ("target", "late"),
    [
        (a_target(-1), True),
        (a_target(1), False),
        (a_target(-1, met_at=NOW), False),
        (a_target(-1, paused_since=NOW), False),
    ],
)
def test_only_what_runs_is_late(target: Target, late: bool) -> None:
    assert is_late(target, NOW) is late


def test_the_nearest_running_target_gives_the_place_and_the_follow_up_has_its_own_day() -> None:
    far, near = a_target(9), a_target(2, kind=TargetKind.RESPONSE)
    follow_up = a_target(1, kind=TargetKind.FOLLOW_UP)
    assert nearest([far, near, follow_up]) is near
    assert nearest([far, near._replace(paused_since=NOW)]) is far
    assert nearest([near._replace(met_at=NOW), follow_up]) is None


REMINDERS = read_reminders(["2 days", "4 hours", "30 minutes"])


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (3, None),
        (1.9, Ahead(2, "days")),
        (0.16, Ahead(4, "hours")),
        (0.02, Ahead(30, "minutes")),
        (-0.01, None),
    ],
)
def test_the_last_reminder_whose_time_has_come_is_due(days: float, told: Ahead | None) -> None:
    assert reminder(a_target(days), REMINDERS, NOW) == told
    assert reminder(a_target(days, met_at=NOW), REMINDERS, NOW) is None
    assert reminder(a_target(days, paused_since=NOW), REMINDERS, NOW) is None


def test_a_reminder_is_said() -> None:
    assert reminder_said(a_target(), Ahead(1, "days")) == "reminder 1 day before its completion target"


@pytest.mark.parametrize("text", ["", "2", "2 weeks", "-1 days", "0 hours"])
def test_a_reminder_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="30 minutes"):
        read_reminders([text])


@pytest.mark.parametrize(
    ("was", "now", "extends"),
    [
        (None, date(2026, 12, 1), False),
        (date(2026, 12, 1), date(2026, 12, 1), False),
        (date(2026, 12, 1), date(2026, 11, 30), False),
        (date(2026, 12, 1), date(2026, 12, 2), True),
        (date(2026, 12, 1), None, True),
        (None, None, False),
    ],
)
def test_later_or_none_at_all_is_an_extension(was: date | None, now: date | None, extends: bool) -> None:
    assert is_extension(was, now) is extends
