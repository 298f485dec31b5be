"""`casetui db reindex` and `casetui open`, as processes of their own."""

import pytest

from data.store.store import open_store
from data.store.tables import TERM_KEY
from tests.builders import a_member
from tests.program.commands import Inside, Machine


def test_what_members_are_found_by_is_derived_anew(casetui: Machine) -> None:
    store = open_store(casetui.url)
    a_member(store, "Jane", "Gallagher", number="0048213")
    a_member(store, "Sam", "Okafor", number="0048214")
    with store.deriving() as connection:
        connection.execute(TERM_KEY.delete())
    store.close()
    ran = casetui("db", "reindex")
    assert (ran.code, ran.out, ran.err) == (0, "2 members can be found again.\n", "2 members\n")
    assert casetui("db", "reindex", "--quiet").err == ""
    assert [hit["number"] for hit in casetui("members", "find", "galager", "--json").json] == ["0048213"]


def test_without_a_window_and_a_terminal_nothing_is_opened(casetui: Machine) -> None:
    ran = casetui("open", "C-10001")
    assert (ran.code, ran.out) == (1, "")
    assert "No casetui is running here" in ran.err


@pytest.mark.parametrize(
    "words", [(), ("Gallagher",), ("--imis",), ("--ticket", "ftp://x"), ("C-1", "--imis", "2")]
)
def test_a_wish_that_means_nothing_is_told_in_one_sentence(inside: Inside, words: tuple[str, ...]) -> None:
    ran = inside("open", *words)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert "Gallagher" not in ran.err
