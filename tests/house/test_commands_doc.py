"""The page of commands says what the command line does."""

import re
from pathlib import Path

import pytest

from casetui.cli.reading import KEYS, read_note
from data.rules.folding import fold
from docs.commands import BEGIN, PAGE, commands, written
from widgets.actions import ACTS


def text() -> str:
    return PAGE.read_text(encoding="utf-8")


def test_the_page_is_that_of_the_program() -> None:
    assert text() == written(text()), "run: python -m docs.commands"


def test_a_command_that_is_not_told_is_noticed() -> None:
    shorter = text().replace("## `casetui case C-NUMBER note`", "## `casetui case C-NUMBER not`")
    assert shorter != text()
    assert written(shorter) == text()


def test_a_page_without_its_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="no marks"):
        written(text().replace(BEGIN, ""))


def test_every_command_is_explained_and_so_is_each_of_its_options() -> None:
    told = {one.words: one.told for one in commands()}
    assert {"casetui cases", "casetui drafts", "casetui case C-NUMBER", "casetui case C-NUMBER note"} <= set(
        told
    )
    assert [words for words, said in told.items() if not said] == []
    silent = [
        f"{one.words} {param.opts[0]}"
        for one in commands()
        for param in one.params
        if param.param_type_name == "option" and not param.help
    ]
    assert silent == []


def test_the_command_of_each_key_stands_on_the_page() -> None:
    words = [act.command.split() for act in ACTS if act.command and not act.command.startswith("-")]
    typed = text().replace("C-NUMBER", "C-…").replace("I-NUMBER", "I-…")
    missing = [
        part
        for part in (" ".join(w for w in one if not w.startswith("--")) for one in words)
        if part not in typed
    ]
    assert missing == []


def test_the_note_of_the_page_can_be_read(tmp_path: Path) -> None:
    found = re.search(r"```\n(Member: .+?)```", text(), re.DOTALL)
    assert found
    file = tmp_path / "note.txt"
    file.write_text(found[1], encoding="utf-8")
    note = read_note(str(file))
    assert note.fields["member"] == "0048213"
    assert set(note.sections) == {"Issue", "Actions"}


def test_every_field_of_a_note_is_named() -> None:
    page = fold(text().split("<!--")[0])
    unnamed = set(KEYS.values()) - {
        field for heading, field in KEYS.items() if re.search(rf"\b{heading}\b", page)
    }
    assert unnamed == set()
