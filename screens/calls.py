"""The caller log: every call that rang on this machine, missed ones said in words; Enter rings back."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from data.rules.call_words import call_became, call_who
from data.rules.days import say_day
from data.types.calls import CallOutcome, LoggedCall
from screens.seat import Seat
from screens.seat_screen import SeatScreen
from widgets.going import CallBack, Go
from widgets.lines import Line, pair
from widgets.pane import Pane
from widgets.past_tables import CALLS, call_rows
from widgets.row_list import RowList
from widgets.tables import key_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget


class CallsScreen(SeatScreen):
    """The calls of this officer on this machine, the newest first."""

    place: ClassVar[str] = "calls"

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self.calls: tuple[LoggedCall, ...] = ()
        self.list = RowList(
            CALLS,
            empty="No calls yet. A telephone program tells of them by `casetui call NUMBER`.",
            letters="calls",
        )

    def head(self) -> tuple[Line, Line]:
        """What the list is."""
        return [("Calls", "strong"), ("   on this machine", "quiet")], self.clock_line()

    def main(self) -> Iterable[Widget]:
        """The list."""
        yield self.list

    def side(self) -> Widget:
        """All that is known of the call under the cursor."""
        return Pane(lambda w, h: self._side_lines(w))

    def _side_lines(self, width: int) -> list[Line]:
        call = self._call()
        if call is None:
            return []
        at = self.seat.here(call.rang_at)
        told = (
            ("Who", call_who(call)),
            ("Number", call.number or "withheld"),
            ("Name given", call.name),
            ("Rang", f"{say_day(at.date(), self.seat.today())}, {at:%H:%M:%S}"),
            ("Way", "outbound" if call.outbound else "inbound"),
            ("Became", call_became(call)),
            ("Call id", call.call_id),
        )
        lines = [line for label, text in told if text for line in pair(label, text, width - 3, gutter=11)]
        return [[("  ", "text"), *line] for line in lines]

    def on_mount(self) -> None:
        """The keyboard is in the list."""
        self.list.focus()
        self.calls_changed()

    def came_back(self) -> None:
        """The list may be another."""
        self.calls_changed()

    def desk_opened(self) -> None:
        """Numbers are written as the office's country writes them."""
        self.calls_changed()

    def calls_changed(self) -> None:
        """A call came or went; the cursor stays on its call."""
        super().calls_changed()
        self.calls = self.seat.drafts.calls.listing()
        region = self.seat.desk.region if self.seat.desk else ""
        self.list.show(call_rows(self.calls, region, self.seat.zone, self.seat.today()))
        self.remake("side")

    def _call(self) -> LoggedCall | None:
        return next((call for call in self.calls if key_of("call", call.id) == self.list.key), None)

    def on_row_list_moved(self) -> None:
        """Beside the list: the call."""
        self.remake("side")
        self.remake("keys")

    def on_row_list_opened(self) -> None:
        """Enter: ring back."""
        self.call_later(self.action_act, "call_back")

    def why_not(self, act_id: str) -> str:
        """What cannot be done with this call."""
        call = self._call()
        if act_id in ("call_back", "dealt_with", "copy") and call is None:
            return "The cursor stands on no call."
        if act_id in ("call_back", "copy") and call is not None and not call.number:
            rings = act_id == "call_back" and call.outcome is CallOutcome.RINGS
            return "" if rings else "The number was withheld: it cannot be rung back."
        if act_id == "dealt_with" and call is not None and call.outcome is not CallOutcome.MISSED:
            return "Only a missed call is dealt with; this one is not missed."
        return ""

    def do_call_back(self) -> None:
        """Enter: a note of a call to the number; a call that still rings is taken."""
        call = self._call()
        if call is None:
            return
        if call.outcome is CallOutcome.RINGS:
            self.post_message(Go("take_call", text=str(call.id)))
        else:
            self.post_message(CallBack(call))

    def do_dealt_with(self) -> None:
        """d: nothing is left to do."""
        call = self._call()
        if call is not None:
            self.seat.drafts.calls.dealt_with(call.id)
            self.calls_changed()
            self.say("Dealt with: it stays in the log and is counted no longer.")

    def do_copy(self) -> None:
        """y: the number."""
        call = self._call()
        if call is not None:
            self.app.copy_to_clipboard(call.number)
            self.say(f"{call.number} copied.")
