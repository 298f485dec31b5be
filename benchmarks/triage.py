"""The first page of the queue, and a change of its filter, from the key to the rows painted.

Against the bare query of the same rows and their paint on a plain screen: 100,000 open cases of a million, on either
store. `CASES=100000 OPEN=10000 python -m benchmarks triage triage-postgres` for other numbers.
"""

import os
import statistics

from benchmarks.measured import Measured
from benchmarks.open_cases import CASES, OFFICER, OPEN, postgres_database, sqlite_url
from benchmarks.prepared import PROGRAM, floor, settled
from data.desk import triage
from data.desk.opening import open_desk
from data.store.engines import sqlite_path
from screens.paging import BELOW
from tests import postgres
from tests.builders import staff_id
from tests.end_to_end.terminal import Terminal

ROUNDS = int(os.environ.get("ROUNDS", "15"))
BOUND = 2.0
FILTER = "mine"
LINES = 30
"""Of the window; the floor reads as many rows as the program does before it paints."""
LISTED = LINES - 7
"""Of them those of the list, once it stands there."""
SEEN = 15
"""Rows that are surely on the screen."""


def numbers(url: str, text: str) -> list[str]:
    """Those of the first rows under that filter, as much of them as has room in the column."""
    desk = open_desk(url, OFFICER)
    try:
        return [row.number[:6] for row in triage.page(desk, triage.read(desk, text)).rows[:SEEN]]
    finally:
        desk.close()


def shown(terminal: Terminal, last: str, text: str) -> float:
    """Milliseconds from the last key to that text painted."""
    at = terminal.type(last)
    return (terminal.wait_painted(text, rest=0.5) - at) * 1e3


def page_of(program: Terminal, every: list[str]) -> float:
    """Milliseconds from the key that opens the queue to rows of it painted that were not there before."""
    here = program.text()
    program.press("ctrl+g")
    program.wait_quiet(0.3)
    return shown(program, "T", next(one for one in every if one not in here))


def narrowed(program: Terminal, changed: str) -> float:
    """Milliseconds from the last letter of the filter to a row painted that it brings."""
    program.type(f"/{FILTER[:-1]}")
    program.wait_quiet(0.5)
    return shown(program, FILTER[-1], changed)


def measure() -> Measured:
    """On a file."""
    url = sqlite_url()
    return of(url, str(sqlite_path(url)), "SQLite")


def measure_postgres() -> Measured:
    """On a server of this run's own, by a local socket; `CASETUI_TEST_POSTGRES` names one that keeps its rows."""
    server = postgres.start(postgres.ROOMY)
    url = server.url(postgres_database(server))
    return of(url, url, "Postgres")


def of(url: str, place: str, store: str) -> Measured:
    """Program and floor in turns, both running; the first of each only warms the caches."""
    every, mine = numbers(url, ""), numbers(url, FILTER)
    changed = next(one for one in mine if one not in every)
    variables = settled(url, OFFICER)
    limits = (str(LINES + BELOW), str(LISTED + BELOW))
    command = (*floor("bare_triage"), place, staff_id(OFFICER).hex, *limits)
    ours: list[float] = []
    bare: list[float] = []
    first: list[float] = []
    plainly: list[float] = []
    with (
        Terminal(PROGRAM, columns=100, rows=LINES, environment=variables) as program,
        Terminal(command, columns=100, rows=LINES, environment=variables) as plain,
    ):
        program.wait_for("Find", "Overdue")
        program.wait_quiet(1)
        plain.wait_for("nothing yet")
        for at in range(ROUNDS + 1):
            first.append(page_of(program, every))
            plainly.append(shown(plain, "a", f"shown {2 * at + 1} times"))
            ours.append(narrowed(program, changed))
            bare.append(shown(plain, "m", f"shown {2 * at + 2} times"))
            program.press("f9")
            program.wait_for("Find", "Overdue")
            program.wait_quiet(0.5)
    page, floor_of_page = statistics.median(first[1:]), statistics.median(plainly[1:])
    return Measured(
        f"a change of the filter of {OPEN:,} open cases among {CASES:,}, {store}, to its rows painted",
        statistics.median(ours[1:]),
        statistics.median(bare[1:]),
        "the bare query of the same rows and their paint on a plain screen",
        BOUND,
        ROUNDS,
        f"the first page {page:.0f} ms, {page / floor_of_page:.2f} x its floor ({floor_of_page:.0f} ms)",
    )
