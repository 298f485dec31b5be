"""What the machine does to an officer: a window too small, a line cut, a drafts file damaged."""

import os
import pty
import select
import signal
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.end_to_end.calls import leave, start_note
from tests.end_to_end.chair import PROGRAM, ROOT, Chair
from tests.end_to_end.terminal import _environment, _set_size, _take_terminal
from tests.seen.conftest import Sit

WORDS = "The manager shouted at her in front of the ward."
PATIENCE_S = 30.0


def read_until(line: int, part: bytes) -> None:
    """Read what the program writes until this comes."""
    end, seen = time.monotonic() + PATIENCE_S, b""
    while part not in seen:
        assert time.monotonic() < end, seen[-500:]
        if select.select([line], [], [], 0.1)[0]:
            seen += os.read(line, 1 << 16)


WAITING = ("sh", "-c", 'trap "" HUP; "$@"; exit $?', "sh")
"""What starts the program and waits for it, and is told alone that the terminal has gone: `make` is such a one."""


@pytest.fixture
def begun() -> tuple[str, ...]:
    """What starts the program."""
    return ()


@pytest.fixture
def line(chair: Chair, begun: tuple[str, ...]) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """A program at a note, and the other side of its terminal, which nobody reads but the test."""
    side, program_side = pty.openpty()
    _set_size(side, 100, 30)
    program = subprocess.Popen(
        (*begun, *PROGRAM),
        stdin=program_side,
        stdout=program_side,
        stderr=program_side,
        env=_environment({"CASETUI_HOME": str(chair.home)}),
        cwd=ROOT,
        start_new_session=True,
        preexec_fn=_take_terminal,
    )
    os.close(program_side)
    read_until(side, b"Nothing to do today")
    os.write(side, b"\x1bOR")
    read_until(side, b"unknown caller")
    os.write(side, WORDS.encode())
    read_until(side, b"ward.")
    yield side, program
    with suppress(ProcessLookupError):
        os.killpg(program.pid, signal.SIGKILL)
    program.wait()


@pytest.mark.parametrize("begun", [(), WAITING], ids=["by itself", "by another"])
def test_words_survive_a_line_that_is_cut_while_they_are_typed(
    chair: Chair, line: tuple[int, subprocess.Popen[bytes]]
) -> None:
    side, program = line
    os.write(side, b" And then")
    # What sshd does when the network goes: its side of the terminal is closed, nothing is said.
    os.close(side)
    assert program.wait(PATIENCE_S) == 0
    ((_, state, form),) = chair.drafts()
    assert state == "writing"
    assert WORDS in form
    with chair.running() as terminal:
        terminal.wait_for("Not submitted 1", WORDS[:20])


def test_a_program_whose_terminal_stopped_reading_and_went_away_ends(
    chair: Chair, line: tuple[int, subprocess.Popen[bytes]]
) -> None:
    side, program = line
    for turn in range(120):  # far more than a terminal that nobody reads takes in
        _set_size(side, 100 + turn % 2 * 60, 30 + turn % 2 * 20)
        time.sleep(0.05)
    os.close(side)
    assert program.wait(PATIENCE_S) == 0
    ((_, _, form),) = chair.drafts()
    assert WORDS in form


def test_a_window_of_40_by_10_says_so_and_what_is_typed_blind_is_kept(chair: Chair) -> None:
    with chair.running() as terminal:
        start_note(terminal, "Before.")
        terminal.resize(40, 10)
        terminal.wait_for("casetui needs 60 columns")
        terminal.type(" Blind.")
        terminal.resize(100, 30)
        terminal.wait_for("Background│ Before. Blind.")
        leave(terminal)


@pytest.mark.parametrize(("columns", "rows"), [(40, 10), (1, 1), (20, 3)])
def test_a_window_of_that_size_from_the_start_and_resized_while_typing(
    chair: Chair, columns: int, rows: int
) -> None:
    with chair.running(columns=columns, rows=rows, ready="") as terminal:
        terminal.wait_quiet(1.0)
        terminal.resize(80, 24)
        terminal.wait_for("Home   Kim Tran")
        terminal.press("f3")
        terminal.wait_for("unknown caller")
        for width, height, words in ((columns, rows, "one "), (160, 50, "two "), (columns, rows, "three ")):
            terminal.resize(width, height)
            terminal.type(words)
        terminal.resize(100, 30)
        terminal.type("four")
        terminal.wait_for("│ one two three four")
        leave(terminal)


def damaged_copies(chair: Chair) -> list[Path]:
    """Drafts files that were laid aside."""
    return sorted(path for path in chair.home.iterdir() if ".damaged-" in path.name)


def test_a_drafts_file_damaged_before_the_start_is_kept_aside_and_said(chair: Chair) -> None:
    content = b"not a database at all, and no draft either" * 500
    (chair.home / "drafts.db").write_bytes(content)
    with chair.running() as terminal:
        terminal.wait_for("The drafts file was damaged.", "a new one was")
        start_note(terminal, WORDS)
        leave(terminal)
    (aside,) = damaged_copies(chair)
    assert aside.read_bytes() == content
    assert [state for _, state, form in chair.drafts() if WORDS in form] == ["writing"]


async def test_damage_found_while_a_note_is_written_is_said_and_the_note_is_kept_in_a_new_file(
    sit: Sit, tmp_path: Path
) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.press("f3")
        await kim.type(WORDS)
        await kim.until("draft kept")
        file = kim.app.seat.drafts._file
        file._connection.close()
        file.path.write_bytes(b"overwritten by something else " * 2000)
        file._connection = sqlite3.connect(file.path, isolation_level=None, check_same_thread=False)
        await kim.type(" And on.")
        await kim.until("The drafts file was damaged. It is kept as")
        assert f"{WORDS} And on." in kim.line("Background")
        (kept,) = kim.app.seat.drafts.listing()
        assert kept.first_words == f"{WORDS} And on."
    assert [path.name for path in tmp_path.iterdir() if ".damaged-" in path.name]
