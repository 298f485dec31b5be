from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.rules import days
from data.rules.days import read_day, say_ago, say_day, say_follow_up, say_when
from data.types.errors import BadInput

TODAY = date(2026, 11, 23)
"""A Monday."""
ANY_DAY = st.dates(date(1950, 1, 1), date(2150, 12, 31))


def on(month: int, day: int, year: int = 2026) -> date:
    return date(year, month, day)


READ = [
    ("today", TODAY),
    ("tod", TODAY),
    ("Tomorrow", on(11, 24)),
    ("tom", on(11, 24)),
    ("+0d", TODAY),
    ("+2d", on(11, 25)),
    ("+ 3 w", on(12, 14)),
    ("+1m", on(12, 23)),
    ("+14m", on(1, 23, 2028)),
    ("+1wd", on(11, 24)),
    ("+4wd", on(11, 27)),
    ("+5wd", on(11, 30)),
    ("+6wd", on(12, 1)),
    ("fri", on(11, 27)),
    ("FR", on(11, 27)),
    ("thurs", on(11, 26)),
    ("su", on(11, 29)),
    ("monday", on(11, 30)),
    ("27/11", on(11, 27)),
    ("23/11", TODAY),
    ("22/11", on(11, 22, 2027)),
    ("3.4", on(4, 3, 2027)),
    ("27.11.", on(11, 27)),
    ("27-11", on(11, 27)),
    ("27/11/26", on(11, 27)),
    ("27/11/2026", on(11, 27)),
    ("1/2/2026", on(2, 1)),
    ("27 nov", on(11, 27)),
    ("27Nov", on(11, 27)),
    ("27 november 2028", on(11, 27, 2028)),
    ("1 sept", on(9, 1, 2027)),
    ("Fri 27 Nov", on(11, 27)),
    ("2026-11-27", on(11, 27)),
    ("29/2", on(2, 29, 2028)),
    ("  27/11  ", on(11, 27)),
]

UNREADABLE = [
    "to", "t", "mo/fr", "31/6", "32/1", "11/27", "0/1", "30/2", "2026-13-01", "2026-02-30", "29/2/2027",
    "+2", "2d", "-2d", "+2y", "+1000w", "+99999m", "++2d", "nov", "27 j", "27 ju", "Thu 27 Nov", "next week",
    "27/11/026", "27 11", "٢٧/١١", "\x1b[31m", "x" * 100_000,
]  # fmt: skip


@pytest.mark.parametrize(("typed", "day"), READ)
def test_a_day_is_read_as_it_is_typed(typed: str, day: date) -> None:
    """Features A2.14."""
    assert read_day(typed, TODAY) == day


@pytest.mark.parametrize("typed", ["", "   ", "\n"])
def test_nothing_typed_is_no_day(typed: str) -> None:
    assert read_day(typed, TODAY) is None


