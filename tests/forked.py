"""Processes of the program that are forked from one that has imported it, as importing takes most of their time.

What runs is the same as by `python -m casetui`: a process of its own, with its own arguments, environment, folder,
streams, session and exit code. Only what happens while modules are imported is not seen, nor how Python takes them down
once the program has ended and all it wrote is out; tests of that start Python.
"""

import atexit
import contextlib
import fcntl
import gc
import io
import json
import locale
import os
import runpy
import select
import signal
import socket
import subprocess
import sys
import tempfile
import termios
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

ROOT = Path(__file__).parents[1]
READ_WHEN_IMPORTED = ("TEXTUAL", "PYTHON", "COLORTERM", "TERM", "LANG", "LC_", "NO_COLOR", "FORCE_COLOR")
"""How variables begin that Python and Textual read when they start: whoever gives another gets a Python of its own."""
GIVEN = {"TEXTUAL_FPS": "250", "TEXTUAL_ANIMATIONS": "none"}
"""What the program tells itself where nobody else has: a process in which it ran once has them from then on."""
COMMANDS = ("casetui.cli", "data")
"""What the command line imports at once or later."""
PROGRAM = ("casetui", "screens", "widgets", "data")
"""What the program in a terminal imports, at once or later."""
_LATER = (
    "alembic.command",
    "concurrent.futures.thread",
    "holidays.countries.australia",
    "keyring.backends.null",
    "phonenumbers.data.region_AU",
    "sqlalchemy.dialects.postgresql.psycopg",
    "sqlalchemy.dialects.sqlite.pysqlite",
)
"""What libraries import when they are first used."""
_LATER_SEEN = (
    "textual.drivers.linux_driver",
    "textual.widgets._input",
    "textual.widgets._markdown",
    "textual.widgets._static",
    "textual.widgets._text_area",
)


