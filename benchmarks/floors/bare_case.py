"""The bare query of a case and its notes, and the paint of the same words on a screen of their own, with nothing else.

Enter shows it, F9 goes back.

Arguments: the file, the number of the case.
"""

import sqlite3
import sys

from textual.app import App, ComposeResult
from textual.screen import Screen
from textual.widgets import Static

from widgets.lines import Line, heading, pair
from widgets.pane import ScrollPane

PATH, NUMBER = sys.argv[1], int(sys.argv[2])
CASE = """
SELECT c.id, c.title, c.status, c.next_steps, c.follow_up_on, c.due_on, m.name, COALESCE(s.name, '')
FROM case_record c JOIN member m ON m.id = c.member_id LEFT JOIN staff s ON s.id = c.owner_id WHERE c.reference = ?
"""
NOTES = """
SELECT n.id, n.written_at, n.channel, s.name FROM note n JOIN staff s ON s.id = n.author_id
WHERE n.case_id = ? ORDER BY n.written_at DESC
"""
SECTIONS = """
SELECT x.note_id, x.title, x.body FROM note_section x JOIN note n ON n.id = x.note_id
WHERE n.case_id = ? ORDER BY x.note_id, x.position
"""


class Case(Screen[None]):
    """The words alone."""

    BINDINGS = [("f9", "app.pop_screen", "Back")]

    def __init__(self, case: tuple[str, ...], notes: list[tuple[str, str]]) -> None:
        super().__init__()
        self.case, self.notes = case, notes

    def compose(self) -> ComposeResult:
        """One pane, which has the keyboard."""
        yield ScrollPane(self._lines)

    def _lines(self, width: int, height: int) -> list[Line]:
        lines: list[Line] = [heading(str(self.case[1]))]
        for part in self.case[2:]:
            lines += pair("", str(part), width)
        for said, words in self.notes:
            lines += [[(said, "strong")], *pair("", words, width, gutter=2)]
        return lines


class BareCase(App[None]):
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
        ask = self.connection.execute
        case = ask(CASE, (NUMBER,)).fetchone()
        bodies: dict[str, list[str]] = {}
        for note, title, body in ask(SECTIONS, (case[0],)):
            if body:
                bodies.setdefault(note, []).append(f"{title}: {body}")
        notes = [
            (f"{at} {who} {channel}", "  ".join(bodies.get(note, ())))
            for note, at, channel, who in ask(NOTES, (case[0],))
        ]
        self.push_screen(Case(case, notes))


BareCase().run()
