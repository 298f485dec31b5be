"""From a key in the find line to its results painted, against the same list fed from memory."""

import statistics
from collections.abc import Mapping, Sequence

from benchmarks.measured import Measured
from benchmarks.prepared import PROGRAM, floor, furnished
from tests.end_to_end.emulator import Emulator
from tests.end_to_end.terminal import Terminal

ROUNDS = 3
BOUND = 1.5
WORDS = ("nguy", "sing", "okaf", "hann", "more", "ziel", "pate", "o'ne", "ruth", "0048", "grac", "will")
"""Typed letter by letter: names with many hits and with few, and a number."""
COLUMNS, ROWS = 80, 24
PAINTED_S = 0.3
"""Silence after which a key has had its answer."""


def prefixes() -> list[str]:
    """Every text that stands in the find line after a key."""
    return [word[: end + 1] for word in WORDS for end in range(len(word))]


class Rows:
    """The lines of the list, followed chunk by chunk after the event: nothing is emulated while time counts."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self._screen = Emulator(COLUMNS, ROWS)
        self._read = 0

    def lines(self) -> list[str]:
        """What stands between the find line with its counts and the status line."""
        return self._screen.lines()[3:-2]

    def last_change(self) -> float | None:
        """When the lines last changed in what was written since the last call; None when they did not."""
        changed = None
        before = self.lines()
        for chunk in self._terminal.chunks[self._read :]:
            self._read += 1
            self._screen.feed(chunk.data)
            if (now := self.lines()) != before:
                before, changed = now, chunk.at
        return changed


def key_to_rows(command: Sequence[str], variables: Mapping[str, str]) -> dict[str, float]:
    """Milliseconds from each key to the last change of the rows; keys that change no row are left out."""
    took: dict[str, float] = {}
    with Terminal(command, columns=COLUMNS, rows=ROWS, environment=variables) as terminal:
        rows = Rows(terminal)
        terminal.wait_for("Find", "Overdue")
        for word in WORDS:
            terminal.wait_quiet(PAINTED_S)
            rows.last_change()
            for text in (word[: end + 1] for end in range(len(word))):
                at = terminal.type(text[-1])
                terminal.wait_quiet(PAINTED_S)
                painted = rows.last_change()
                if painted is not None:
                    took[text] = (painted - at) * 1e3
            for _ in word:
                terminal.press("backspace")
    return took


def measure() -> Measured:
    """Program and floor in turns, key by key; the figure is the median over all keys that both have answered."""
    variables, members = furnished()
    ours: dict[str, list[float]] = {}
    memory: dict[str, list[float]] = {}
    for _ in range(ROUNDS):
        for command, into in ((PROGRAM, ours), ((*floor("from_memory"), *prefixes()), memory)):
            for text, took in key_to_rows(command, variables).items():
                into.setdefault(text, []).append(took)
    both = [text for text in ours if text in memory]
    slowest = max(both, key=lambda text: statistics.median(ours[text]))
    return Measured(
        f"key to results painted, {members:,} members",
        statistics.median(took for text in both for took in ours[text]),
        statistics.median(took for text in both for took in memory[text]),
        "the same list fed from memory",
        BOUND,
        sum(len(ours[text]) for text in both),
        f"slowest {slowest!r}: {statistics.median(ours[slowest]):.0f} ms",
    )
