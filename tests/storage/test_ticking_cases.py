"""A colleague ticks of a case what no program can judge."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest

from data.desk import history, ticking
from data.desk.desk import Desk
from data.rules.good_case import CASE_HUMAN
from data.store.store import Store
from data.types.errors import BadInput, NotAllowed, NotFound
from data.types.ticks import HELD, NOT_HELD
from tests.builders import a_case, a_member

DeskFor = Callable[[str], Desk]


@pytest.fixture
def case(desk_for: DeskFor, store: Store) -> UUID:
    """A case that Kim opened and Sam holds."""
    return a_case(desk_for("kim.tran"), a_member(store), owner="sam.ortiz")


def test_ticks_are_kept_changed_and_taken_back_and_the_history_tells_each(
    desk_for: DeskFor, case: UUID
) -> None:
    lena, aisha = desk_for("lena.vogt"), desk_for("aisha.bello")
    ticking.tick_case(lena, case, "steps", NOT_HELD, "  who\nrings? ")
    ticking.tick_case(lena, case, "steps", HELD)
    ticking.tick_case(lena, case, "steps", HELD)
    found = ticking.tick_case(aisha, case, "point", HELD)
    assert [(one.item, one.officer_name, one.said) for one in found] == [
        ("point", "Aisha Bello", HELD),
        ("steps", "Lena Vogt", HELD),
    ]
    assert [one.item for one in ticking.tick_case(aisha, case, "point", "")] == ["steps"]
    label = next(one.label for one in CASE_HUMAN if one.key == "steps")
    told = [(line.old, line.new) for line in history.of_case(lena, case) if line.field == label]
    assert (None, f"{NOT_HELD}: who rings?") in told and (NOT_HELD, HELD) in told


@pytest.mark.parametrize("login", ["kim.tran", "sam.ortiz"])
def test_neither_who_opened_nor_who_holds_it_ticks_it(desk_for: DeskFor, case: UUID, login: str) -> None:
    with pytest.raises(NotAllowed, match="your own case"):
        ticking.tick_case(desk_for(login), case, "steps", HELD)
    assert ticking.of_case(desk_for(login), case) == ()


def test_what_cannot_be_said_or_seen_is_refused(desk_for: DeskFor, store: Store, case: UUID) -> None:
    lena = desk_for("lena.vogt")
    for item, said, line in (("follow", HELD, ""), ("steps", "perhaps", ""), ("steps", HELD, "x" * 301)):
        with pytest.raises(BadInput):
            ticking.tick_case(lena, case, item, said, line)
    hidden = a_case(desk_for("sam.ortiz"), a_member(store), owner="sam.ortiz", scope=2)
    for none in (hidden, uuid4()):
        with pytest.raises(NotFound):
            ticking.tick_case(desk_for("aisha.bello"), none, "steps", HELD)
        with pytest.raises(NotFound):
            ticking.of_case(desk_for("aisha.bello"), none)
