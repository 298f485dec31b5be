"""The inbox: what happened to whom one works for, of one record in one row (features N1 to N20, L11)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from data import desk
from screens.one_list import ListScreen
from screens.seat import Seat
from widgets.actions import key_said
from widgets.brief import indented
from widgets.going import Go
from widgets.inbox import INBOX, inbox_lines, inbox_rows
from widgets.row_list import RowList
from widgets.tables import key_of

if TYPE_CHECKING:
    from data.types.notices import Digest
    from widgets.lines import Line


class InboxScreen(ListScreen):
    """Unread first; Enter opens the record."""

    place: ClassVar[str] = "inbox"
    reads_again: ClassVar[bool] = True
    follows: ClassVar[str] = "list"

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self.found: tuple[Digest, ...] = ()
        self.only_unread = False
        self.list = RowList(INBOX, strong="said", empty="reading …", id="inbox", letters=self.place)

    def head(self) -> tuple[Line, Line]:
        """How much is not read."""
        told = f"   {self.seat.unread} not read" if self.seat.unread else "   all read"
        return [("Inbox", "strong"), (told, "quiet")], self.clock_line()

    def _side_lines(self, width: int, height: int) -> list[Line]:
        one = self._here()
        return indented(inbox_lines(one, self.seat.here, self.seat.today(), width - 3)) if one else []

    def desk_opened(self) -> None:
        """Read it."""
        self.read(lambda at, stop: desk.notices.inbox(at, stop=stop), self._show, "inbox")

    def _show(self, found: tuple[Digest, ...]) -> None:
        self.seat.unread = sum(one.unread for one in found)
        self.found = tuple(one for one in found if one.unread or not self.only_unread)
        self.list.show(
            inbox_rows(self.found, self.seat.here, self.seat.today()),
            empty=f"Everything is read. {key_said('show_read')} shows what was."
            if found
            else "Nothing has come.",
        )
        self.remake("side")
        self.remake("head", "keys")

    def _here(self) -> Digest | None:
        return next((one for one in self.found if key_of("notice", one.first.id) == self.list.key), None)

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        """Enter: to the record, which is read with that."""
        one = self._here()
        if one is None:
            return
        self._mark(one)
        if one.first.case_id is not None:
            self.post_message(Go("case", one.first.case_id))
        elif one.first.member_id is not None:
            self.post_message(Go("member", one.first.member_id))

    def why_not(self, act_id: str) -> str:
        """What is read is read."""
        if act_id == "read_all" and not self.seat.unread:
            return "Everything is read."
        if act_id == "read_notice" and self._here() is None:
            return "The cursor stands on nothing."
        return super().why_not(act_id)

    def do_read_notice(self) -> None:
        """Space, r: it is read."""
        one = self._here()
        if one is not None:
            self._mark(one)

    def _mark(self, one: Digest) -> None:
        ids = [notice.id for notice in one.notices if not notice.read]
        if ids:
            self.write(lambda at: desk.notices.read(at, ids), self._marked)

    def do_read_all(self) -> None:
        """A: all of it is."""
        self.write(lambda at: desk.notices.read(at), self._marked)

    def _marked(self, many: int) -> None:
        self.say("Read." if many == 1 else f"{many} read.")
        self.desk_opened()

    def do_show_read(self) -> None:
        """v: only what is not read, or all of it."""
        self.only_unread = not self.only_unread
        self.desk_opened()