@pytest.mark.parametrize("typed", UNREADABLE)
def test_what_is_no_day_is_refused_with_examples_and_without_an_echo(typed: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_day(typed, TODAY)
    assert "27/11" in refused.value.detail
    assert len(refused.value.detail) < 200


def test_a_weekday_that_contradicts_its_date_is_told() -> None:
    with pytest.raises(BadInput, match="that day is a Friday"):
        read_day("Thu 27 Nov", TODAY)


def test_a_month_on_from_a_long_month_is_the_last_of_a_short_one() -> None:
    assert read_day("+1m", date(2027, 1, 31)) == date(2027, 2, 28)


@pytest.mark.parametrize(
    ("today", "day"), [(on(11, 27), on(11, 30)), (on(11, 28), on(11, 30)), (on(11, 29), on(11, 30))]
)
def test_a_working_day_on_from_friday_or_the_weekend_is_monday(today: date, day: date) -> None:
    assert read_day("+1wd", today) == day


@given(ANY_DAY, st.integers(0, 400))
def test_working_days_are_counted_one_by_one(today: date, count: int) -> None:
    expected, left = today, count
    while left:
        expected += timedelta(days=1)
        left -= expected.weekday() < 5
    assert read_day(f"+{count}wd", today) == expected


@given(ANY_DAY, st.sampled_from(["mo", "tue", "wednes", "th", "friday", "sat", "su"]))
def test_a_weekday_is_the_next_one_and_never_today(today: date, typed: str) -> None:
    day = read_day(typed, today)
    assert day is not None
    assert 1 <= (day - today).days <= 7
    assert days.WEEKDAYS[day.weekday()].lower().startswith(typed[:2])


@given(ANY_DAY, st.integers(0, 300))
def test_what_is_said_is_read_back(today: date, ahead: int) -> None:
    day = today + timedelta(days=ahead)
    assert read_day(say_day(day, today), today) == day
    assert read_day(day.isoformat(), today) == day


@given(st.text(), ANY_DAY)
def test_any_text_is_a_day_nothing_or_refused(typed: str, today: date) -> None:
    try:
        read_day(typed, today)
    except BadInput:
        return


@pytest.mark.parametrize(
    ("ahead", "due", "past"),
    [
        (-1000, "3 y late", "3 y ago"),
        (-150, "5 mo late", "5 mo ago"),
        (-60, "2 mo late", "2 mo ago"),
        (-59, "59 d late", "59 d ago"),
        (-9, "9 d late", "9 d ago"),
        (-1, "1 d late", "1 d ago"),
        (0, "today", "today"),
        (1, "tomorrow", "tomorrow"),
        (3, "in 3 d", "in 3 d"),
        (59, "in 59 d", "in 59 d"),
        (150, "in 5 mo", "in 5 mo"),
    ],
)
def test_distances_are_said_in_days_then_months(ahead: int, due: str, past: str) -> None:
    """Look, rule 11."""
    day = TODAY + timedelta(days=ahead)
    assert (say_when(day, TODAY), say_ago(day, TODAY)) == (due, past)


def test_a_follow_up_is_said_with_date_and_distance() -> None:
    assert say_follow_up(on(11, 27), TODAY) == "Fri 27 Nov, in 4 d"


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (on(11, 27), "Fri 27 Nov"),
        (on(1, 5), "Mon 5 Jan"),
        (on(1, 11, 2027), "Mon 11 Jan"),
        (on(2, 1, 2027), "Mon 1 Feb 2027"),
        (on(3, 1, 2024), "Fri 1 Mar 2024"),
    ],
)
def test_the_year_is_said_when_it_is_another_and_far(day: date, said: str) -> None:
    assert say_day(day, TODAY) == said


@pytest.mark.parametrize(
    ("day", "warning"),
    [
        (on(11, 22), "is in the past"),
        (TODAY, ""),
        (on(11, 27), ""),
        (on(11, 28), "is a Saturday"),
        (on(11, 29), "is a Sunday"),
    ],
)
def test_a_day_to_look_at_again_is_warned_of(day: date, warning: str) -> None:
    assert days.day_warning(day, TODAY) == warning


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (on(11, 20), "Follow-up Fri 20 Nov, 3 d late."),
        (on(11, 28), "Follow-up Sat 28 Nov, in 5 d, 4 working days from now: it is a Saturday."),
    ],
)
def test_what_is_wrong_with_a_day_is_said_once(day: date, said: str) -> None:
    assert days.say_follow_up_whole(day, TODAY) == said


@pytest.mark.parametrize(
    ("start", "said"),
    [
        (on(9, 1, 2020), "6 y 2 m"),
        (on(11, 23, 2020), "6 y"),
        (on(11, 24, 2020), "5 y 11 m"),
        (on(9, 1), "2 m"),
        (on(11, 11), "12 d"),
        (TODAY, "0 d"),
        (on(11, 27), "starts in 4 d"),
    ],
)
def test_a_span_is_said_in_years_and_months_that_never_part(start: date, said: str) -> None:
    assert days.say_span(start, TODAY) == said.replace(" ", "\u00a0")


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, "00:00:00"), (372, "00:06:12"), (3600, "01:00:00"), (360_000, "100:00:00"), (-5, "00:00:00")],
)
def test_a_duration_is_said_in_hours_minutes_seconds(seconds: int, said: str) -> None:
    assert days.say_duration(seconds) == said
