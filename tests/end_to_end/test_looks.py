"""Without colours, in any size: what is written stays, and what is shown fits."""

import re

import pytest

from tests.end_to_end.calls import a_note_ready_to_submit, leave, start_note, write
from tests.end_to_end.chair import Chair
from tests.end_to_end.terminal import Terminal

_SGR = re.compile(rb"\x1b\[([0-9;:]*)m")
_COLOURS = {*range(30, 50), *range(90, 108), 58}
"""Parameters of SGR that set or reset the colour of ink, ground or underline, bright ones too."""


def _colours(written: bytes) -> set[bytes]:
    """Every sequence that sets a colour."""
    return {
        match[0]
        for match in _SGR.finditer(written)
        if any(int(part) in _COLOURS for part in re.split(rb"[;:]", match[1]) if part)
    }


def _whole_call(terminal: Terminal) -> None:
    a_note_ready_to_submit(terminal, "Without colours.")
    terminal.press("ctrl+s")
    terminal.wait_for("submitted I-20001")
    terminal.press("ctrl+t")
    terminal.wait_for("New case ›", "Complete 5 of 7")
    terminal.press("ctrl+s")
    terminal.wait_for("Case › C-10001")
    terminal.press("f10")
    terminal.wait_for("Back one level")
    terminal.press("esc", "f1")
    terminal.wait_for("Help › case")
    terminal.press("f9", "down")
    terminal.wait_for("Home   Kim Tran", "C-10001")
    leave(terminal)


def test_no_color_means_no_colour_on_any_screen(chair: Chair) -> None:
    with chair.running(NO_COLOR="1") as terminal:
        _whole_call(terminal)
        assert _colours(terminal.raw) == set()
        assert b"\x1b[7m" in terminal.raw or b";7m" in terminal.raw  # the row is reversed instead


def test_colours_are_there_without_it(chair: Chair) -> None:
    with chair.running() as terminal:
        leave(terminal)
        assert _colours(terminal.raw) != set()


@pytest.mark.parametrize("term", ["xterm", "linux"])
def test_a_terminal_that_promises_little_shows_the_whole_call(chair: Chair, term: str) -> None:
    with chair.running(TERM=term, COLORTERM="") as terminal:
        _whole_call(terminal)
        assert b"38;2;" not in terminal.raw  # no true colours where nobody promised them


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (160, 50), (60, 16)])
def test_the_whole_call_fits_in(chair: Chair, columns: int, rows: int) -> None:
    with chair.running(columns=columns, rows=rows) as terminal:
        a_note_ready_to_submit(terminal, "In any size.")
        terminal.press("ctrl+s")
        terminal.wait_for("submitted I-20001")
        terminal.press("ctrl+t")
        terminal.wait_for("New case ›", "Complete 5 of 7")
        terminal.press("ctrl+s")
        terminal.wait_for("Case › C-10001")
        assert len(terminal.screen()) == rows
        assert all(len(line) <= columns for line in terminal.screen())


def test_a_window_too_small_says_so_and_keeps_the_text(chair: Chair) -> None:
    with chair.running() as terminal:
        start_note(terminal, "Written in a large window.")
        terminal.resize(59, 15)
        terminal.wait_for("casetui needs 60 columns and 16 lines")
        terminal.resize(100, 30)
        terminal.wait_for("Background│ Written in a large window.")
        write(terminal, " And on.")
        terminal.wait_for("Written in a large window. And on.")
        leave(terminal)
    ((_, _, form),) = chair.drafts()
    assert "Written in a large window. And on." in form


def test_a_window_too_small_from_the_start_works_once_it_is_larger(chair: Chair) -> None:
    with chair.running(columns=59, rows=15, ready="casetui needs 60 columns") as terminal:
        terminal.resize(80, 24)
        terminal.wait_for("Home   Kim Tran")
        start_note(terminal, "Now there is room.")


def test_a_resize_in_the_middle_of_typing_loses_no_key(chair: Chair) -> None:
    with chair.running(columns=80, rows=24) as terminal:
        terminal.press("f3")
        terminal.wait_for("unknown caller")
        for columns, rows, words in (
            (160, 50, "one "),
            (80, 24, "two "),
            (120, 36, "three "),
            (61, 17, "four "),
        ):
            terminal.resize(columns, rows)
            terminal.type(words)
        terminal.wait_for("one two three four")
        terminal.resize(100, 30)
        terminal.type("five")
        terminal.wait_for("│ one two three four five")
        leave(terminal)
    ((_, _, form),) = chair.drafts()
    assert "one two three four five" in form


def test_signs_of_the_settings_are_ascii_on_every_screen_of_a_call(chair: Chair) -> None:
    path = chair.home / "settings.toml"
    path.write_text(path.read_text("utf-8").replace('signs = "unicode"', 'signs = "ascii"'), "utf-8")
    with chair.running() as terminal:
        a_note_ready_to_submit_in_ascii(terminal, "In ASCII alone.")
        terminal.press("ctrl+s")
        terminal.wait_for("submitted I-20001")
        terminal.press("ctrl+t")
        terminal.wait_for("New case >", "Complete 5 of 7")
        terminal.press("ctrl+s")
        terminal.wait_for("Case > C-10001")
        terminal.press("f9")
        terminal.wait_for("Home   Kim Tran", "C-10001")
        leave(terminal)
        assert {sign for sign in terminal.raw.decode() if not sign.isascii()} == set()


def a_note_ready_to_submit_in_ascii(terminal: Terminal, words: str) -> None:
    """As `a_note_ready_to_submit`, whose steps wait for the other signs."""
    start_note(terminal, words)
    terminal.press("f2")
    terminal.wait_for("attach a member")
    terminal.type("gall")
    terminal.wait_for("Andrea Gallagher")
    terminal.press("enter")
    terminal.wait_for("Call > Andrea Gallagher")
    terminal.press("ctrl+s")
    terminal.wait_for("Missing: About", "type or Down")
    terminal.type("roster")
    terminal.wait_for("Hours, rosters & breaks")
    terminal.press("enter")
    terminal.wait_for("More        ROS")
