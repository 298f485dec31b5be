"""From `casetui call` to the caret in Background, F7 pressed the moment the banner stands, against a bare line."""

import os
import socket
import sqlite3
import statistics
import subprocess
import tempfile
import time
from contextlib import closing
from pathlib import Path

from benchmarks.measured import Measured
from benchmarks.prepared import HOME, PROGRAM, environment, floor
from tests.end_to_end.terminal import NotShown, Terminal

ROUNDS = 25
BOUND = 3.0
LOOK_S = 0.0002
"""Between two looks whether the banner is painted."""
BANNER = b"Call waiting"
PATIENCE_S = 20.0
REST_S = 1.2
"""Between two calls; telephones rest longer."""


def number_of_one() -> str:
    """A number of the invented union that one member has alone."""
    with closing(sqlite3.connect(HOME / "demo.db")) as store:
        found = store.execute(
            "SELECT digits FROM member_phone GROUP BY digits HAVING count(DISTINCT member_id) = 1 LIMIT 1"
        ).fetchone()
    return str(found[0])


def painted(terminal: Terminal, data: bytes, since: int) -> None:
    """Wait until the program has written these bytes after that many chunks."""
    end = time.perf_counter() + PATIENCE_S
    while not any(data in chunk.data for chunk in terminal.chunks[since:]):
        if time.perf_counter() > end:
            raise NotShown(f"the program has not written {data!r}")
        time.sleep(LOOK_S)


def ring_to_caret(terminal: Terminal, number: str, variables: dict[str, str]) -> tuple[float, float]:
    """Milliseconds from the start of `casetui call` to the banner and to the note with its caret."""
    since = len(terminal.chunks)
    at = time.perf_counter()
    call = subprocess.Popen([*PROGRAM, "call", number], env={**os.environ, **variables})
    painted(terminal, BANNER, since)
    banner = time.perf_counter()
    terminal.press("f7")
    # Looked at afterwards: reading the screen meanwhile would keep the thread that says when what was written came.
    caret = terminal.wait_painted("Call › ", "Background")
    call.wait()
    terminal.press("esc")
    terminal.wait_for("Home   ")
    terminal.wait_quiet(REST_S)
    with closing(sqlite3.connect(HOME / "drafts.db", timeout=5)) as drafts:
        drafts.execute("DELETE FROM draft")
        drafts.commit()
    return (banner - at) * 1e3, (caret - at) * 1e3


def bare_line(variables: dict[str, str]) -> float:
    """Milliseconds from the start of a bare Python to its line on a socket."""
    with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX) as waiting:
        waiting.bind(path := str(Path(folder) / "bare.sock"))
        waiting.listen()
        at = time.perf_counter()
        caller = subprocess.Popen([*floor("bare_ring"), path], env={**os.environ, **variables})
        wire, _ = waiting.accept()
        with wire:
            wire.recv(100)
            took = (time.perf_counter() - at) * 1e3
        caller.wait()
    return took


def measure() -> Measured:
    """Program and floor in turns; the first of each only warms the caches."""
    variables = environment()
    number = number_of_one()
    banners: list[float] = []
    ours: list[float] = []
    bare: list[float] = []
    with Terminal(PROGRAM, columns=120, rows=36, environment=variables) as terminal:
        terminal.wait_for("Find", "Overdue")
        terminal.wait_quiet(1.0)
        for _ in range(ROUNDS + 1):
            banner, caret = ring_to_caret(terminal, number, variables)
            banners.append(banner)
            ours.append(caret)
            bare.append(bare_line(variables))
    return Measured(
        "ring to the caret in Background, F7 pressed as the banner stands",
        statistics.median(ours[1:]),
        statistics.median(bare[1:]),
        "a bare Python that writes one line to a socket",
        BOUND,
        ROUNDS,
        f"banner after {statistics.median(banners[1:]):.0f} ms, worst {max(ours[1:]):.0f} ms",
    )
