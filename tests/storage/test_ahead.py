"""What comes along with the first answer: words that may be meant, and where a server is far those who have one."""

from itertools import count
from typing import Any

import pytest

from data.desk import find
from data.desk.desk import Desk
from data.search import ahead, near
from data.search.ahead import all_of
from data.search.found import Found
from data.store.store import Store
from tests.builders import a_member
from tests.storage.statements import statements

_IDS = count()


def came(word: str, many: int, place: int = 1) -> list[Found]:
    """Rows of so many members of a word."""
    return [
        Found(next(_IDS), "", "", "", "", "", "", "", None, None, False, a=word, b=str(place))
        for _ in range(many)
    ]


@pytest.mark.parametrize(
    ("meant", "along", "words", "found"),
    [
        (["ann"], came("ann", 3), 1, 3),
        (["ann", "anna"], came("ann", 3) + came("anna", 2, 2), 2, 5),
        (["ann", "anna"], came("anna", 4) + came("ann", 3, 2), 2, 6),  # no more than were asked for
        (["ann", "anna"], came("ann", 3), 2, 3),  # nobody has the other one
        (["ann", "anna"], came("ann", 3), 9, None),  # so many words that not all were looked up
        (["ann"], came("anna", 5) + came("ann", 3, 2), 2, None),  # cut off within the last
        (["anna"], came("anna", 5) + came("ann", 3, 2), 2, 5),
        (["ann"], came("anna", 2) + came("ann", 6, 2), 2, 6),  # cut off, but as many as are shown
        (["bea"], came("anna", 5) + came("ann", 3, 2), 3, None),  # cut off before it
    ],
)
def test_who_came_along_is_all_there_is_or_is_asked_for(
    meant: list[str], along: list[Found], words: int, found: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ahead, "MOST", 8)
    rows = all_of(meant, along, words, 6)
    assert (None if rows is None else len(rows)) == found
    assert rows is None or [row.a for row in rows] == sorted((row.a for row in rows), key=meant.index)


@pytest.fixture
def people(store: Store) -> None:
    """Galloways, and others who are spelt alike."""
    for number, family in enumerate(("Galloway", "Galloway", "Gallowey", "Gallagher", "Smith", "Smyth")):
        a_member(store, f"Rosa{chr(97 + number)}", family, number=f"7{number}")


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """A union of four is too large to look at everybody."""
    monkeypatch.setattr(near, "EVERYONE", 3)
    monkeypatch.setattr(near, "EVERYBODY", near._everyone())


def test_a_union_too_large_to_look_at_everybody_is_asked_about_it_once(
    desk: Desk, people: None, large: None
) -> None:
    assert (_asked(desk, "xqzv"), _asked(desk, "xqzv")) == (2, 1)


def _asked(desk: Desk, text: str) -> int:
    told: list[Any]
    with statements(desk) as told:
        assert find.members(desk, text) == ()
    return sum(one.statement.startswith(("SELECT", "WITH")) for one in told)


def test_many_ways_to_a_few_members_do_not_hide_who_is_spelt_alike(
    store: Store, desk: Desk, large: None
) -> None:
    for number in range(5):
        a_member(store, f"Jo{chr(97 + number)}", f"Reed{chr(97 + number)}", employer="Galloway Library")
    a_member(store, "Rosa", "Galoway")
    assert [hit.name for hit in find.members(desk, "gallowa") if hit.near] == ["Rosa Galoway"]
