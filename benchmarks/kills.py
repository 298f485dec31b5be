"""How much of what was typed is lost when the program is killed in the middle of it."""

import json
import random
import sqlite3
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measured import Measured
from benchmarks.prepared import HOME, PROGRAM, environment
from tests.end_to_end.terminal import Terminal

KILLS = 200
ALLOWED_MS = 150.0
PAUSE_S = 0.03
"""Between two keys: faster than anyone types."""
LONGEST_S = 3.0
SEED = 20261123


@dataclass(frozen=True, slots=True)
class Killed:
    """One kill: what was typed when, and what is on the disk."""

    typed: str
    at: list[float]
    """When each character was sent."""
    killed_at: float
    kept: str

    @property
    def lost_ms(self) -> float:
        """Age, at the kill, of the first character that is not on the disk; 0 when none is missing."""
        if not self.typed.startswith(self.kept):
            raise AssertionError(f"kept is not the beginning of what was typed: {self.kept[-40:]!r}")
        if len(self.kept) == len(self.typed):
            return 0.0
        return (self.killed_at - self.at[len(self.kept)]) * 1e3


def kept_in(drafts: Path, typed: str) -> str:
    """The text of this round in the drafts file, read by SQLite alone; empty when there is none."""
    connection = sqlite3.connect(drafts)
    try:
        forms = [row[0] for row in connection.execute("SELECT form FROM draft")]
    finally:
        connection.close()
    mark = typed.partition(" ")[0]
    return next((body for form in forms for body in _bodies(form) if body.startswith(mark)), "")


def _bodies(form: str) -> list[str]:
    return [body for _title, body in json.loads(form)["sections"]]


def kill_once(number: int, chance: random.Random, variables: dict[str, str]) -> Killed:
    """Type into a new note and kill at a random moment."""
    typed, sent = "", []
    text = f"round{number:03d} " + " ".join(f"w{word:04d}" for word in range(1000))
    with Terminal(PROGRAM, columns=100, rows=30, environment=variables) as terminal:
        terminal.wait_for("Find", "Overdue")
        terminal.press("f3")
        terminal.wait_for("Background")
        end = time.perf_counter() + chance.uniform(0.3, LONGEST_S)
        for letter in text:
            if time.perf_counter() + PAUSE_S >= end:
                break
            sent.append(terminal.type(letter))
            typed += letter
            time.sleep(PAUSE_S)
        time.sleep(max(0.0, end - time.perf_counter()))
        killed_at = time.perf_counter()
        terminal.kill()
    return Killed(typed, sent, killed_at, kept_in(HOME / "drafts.db", typed))


def measure() -> Measured:
    """Two hundred kills, from an empty drafts file on; the worst of them counts."""
    variables = environment()
    for file in HOME.glob("drafts.db*"):
        file.unlink()
    chance = random.Random(SEED)
    lost = [kill_once(number, chance, variables).lost_ms for number in range(KILLS)]
    return Measured(
        "typing lost to kill -9",
        max(lost),
        ALLOWED_MS,
        "what is allowed",
        1.0,
        KILLS,
        f"median {sorted(lost)[KILLS // 2]:.0f} ms, seed {SEED}",
    )
