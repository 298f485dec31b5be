"""Days in files: read in the order their column tells, never guessed."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.rules.written_days import Reading, Written, read_written_day
from data.types.errors import BadInput

DMY, MDY, ISO = Written.DMY, Written.MDY, Written.ISO
DAYS = st.dates(date(1930, 1, 1), date(2049, 12, 31))


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("", DMY, None),
        ("3/4/2026", DMY, date(2026, 4, 3)),
        ("3/4/2026", MDY, date(2026, 3, 4)),
        ("03-04-1981", DMY, date(1981, 4, 3)),
        ("3.4.81", DMY, date(1981, 4, 3)),
        ("3/4/26", DMY, date(2026, 4, 3)),
        ("3/4/27", DMY, date(1927, 4, 3)),
        ("2026-11-23", MDY, date(2026, 11, 23)),
        ("2026-11-23T00:00:00", DMY, date(2026, 11, 23)),
        ("20261123", DMY, date(2026, 11, 23)),
        ("23/11/2026 12:00:00 AM", DMY, date(2026, 11, 23)),
        ("23 Nov 2026", MDY, date(2026, 11, 23)),
        ("23-NOV-26", ISO, date(2026, 11, 23)),
        ("1 September 2026", DMY, date(2026, 9, 1)),
    ],
)
def test_a_day_is_read(text: str, order: Written, day: date | None) -> None:
    assert read_written_day(text, order, 2026) == day


@pytest.mark.parametrize(
    ("text", "order", "told"),
    [
        ("30/02/2026", DMY, "is a day that does not exist"),
        ("30 Feb 2026", DMY, "is a day that does not exist"),
        ("31/12/2026", MDY, "is a day that does not exist"),
        ("2026-13-01", DMY, "is a day that does not exist"),
        ("23/11/2026", ISO, "is not written year first"),
        ("soon", DMY, "is no day"),
        ("23 Foo 2026", DMY, "is no day"),
        ("0000-00-00", DMY, "is a day that does not exist"),
        ("٢٣/١١/٢٠٢٦", DMY, "is no day"),
        ("4.12346E+08", DMY, "is no day"),
    ],
)
def test_what_is_no_day_is_told_and_not_repeated(text: str, order: Written, told: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_written_day(text, order, 2026)
    assert told in caught.value.detail
    assert text not in caught.value.sentence


def settled(*cells: str) -> Written:
    reading = Reading()
    for line, cell in enumerate(cells, 2):
        reading.see(cell, line)
    return reading.settled("Join Date")


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (("03/04/2026", "23/11/2026"), DMY),
        (("03/04/2026", "11/23/2026"), MDY),
        (("2026-04-03", ""), DMY),
        (("05/05/2026",), DMY),
    ],
)
def test_one_clear_row_decides_for_its_column(cells: tuple[str, ...], order: Written) -> None:
    assert settled(*cells) is order


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (("", "03/04/2026"), "can be read in two ways, as in line 3"),
        (("23/11/2026", "", "11/23/2026"), "the day first in line 2 and the month first in line 4"),
    ],
)
def test_what_can_be_read_two_ways_is_asked_for(cells: tuple[str, ...], told: str) -> None:
    with pytest.raises(BadInput) as caught:
        settled(*cells)
    assert told in caught.value.detail
    assert "--dates" in caught.value.detail


@given(st.lists(DAYS, min_size=1), st.sampled_from([DMY, MDY]), st.sampled_from("/-."))
def test_a_column_is_read_as_it_was_written_or_asked_about(
    days: list[date], order: Written, sign: str
) -> None:
    form = f"%d{sign}%m{sign}%Y" if order is DMY else f"%m{sign}%d{sign}%Y"
    cells = [day.strftime(form) for day in days]
    try:
        found = settled(*cells)
    except BadInput:
        assert all(day.day <= 12 for day in days)
        return
    assert [read_written_day(cell, found, 2026) for cell in cells] == days


@given(st.text(max_size=30), st.sampled_from(list(Written)))
def test_any_text_is_a_day_or_bad_input(text: str, order: Written) -> None:
    Reading().see(text, 1)
    with suppress(BadInput):
        read_written_day(text, order, 2026)
