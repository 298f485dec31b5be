"""A colleague ticks what no program can judge."""

import threading
from collections.abc import Callable
from uuid import UUID, uuid4

import pytest

from data.desk import history, interactions, ticking
from data.desk.desk import Desk
from data.rules.good import HUMAN
from data.store.store import Store
from data.types.errors import BadInput, NotAllowed, NotFound
from data.types.ticks import HELD, NOT_HELD
from tests.builders import Clock, a_member, an_interaction_form

DeskFor = Callable[[str], Desk]


@pytest.fixture
def note(desk_for: DeskFor, store: Store) -> UUID:
    """An interaction of Kim's."""
    return interactions.submit(desk_for("kim.tran"), an_interaction_form(a_member(store))).id


def test_a_tick_is_kept_with_who_and_when_and_why(desk_for: DeskFor, note: UUID, clock: Clock) -> None:
    ticking.tick(desk_for("sam.ortiz"), note, "continuity", HELD)
    clock.move(minutes=5)
    ticking.tick(desk_for("lena.vogt"), note, "issues", NOT_HELD, "  Pay and roster\nin one.  ")
    assert [
        (one.item, one.officer_name, one.said, one.line) for one in ticking.of(desk_for("kim.tran"), note)
    ] == [
        ("issues", "Lena Vogt", NOT_HELD, "Pay and roster in one."),
        ("continuity", "Sam Ortiz", HELD, ""),
    ]
    first, second = ticking.of(desk_for("kim.tran"), note)
    assert (first.ticked_at - second.ticked_at).total_seconds() == 300


def test_two_colleagues_may_see_an_item_differently(desk_for: DeskFor, note: UUID) -> None:
    ticking.tick(desk_for("sam.ortiz"), note, "follow", HELD)
    found = ticking.tick(desk_for("lena.vogt"), note, "follow", NOT_HELD)
    assert [(one.officer_name, one.holds) for one in found] == [("Sam Ortiz", True), ("Lena Vogt", False)]


def test_a_tick_is_changed_and_taken_back_and_the_history_tells_each(desk_for: DeskFor, note: UUID) -> None:
    lena = desk_for("lena.vogt")
    ticking.tick(lena, note, "issues", NOT_HELD, "three of them")
    ticking.tick(lena, note, "issues", HELD)
    ticking.tick(lena, note, "issues", HELD)
    assert ticking.tick(lena, note, "issues", "") == ()
    assert ticking.tick(lena, note, "issues", "") == ()
    label = HUMAN[0].label
    told = [
        (line.who, line.old, line.new)
        for line in history.of_interaction(lena, note)
        if line.record == "tick" and line.field == label
    ]
    assert sorted(told, key=str) == sorted(
        [
            ("Lena Vogt", HELD, None),
            ("Lena Vogt", NOT_HELD, HELD),
            ("Lena Vogt", "three of them", ""),
            ("Lena Vogt", None, f"{NOT_HELD}: three of them"),
        ],
        key=str,
    )


def test_nobody_ticks_her_own_note(desk_for: DeskFor, note: UUID) -> None:
    with pytest.raises(NotAllowed, match="your own note"):
        ticking.tick(desk_for("kim.tran"), note, "issues", HELD)
    assert ticking.of(desk_for("kim.tran"), note) == ()


@pytest.mark.parametrize(
    ("item", "said", "line"),
    [("spelling", HELD, ""), ("issues", "perhaps", ""), ("issues", HELD, "x" * 301)],
)
def test_what_cannot_be_said_is_refused(
    desk_for: DeskFor, note: UUID, item: str, said: str, line: str
) -> None:
    with pytest.raises(BadInput):
        ticking.tick(desk_for("lena.vogt"), note, item, said, line)
    assert ticking.of(desk_for("lena.vogt"), note) == ()


def test_a_note_that_is_none_is_told(desk_for: DeskFor) -> None:
    with pytest.raises(NotFound):
        ticking.tick(desk_for("lena.vogt"), uuid4(), "issues", HELD)
    with pytest.raises(NotFound):
        ticking.of(desk_for("lena.vogt"), uuid4())


def test_the_same_tick_from_two_windows_at_once_is_one(desk_for: DeskFor, note: UUID) -> None:
    desks = [desk_for("lena.vogt"), desk_for("lena.vogt")]
    ready = threading.Barrier(2)

    def tick(desk: Desk) -> None:
        ready.wait(10)
        ticking.tick(desk, note, "issues", HELD)

    threads = [threading.Thread(target=tick, args=(desk,)) for desk in desks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(ticking.of(desks[0], note)) == 1
