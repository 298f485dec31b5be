"""The private memory of the running program with many members, against the same with ten thousand."""

import statistics
from pathlib import Path

from benchmarks.keys import WORDS
from benchmarks.measured import Measured
from benchmarks.population import members_url
from benchmarks.prepared import PROGRAM, many, settled
from tests.end_to_end.terminal import Terminal

MANY = many(100_000)
FEW = 10_000
ROUNDS = 3
BOUND = 1.3
REST_S = 0.6
"""Silence after which all that a key sets going has been done, the screens that stand by among it."""


def private_mib(url: str) -> float:
    """What the program alone holds after a dozen searches and a note, in MiB."""
    with Terminal(PROGRAM, columns=120, rows=40, environment=settled(url)) as terminal:
        terminal.wait_for("Find", "Overdue")
        for word in WORDS:
            for letter in word:
                terminal.type(letter)
            terminal.wait_quiet(REST_S)
            for _ in word:
                terminal.press("backspace")
        terminal.press("f3")
        terminal.type("She was called in yesterday.")
        terminal.wait_quiet(REST_S)
        rollup = Path(f"/proc/{terminal.pid}/smaps_rollup").read_text(encoding="ascii")
    lines = [line.split() for line in rollup.splitlines() if line.startswith("Private_")]
    return sum(int(line[1]) for line in lines) / 1024


def measure() -> Measured:
    """Many and few in turns."""
    urls = {number: members_url(number) for number in (MANY, FEW)}
    held: dict[int, list[float]] = {number: [] for number in urls}
    for _ in range(ROUNDS):
        for number, url in urls.items():
            held[number].append(private_mib(url))
    return Measured(
        f"private memory of the program, {MANY:,} members",
        statistics.median(held[MANY]),
        statistics.median(held[FEW]),
        f"the same with {FEW:,}",
        BOUND,
        ROUNDS,
        "after twelve searches and a note",
        "MiB",
    )
