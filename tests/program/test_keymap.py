"""The officer's own keys: checked whole against the table, and refused with both actions and the screen named."""

import json
from pathlib import Path

import pytest
from textual.widgets import Input, TextArea

from casetui.keymap import TAKEN, faults, read_key, table_of
from data.local.settings import Settings, read_settings, write_settings
from data.types.errors import BadInput
from tests.program.commands import Machine
from widgets.actions import ACTS, Act


def changed(name: str, **given: object) -> Act:
    keys = {name: given["keys"]} if "keys" in given else {}
    leader = {name: given["leader"]} if "leader" in given else {}
    return next(one for one in table_of(keys, leader) if one.id == name)  # type: ignore[arg-type]


def told(keys: dict[str, list[str]] | None = None, leader: dict[str, str] | None = None) -> str:
    return "\n".join(faults(keys or {}, leader or {}))


def test_without_changes_the_table_is_as_it_comes() -> None:
    assert table_of({}, {}) == ACTS


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("F3", "f3"),
        ("Ctrl+S", "ctrl+s"),
        ("Esc", "escape"),
        ("?", "question_mark"),
        ("X", "X"),
        (" f12 ", "f12"),
    ],
)
def test_a_key_is_read_as_people_write_it(text: str, key: str) -> None:
    assert read_key(text) == key


def test_an_action_gets_the_keys_and_the_letter_it_is_given() -> None:
    assert changed("new_note", keys=["F12", "ctrl+r"]).keys == ("f12", "ctrl+r")
    assert changed("calls", leader="!").leader == "!"
    assert changed("copy", keys=["Y"]).keys == ("Y",)
    assert changed("why_here", keys=["!"]).keys == ("exclamation_mark",)


def test_keys_may_be_swapped() -> None:
    table = {one.id: one.keys for one in table_of({"home": ["f3"], "new_note": ["f9"]}, {})}
    assert (table["home"], table["new_note"]) == (("f3",), ("f9",))


def test_an_unknown_action_is_named_with_the_one_that_may_be_meant() -> None:
    assert told({"new_not": ["f3"]}) == "[keys] new_not: there is no such action; did you mean new_note?"
    assert told(leader={"xyz": "q"}) == "[leader] xyz: there is no such action"


def test_a_clash_names_the_key_both_actions_and_the_screen() -> None:
    lines = told({"new_note": ["f5"]}).splitlines()
    for name, place in (("submit", "call"), ("create", "convert"), ("save", "case"), ("begin", "setup")):
        assert any(f"new_note and {name} on the screen {place}" in line for line in lines)
    assert all(line.startswith("F5: both ") and "new_note" in line for line in lines)
    assert told({"discard": ["u"]}) == "u: both discard and undo on the screen drafts"
    assert told(leader={"calls": "n"}).startswith("ctrl+g n: both new_note and calls on the screen home")


def test_a_screens_own_act_still_stands_for_the_one_of_everywhere() -> None:
    assert told({"attach": ["f12"], "find": ["f12"]}) == ""


@pytest.mark.parametrize(
    ("key", "why"),
    [
        ("alt+n", "alt does not arrive in every terminal"),
        ("ctrl+i", "ctrl+i is Tab in a terminal"),
        ("ctrl+j", "ctrl+j is a line break in a terminal"),
        ("ctrl+m", "ctrl+m is Enter in a terminal"),
        ("ctrl+h", "ctrl+h is Backspace in a terminal"),
        ("ctrl+b", "ctrl+b belongs to tmux"),
        ("ctrl+g", "ctrl+g begins the letters after it"),
        ("ctrl+enter", "ctrl+enter does not arrive in every terminal"),
        ("ctrl+tab", "ctrl+tab does not arrive in every terminal"),
        ("ctrl+shift+n", "ctrl+shift+n does not arrive in every terminal"),
        ("shift+f3", "shift+f3 does not arrive in every terminal"),
        ("ctrl+z", "ctrl+z is needed while typing"),
        ("F11", "F11 is kept by many terminals for the whole screen"),
        ("n", "a bare letter or sign would act while text is typed"),
        ("?", "a bare letter or sign would act while text is typed"),
        ("f13", "there is no such key"),
        ("", "there is no such key"),
        ("hello", "there is no such key"),
    ],
)
def test_a_key_that_does_not_arrive_or_would_be_typed_is_refused_with_the_reason(key: str, why: str) -> None:
    fault = told({"new_note": [key]})
    assert fault.startswith("[keys] new_note = ")
    assert why in fault


@pytest.mark.parametrize("name", ["open", "call_back", "take_up"])
def test_the_lists_own_keys_stay_as_they_are(name: str) -> None:
    assert "those of the list itself" in told({name: ["f12"]})


