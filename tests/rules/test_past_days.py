"""A day on which something began: the latest such day, never one to come unless it is given whole."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.rules.days import read_past_day
from data.types.errors import BadInput

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("", None),
        ("today", MONDAY),
        ("yesterday", date(2026, 11, 22)),
        ("yes", date(2026, 11, 22)),
        ("-3d", date(2026, 11, 20)),
        ("- 2 w", date(2026, 11, 9)),
        ("fri", date(2026, 11, 20)),
        ("mon", date(2026, 11, 16)),
        ("20/11", date(2026, 11, 20)),
        ("23/11", MONDAY),
        ("24/11", date(2025, 11, 24)),
        ("24 dec", date(2025, 12, 24)),
        ("Fri 20 Nov", date(2026, 11, 20)),
        ("29/2", date(2024, 2, 29)),
        ("20/11/25", date(2025, 11, 20)),
        ("2026-11-20", date(2026, 11, 20)),
        # Given whole it is taken as it stands, and refused by whoever asked.
        ("24/11/2026", date(2026, 11, 24)),
        ("+2d", date(2026, 11, 25)),
    ],
)
def test_a_day_is_read_backwards(text: str, day: date | None) -> None:
    assert read_past_day(text, MONDAY) == day


@pytest.mark.parametrize("text", ["31/2", "Thu 20 Nov", "soon", "-", "-0x", "fri mon", "29/2/2025"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        read_past_day(text, MONDAY)


@given(st.text(max_size=20), st.dates(min_value=date(1950, 1, 1), max_value=date(2100, 1, 1)))
def test_any_text_is_a_day_or_refused(text: str, today: date) -> None:
    with suppress(BadInput):
        read_past_day(text, today)


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2100, 1, 1)), st.integers(0, 360))
def test_a_past_day_written_without_its_year_comes_back(today: date, ago: int) -> None:
    day = today - timedelta(days=ago)
    assert read_past_day(f"{day.day}/{day.month}", today) == day
