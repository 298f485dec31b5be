"""The e-mails of a case, or of a member and her cases; the one under the cursor stands whole below (features A2.23)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from data import desk
from data.types.emails import Target
from screens.mailing import FiledScreen
from screens.seat import Seat
from widgets.actions import key_said
from widgets.emails import EMAILS, email_lines, email_rows
from widgets.going import Go
from widgets.pane import ScrollPane
from widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget

    from data.types.emails import EmailLine, EmailRecord
    from widgets.lines import Line


class EmailsScreen(FiledScreen):
    """A list, and the whole of one."""

    place: ClassVar[str] = "emails"
    reads_again: ClassVar[bool] = True
    DEFAULT_CSS = """
    EmailsScreen RowList { margin-bottom: 1; }
    """
    follows: ClassVar[str] = "record"

    def __init__(self, seat: Seat, target: Target) -> None:
        super().__init__(seat)
        self.target = target
        self.case_id, self.member_id = target
        self.whose = ""
        self.found: tuple[EmailLine, ...] = ()
        self.record: EmailRecord | None = None
        self.list = RowList(EMAILS, strong="who", empty="reading …", id="emails", letters=self.place)
        self.pane = ScrollPane(self._lines, letters=self.place, id="email")

    def head(self) -> tuple[Line, Line]:
        """Whose they are, and how many."""
        many = f"   {len(self.found)}" if self.found else ""
        return [(f"E-mails › {self.whose}", "strong"), (many, "quiet")], self.clock_line()

    def main(self) -> Iterable[Widget]:
        """The list, and the whole of one."""
        yield self.list
        yield self.pane

    def on_mount(self) -> None:
        """The keyboard is in the list."""
        self.list.focus()

    def desk_opened(self) -> None:
        """Read them."""
        self.read(
            lambda at, stop: (
                desk.emails.whose(at, self.target, stop),
                desk.emails.of(at, self.target, stop),
            ),
            lambda answer: self._show(*answer),
            "emails",
        )

    def _show(self, whose: str, found: tuple[EmailLine, ...]) -> None:
        self.whose, self.found = whose, found
        nothing = f"No e-mail yet: {key_said('add_email')} adds one from a file."
        self.list.show(email_rows(found, self.seat.zone, self.seat.today()), empty=nothing)
        self._share()
        self._read_one()
        self.remake("head", "keys")

    def _share(self) -> None:
        """The list takes what it needs, up to a third: the e-mail under the cursor is what is read."""
        self.list.styles.height = max(1, min(len(self.list.rows), self.size.height // 3))

    def on_resize(self) -> None:
        """Another third."""
        self._share()

    def _read_one(self) -> None:
        one = next((line for line in self.found if str(line.id) == self.list.key), None)
        if one is None:
            self._show_one(None)
        elif self.record is None or self.record.id != one.id or self.record.target != one.target:
            self.read(lambda at, stop: desk.emails.read(at, one.id, stop), self._show_one, "email")

    def _show_one(self, record: EmailRecord | None) -> None:
        self.record = record
        self.pane.action_by(-1_000_000)
        self.pane.remake()
        self.remake("keys")

    def _lines(self, width: int, height: int) -> list[Line]:
        return email_lines(self.record, self.seat.zone, width) if self.record else []

    def email(self) -> EmailRecord | None:
        """The one under the cursor."""
        return self.record

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Below the list: the whole of it."""
        self._read_one()

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        """Enter: it alone on the screen."""
        self.post_message(Go("email", UUID(event.key)))

    def do_add_email(self) -> None:
        """a: from a file: typed, pasted or dropped."""
        self.ask_text("File of the e-mail, .eml or .msg", self._add)

    def _add(self, path: str) -> None:
        self._do(
            lambda at: desk.emails.add_file(at, path, self.target), lambda filed: self.filed(filed, "added")
        )

    @property
    def undo_about(self) -> UUID | None:
        """u: what was done on this case or member."""
        return self.case_id or self.member_id

    @property
    def member_in_view(self) -> UUID | None:
        """F3 from here is about her."""
        return self.member_id