@pytest.mark.parametrize("key", ["j", "down", "enter"])
def test_a_key_that_moves_in_the_list_is_no_act_of_it(key: str) -> None:
    assert "moves in the list" in told({"copy": [key]})


@pytest.mark.parametrize("letter", ["", "ab", "é", "\t", "1"])
def test_a_letter_after_the_leader_is_one_letter(letter: str) -> None:
    assert told(leader={"calls": letter}).startswith("[leader] calls = ")


def test_an_action_keeps_a_key_or_a_letter() -> None:
    assert told({"back": []}) == "back: neither a key nor a letter is left for it"
    assert told({"find": []}) == ""


def test_every_fault_is_listed_not_only_the_first() -> None:
    assert told({"new_note": ["alt+n"], "find": ["ctrl+i"]}).count("\n") == 1
    with pytest.raises(BadInput, match="and 1 more"):
        table_of({"new_note": ["alt+n"], "find": ["ctrl+i"]}, {}, "settings.toml")


@pytest.mark.parametrize("widget", [TextArea, Input])
def test_no_key_of_a_text_can_be_taken_from_it(widget: type[TextArea | Input]) -> None:
    # Up and down, which Home's find line has, and F7, which the program takes from the text on purpose, apart.
    keys = {key.strip() for one in widget.BINDINGS for key in one.key.split(",")}  # type: ignore[union-attr]
    lost = {key for key in keys - {"f7"} if key.startswith(("ctrl+", "f")) and not told({"new_note": [key]})}
    assert lost == set()
    assert "ctrl+z" in TAKEN


def test_the_tables_are_kept_when_the_settings_are_written(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    kept = Settings("sqlite:///x", "kim", keys={"new_note": ("f3", "f12")}, leader={"calls": "="})
    write_settings(kept, path)
    assert read_settings(path) == kept


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("keys = 'f3'", "[keys]"),
        ("[keys]\nnew_note = 3", "[keys] new_note must be a list of keys"),
        ("[keys]\nnew_note = ['f3', 4]", "[keys] new_note must be a list of keys"),
        ("[leader]\ncalls = ['l']", "[leader] calls must be one letter"),
    ],
)
def test_a_table_in_the_wrong_form_is_told(tmp_path: Path, content: str, named: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(f"database = 'sqlite:///x'\nofficer = 'kim'\n{content}\n")
    with pytest.raises(BadInput) as caught:
        read_settings(path)
    assert named in caught.value.sentence


def settled(machine: Machine, tables: str) -> Path:
    """The machine's settings file with these tables at its end."""
    path = write_settings(Settings(machine.url, machine.officer), machine.home / "settings.toml")
    path.write_text(path.read_text() + tables)
    return path


def test_the_command_prints_the_table_as_it_is_in_force(casetui: Machine) -> None:
    settled(casetui, '[keys]\nnew_note = ["f12"]\n[leader]\ncalls = "!"\n')
    lines = casetui("keys").out.splitlines()
    assert lines[0].split()[:2] == ["action", "keys"]
    assert next(line for line in lines if line.startswith("new_note")).split()[1] == "F12"
    acts = {one["id"]: one for one in casetui("keys", "--json").json}
    assert acts["calls"]["leader"] == "!"
    assert [name for name, one in acts.items() if one["changed"]] == ["new_note", "calls"]


def test_the_card_has_the_officers_own_keys(casetui: Machine) -> None:
    settled(casetui, '[keys]\nnew_note = ["f12"]\n')
    lines = casetui("keys", "--card").out.splitlines()
    assert any("F12" in line and "new note" in line for line in lines)
    assert len(lines) <= 3 * 60 + 2
    assert sum("new note" in line for line in lines) == 1
    assert max(map(len, lines)) <= 80


def test_without_settings_the_keys_are_those_that_come_with_the_program(bare: Machine) -> None:
    assert bare("keys").out.splitlines()[1].startswith("open ")


def test_a_file_is_checked_before_it_is_put_in_place(casetui: Machine, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.toml", tmp_path / "bad.toml"
    good.write_text('[keys]\nnew_note = ["f12"]\n')
    bad.write_text('[keys]\nnew_note = ["f2"]\nfind = ["alt+f"]\n')
    assert casetui("keys", "--check", str(good)).out == "These keys can be used.\n"
    ran = casetui("keys", "--check", str(bad))
    assert (ran.code, ran.out) == (2, "[keys] find = 'alt+f': alt does not arrive in every terminal\n")
    assert json.loads(casetui("keys", "--check", str(bad), "--json").out)
    assert "there is no such file" in casetui("keys", "--check", str(tmp_path / "none")).err


def test_a_map_that_clashes_starts_nothing(casetui: Machine) -> None:
    path = settled(casetui, '[keys]\nhome = ["f8"]\n')
    ran = casetui("keys")
    assert ran.code == 2
    assert f"{path}: F8: both parked and home" in ran.err
