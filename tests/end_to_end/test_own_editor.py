"""The open section in an editor of one's own: real programs in a real terminal."""

import stat
import time
from pathlib import Path

import pytest

from tests.end_to_end.chair import Chair
from tests.end_to_end.terminal import Terminal


def an_editor(folder: Path, script: str) -> str:
    """A program that edits its last argument; its words for VISUAL."""
    path = folder / "my editor"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return f"'{path}' --wait"


def a_note(terminal: Terminal, words: str = "Six years on nights.") -> None:
    """F3 and a few words."""
    terminal.press("f3")
    terminal.wait_for("Background")
    terminal.type(words)
    terminal.wait_for(words)


def left_over(folder: Path) -> list[Path]:
    return list(folder.glob("casetui-*"))


def test_the_section_goes_to_the_editor_and_comes_back_and_ctrl_z_takes_it_back(
    chair: Chair, tmp_path: Path
) -> None:
    seen = tmp_path / "seen"
    editor = an_editor(
        tmp_path,
        f'shift; ls -ld "$(dirname "$1")" "$1" > {seen}; cat "$1" >> {seen}; echo "And days." >> "$1"',
    )
    with chair.running(VISUAL=editor, EDITOR="false", XDG_RUNTIME_DIR=str(tmp_path)) as terminal:
        a_note(terminal)
        terminal.press("ctrl+o")
        terminal.wait_for("Background is taken over.")
        terminal.wait_for("And days.")
        folder, file, text = seen.read_text().splitlines()
        assert folder.startswith("drwx------")
        assert file.startswith("-rw-------")
        assert text == "Six years on nights."
        assert left_over(tmp_path) == []
        terminal.type(" Then nights again.")
        terminal.wait_for("And days. Then nights again.")
        terminal.press("ctrl+z", "ctrl+z")
        terminal.wait_until_gone("And days.")
        terminal.wait_for("Six years on nights.")


def test_the_draft_is_on_the_disk_before_the_editor_begins(chair: Chair, tmp_path: Path) -> None:
    editor = an_editor(tmp_path, f"cp {chair.home}/drafts.db* {tmp_path}")
    with chair.running(EDITOR=editor, VISUAL="") as terminal:
        terminal.press("f3")
        terminal.wait_for("Background")
        terminal.type("Last word.")
        terminal.press("ctrl+o")
        terminal.wait_for("Background was not changed.")
    kept = b"".join(path.read_bytes() for path in tmp_path.glob("drafts.db*"))
    assert b"Last word." in kept


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("exit 3", "The editor ended with 3."),
        ("kill -9 $$", "The editor was ended from outside."),
        ('printf "\\377\\376" > "$2"', "is not UTF-8 text."),
        ('printf "a\\000b" > "$2"', "is no text."),
        ('head -c 2000000 /dev/zero | tr "\\0" a > "$2"', "is longer than 1000000 bytes."),
        ('rm "$2"', "The editor left no file behind."),
        ('rm "$2"; ln -s /etc/passwd "$2"', "The editor left no file behind."),
        ('rm "$2"; mkfifo "$2"', "The editor left no file behind."),
    ],
)
def test_what_goes_wrong_is_told_and_the_text_stays(
    chair: Chair, tmp_path: Path, script: str, said: str
) -> None:
    with chair.running(
        VISUAL=an_editor(tmp_path, script), XDG_RUNTIME_DIR=str(tmp_path), columns=120
    ) as terminal:
        a_note(terminal)
        terminal.press("ctrl+o")
        terminal.wait_for(said)
        terminal.wait_for("The text stays as it was.", "Call › unknown caller", "Follow-up", "F2 member")
        terminal.type(" On.")
        terminal.wait_for("Six years on nights. On.")
    assert left_over(tmp_path) == []


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("", "No editor is named: put one into VISUAL or EDITOR."),
        ("/no/such/editor", "The editor cannot be started: look at VISUAL and EDITOR."),
        ("vi 'x", "VISUAL or EDITOR has a quote that does not end."),
    ],
)
def test_an_editor_that_is_none_is_told(chair: Chair, named: str, said: str) -> None:
    with chair.running(VISUAL="", EDITOR=named, columns=120) as terminal:
        a_note(terminal)
        terminal.press("ctrl+o")
        terminal.wait_for(said, "Call › unknown caller", "Six years on nights.", "Follow-up", "F2 member")


def test_ctrl_c_in_the_editor_ends_the_editor_and_not_the_program(chair: Chair, tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    editor = an_editor(tmp_path, f"touch {begun}; sleep 60")
    with chair.running(VISUAL=editor, columns=120) as terminal:
        a_note(terminal)
        terminal.press("ctrl+o")
        end = time.monotonic() + 20
        while not begun.exists():
            assert time.monotonic() < end
            time.sleep(0.02)
        terminal.press("ctrl+c")
        terminal.wait_for("The text stays as it was.")
        terminal.type(" On.")
        terminal.wait_for("Six years on nights. On.")
