"""Notes not submitted yet, what waits to be sent, records looked at: take one up, throw one away, go back."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from data.types.drafts import Draft, DraftState
from screens.seat import Seat, SeatScreen
from widgets.actions import key_said
from widgets.brief import draft_lines
from widgets.going import Go
from widgets.pane import ScrollPane
from widgets.past_tables import DRAFTS, draft_rows, looked_rows
from widgets.row_list import RowList
from widgets.tables import key_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from textual.widget import Widget

    from data.types.errors import CasetuiError
    from data.types.records import Looked, Saved
    from widgets.lines import Line


class DraftsScreen(SeatScreen):
    """The drafts of this officer on this machine."""

    place: ClassVar[str] = "drafts"

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self.drafts: tuple[Draft, ...] = ()
        self.list = RowList(
            DRAFTS,
            empty=f"No drafts. {key_said('new_note')} starts a note; it stands here until it is submitted.",
            letters="drafts",
        )

    def head(self) -> tuple[Line, Line]:
        """What the list is."""
        return [("Drafts", "strong"), ("   on this machine", "quiet")], self.clock_line()

    def main(self) -> Iterable[Widget]:
        """The list."""
        yield self.list

    def side(self) -> Widget:
        """The words of the draft under the cursor."""
        return ScrollPane(self._side_lines)

    def _side_lines(self, width: int, height: int) -> list[Line]:
        draft = self._draft()
        return draft_lines(draft, width) if draft else []

    def on_mount(self) -> None:
        """The keyboard is in the list."""
        self.list.focus()
        self.seat_changed()

    def came_back(self) -> None:
        """The list may be another."""
        self.seat_changed()

    def seat_changed(self) -> None:
        """Drafts came or went."""
        super().seat_changed()
        drafts = self.seat.drafts
        self.drafts = (*drafts.waiting(), *drafts.listing())
        zone, today, first = self.seat.zone, self.seat.today(), len(self.drafts) + 1
        looked = looked_rows(self.seat.looked, first, zone, today, airy=not self.low)
        self.list.show([*draft_rows(self.drafts, zone, today), *looked])
        self.query_one("#side", ScrollPane).remake()

    def _draft(self) -> Draft | None:
        return next((draft for draft in self.drafts if key_of("draft", draft.id) == self.list.key), None)

    def on_row_list_moved(self) -> None:
        """Beside the list: the words."""
        self.query_one("#side", ScrollPane).remake()

    def do_take_up(self, place: int) -> None:
        """1 to 9: go on with that note, or back to that record."""
        beyond = place - len(self.drafts)
        if beyond <= 0:
            self.post_message(Go("draft", self.drafts[place - 1].id))
        elif beyond <= len(self.seat.looked):
            self._go_to(self.seat.looked[beyond - 1])
        else:
            self.say(f"There is no draft {place}.")

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        """Enter: go on writing, or back to the record."""
        draft, looked = self._draft(), self._looked()
        if draft is not None:
            self.post_message(Go("draft", draft.id))
        elif looked is not None:
            self._go_to(looked)

    def _looked(self) -> Looked | None:
        return next((one for one in self.seat.looked if key_of(one.kind, one.id) == self.list.key), None)

    def _go_to(self, looked: Looked) -> None:
        self.post_message(Go(looked.kind, looked.id))

    def sent(self, draft: Draft, saved: Saved) -> None:
        """One has arrived."""
        self.say(f"{saved.number} is saved.")

    def held(self, draft: Draft, error: CasetuiError) -> None:
        """One could not go."""
        self.say(error.brief, "late")

    def why_not(self, act_id: str) -> str:
        """What waits may be on its way."""
        draft = self._draft()
        if act_id == "discard" and draft is not None and draft.state is DraftState.WAITING:
            return "It waits to be sent and may be on its way; it cannot be thrown away now."
        if act_id == "discard" and draft is None and self._looked() is not None:
            return "It is a record and no draft: nothing is thrown away here."
        if act_id == "undo" and not self.seat.discarded:
            return "Nothing was discarded in this run; `casetui drafts restore ID` reaches ten minutes back."
        return ""

    def do_discard(self) -> None:
        """d: away with it; u brings it back."""
        draft = self._draft()
        if draft is None:
            return
        self.seat.drafts.discard(draft.id)
        self.seat.discarded.append(draft.id)
        self.seat_changed()
        self.say("Discarded. u brings it back.")

    def do_undo(self) -> None:
        """u: the last one discarded is back."""
        draft_id: UUID = self.seat.discarded.pop()
        self.seat.drafts.restore(draft_id)
        self.seat_changed()
        self.say("It is back.")
