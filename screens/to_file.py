"""E-mails that belong nowhere yet: Enter files one where it seems to belong (features A2.21, domain E4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from data import desk
from data.rules.emails import best
from data.types.emails import Target
from data.types.errors import MailboxTrouble
from screens.mailing import MailingScreen
from screens.seat import Seat
from widgets.brief import indented
from widgets.emails import TO_FILE, email_lines, place_lines, to_file_rows
from widgets.pane import ScrollPane
from widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget

    from data.types.emails import EmailLine, EmailRecord, Filed, Pulled
    from data.types.errors import CasetuiError
    from widgets.lines import Line

OF_ONE = ("file_email", "file_elsewhere", "discard_email")


class ToFileScreen(MailingScreen):
    """What the mailbox brought, and what was taken back."""

    place: ClassVar[str] = "to_file"
    reads_again: ClassVar[bool] = True
    DEFAULT_CSS = """
    ToFileScreen RowList { margin-bottom: 1; }
    """

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self.found: tuple[EmailLine, ...] = ()
        self.record: EmailRecord | None = None
        self._looking = False
        """The mailbox is being looked into."""
        self._gone: list[UUID] = []
        """Those discarded here since one was filed, the last one last."""
        self.list = RowList(TO_FILE, strong="who", empty="reading …", id="to_file", letters=self.place)
        self.pane = ScrollPane(self._lines, letters=self.place, id="email")

    def head(self) -> tuple[Line, Line]:
        """What the list is, and how many there are."""
        return [("E-mails to file", "strong"), (f"   {len(self.found)}", "quiet")], self.clock_line()

    def main(self) -> Iterable[Widget]:
        """The list, and the whole of one."""
        yield self.list
        yield self.pane

    def side(self) -> Widget:
        """Where the one under the cursor might belong."""
        return ScrollPane(self._side_lines, letters=self.place)

    def _side_lines(self, width: int, height: int) -> list[Line]:
        one = self._line()
        return indented(place_lines(one.suggestions, width - 3)) if one else []

    def _line(self) -> EmailLine | None:
        return next((line for line in self.found if str(line.id) == self.list.key), None)

    def on_mount(self) -> None:
        """The keyboard is in the list."""
        self.list.focus()

    def desk_opened(self) -> None:
        """Read them."""
        self.read(lambda at, stop: desk.emails.to_file(at, stop), self._show, "to_file")

    def _show(self, found: tuple[EmailLine, ...]) -> None:
        self.found = found
        self.list.show(
            to_file_rows(found, self.seat.zone, self.seat.today()), empty="Nothing is to be filed."
        )
        self._share()
        self._moved()
        self.remake("head")

    def _share(self) -> None:
        self.list.styles.height = max(1, min(len(self.list.rows), self.size.height // 2))

    def on_resize(self) -> None:
        """Another half."""
        self._share()

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Below the list: the whole of it; beside: where it might belong."""
        self._moved()

    def _moved(self) -> None:
        one = self._line()
        if one is None:
            self._show_one(None)
        elif self.record is None or self.record.id != one.id:
            self.read(lambda at, stop: desk.emails.read(at, one.id, stop), self._show_one, "email")
        self.remake("side")

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

    def why_not(self, act_id: str) -> str:
        """One must be under the cursor."""
        if act_id in OF_ONE and self._line() is None:
            return "Nothing is to be filed."
        return super().why_not(act_id)

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        """Enter."""
        self.call_later(self.action_act, "file_email")

    def do_file_email(self) -> None:
        """Enter: where it seems to belong; of several places one is chosen."""
        one = self._line()
        if one is None:
            return
        found = best(one.suggestions)
        if found is not None:
            self._file(one.id, found.target)
        elif one.suggestions:
            names = [f"{place.number} {place.said}" for place in one.suggestions]

            def chosen(keys: tuple[str, ...]) -> None:
                self._file(one.id, one.suggestions[names.index(keys[0])].target)

            self.ask_menu("Where it belongs", names, chosen, "")
        else:
            self.do_file_elsewhere()

    def do_file_elsewhere(self) -> None:
        """g: to a case or a member that is said."""
        one = self._line()
        if one is not None:
            self.ask_where("Which case or member it belongs to", lambda target, _: self._file(one.id, target))

    def _file(self, email_id: UUID, target: Target) -> None:
        def told(filed: Filed) -> None:
            self._gone.clear()
            self.say(f"The e-mail is filed: {filed.number}. u takes it back.")

        self._do(lambda at: desk.emails.file(at, email_id, target), told)

    def do_discard_email(self) -> None:
        """d: off the list; u brings it back."""
        one = self._line()

        def told(gone: Filed) -> None:
            self._gone.append(gone.id)
            self.say("The e-mail is discarded. u brings it back.")

        if one is not None:
            self._do(lambda at: desk.emails.discard(at, one.id), told)

    def do_undo_last(self) -> None:
        """u: the last one discarded is on the list again, or the last one filed."""
        if not self._gone:
            super().do_undo_last()
            return
        gone = self._gone[-1]

        def told(_: Filed) -> None:
            self._gone.remove(gone)
            self.say("The e-mail is on the list again.")

        self._do(lambda at: desk.emails.restore(at, gone), told)

    def do_pull_email(self) -> None:
        """p: look into the mailbox now; every key goes on meanwhile, and leaving the list calls it off."""
        if self._looking:
            self.say("The mailbox is being looked into; Esc calls it off.")
        elif self.seat.desk is not None:
            self._looking = True
            self.say("looking into the mailbox …", "quiet")
            self.read(lambda at, stop: desk.mail_in.pull(at, stop=stop), self._pulled, "mailbox")

    def _pulled(self, pulled: Pulled) -> None:
        from data.rules.emails import pulled_said

        self._looking = False
        self.acted()
        self.say(pulled_said(pulled))

    def failed(self, error: CasetuiError) -> None:
        """A mailbox that could not be read may be looked into again; what it brought till then is on the list."""
        looking, self._looking = self._looking, False
        if looking and isinstance(error, MailboxTrouble):
            self.acted()
        super().failed(error)
