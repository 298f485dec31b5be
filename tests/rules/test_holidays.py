"""Public holidays and working days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.rules.days import day_warning, read_day, say_follow_up_typed, say_follow_up_whole
from data.rules.holidays import is_working, public_holidays, working_day_after, working_days

TODAY = date(2026, 10, 30)
"""A Friday before Melbourne Cup Day, Tuesday 3 November 2026."""
VICTORIA = public_holidays("AU", "VIC", (2026, 2027))
CUP = date(2026, 11, 3)

days = st.dates(date(2026, 1, 1), date(2027, 6, 30))


def test_a_state_has_its_own_days_and_its_neighbour_has_not() -> None:
    assert CUP in VICTORIA
    assert CUP not in public_holidays("AU", "NSW", (2026,))
    assert date(2026, 2, 6) in public_holidays("NZ", "", (2026,))


@pytest.mark.parametrize("state", ["XX", ""])
def test_where_the_state_is_unknown_the_country_s_days_hold(state: str) -> None:
    found = public_holidays("AU", state, (2026,))
    assert date(2026, 1, 26) in found
    assert CUP not in found


def test_an_unknown_country_has_none() -> None:
    assert public_holidays("ZZ", "VIC", (2026,)) == {}


@given(days, st.integers(1, 80))
def test_counting_forth_and_back_agrees(day: date, count: int) -> None:
    there = working_day_after(day, count, VICTORIA)
    assert is_working(there, VICTORIA)
    assert working_days(day, there, VICTORIA) == count


def test_working_days_typed_step_over_a_holiday() -> None:
    assert read_day("+2wd", TODAY) == CUP
    assert read_day("+2wd", TODAY, VICTORIA) == CUP + timedelta(days=1)


def test_a_follow_up_on_a_holiday_is_told_by_its_name() -> None:
    assert day_warning(CUP, TODAY, VICTORIA) == "is Melbourne Cup Day"
    assert (
        say_follow_up_whole(CUP, TODAY, VICTORIA)
        == "Follow-up Tue 3 Nov, in 4 d, 1 working day from now: it is Melbourne Cup Day."
    )


def test_a_follow_up_on_a_working_day_is_said_with_the_days_until_then() -> None:
    said = say_follow_up_whole(date(2026, 11, 6), TODAY, VICTORIA)
    assert said == "Follow-up Fri 6 Nov, in 7 d, 4 working days from now."


def test_the_field_says_days_and_working_days() -> None:
    assert say_follow_up_typed(date(2026, 11, 6), TODAY, VICTORIA) == "Fri 6 Nov, 7 d, 4 wd"
    assert say_follow_up_typed(date(2026, 10, 31), TODAY, VICTORIA) == "Sat 31 Oct, tomorrow"
