"""From Enter on a case with 500 notes to the case painted, against the bare query and the same words painted."""

import os
import shutil
import statistics
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.measured import Measured
from benchmarks.prepared import HOME, PROGRAM, environment, floor
from data.desk import cases
from data.desk.opening import open_desk
from data.local.settings import Settings, write_settings
from tests.builders import an_interaction_form, sections
from tests.end_to_end.terminal import Terminal

ROUNDS = int(os.environ.get("ROUNDS", "15"))
BOUND = 2.0
NOTES = 500
LONG = HOME / "long-case"
"""A home of its own: the other benchmarks keep the union as it comes."""
NEWEST = "The newest word of all."


def long_case() -> tuple[dict[str, str], Path, int]:
    """Variables, file and number of the case of a union that has 500 notes."""
    environment()
    path = LONG / "casetui.db"
    LONG.mkdir(exist_ok=True)
    for left in LONG.glob("*.db-*"):
        left.unlink()
    shutil.copy(HOME / "demo.db", path)
    write_settings(Settings(f"sqlite:///{path}", "kim"), LONG / "settings.toml")
    clock = [datetime.now(UTC) - timedelta(hours=NOTES + 1)]
    desk = open_desk(f"sqlite:///{path}", "kim", clock=lambda: clock[0])
    case = cases.listing(desk, mine=True, limit=1)[0]
    for number in range(NOTES):
        clock[0] += timedelta(hours=1)
        last = number == NOTES - 1
        words = sections(background=NEWEST if last else f"Word {number}.", advice="Keep the old roster.")
        cases.add_note(desk, case.id, an_interaction_form(None, sections=words, follow_up_on=None))
    desk.close()
    return {"CASETUI_HOME": str(LONG)}, path, case.reference


def opened(terminal: Terminal) -> float:
    """Milliseconds from Enter to the newest note painted."""
    at = terminal.press("enter")
    return (terminal.wait_painted(NEWEST) - at) * 1e3


def measure() -> Measured:
    """Program and floor in turns, both running; the first of each only warms the caches."""
    variables, path, number = long_case()
    ours: list[float] = []
    bare: list[float] = []
    command = (*floor("bare_case"), str(path), str(number))
    with (
        Terminal(PROGRAM, columns=130, rows=50, environment=variables) as program,
        Terminal(command, columns=130, rows=50, environment=variables) as plain,
    ):
        program.wait_for("Find", "Overdue")
        plain.wait_for("nothing yet")
        for _ in range(ROUNDS + 1):
            program.press("f9", "ctrl+u")
            program.type(f"C-{number}")
            program.wait_for(f"C-{number}  ")
            program.wait_quiet(0.3)
            ours.append(opened(program))
            plain.press("f9")
            plain.wait_for("nothing yet")
            bare.append(opened(plain))
    return Measured(
        f"a case of {NOTES} notes opened",
        statistics.median(ours[1:]),
        statistics.median(bare[1:]),
        "the bare query and the same words painted on a plain screen",
        BOUND,
        ROUNDS,
        f"worst {max(ours[1:]):.0f} ms",
    )
