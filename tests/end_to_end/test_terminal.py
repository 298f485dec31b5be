"""The terminal of the tests itself, against a small program."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.end_to_end.emulator import Emulator
from tests.end_to_end.keys import sequence
from tests.end_to_end.terminal import NotShown, Terminal

PROGRAM = """
from textual import events
from textual.app import App, ComposeResult
from textual.widgets import Static, TextArea


class Echo(App[None]):
    def compose(self) -> ComposeResult:
        yield TextArea(id="text")
        yield Static("ready", id="said", markup=False)

    def on_key(self, event: events.Key) -> None:
        self.query_one("#said", Static).update(f"key {event.key}")

    def on_resize(self, event: events.Resize) -> None:
        self.query_one("#said", Static).update(f"size {event.size.width}x{event.size.height}")

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        self.query_one("#said", Static).update(f"length {len(event.text_area.text)}")


Echo().run()
"""


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    program = tmp_path / "echo.py"
    program.write_text(PROGRAM)
    with Terminal([sys.executable, str(program)]) as running:
        running.wait_for("size 80x24")
        yield running


@pytest.mark.parametrize(
    "key", ["f1", "f2", "f3", "f4", "f5", "f7", "f8", "f9", "f10", "f12", "ctrl+t", "ctrl+g", "ctrl+s"]
)
def test_a_key_arrives_under_the_name_it_was_pressed_by(terminal: Terminal, key: str) -> None:
    terminal.press(key)
    terminal.wait_for(f"key {key}")


def test_typed_text_stands_on_the_screen_and_the_cursor_after_it(terminal: Terminal) -> None:
    terminal.type("Kia ora\nZieliński 日本")
    terminal.wait_for("Kia ora", "Zieliński 日本")
    terminal.wait_quiet()
    row = next(y for y, line in enumerate(terminal.screen()) if "日本" in line)
    start = terminal.screen()[row].index("Zieliński")
    assert terminal.cursor == (start + len("Zieliński ") + 2 * len("日本"), row)


def test_a_paste_of_many_kilobytes_arrives_whole(terminal: Terminal) -> None:
    terminal.paste("word " * 20_000)
    terminal.wait_for("length 100000")


def test_a_lone_escape_is_not_taken_for_the_start_of_a_sequence(terminal: Terminal) -> None:
    terminal.press("esc", "x")
    terminal.wait_for("length 1")


def test_waiting_in_vain_tells_what_the_screen_showed(terminal: Terminal) -> None:
    terminal.type("what is there")
    terminal.wait_for("length 13")
    with pytest.raises(NotShown, match="what is there"):
        terminal.wait_for("what is not there", seconds=0.1)


def test_text_that_goes_away_is_waited_for_too(terminal: Terminal) -> None:
    terminal.type("x")
    terminal.wait_for("length 1")
    terminal.press("backspace")
    terminal.wait_until_gone("length 1")


def test_a_resize_reaches_the_program(terminal: Terminal) -> None:
    terminal.resize(120, 40)
    terminal.wait_for("size 120x40")
    assert len(terminal.screen()) == 40


def test_kill_ends_it_at_once_and_says_by_which_signal(terminal: Terminal) -> None:
    terminal.kill()
    assert not terminal.running
    assert terminal.wait_exit() == -9


def test_an_orderly_end_gives_the_exit_code(terminal: Terminal) -> None:
    terminal.press("ctrl+q")
    assert terminal.wait_exit() == 0


def test_a_program_that_ends_is_not_waited_for_to_the_limit() -> None:
    with (
        Terminal([sys.executable, "-c", "print('only this')"]) as terminal,
        pytest.raises(NotShown, match=r"program ended(.|\n)*only this"),
    ):
        terminal.wait_for("more than that", seconds=600)


def test_an_unknown_key_is_refused() -> None:
    with pytest.raises(ValueError, match=r"ctrl\+enter"):
        sequence("ctrl+enter")


@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_the_screen_is_the_same_wherever_the_bytes_are_cut(size: int) -> None:
    written = b"\x1b[>1u\x1b[?2026$p\x1b[4:3;31mK\xc4\x93\x1b[0m\x1b]0;title\x07 \x1b]8;;http://example.org\x1b\\link\x1b[2;3H\x1bP1$r0m\x1b\\end"
    emulator = Emulator(20, 3)
    for start in range(0, len(written), size):
        emulator.feed(written[start : start + size])
    assert emulator.lines() == ["Kē link", "  end", ""]