class Forked:
    """A process that was forked for a test; as much of `subprocess.Popen` as tests use."""

    def __init__(self, told: int) -> None:
        self._told = told
        self._left = b""
        self.returncode: int | None = None
        self.pid = int(self._line(None) or 0)
        assert self.pid, "nothing was forked"

    def poll(self) -> int | None:
        """The exit code, once it has ended; a signal as a negative number."""
        if self.returncode is None and self._told >= 0:
            self._ended(0)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait for the end; TimeoutExpired when it does not come."""
        if self.returncode is None:
            self._ended(timeout)
        if self.returncode is None:
            raise subprocess.TimeoutExpired("casetui", timeout or 0)
        return self.returncode

    def send_signal(self, number: int) -> None:
        """Send a signal unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        """Send SIGTERM."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """Send SIGKILL."""
        self.send_signal(signal.SIGKILL)

    def _ended(self, timeout: float | None) -> None:
        line = self._line(timeout)
        if line is not None:
            self.returncode = int(line)
            os.close(self._told)
            self._told = -1

    def _line(self, timeout: float | None) -> str | None:
        end = None if timeout is None else time.monotonic() + timeout
        while b"\n" not in self._left:
            left = None if end is None else max(0.0, end - time.monotonic())
            if not select.select([self._told], [], [], left)[0]:
                return None
            data = os.read(self._told, 100)
            if not data:
                raise RuntimeError("what forks the programs has ended")
            self._left += data
        line, _, self._left = self._left.partition(b"\n")
        return line.decode()


@dataclass
class Nursery:
    """A process that has imported `packages` in this environment, and forks."""

    packages: tuple[str, ...]
    environment: Mapping[str, str]
    _line: socket.socket = field(init=False)
    _process: subprocess.Popen[bytes] = field(init=False)
    _one_at_a_time: threading.Lock = field(init=False, default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self._line, theirs = socket.socketpair()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.forked", str(theirs.fileno()), *self.packages],
            cwd=ROOT,
            env=dict(self.environment),
            stdin=subprocess.DEVNULL,
            pass_fds=[theirs.fileno()],
        )
        theirs.close()
        atexit.register(self.close)

    def close(self) -> None:
        """End it."""
        self._line.close()
        self._process.wait()

    def may_run(self, environment: Mapping[str, str]) -> bool:
        """Whether a program in that environment would have started as this process did."""
        return all(
            environment.get(name, GIVEN.get(name)) == self.environment.get(name, GIVEN.get(name))
            for name in {*environment, *self.environment}
            if name.startswith(READ_WHEN_IMPORTED)
        )

    def start(
        self,
        words: Sequence[str],
        environment: Mapping[str, str],
        streams: tuple[int, int, int],
        *,
        folder: Path = ROOT,
        terminal: bool = False,
    ) -> Forked:
        """Run `casetui WORDS`; in a session of its own, which standard input controls, when that is a `terminal`."""
        asked = json.dumps([list(words), dict(environment), str(folder), terminal]).encode()
        told, telling = os.pipe()
        try:
            with self._one_at_a_time:
                head = len(asked).to_bytes(4, "big")
                socket.send_fds(self._line, [head], [*streams, telling])
                self._line.sendall(asked)
        finally:
            os.close(telling)
        return Forked(told)

    def run(
        self, words: Sequence[str], environment: Mapping[str, str], given: bytes
    ) -> tuple[int, bytes, bytes]:
        """Run `casetui WORDS` with that on standard input; exit code, output and errors."""
        with contextlib.ExitStack() as stack:
            files = [stack.enter_context(tempfile.TemporaryFile()) for _ in range(3)]
            files[0].write(given)
            files[0].seek(0)
            code = self.start(
                words, environment, (files[0].fileno(), files[1].fileno(), files[2].fileno())
            ).wait(120)
            said = []
            for file in files[1:]:
                file.seek(0)
                said.append(file.read())
        return code, said[0], said[1]


@cache
def commands() -> Nursery:
    """For commands."""
    return Nursery(COMMANDS, {**os.environ, "PYTHONUTF8": "1"})


def serve(line: socket.socket, packages: Sequence[str]) -> None:
    """Import, then fork whenever asked; returns only in a child, once it is what was asked for."""
    _import_all(packages)
    gc.collect()
    gc.freeze()
    woken, waking = os.pipe()
    os.set_blocking(waking, False)
    os.set_blocking(woken, False)
    signal.signal(signal.SIGCHLD, lambda _number, _frame: None)
    signal.set_wakeup_fd(waking)
    running: dict[int, int] = {}
    both: list[socket.socket | int] = [line, woken]
    while True:
        ready = select.select(both, [], [])[0]
        if woken in ready:
            os.read(woken, 100)
            _reap(running)
        if line not in ready:
            continue
        head, given, _, _ = socket.recv_fds(line, 4, 4)
        if not head:
            os._exit(0)
        asked = json.loads(_read(line, int.from_bytes(head, "big")))
        pid = os.fork()
        if not pid:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            line.close()
            for one in (woken, waking, *running.values()):
                os.close(one)
            _become(given, *asked)
            return
        os.write(given[3], f"{pid}\n".encode())
        running[pid] = given[3]
        for one in given[:3]:
            os.close(one)


def _reap(running: dict[int, int]) -> None:
    while running:
        pid, status = os.waitpid(-1, os.WNOHANG)
        if not pid:
            return
        telling = running.pop(pid)
        # Nobody may listen any more.
        with contextlib.suppress(BrokenPipeError):
            os.write(telling, f"{os.waitstatus_to_exitcode(status)}\n".encode())
        os.close(telling)


def _read(line: socket.socket, size: int) -> bytes:
    data = b""
    while len(data) < size:
        data += line.recv(size - len(data))
    return data


def _become(
    given: list[int], words: list[str], environment: dict[str, str], folder: str, terminal: bool
) -> None:
    """What `exec` and the start of Python would have made of this process."""
    if terminal:
        os.setsid()
    for number, one in enumerate(given[:3]):
        os.dup2(one, number)
    for one in given:
        os.close(one)
    if terminal:
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)
        signal.signal(signal.SIGINT, signal.default_int_handler)
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    os.chdir(folder)
    sys.path[0] = folder
    sys.argv[1:] = words
    encoding = locale.getencoding() if not sys.flags.utf8_mode else "utf-8"
    sys.stdin = sys.__stdin__ = _stream(0, "r", encoding, "surrogateescape")  # type: ignore[misc]
    sys.stdout = sys.__stdout__ = _stream(1, "w", encoding, "surrogateescape")  # type: ignore[misc]
    sys.stderr = sys.__stderr__ = _stream(2, "w", encoding, "backslashreplace")  # type: ignore[misc]


def _leave(code: object) -> None:
    """End as Python does, but leave what was imported to the kernel: taken apart, most of it is copied first.

    Returns, for Python to end it in full, where a plain number is not what it ended with.
    """
    if not isinstance(code, int):
        return
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    gc.collect()
    # What cannot be written any more is for Python to tell.
    with contextlib.suppress(OSError, ValueError):
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        os._exit(code)


def _stream(number: int, mode: str, encoding: str, errors: str) -> io.TextIOWrapper:
    binary = open(number, mode + "b", closefd=False)  # noqa: SIM115
    lines = number == 2 or os.isatty(number)
    return io.TextIOWrapper(binary, encoding, errors, line_buffering=lines)


def _import_all(packages: Sequence[str]) -> None:
    seen = "screens" in packages
    if seen:
        from casetui.start import _plain_text_only

        os.environ.update(GIVEN)
        _plain_text_only()
    for package in packages:
        for found in walk_packages(import_module(package).__path__, f"{package}."):
            if "migrations" not in found.name and not found.name.endswith("__main__"):
                if seen and found.name.startswith(("casetui.cli", "data.steward")):
                    continue
                import_module(found.name)
    for name in (*_LATER, *(_LATER_SEEN if seen else ())):
        import_module(name)
    if not seen:
        from casetui.cli.program import parser

        parser()


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])), sys.argv[2:])
    # Only a child comes here; from now on it is the program.
    try:
        runpy.run_module("casetui", run_name="__main__", alter_sys=True)
    except SystemExit as ended:
        _leave(ended.code)
        raise
