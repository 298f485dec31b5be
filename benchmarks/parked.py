"""From a digit in the list of what is parked to the note painted, against a plain switch of screens."""

import statistics
from collections.abc import Sequence

from benchmarks.measured import Measured
from benchmarks.prepared import PROGRAM, environment, floor
from tests.end_to_end.terminal import Terminal

ROUNDS = 25
FRAME_MS = 1000 / 60
"""How much later than the plain switch a note may be there."""
WORDS = "Rings about her leave and waits for a call back"


def switched(terminal: Terminal) -> float:
    """Milliseconds from the digit to the words of the note; F8 then puts it aside again."""
    at = terminal.press("1")
    painted = terminal.wait_painted("Call ", WORDS)
    terminal.press("f8")
    terminal.wait_for("Drafts   on this machine")
    terminal.wait_quiet(0.2)
    return (painted - at) * 1e3


def park_one(terminal: Terminal) -> None:
    """One note put aside, and the list of what is parked."""
    terminal.wait_for("Find", "Overdue")
    terminal.wait_quiet(1.0)
    terminal.press("f8")
    terminal.wait_for("Drafts   on this machine")
    terminal.press("f3")
    terminal.wait_for("Call ›", "Background")
    terminal.type(WORDS)
    terminal.wait_for(WORDS)
    terminal.press("f8")
    terminal.wait_for("Drafts   on this machine", "parked")
    terminal.wait_quiet(0.3)


def measure() -> Measured:
    """Program and floor in turns, both running; the first of each only warms the caches."""
    ours: list[float] = []
    plain: list[float] = []
    variables = environment()
    command: Sequence[str] = (*floor("bare_switch"), WORDS)
    with (
        Terminal(PROGRAM, columns=100, rows=30, environment=variables) as program,
        Terminal(command, columns=100, rows=30, environment=variables) as bare,
    ):
        park_one(program)
        bare.wait_for("Drafts   on this machine")
        for _ in range(ROUNDS + 1):
            ours.append(switched(program))
            plain.append(switched(bare))
    figure, floor_ms = statistics.median(ours[1:]), statistics.median(plain[1:])
    return Measured(
        "taking up a parked note",
        figure,
        floor_ms + FRAME_MS,
        f"a plain screen switch ({floor_ms:.0f} ms) and one frame",
        1.0,
        ROUNDS,
        f"{figure - floor_ms:+.0f} ms beside the switch, one frame is {FRAME_MS:.0f}; worst {max(ours[1:]):.0f} ms",
    )
