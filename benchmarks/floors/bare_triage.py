"""The bare query of the first page of the queue, and the paint of the same rows on a plain screen, with nothing else.

a shows all, m those of one officer; each says how often anything was shown.

Arguments: the file, the id of the officer, how many rows.
"""

import sqlite3
import sys
from datetime import date
from uuid import UUID

from textual.app import App, ComposeResult
from textual.widgets import Static

from data.types.work import WorkGroup, WorkKind, WorkRow
from widgets.row_list import RowList
from widgets.triage import TRIAGE, triage_rows

PATH, OFFICER, LIMIT = sys.argv[1], sys.argv[2], int(sys.argv[3])
DAY = (
    "CASE WHEN c.target_on IS NULL THEN c.follow_up_on WHEN c.follow_up_on IS NULL THEN c.target_on"
    " WHEN c.target_on < c.follow_up_on THEN c.target_on ELSE c.follow_up_on END"
)
STATEMENT = f"""
SELECT c.id, c.reference, c.member_id, m.name, c.title, s.name, c.priority, c.status, c.opened_on, {DAY}
FROM case_record c JOIN member m ON m.id = c.member_id LEFT JOIN staff s ON s.id = c.owner_id
WHERE c.is_open = 1 AND {DAY} IS NOT NULL %s ORDER BY {DAY}, c.reference LIMIT {LIMIT}
"""


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
        self.connection, self.times = sqlite3.connect(PATH), 0
        self.list.focus()

    def action_show(self, whose: str) -> None:
        """Ask and paint."""
        asked = (STATEMENT % "AND c.owner_id = ?", (OFFICER,)) if whose else (STATEMENT % "", ())
        rows = [
            WorkRow(
                WorkGroup.MINE, WorkKind.FOLLOW_UP, date.fromisoformat(row[9]), "case", UUID(row[0]), f"C-{row[1]}",
                UUID(row[2]), row[3], row[4], row[5] or "", row[6], status=row[7],
                opened_on=date.fromisoformat(row[8]),
            )
            for row in self.connection.execute(*asked)
        ]  # fmt: skip
        self.times += 1
        self.line.update(f"shown {self.times} times")
        self.list.show(triage_rows(rows, date.today()))


BareTriage().run()
