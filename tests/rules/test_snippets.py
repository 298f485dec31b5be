"""Snippets: placeholders, files with mistakes."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.local.snippets import read_snippets
from data.rules.snippets import BUILT_IN, PLACEHOLDERS, expand, gathered
from data.types.snippets import Declared


def test_placeholders_are_filled_once() -> None:
    assert (
        expand("{first} and {officer}", {"first": "{officer}", "officer": "Kim"}).text == "{officer} and Kim"
    )


def test_what_is_unknown_or_not_there_yet_stands_as_written_and_is_told() -> None:
    found = expand("{first}, {foo}, {employer}, {foo}", {"employer": "Bayview", "first": ""})
    assert found.text == "{first}, {foo}, Bayview, {foo}"
    assert found.said == "{foo} is no placeholder; {first} is not known yet: left as written."


def test_the_built_in_ones_use_placeholders_that_exist() -> None:
    values = dict.fromkeys(PLACEHOLDERS, "x")
    assert [name for name, text in BUILT_IN.items() if expand(text, values).said] == []


def test_an_officers_own_goes_before_the_built_in_one() -> None:
    assert gathered(own={"rang": "Rang twice."}).texts["rang"] == "Rang twice."


EVERYBODYS = Declared("rang", "Everybody's.")
OFFICES = Declared("rang", "The office's.", office="Ballarat")
TEAMS = Declared("rang", "The team's.", team="Legal")


@pytest.mark.parametrize(
    ("declared", "own", "text", "whose"),
    [
        ((), {}, BUILT_IN["rang"], "built in"),
        ((EVERYBODYS,), {}, "Everybody's.", "everybody"),
        ((OFFICES, EVERYBODYS), {}, "The office's.", "office Ballarat"),
        ((TEAMS, OFFICES, EVERYBODYS), {}, "The team's.", "team Legal"),
        ((EVERYBODYS, TEAMS, OFFICES), {"rang": "Mine."}, "Mine.", "you"),
        ((TEAMS,), {"rang": 3}, "The team's.", "team Legal"),
    ],
)
def test_of_several_of_one_name_the_nearest_holds(
    declared: tuple[Declared, ...], own: dict[str, object], text: str, whose: str
) -> None:
    found = gathered(declared, own)
    assert (found.texts["rang"], found.whose["rang"]) == (text, whose)
    assert found.texts.keys() == found.whose.keys() == BUILT_IN.keys()


def test_what_steers_a_terminal_does_not_come_in_from_a_configuration() -> None:
    assert gathered([Declared("x", "a\x1b[31mb")]).texts["x"] == "ab"


def test_an_entry_that_cannot_be_used_is_named_and_the_others_work() -> None:
    found = gathered(own={"Bad Name": "x", "list": ["x"], "long": "x" * 5000, "good": "Good."})
    assert found.texts["good"] == "Good."
    assert set(found.texts) - set(BUILT_IN) == {"good"}
    assert found.problem.count(";") == 2


def test_control_characters_of_a_file_do_not_come_in() -> None:
    assert gathered(own={"x": "a\x1b[31mb"}).texts["x"] == "ab"


@given(st.text(), st.dictionaries(st.sampled_from(sorted(PLACEHOLDERS)), st.text()))
def test_any_text_is_expanded(text: str, values: dict[str, str]) -> None:
    expand(text, values)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (b"rang = \n", "line 1"),
        (b"\xff\xfe", "UTF-8"),
        (b"x" * 600_000, "longer than"),
        (b"a = " + b"[" * 5000, "snippets.toml: "),
    ],
)
def test_a_file_that_cannot_be_read_is_told_and_the_built_in_ones_work(
    tmp_path: Path, written: bytes, told: str
) -> None:
    path = tmp_path / "snippets.toml"
    path.write_bytes(written)
    found = read_snippets(path=path)
    assert found.texts == BUILT_IN
    assert told in found.problem
    assert found.problem.endswith("The other snippets work.")


def test_no_file_is_no_problem(tmp_path: Path) -> None:
    assert read_snippets(path=tmp_path / "snippets.toml") == gathered()


def test_a_folder_in_its_place_is_told(tmp_path: Path) -> None:
    assert read_snippets(path=tmp_path).problem == "snippets.toml: it is no file. The other snippets work."


def test_a_file_with_own_ones_is_read(tmp_path: Path) -> None:
    path = tmp_path / "snippets.toml"
    path.write_text('mine = "Own words for {first}."\nBAD = 3\n', "utf-8")
    found = read_snippets(path=path)
    assert found.texts["mine"] == "Own words for {first}."
    assert found.problem == "snippets.toml: 'BAD' is no name for a snippet: small letters, digits, - and _."
