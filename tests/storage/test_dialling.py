"""The ways people write a telephone number, typed into the find line of either store."""

import pytest

from data.desk import find
from data.desk.desk import Desk
from data.store.store import Store
from tests.builders import a_member


@pytest.mark.parametrize("stored", ["0491 570 006", "+61491570006"])
def test_twelve_ways_of_writing_a_number_find_her(desk: Desk, store: Store, stored: str) -> None:
    a_member(store, "Andrea", "Gallagher", phones=(stored,))
    a_member(store, "Andrew", "Gallagher", phones=("0491 570 156",))
    for written in (
        "0491570006",
        "0491 570 006",
        "0491-570-006",
        "0491.570.006",
        "(0491) 570 006",
        "+61491570006",
        "+61 491 570 006",
        "+61 (0)491 570 006",
        "0061 491 570 006",
        "0011 61 491 570 006",
        "491 570 006",
        "０４９１ ５７０ ００６",
    ):
        assert [hit.name for hit in find.members(desk, written)] == ["Andrea Gallagher"], written


def test_a_number_that_several_share_lists_them_all(desk: Desk, store: Store) -> None:
    for given in ("Andrea", "Andrew"):
        a_member(store, given, "Gallagher", phones=("(03) 5550 3300",))
    assert [hit.name for hit in find.members(desk, "03 5550 3300")] == [
        "Andrea Gallagher",
        "Andrew Gallagher",
    ]
    assert len(find.by_phone(desk, "+61 3 5550 3300")) == 2
