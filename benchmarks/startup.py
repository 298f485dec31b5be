"""From exec to a find line that accepts keys, against a bare Textual input in the same run."""

import statistics
from collections.abc import Mapping, Sequence

from benchmarks.measured import Measured
from benchmarks.prepared import PROGRAM, floor, furnished
from tests.end_to_end.terminal import Terminal

ROUNDS = 25
BOUND = 1.3
EARLY = "ǯǯǯ"
"""Typed as soon as the terminal is taken: long before the store is open, and on no screen by chance."""
TAKEN = b"\x1b[?2004h"
"""The last sequence a Textual program writes before it reads keys."""


def exec_to_key(command: Sequence[str], variables: Mapping[str, str]) -> float:
    """Milliseconds from exec until the first keys, typed at once, stand on the screen."""
    with Terminal(command, columns=120, rows=40, environment=variables) as terminal:
        terminal.wait_for_bytes(TAKEN)
        terminal.type(EARLY)
        return (terminal.wait_painted(EARLY, rest=0.4) - terminal.started_at) * 1e3


def measure() -> Measured:
    """Program and floor in turns; the first of each only warms the caches."""
    variables, members = furnished()
    ours: list[float] = []
    bare: list[float] = []
    for _ in range(ROUNDS + 1):
        ours.append(exec_to_key(PROGRAM, variables))
        bare.append(exec_to_key(floor("bare_input"), variables))
    return Measured(
        f"exec to a find line that accepts keys, {members:,} members",
        statistics.median(ours[1:]),
        statistics.median(bare[1:]),
        "a bare Textual input",
        BOUND,
        ROUNDS,
        f"worst {max(ours[1:]):.0f} ms",
    )
