"""A program in a terminal of its own: keys go in, the screen is read as text."""

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.end_to_end.emulator import Emulator
from tests.end_to_end.keys import LONE_ESCAPE_S, sequence
from tests.forked import Forked, Nursery

_ANSWERS = {
    b"\x1b[?2026$p": b"\x1b[?2026;2$y",  # synchronised output: known, off
    b"\x1b[?2048$p": b"\x1b[?2048;0$y",  # resize told in band: not known, SIGWINCH tells it
    b"\x1b[c": b"\x1b[?62;22c",
    b"\x1b[6n": b"\x1b[1;1R",
}
"""What a modern terminal answers to the questions Textual asks at its start."""

_NOT_OURS = {
    "COLUMNS",
    "LINES",
    "TMUX",
    "TERM_PROGRAM",
    "NO_COLOR",
    "PYTHONDONTWRITEBYTECODE",
    "PYTEST_CURRENT_TEST",
}
"""Variables of the terminal the tests run in, which would leak into the one they make."""


class NotShown(AssertionError):
    """What was waited for did not come; the message holds the screen."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """What the program wrote at once."""

    at: float
    """`time.perf_counter()` when it arrived."""
    data: bytes


class Terminal:
    """A command running in a pty of the given size; use it in a `with`, which kills what is left at its end.

    A thread takes in what the program writes and answers its questions, so that a program never blocks
    because nobody looks. The screen is emulated only when it is asked for: what is timed is not slowed by it.
    """

    def __init__(
        self,
        command: Sequence[str],
        *,
        columns: int = 80,
        rows: int = 24,
        environment: Mapping[str, str] | None = None,
        folder: Path | None = None,
        nursery: Nursery | None = None,
    ) -> None:
        """With a `nursery` the command is words for casetui, and is forked where the environment allows it."""
        self.chunks: list[Chunk] = []
        """Everything the program wrote, in order."""
        self._emulator = Emulator(columns, rows)
        self._emulated = 0
        self._stood_before_keys = 0
        self._ended = False
        self._news = threading.Condition()

        self._pty, program_side = pty.openpty()
        os.set_blocking(self._pty, False)
        _set_size(self._pty, columns, rows)
        self.started_at = time.perf_counter()
        """`time.perf_counter()` just before the program was started."""
        told = _environment(environment or {})
        streams = (program_side, program_side, program_side)
        self._process: subprocess.Popen[bytes] | Forked
        if nursery is not None and nursery.may_run(told):
            self._process = nursery.start(command, told, streams, folder=folder or Path.cwd(), terminal=True)
        else:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "casetui", *command] if nursery else command,
                stdin=program_side,
                stdout=program_side,
                stderr=program_side,
                env=told,
                cwd=folder,
                start_new_session=True,
                preexec_fn=_take_terminal,
            )
        os.close(program_side)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def pid(self) -> int:
        """The process id of the program."""
        return self._process.pid

    @property
    def running(self) -> bool:
        """Whether the program still runs."""
        return self._process.poll() is None

    @property
    def raw(self) -> bytes:
        """Every byte the program wrote, to look for what must never reach a terminal."""
        with self._news:
            return b"".join(chunk.data for chunk in self.chunks)

    @property
    def cursor(self) -> tuple[int, int]:
        """Column and row of the terminal's cursor, from 0."""
        self._emulate_all()
        return self._emulator.cursor()

    def press(self, *keys: str) -> float:
        """Press keys by name (`f3`, `ctrl+s`, `down`, `x`); returns the time of the last one."""
        at = time.perf_counter()
        for key in keys:
            at = self.send(sequence(key))
            if key in ("esc", "escape"):
                time.sleep(LONE_ESCAPE_S)
        return at

    def type(self, text: str) -> float:
        """Type text as a keyboard does, Enter for a line end; returns the time it was sent."""
        return self.send(text.replace("\n", "\r").encode())

    def paste(self, text: str) -> float:
        """Paste text in brackets, as terminals do; returns the time it was sent."""
        return self.send(b"\x1b[200~" + text.encode("utf-8", "surrogatepass") + b"\x1b[201~")

    def send(self, data: bytes, seconds: float = 20) -> float:
        """Send bytes as they are; returns the time of the first. NotShown when the program reads none."""
        with self._news:
            self._stood_before_keys = len(self.chunks)
        at = time.perf_counter()
        if left := self._write(data, seconds):
            raise NotShown(f"{left} bytes are not read by the program:\n{self.text()}")
        return at

    def screen(self) -> list[str]:
        """The lines of the screen as they stand, without blanks at their ends."""
        self._emulate_all()
        return self._emulator.lines()

    def text(self) -> str:
        """The screen as one text."""
        return "\n".join(self.screen())

    def shows(self, text: str) -> bool:
        """Whether a line of the screen holds it now."""
        return any(text in line for line in self.screen())

    def wait_for(self, *texts: str, seconds: float = 20) -> float:
        """Wait until the screen shows all of them at once; returns when what completed it was written."""

        def shown(lines: list[str]) -> bool:
            return all(any(text in line for line in lines) for text in texts)

        return self._wait(shown, " and ".join(map(repr, texts)), seconds)

    def wait_painted(self, *texts: str, rest: float = 0.3) -> float:
        """The same, looked at only once nothing was written for so many seconds: for who measures.

        Showing bytes on the screen takes longer than painting them, and would keep what comes next from being stamped.
        """
        self.wait_quiet(rest)
        return self.wait_for(*texts)

    def wait_until_gone(self, text: str, seconds: float = 20) -> float:
        """Wait until no line holds it; returns when what removed it was written."""
        return self._wait(lambda lines: not any(text in line for line in lines), f"no {text!r}", seconds)

    def wait_for_bytes(self, data: bytes, seconds: float = 20) -> float:
        """Wait until the program has written these bytes at once, without emulating the screen; returns when."""
        limit = time.perf_counter() + seconds
        looked_at = 0
        with self._news:
            while True:
                for chunk in self.chunks[looked_at:]:
                    if data in chunk.data:
                        return chunk.at
                looked_at = len(self.chunks)
                left = limit - time.perf_counter()
                if self._ended or left <= 0:
                    raise NotShown(f"the program has not written {data!r}")
                self._news.wait(left)

    def wait_quiet(self, silence: float = 0.3, seconds: float = 20) -> None:
        """Wait until the program has written nothing for so long, without emulating the screen."""
        asked = time.perf_counter()
        with self._news:
            while not self._ended:
                now = time.perf_counter()
                silent_since = max(asked, self.chunks[-1].at) if self.chunks else asked
                if now - silent_since >= silence and self.chunks:
                    return
                if now - asked >= seconds:
                    raise NotShown(f"the program writes without a pause of {silence:g} s")
                self._news.wait(max(0.005, silent_since + silence - now))

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size, as dragging its window does."""
        self._emulate_all()
        self._emulator.resize(columns, rows)
        _set_size(self._pty, columns, rows)

    def kill(self) -> None:
        """Send kill -9 and wait for the end: the program has no chance to write anything more."""
        self._process.kill()
        self.wait_exit()

    def terminate(self) -> None:
        """Ask it to end with SIGTERM."""
        self._process.terminate()

    def hang_up(self) -> None:
        """Send SIGHUP, as a closed window or a dropped ssh line does."""
        self._process.send_signal(signal.SIGHUP)

    def wait_exit(self, seconds: float = 20) -> int:
        """Wait for its end; returns the exit code, or the signal that ended it as a negative number."""
        try:
            code = self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            raise NotShown(f"the program has not ended after {seconds:g} s:\n{self.text()}") from None
        self._reader.join(timeout=5)
        return code

    def close(self) -> None:
        """Kill what still runs, its children too, and give the terminal back."""
        if self._pty < 0:
            return
        if self._reader.is_alive():
            with contextlib.suppress(
                ProcessLookupError
            ):  # the last may end between the question and the signal
                os.killpg(self._process.pid, signal.SIGKILL)
        self.wait_exit()
        os.close(self._pty)
        self._pty = -1

    def _read(self) -> None:
        """In its own thread: take in what is written, answer what is asked."""
        while True:
            select.select([self._pty], [], [])
            try:
                data = os.read(self._pty, 1 << 16)
            except OSError:  # EIO: the last holder of the other side has gone
                data = b""
            with self._news:
                if data:
                    self.chunks.append(Chunk(time.perf_counter(), data))
                self._ended = not data
                self._news.notify_all()
            if not data:
                return
            for question, answer in _ANSWERS.items():
                if question in data:
                    self._write(answer, 5)

    def _write(self, data: bytes, seconds: float) -> int:
        """Write to the program; returns how many bytes it would not take within so many seconds."""
        limit = time.perf_counter() + seconds
        while data and (left := limit - time.perf_counter()) > 0:
            if select.select([], [self._pty], [], left)[1]:
                try:
                    data = data[os.write(self._pty, data) :]
                except BlockingIOError:  # the terminal is being set up: it takes nothing for a moment
                    time.sleep(0.001)
        return len(data)

    def _emulate_next(self, before: int | None = None) -> Chunk | None:
        """Show the next chunk on the screen; None when all of them, or all before that one, are shown."""
        with self._news:
            if self._emulated >= (len(self.chunks) if before is None else before):
                return None
            chunk = self.chunks[self._emulated]
        self._emulated += 1
        self._emulator.feed(chunk.data)
        return chunk

    def _emulate_all(self) -> None:
        while self._emulate_next():
            pass

    def _wait(self, shown: Callable[[list[str]], bool], what: str, seconds: float) -> float:
        limit = time.perf_counter() + seconds
        while chunk := self._emulate_next(before=self._stood_before_keys):
            pass  # what was written before the last key is no answer to it
        at = time.perf_counter()
        while not shown(self._emulator.lines()):
            while (chunk := self._emulate_next()) is None:
                with self._news:
                    left = limit - time.perf_counter()
                    if self._emulated == len(self.chunks):
                        if self._ended or left <= 0:
                            why = "the program ended" if self._ended else f"{seconds:g} s passed"
                            screen = "\n".join(self._emulator.lines())
                            raise NotShown(f"{why} before the screen showed {what}:\n{screen}")
                        self._news.wait(left)
            at = chunk.at
        return at


def _environment(extra: Mapping[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in _NOT_OURS}
    return kept | {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"} | dict(extra)


def _set_size(descriptor: int, columns: int, rows: int) -> None:
    fcntl.ioctl(descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def _take_terminal() -> None:
    """Between fork and exec: the pty becomes the terminal that controls the new session."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    # Of tests that run in the background a program would inherit that ctrl+c means nothing.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
