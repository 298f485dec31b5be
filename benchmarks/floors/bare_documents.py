"""The bare query of a case's documents and the paint of the same rows on a screen of their own, with nothing else.

Enter shows it, F9 goes back.

Arguments: the file, the number of the case.
"""

import sqlite3
import sys
from datetime import UTC, date, datetime
from uuid import UUID

from textual.app import App, ComposeResult
from textual.screen import Screen
from textual.widgets import Static

from data.types.documents import Document
from widgets.documents import DOCUMENTS, document_rows
from widgets.row_list import RowList

PATH, NUMBER = sys.argv[1], int(sys.argv[2])
STATEMENT = """
SELECT d.id, d.name, d.original_name, d.described, d.ending, d.size, d.sha256, s.name, d.added_at, d.version,
       c.member_id, m.name, c.id, c.reference, c.title
FROM document d JOIN case_record c ON c.id = d.case_id JOIN member m ON m.id = c.member_id
JOIN staff s ON s.id = d.added_by
WHERE c.reference = ? AND d.removed_at IS NULL ORDER BY d.added_at DESC, d.id DESC
"""


class Documents(Screen[None]):
    """The list alone."""

    BINDINGS = [("f9", "app.pop_screen", "Back")]

    def __init__(self, documents: list[Document]) -> None:
        super().__init__()
        self.documents = documents

    def compose(self) -> ComposeResult:
        """The list, which has the keyboard."""
        self.list = RowList(DOCUMENTS, empty="nothing yet")
        yield self.list

    def on_mount(self) -> None:
        """The rows."""
        self.list.show(document_rows(self.documents, {}, UTC, date.today()))


class BareDocuments(App[None]):
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
        found = [
            Document(
                id=UUID(row[0]), name=row[1], original_name=row[2], described=row[3], ending=row[4], size=row[5],
                sha256=row[6], added_by=row[7], added_at=datetime.fromisoformat(row[8]).replace(tzinfo=UTC),
                version=row[9], member_id=UUID(row[10]), member_name=row[11], case_id=UUID(row[12]),
                case_reference=row[13], case_title=row[14],
            )
            for row in self.connection.execute(STATEMENT, (NUMBER,))
        ]  # fmt: skip
        self.push_screen(Documents(found))


BareDocuments().run()
