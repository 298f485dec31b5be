"""From Enter on a member with 500 contacts to her timeline painted, against the bare query and the same paint."""

import inspect
import shutil
import statistics
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.measured import Measured
from benchmarks.prepared import HOME, PROGRAM, environment, floor
from data.desk import find, interactions, members
from data.desk.opening import open_desk
from data.local.settings import Settings, write_settings
from tests.builders import an_interaction_form
from tests.end_to_end.terminal import Terminal

ROUNDS = 15
BOUND = 2.0
CONTACTS = 500
LONG = HOME / "long"
"""A home of its own: the other benchmarks keep the union as it comes."""


def shown() -> int:
    """How many contacts the program reads for a timeline."""
    return int(inspect.signature(members.timeline).parameters["limit"].default)


def long_life() -> tuple[dict[str, str], Path, str, str]:
    """Variables, file, membership number and newest interaction of a union in which one member has 500 contacts."""
    environment()
    path = LONG / "casetui.db"
    variables = {"CASETUI_HOME": str(LONG)}
    LONG.mkdir(exist_ok=True)
    shutil.copy(HOME / "demo.db", path)
    write_settings(Settings(f"sqlite:///{path}", "kim"), LONG / "settings.toml")
    started = datetime.now(UTC) - timedelta(days=CONTACTS + 1)
    clock = [started]
    desk = open_desk(f"sqlite:///{path}", "kim", clock=lambda: clock[0])
    hit = find.members(desk, "nguyen", 1)[0]
    newest = ""
    for day in range(CONTACTS):
        clock[0] = started + timedelta(days=day)
        newest = interactions.submit(desk, an_interaction_form(hit.id)).number
    desk.close()
    return variables, path, hit.number, newest


def opened(terminal: Terminal, newest: str) -> float:
    """Milliseconds from Enter to the newest contact painted."""
    at = terminal.press("enter")
    return (terminal.wait_painted(newest) - at) * 1e3


def measure() -> Measured:
    """Program and floor in turns, both running; the first of each only warms the caches."""
    variables, path, number, newest = long_life()
    ours: list[float] = []
    bare: list[float] = []
    command = (*floor("bare_timeline"), str(path), number, str(shown()))
    with (
        Terminal(PROGRAM, columns=100, rows=30, environment=variables) as program,
        Terminal(command, columns=100, rows=30, environment=variables) as plain,
    ):
        program.wait_for("Find", "Overdue")
        plain.wait_for("nothing yet")
        for _ in range(ROUNDS + 1):
            program.press("f9", "ctrl+u")
            program.type(number)
            program.wait_for(number)
            program.wait_quiet(0.3)
            ours.append(opened(program, newest))
            plain.press("f9")
            plain.wait_for("nothing yet")
            bare.append(opened(plain, newest))
    return Measured(
        f"a timeline of {CONTACTS} contacts opened, {shown()} of them read",
        statistics.median(ours[1:]),
        statistics.median(bare[1:]),
        "the bare query and the same rows painted on a plain screen",
        BOUND,
        ROUNDS,
        f"worst {max(ours[1:]):.0f} ms",
    )
