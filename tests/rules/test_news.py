"""Notifications: anyone can forge one, so that only what casetui writes itself is read, and never much of it."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from uuid_utils.compat import uuid7

from data.rules.news import BELL, GATHERED, MOST, gathered, read, rings, written
from data.types.news import News

ME, SAM = "aaaaaaaa", "bbbbbbbb"
ids = st.frozensets(st.uuids(), min_size=1, max_size=MOST)


@given(ids, st.booleans())
def test_what_another_program_writes_is_read_and_ones_own_is_not(found: frozenset[UUID], came: bool) -> None:
    news = News(present=found) if came else News(records=found)
    assert read(written(SAM, news), ME) == news
    assert read(written(ME, news), ME) == News()


def test_a_bell_says_nothing_but_that_it_is_one() -> None:
    assert rings(f"{SAM} {BELL}") and not read(f"{SAM} {BELL}", ME)
    assert not rings(written(SAM, News(records=frozenset({uuid7()})))) and not rings("")


def test_many_records_are_everything() -> None:
    many = frozenset(uuid7() for _ in range(MOST + 1))
    assert read(written(SAM, News(records=many)), ME) == News(everything=True)


@given(st.text(max_size=400) | st.text(min_size=7000, max_size=8000))
def test_whatever_is_forged_is_read_without_harm(payload: str) -> None:
    assert isinstance(read(payload, ME), News)


@pytest.mark.parametrize(
    "payload",
    [
        "",
        "*",
        "x" * 8000,
        f"{SAM} r nonsense",
        f"{SAM} q 01a20551-9056-7464-a141-7bae7bbda574",
        f"{SAM} r 01a20551-9056-7464-a141-7bae7bbda574 \x1b[31m",
        "x r 01a20551-9056-7464-a141-7bae7bbda574",
    ],
    ids=["nothing", "a sign", "long", "no id", "no kind", "more behind", "no sender"],
)
def test_what_casetui_would_not_write_is_no_news(payload: str) -> None:
    assert not read(payload, ME)


def test_a_flood_is_gathered_into_one_telling_of_bounded_size() -> None:
    flood = (News(records=frozenset({uuid7()})) for _ in range(10_000))
    assert gathered(flood) == News(everything=True)
    few = [News(records=frozenset({uuid7()})) for _ in range(GATHERED)]
    assert gathered(few).records == frozenset().union(*(one.records for one in few))
