"""What is known of a contact, row by row: change, add, remove, make primary (features A3.04, A4.18)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from data import desk
from data.rules.details import DetailRow, detail_rows, detail_values
from data.types.details import DO_NOT_CONTACT, Deed, DetailEdit, Part
from data.types.errors import CasetuiError, StoreTrouble
from screens.seat import Seat
from screens.seat_screen import SeatScreen
from screens.standing import briefly
from widgets.brief import history_lines
from widgets.details import DETAILS, detail_key, detail_table
from widgets.going import Go, Outgoing
from widgets.pane import ScrollPane
from widgets.row_list import RowList
from widgets.tables import heed, standing_said

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget

    from data.types.drafts import Draft
    from data.types.members import MemberCard
    from data.types.records import ChangeLine, Saved
    from widgets.lines import Line

NO_PRIMARY = (Part.MEMBER, Part.ADDRESS, Part.TAG)


class DetailsScreen(SeatScreen):
    """The details of one contact."""

    place: ClassVar[str] = "details"
    reads_again: ClassVar[bool] = True
    follows: ClassVar[str] = "record"

    def __init__(self, seat: Seat, member_id: UUID) -> None:
        super().__init__(seat)
        self.member_id = member_id
        self.card: MemberCard | None = None
        self.rows: tuple[DetailRow, ...] = ()
        self.history: tuple[ChangeLine, ...] = ()
        self.list = RowList(DETAILS, strong="said", empty="reading …", id="details", letters="details")
        self._removed: tuple[Part, dict[str, str]] | None = None
        """What was removed last, so that it can be put back."""
        self._mine: set[UUID] = set()
        """Changes of one key that are on their way."""

    def head(self) -> tuple[Line, Line]:
        """Whose they are."""
        if self.card is None:
            return [("Details", "strong")], self.clock_line()
        card = self.card
        left: Line = [(f"Details › {card.name}", "strong"), (f"   {card.number}  ", "quiet")]
        left.append(standing_said(card.standing, card.paid_through, self.seat.today()))
        left += heed(card)
        return left, self.clock_line()

    def main(self) -> Iterable[Widget]:
        """The rows."""
        yield self.list

    def side(self) -> Widget:
        """Who changed what, and when."""
        return ScrollPane(lambda w, h: history_lines(self.history, self.seat.zone, w))

    def on_mount(self) -> None:
        """The keyboard is in the list."""
        self.list.focus()

    def desk_opened(self) -> None:
        """Read the card, and what was changed in it."""
        self.read(
            lambda at, stop: (
                desk.members.card(at, self.member_id),
                desk.history.of_member(at, self.member_id),
            ),
            lambda answer: self._show(*answer),
            "card",
        )

    def _show(self, card: MemberCard, history: tuple[ChangeLine, ...]) -> None:
        self.card, self.rows, self.history = card, detail_rows(card), history
        self.remake("side")
        self.list.show(detail_table(self.rows, card, airy=not self.low))
        self.remake("head", "keys")

    def _row(self) -> DetailRow | None:
        return next((row for row in self.rows if detail_key(row) == self.list.key), None)

    @property
    def member_in_view(self) -> UUID | None:
        """F3 from here is about her."""
        return self.member_id

    def why_not(self, act_id: str) -> str:
        """What cannot be done with the row under the cursor."""
        row = self._row()
        mine = (
            "change_detail",
            "add_detail",
            "remove_detail",
            "make_primary",
            "do_not_contact",
            "tags",
            "keep_ours",
            "take_theirs",
        )
        if act_id in mine and (self.card is None or row is None):
            return "The details are still being read."
        if act_id == "put_back" and self._removed is None:
            return "Nothing was removed here; `casetui member ID history` tells what was removed before."
        if row is None:
            return ""
        if act_id == "add_detail" and row.part is Part.MEMBER:
            return "There is one name: Enter changes it."
        if act_id == "remove_detail" and (row.id is None or row.part is Part.MEMBER):
            return "There is nothing here to remove."
        if act_id == "make_primary" and (row.id is None or row.part in NO_PRIMARY):
            return "A phone, an e-mail or a job can be the primary one: put the cursor on it."
        if act_id == "make_primary" and row.primary:
            return "It is the primary one already."
        if act_id in ("keep_ours", "take_theirs") and not row.theirs:
            return "The membership system says nothing else than what stands here."
        return ""

    # Forms

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        """Enter on a row."""
        self.do_change_detail()

    def do_change_detail(self) -> None:
        """Enter: change the row; of what is not on record, add it."""
        row = self._row()
        if row is not None and row.part is Part.TAG:
            self.do_tags()
        elif row is not None:
            adds = row.id is None and row.part is not Part.MEMBER
            self._write(row.part, Deed.ADD if adds else Deed.CHANGE, row.id)

    def do_add_detail(self) -> None:
        """a: one more of what the cursor stands on."""
        row = self._row()
        if row is not None and row.part is Part.TAG:
            self.do_tags()
        elif row is not None:
            self._write(row.part, Deed.ADD, None)

    def do_tags(self) -> None:
        """t: which tags she has."""
        self.post_message(Go("tags", self.member_id))

    def _write(self, part: Part, deed: Deed, row_id: UUID | None) -> None:
        if self.card is None:
            return
        was = detail_values(self.card, part, row_id)
        edit = self._edit(part, deed, row_id, was, dict(was))
        if edit is not None:
            self.post_message(Go("detail", form=edit))

    def _edit(
        self, part: Part, deed: Deed, row_id: UUID | None, was: dict[str, str], values: dict[str, str]
    ) -> DetailEdit | None:
        at, card = self.seat.desk, self.card
        if at is None or card is None:
            return None
        label = f"{card.name}  {card.number}"
        return DetailEdit(at.new_id(), card.id, label, card.version, part, deed, row_id, was, values)

    # Acts of one key

    def do_remove_detail(self) -> None:
        """x: away with it; u puts it back."""
        row = self._row()
        if row is not None and self.card is not None:
            values = detail_values(self.card, row.part, row.id)
            if self._send(row.part, Deed.REMOVE, row.id, {}, {}):
                self._removed = (row.part, values)

    def do_put_back(self) -> None:
        """u: what was removed last is there again."""
        if self._removed is not None:
            part, values = self._removed
            if self._send(part, Deed.ADD, None, {}, values):
                self._removed = None

    def do_make_primary(self) -> None:
        """p: this one is called, written to or meant first."""
        row = self._row()
        if row is not None:
            self._send(row.part, Deed.PRIMARY, row.id, {}, {})

    def do_keep_ours(self) -> None:
        """o: what was written here stands, whatever the membership system says now."""
        self._settle(Deed.OURS)

    def do_take_theirs(self) -> None:
        """h: what the membership system says stands."""
        self._settle(Deed.THEIRS)

    def _settle(self, deed: Deed) -> None:
        row = self._row()
        if row is not None:
            self._send(row.part, deed, row.id, dict.fromkeys(row.asked, ""), {})

    def do_do_not_contact(self) -> None:
        """d: not to be contacted, or to be contacted again."""
        if self.card is not None:
            was, now = ("yes", "") if self.card.do_not_contact else ("", "yes")
            self._send(Part.MEMBER, Deed.CHANGE, None, {DO_NOT_CONTACT: was}, {DO_NOT_CONTACT: now})

    def _send(
        self, part: Part, deed: Deed, row_id: UUID | None, was: dict[str, str], values: dict[str, str]
    ) -> bool:
        """Put a change into the order of sending."""
        edit = self._edit(part, deed, row_id, was, values)
        if edit is None:
            return False
        try:
            self.seat.drafts.wait(edit)
        except CasetuiError as error:
            self.say(error.sentence, "late")
            return False
        self._mine.add(edit.id)
        self.post_message(Outgoing())
        return True

    def sent(self, draft: Draft, saved: Saved) -> None:
        """It has arrived: read what stands now."""
        edit = draft.form
        if not isinstance(edit, DetailEdit) or edit.member_id != self.member_id:
            return
        self.desk_opened()
        if draft.id in self._mine:
            removed = edit.deed is Deed.REMOVE
            self.say(f"The {edit.part} is removed. u puts it back." if removed else "Saved.")
        self._mine.discard(draft.id)

    def held(self, draft: Draft, error: CasetuiError) -> None:
        """Down: it waits. Refused: what one key did is forgotten, and what stands now is read."""
        if draft.id not in self._mine:
            return
        waits = isinstance(error, StoreTrouble)
        self.say(briefly(error) if waits else error.sentence, "late")
        if not waits:
            self._mine.discard(draft.id)
            self.seat.drafts.discard(draft.id)
            self.desk_opened()
