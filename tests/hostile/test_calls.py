"""Bad input from the telephone: endless digits, floods, folders and sockets of another user."""

import asyncio
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from casetui import callbox
from casetui.ring import ring
from tests.end_to_end.calls import leave, start_note, write
from tests.end_to_end.chair import Chair
from tests.end_to_end.test_ring import call
from tests.seen.conftest import Sit
from tests.seen.test_phone import rings

STRANGER = 65534
"""A user id that owns nothing here."""
AS_A_STRANGER = """
import os, socket, sys
os.setgroups([])
os.setgid({stranger})
os.setuid({stranger})
line = socket.socket(socket.AF_UNIX)
line.settimeout(10)
try:
    line.connect(sys.argv[1])
    line.sendall(b'call\\x1f0370109999\\x1fA stranger\\n')
    print("answered", line.recv(16))
except (PermissionError, ConnectionResetError, BrokenPipeError) as error:
    print("refused", type(error).__name__)
"""
ROOT_ALONE = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")


def connect_as_a_stranger(path: Path) -> str:
    """What another user's process gets for a call it tells of; a mode bit alone would not hold root back."""
    done = subprocess.run(
        [sys.executable, "-c", AS_A_STRANGER.format(stranger=STRANGER), str(path)],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert done.stderr == ""
    return done.stdout.strip()


@ROOT_ALONE
async def test_another_user_does_not_come_through_the_folder(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        told = await asyncio.to_thread(connect_as_a_stranger, Path(callbox.own_socket()))
        assert told == "refused PermissionError"
        await kim.pilot.pause()
        assert "Call waiting" not in kim.seen


@ROOT_ALONE
async def test_another_user_who_reaches_the_socket_gets_no_answer(
    sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The folders of tests are closed to others, and here the way must be open.
    place = Path(tempfile.mkdtemp())
    monkeypatch.setenv("CASETUI_HOME", str(place))
    try:
        async with sit() as kim:
            await kim.at_work()
            path = Path(callbox.own_socket())
            for one, mode in ((place, 0o755), (path.parent, 0o755), (path, 0o777)):
                one.chmod(mode)
            told = await asyncio.to_thread(connect_as_a_stranger, path)
            assert told in ("answered b''", "refused ConnectionResetError", "refused BrokenPipeError")
            await kim.pilot.pause()
            assert "Call waiting" not in kim.seen
            assert kim.app.seat.drafts.calls.listing() == ()
    finally:
        shutil.rmtree(place)


@ROOT_ALONE
def test_a_folder_of_another_user_gets_no_call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASETUI_HOME", str(tmp_path))
    folder = Path(callbox.folder())
    with socket.socket(socket.AF_UNIX) as theirs:
        theirs.bind(str(folder / "1.sock"))
        theirs.listen()
        theirs.settimeout(0.2)
        os.chown(folder, STRANGER, STRANGER)
        assert ring(["0370109999"]) == (1, None)
        with pytest.raises(TimeoutError):
            theirs.accept()


def test_a_link_in_the_folders_place_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    # A short path: the sockets of a home with a long one stand elsewhere.
    with tempfile.TemporaryDirectory() as folder:
        monkeypatch.setenv("CASETUI_HOME", folder)
        (Path(folder) / "elsewhere").mkdir(mode=0o700)
        (Path(folder) / "calls").symlink_to(Path(folder) / "elsewhere")
        assert ring(["0370109999"]) == (1, None)


async def test_a_hundred_calls_at_once_move_no_letter_and_are_all_logged(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.press("f3")
        await kim.type("Still ")
        before = kim.focused
        codes = await asyncio.gather(*(rings(kim, f"03701{number:05}") for number in range(100)))
        await kim.type("typing")
        assert set(codes) == {0}
        assert kim.focused is before
        assert "Still typing" in kim.line("Background")
        numbers = {one.number for one in kim.app.seat.drafts.calls.listing()}
        assert numbers == {f"03701{number:05}" for number in range(100)}


async def test_a_second_call_during_the_first_gets_a_note_of_its_own(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        for number, words in (("0370100001", "Words of the first."), ("0370100002", "Words of the second.")):
            await rings(kim, number)
            await kim.until("Call waiting")
            await kim.press("f7")
            await kim.until(f"Call › unknown caller   {number}")
            await kim.type(words)
        assert "Words of the first." not in kim.seen
        await kim.press("f8")
        notes = {draft.form.caller: draft.first_words for draft in kim.app.seat.drafts.listing()}  # type: ignore[union-attr]
        assert notes == {"0370100001": "Words of the first.", "0370100002": "Words of the second."}


@pytest.mark.parametrize("number", ["9" * 10_000, "9" * 100, "0491 57x 006", "+", "++61"])
def test_what_is_no_number_is_refused_by_the_command_and_reaches_no_window(chair: Chair, number: str) -> None:
    with chair.running() as terminal:
        start_note(terminal, "Undisturbed")
        ran = call(chair, number)
        assert ran.returncode == 2
        assert ran.stderr.count("\n") == 1
        assert len(ran.stderr) < 200
        assert "\x1b" not in ran.stderr
        write(terminal, " to the end.")
        assert not terminal.shows("Call waiting")
        leave(terminal)


def test_a_name_that_would_steer_the_terminal_is_shown_as_text(chair: Chair) -> None:
    with chair.running() as terminal:
        assert call(chair, "0370109999", "--name", "\x1b]0;owned\x07[/foo]" + "x" * 10_000).returncode == 0
        terminal.wait_for("Call waiting", "calls itself")
        assert b"\x1b]0;owned" not in terminal.raw
        leave(terminal)


@pytest.mark.parametrize("line", [b"call\x1f" + b"9" * 3000 + b"\n", b"call\x1f12ab\n", b"call\x1f--what\n"])
async def test_a_line_past_the_command_is_checked_again_in_the_window(sit: Sit, line: bytes) -> None:
    async with sit() as kim:
        await kim.at_work()

        def send() -> bytes:
            with socket.socket(socket.AF_UNIX) as wire:
                wire.settimeout(10)
                wire.connect(callbox.own_socket())
                wire.sendall(line)
                return wire.recv(1000)

        told = await asyncio.to_thread(send)
        assert told.startswith(b"This cannot be read"), told
        assert b"99" not in told and b"12ab" not in told
        assert kim.app.seat.drafts.calls.listing() == ()


async def test_a_line_that_never_ends_leaves_the_window_free_for_others(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        with socket.socket(socket.AF_UNIX) as silent:
            silent.connect(callbox.own_socket())
            silent.sendall(b"call\x1f03")
            assert await rings(kim, "03 7010 9999") == 0
            await kim.until("Call waiting")
