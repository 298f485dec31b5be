"""`interaction I-… check` and `text`, `snippets`, the mark for no advice in a file."""

from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import insert

from data.desk.opening import open_desk
from data.store.store import Store
from data.store.tables import SNIPPET
from tests.builders import Clock, a_member
from tests.program.commands import Inside, Machine

NOTE = """Member: 0048213
Type: Phone – inbound
About: Hours, rosters & breaks
Outcome: Follow-up required
Follow-up: +2d
No advice: yes

Background
Six years on nights.

Issue
Roster changed without notice.

Member seeking
The old one back.

Actions
- Kim: write to the manager (by +2d)
- ring the delegate
"""


def test_check_says_item_by_item_what_holds(casetui_anywhere: Machine) -> None:
    desk = open_desk(casetui_anywhere.url, "kim.tran", clock=Clock())
    a_member(desk.store, "Andrew", "Gallagher", number="0048213")
    desk.close()
    number = casetui_anywhere("interactions", "add", "--from", "-", "--json", given=NOTE).json["number"]
    told = casetui_anywhere("interaction", number, "check")
    assert told.out.startswith(f"{number}: good 6 of 8: the second action has no owner.\n")
    assert "lacks  I9" in told.out
    found = casetui_anywhere("interaction", number, "check", "--json").json
    assert (found["interaction"], found["good"], found["of"]) == (number, 6, 8)
    assert {item["key"]: item["lack"] for item in found["items"] if item["lack"]} == {
        "I6": "the second action has no owner",
        "I9": "earlier contact was not on the screen",
    }


def test_text_and_show_say_that_no_advice_was_given(inside: Inside, andrew: UUID) -> None:
    number = inside("interactions", "add", "--from", "-", "--json", given=NOTE).json["number"]
    text = inside("interaction", number, "text").out
    assert text.startswith(f"{number}\nMember: Andrew Gallagher, 0048213\nWhen: ")
    assert "\n\nADVICE\nno advice given\n\nACTIONS\n- Kim: write to the manager (by +2d)\n" in text
    assert "Advice\n  no advice given\n" in inside("interaction", number, "show").out
    assert inside("interaction", number, "--json").json["no_advice"] is True


@pytest.mark.parametrize(("word", "code"), [("no", 0), ("YES", 0), ("perhaps", 2)])
def test_no_advice_is_yes_or_no(inside: Inside, andrew: UUID, word: str, code: int) -> None:
    ran = inside("interactions", "add", "--from", "-", given=NOTE.replace("advice: yes", f"advice: {word}"))
    assert ran.code == code
    assert ("no advice is yes or no" in ran.err) == (code == 2)


def test_no_advice_may_be_true_in_json(inside: Inside, andrew: UUID) -> None:
    note = '{"member": "0048213", "type": "Letter", "about": "Leave", "no_advice": true, "notes": {"Issue": "x"}}'
    number = inside("interactions", "add", "--from", "-", "--json", given=note).json["number"]
    assert inside("interaction", number, "--json").json["no_advice"] is True


def test_check_of_a_number_that_is_none_is_told(inside: Inside) -> None:
    ran = inside("interaction", "I-99999", "check")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("Not found")


def test_snippets_are_listed_with_the_file_for_ones_own(bare: Machine) -> None:
    own: Path = bare.home / "snippets.toml"
    bare.home.mkdir()
    own.write_text('mine = "Own words."\n', "utf-8")
    told = bare("snippets")
    assert "::mine    you       Own words." in told.out
    assert "::rang" in told.out
    assert str(own) in told.out
    listed = bare("snippets", "--json").json
    assert (listed["file"], listed["exists"], listed["problem"]) == (str(own), True, "")
    assert [one["name"] for one in listed["snippets"] if one["own"]] == ["mine"]


def test_snippets_of_the_office_are_listed_with_whose_they_are(inside: Inside, sqlite_store: Store) -> None:
    held = {"id": UUID(int=1), "office": "", "position": 1, "archived": False}
    with sqlite_store.loading("test") as connection:
        connection.execute(insert(SNIPPET).values(held | {"name": "brief", "text": "Ours.", "team": "MSD"}))
    assert "::brief   team MSD  Ours." in inside("snippets").out
    listed = inside("snippets", "--json").json["snippets"]
    assert {"name": "brief", "text": "Ours.", "whose": "team MSD", "own": False} in listed


def test_where_the_database_does_not_answer_it_says_whose_snippets_are_missing(tmp_path: Path) -> None:
    told = Machine(tmp_path / "home", "postgresql://kim@127.0.0.1:1/msd")("snippets")
    assert (told.code, "::rang" in told.out) == (0, True)
    assert "The database does not answer: the office's snippets are not among them." in told.out


def test_a_snippets_file_with_a_mistake_is_told_and_the_built_in_ones_are_listed(bare: Machine) -> None:
    bare.home.mkdir()
    (bare.home / "snippets.toml").write_text("mine = \n", "utf-8")
    told = bare("snippets")
    assert told.code == 0
    assert "::rang" in told.out
    assert "line 1" in told.out
    assert "The other snippets work." in told.out


def test_a_colleague_ticks_from_the_command_line(inside: Inside, andrew: UUID) -> None:
    number = inside("interactions", "add", "--from", "-", "--json", given=NOTE).json["number"]
    own = inside("interaction", number, "good", "--tick", "issues")
    assert (own.code, "It is your own note" in own.err) == (1, True)
    lena = replace(inside, machine=replace(inside.machine, officer="lena.vogt"))
    told = lena("interaction", number, "good", "--tick", "follow", "--not-held", "--line", "Who rings?")
    assert "not held    follow" in told.out
    assert "Lena Vogt, " in told.out
    assert told.out.rstrip().count("not ticked") == 2
    (tick,) = inside("interaction", number, "good", "--json").json["ticks"]
    assert (tick["item"], tick["said"], tick["line"]) == ("follow", "not held", "Who rings?")
    assert "Who rings?" in inside("interaction", number, "history").out
    assert (
        lena("interaction", number, "good", "--tick", "follow", "--take-back", "--json").json["ticks"] == []
    )


@pytest.mark.parametrize(
    "words",
    [
        ("--not-held",),
        ("--line", "x"),
        ("--tick", "issues", "--take-back", "--not-held"),
        ("--tick", "spelling"),
    ],
)
def test_a_tick_that_means_nothing_is_refused(inside: Inside, andrew: UUID, words: tuple[str, ...]) -> None:
    number = inside("interactions", "add", "--from", "-", "--json", given=NOTE).json["number"]
    found = inside("interaction", number, "good", *words)
    assert found.code == 2
    assert found.err
