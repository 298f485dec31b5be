"""A time of day and a length, as people write them."""

from contextlib import suppress
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.rules.moments import length_typed, moment_said, moment_typed, read_length, read_moment
from data.types.errors import BadInput

HERE = ZoneInfo("Australia/Melbourne")
MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "day", "clock"),
    [
        ("fri 14:00", (2026, 11, 27), (14, 0)),
        ("fri at 14:00", (2026, 11, 27), (14, 0)),
        ("tomorrow 9.30", (2026, 11, 24), (9, 30)),
        ("27/11 9am", (2026, 11, 27), (9, 0)),
        ("27/11/2026 9:30 pm", (2026, 11, 27), (21, 30)),
        ("14:00", (2026, 11, 23), (14, 0)),
        ("12am", (2026, 11, 23), (0, 0)),
        ("12:15pm", (2026, 11, 23), (12, 15)),
        ("+2d 8:05", (2026, 11, 25), (8, 5)),
    ],
)
def test_a_moment_is_read(text: str, day: tuple[int, int, int], clock: tuple[int, int]) -> None:
    assert read_moment(text, MONDAY, HERE) == datetime(*day, *clock, tzinfo=HERE)


@pytest.mark.parametrize("text", ["fri", "14", "fri 25:00", "13pm", "fri 9:61", "someday 9:00", "0am"])
def test_what_is_no_moment_says_how_one_is_written(text: str) -> None:
    with pytest.raises(BadInput, match="written"):
        read_moment(text, MONDAY, HERE)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("45m", 45), ("45", 45), ("1h", 60), ("1h30", 90), ("1 h 30 min", 90), ("2 hours", 120), ("", None)],
)
def test_a_length_is_read(text: str, minutes: int | None) -> None:
    assert read_length(text) == minutes


@pytest.mark.parametrize("text", ["soon", "1.5h", "-30m", "h"])
def test_what_is_no_length_says_how_one_is_written(text: str) -> None:
    with pytest.raises(BadInput, match="45m, 1h or 1h30"):
        read_length(text)


@given(st.integers(1, 24 * 60))
def test_a_length_is_typed_as_it_is_read(minutes: int) -> None:
    assert read_length(length_typed(minutes)) == minutes


@given(st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1)))
def test_a_moment_is_typed_as_it_is_read(at: datetime) -> None:
    meant = at.replace(second=0, microsecond=0, fold=0, tzinfo=HERE)
    assert read_moment(moment_typed(meant, HERE), MONDAY, HERE) == meant


@given(st.text(max_size=40))
def test_any_text_is_a_moment_or_is_refused(text: str) -> None:
    for read in (lambda: read_moment(text, MONDAY, HERE), lambda: read_length(text)):
        with suppress(BadInput):
            read()


def test_the_end_is_said_where_it_is_the_same_day() -> None:
    at = datetime(2026, 11, 27, 14, 0, tzinfo=HERE)
    assert moment_said(at, 45, HERE, MONDAY) == "Fri 27 Nov 14:00–14:45"
    assert moment_said(at, None, HERE, MONDAY) == "Fri 27 Nov 14:00"
    assert moment_said(at.replace(hour=23), 90, HERE, MONDAY) == "Fri 27 Nov 23:00, 1h30"
