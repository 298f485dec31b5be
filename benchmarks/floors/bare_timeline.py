"""The bare query of a member's contacts and the paint of the same rows on a screen of their own, with nothing else.

Enter shows it, F9 goes back.

Arguments: the file, the membership number, how many rows.
"""

import sqlite3
import sys
from datetime import UTC, date, datetime
from uuid import UUID

from textual.app import App, ComposeResult
from textual.screen import Screen
from textual.widgets import Static

from data.types.timeline import OPENED, ItemKind, TimelineItem
from widgets.row_list import RowList
from widgets.timeline_table import TIMELINE, timeline_rows

PATH, NUMBER, LIMIT = sys.argv[1], sys.argv[2], int(sys.argv[3])
STATEMENT = """
SELECT i.id, i.reference, i.submitted_at, i.interaction_type, i.related_to, s.name, i.outcome, n.id
FROM interaction i JOIN member m ON m.id = i.member_id JOIN staff s ON s.id = i.officer_id
LEFT JOIN note n ON n.interaction_id = i.id
WHERE m.number = ? ORDER BY i.submitted_at DESC LIMIT ?
"""
FIRST_LINES = """
SELECT note_id, body FROM note_section WHERE body <> '' AND note_id IN ({marks}) ORDER BY note_id, position
"""


class Contacts(Screen[None]):
    """The list alone."""

    BINDINGS = [("f9", "app.pop_screen", "Back")]

    def __init__(self, items: list[TimelineItem]) -> None:
        super().__init__()
        self.items = items

    def compose(self) -> ComposeResult:
        """The list, which has the keyboard."""
        self.list = RowList(TIMELINE, empty="nothing yet")
        yield self.list

    def on_mount(self) -> None:
        """The rows."""
        self.list.show(timeline_rows(self.items, UTC, date.today(), airy=True))


class BareTimeline(App[None]):
    """A line and a connection."""

    BINDINGS = [("enter", "show", "Show")]

    def compose(self) -> ComposeResult:
        """What stands before Enter."""
        yield Static("nothing yet")

    def on_mount(self) -> None:
        """Open the file."""
        self.connection = sqlite3.connect(PATH)

    def action_show(self) -> None:
        """Ask and paint."""
        found = self.connection.execute(STATEMENT, (NUMBER, LIMIT)).fetchall()
        notes = [row[7] for row in found[:OPENED] if row[7] is not None]
        lines: dict[object, list[str]] = {}
        asked = FIRST_LINES.format(marks=", ".join("?" * len(notes)))
        for note, body in self.connection.execute(asked, notes):
            lines.setdefault(note, []).append(body.splitlines()[0])
        items = [
            TimelineItem(
                ItemKind.INTERACTION, UUID(str(row[0])), f"I-{row[1]}",
                datetime.fromisoformat(row[2]).replace(tzinfo=UTC), row[3], row[4], row[5],
                tuple(lines.get(row[7], ())[:2]), row[6], "",
            )
            for row in found
        ]  # fmt: skip
        self.push_screen(Contacts(items))


BareTimeline().run()
