"""The bare query of the first page of the queue, and the paint of the same rows on a plain screen, with nothing else.

a shows all, m those of one officer; each says how often anything was shown.

Arguments: the file or the address of the database, the id of the officer, how many rows of all and of hers.
"""

import sqlite3
import sys
from datetime import date
from typing import Any
from uuid import UUID

import psycopg
from textual.app import App, ComposeResult
from textual.widgets import Static

from data.types.work import WorkGroup, WorkKind, WorkRow
from widgets.row_list import RowList
from widgets.triage import TRIAGE, triage_rows

PLACE, OFFICER, ALL, HERS = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
SHARED = PLACE.startswith("postgresql://")
DAY = (
    "CASE WHEN c.target_on IS NULL THEN c.follow_up_on WHEN c.follow_up_on IS NULL THEN c.target_on"
    " WHEN c.target_on < c.follow_up_on THEN c.target_on ELSE c.follow_up_on END"
)
STATEMENT = f"""
SELECT c.id, c.reference, c.member_id, m.name, c.title, s.name, c.priority, c.status, c.opened_on, {DAY}
FROM case_record c JOIN member m ON m.id = c.member_id LEFT JOIN staff s ON s.id = c.owner_id
WHERE c.is_open {"" if SHARED else "= 1"} AND {DAY} IS NOT NULL %s ORDER BY {DAY}, c.reference LIMIT %s
"""
MINE = f"AND c.owner_id = {'%s' if SHARED else '?'}"


def row_of(found: Any) -> WorkRow:
    """What the store said of a case; a file says ids and days as text."""
    case, member, opened, day = (
        (found[0], found[2], found[8], found[9])
        if SHARED
        else (UUID(found[0]), UUID(found[2]), date.fromisoformat(found[8]), date.fromisoformat(found[9]))
    )
    return WorkRow(
        WorkGroup.MINE, WorkKind.FOLLOW_UP, day, "case", case, f"C-{found[1]}", member, found[3], found[4],
        found[5] or "", found[6], status=found[7], opened_on=opened,
    )  # fmt: skip


class BareTriage(App[None]):
    """A line, a list and a connection."""

    BINDINGS = [("a", "show('')", "All"), ("m", "show('mine')", "Mine")]

    def compose(self) -> ComposeResult:
        """What stands before a key."""
        self.line, self.list = Static("nothing yet"), RowList(TRIAGE, empty="nothing yet")
        yield self.line
        yield self.list

    def on_mount(self) -> None:
        """Open the file."""
        self.times = 0
        self.connection: Any = psycopg.connect(PLACE, autocommit=True) if SHARED else sqlite3.connect(PLACE)
        self.list.focus()

    def action_show(self, whose: str) -> None:
        """Ask and paint."""
        asked = (STATEMENT % (MINE, HERS), (OFFICER,)) if whose else (STATEMENT % ("", ALL), ())
        rows = [row_of(found) for found in self.connection.execute(*asked)]
        self.times += 1
        self.line.update(f"shown {self.times} times")
        self.list.show(triage_rows(rows, date.today()))


BareTriage().run()
