"""One e-mail, whole, to read: text alone (features A1.06, A2.23)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from data import desk
from screens.mailing import FiledScreen
from screens.seat import Seat
from widgets.emails import email_lines
from widgets.pane import ScrollPane

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget

    from data.types.emails import EmailRecord
    from widgets.lines import Line


class EmailScreen(FiledScreen):
    """An e-mail that was filed."""

    place: ClassVar[str] = "email"
    reads_again: ClassVar[bool] = True

    def __init__(self, seat: Seat, email_id: UUID) -> None:
        super().__init__(seat)
        self.email_id = email_id
        self.record: EmailRecord | None = None
        self.pane = ScrollPane(self._lines, letters=self.place, id="email")

    def head(self) -> tuple[Line, Line]:
        """Whose it is."""
        one = self.record
        place = (one.case_number or one.member_name) if one else ""
        return [("E-mail", "strong"), (f"   {place}", "quiet")], self.clock_line()

    def main(self) -> Iterable[Widget]:
        """All of it."""
        yield self.pane

    def on_mount(self) -> None:
        """The keyboard scrolls it."""
        self.pane.focus()

    def desk_opened(self) -> None:
        """Read it."""
        self.read(lambda at, stop: desk.emails.read(at, self.email_id, stop), self._show, "email")

    def _show(self, record: EmailRecord) -> None:
        self.record = record
        self.pane.remake()
        self.remake("head", "keys")

    def _lines(self, width: int, height: int) -> list[Line]:
        if self.record is None:
            return [[(" reading …", "quiet")]]
        return email_lines(self.record, self.seat.zone, width)

    def email(self) -> EmailRecord | None:
        """This one."""
        return self.record

    @property
    def showing(self) -> tuple[str, UUID] | None:
        """This e-mail."""
        return "email", self.email_id

    @property
    def undo_about(self) -> UUID | None:
        """u: what was done on its case or member."""
        return (self.record.target.case_id or self.record.target.member_id) if self.record else None
