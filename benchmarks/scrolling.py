"""The queue gone down by ten thousand rows, page by page: how long a key waits until its row is painted.

Against two frames of a screen that shows sixty a second: nobody sees the program stop (features A5.04).
"""

import os
import statistics
import time

from benchmarks.measured import Measured
from benchmarks.open_cases import CASES, OFFICER, OPEN, sqlite_url
from benchmarks.prepared import PROGRAM, settled
from tests.end_to_end.terminal import Terminal

ROWS = int(os.environ.get("ROWS", "10000"))
FRAME_MS = 1000 / 60
BOUND = 2.0
LINES = 60
ANSWERED_S = 0.03
"""Silence after which the next key is pressed, as one that is held down comes."""
AGAIN_S = 0.5
"""Then the key is pressed again: it came at the end of what was read."""


def measure() -> Measured:
    """The figure is the key of which 99 of 100 wait no longer; the worst stands beside it."""
    took: list[float] = []
    with Terminal(PROGRAM, columns=120, rows=LINES, environment=settled(sqlite_url(), OFFICER)) as program:
        program.wait_for("Find", "Overdue")
        program.wait_quiet(1)
        program.press("ctrl+g")
        program.wait_quiet(0.3)
        program.type("T")
        program.wait_for("Legal")
        program.wait_quiet(2)
        gone = 0
        while gone < ROWS:
            before = len(program.chunks)
            at = program.press("pagedown")
            again = at
            while len(program.chunks) == before:
                time.sleep(0.0005)
                if time.perf_counter() - again > AGAIN_S:
                    again = program.press("pagedown")
            took.append((program.chunks[before].at - at) * 1e3)
            program.wait_quiet(ANSWERED_S)
            gone += LINES - 10
    took.sort()
    return Measured(
        f"a page down in {OPEN:,} open cases of {CASES:,}, {ROWS:,} rows of them, to its first paint",
        took[int(len(took) * 0.99)],
        FRAME_MS,
        "a frame of a screen that shows sixty a second",
        BOUND,
        len(took),
        f"median {statistics.median(took):.0f} ms, worst {took[-1]:.0f} ms",
    )
