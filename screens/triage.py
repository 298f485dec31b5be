"""Triage: every open case and follow-up in a table, under a filter that is always seen (features A5.04, A5.06)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from data import desk
from data.rules.urgency import say_urgency
from data.rules.views import line_of
from data.types.triage import Picked
from screens.acting import Here, TickingScreen, here_of
from screens.holding import HoldingScreen
from screens.paging import PagingScreen
from widgets.actions import act, key_said
from widgets.brief import brief_lines
from widgets.filter_bar import FilterBar
from widgets.frame import NARROW
from widgets.going import Go
from widgets.not_yet import NotYet
from widgets.pane import Pane, ScrollPane
from widgets.row_list import RowList
from widgets.tables import split_key
from widgets.triage import TRIAGE, columns_of, heads

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.geometry import Size
    from textual.widget import Widget

    from data.types.triage import Mark
    from data.types.views import View
    from data.types.work import Brief, WorkRow
    from screens.seat import Seat
    from widgets.lines import Line

FREE = ("filter_list", "count_filter", "undo_last")
"""Acts of the list that are not about its rows."""
HINT = "overdue owner:kim priority<=2 …   / types here, Esc clears"


class TriageScreen(PagingScreen, TickingScreen, HoldingScreen):
    """The whole queue."""

    place: ClassVar[str] = "triage"
    reads_again: ClassVar[bool] = True
    seen_whole: ClassVar[bool] = True
    follows: ClassVar[str] = "list"
    DEFAULT_CSS = """
    TriageScreen #counts, TriageScreen #heads { height: 1; }
    TriageScreen.-below #body { layout: vertical; }
    TriageScreen.-below #rule { display: none; }
    TriageScreen.-below #side { width: 1fr; height: 40%; }
    """

    def __init__(
        self, seat: Seat, text: str = "", view_id: UUID | None = None, *, waits: bool = False
    ) -> None:
        """With `waits` it is for no filter, until `take` gives the one that is meant."""
        super().__init__(seat)
        self.waits = waits
        self.opening = view_id
        self.bar = FilterBar(HINT, text)
        self.list = RowList(TRIAGE, empty="reading the queue …", id="queue", letters=self.place)
        self.by_key, self.drawn = {}, []
        self.brief: Brief | None = None

    def head(self) -> tuple[Line, Line]:
        """How many are found."""
        line: Line = [("Triage", "strong")]
        if self.view is not None:
            same = self.bar.entry.value.strip() == line_of(self.view)
            line.append((f"   {self.view.name}{'' if same else ', changed'}", "text"))
        if self.counts is not None:
            found = "found" if self.wanted.terms else "open"
            line.append((f"   {self.counts.open} {found}", "quiet"))
        if self.list.marked:
            line.append((f"   {len(self.list.marked)} marked", "accent"))
        return line, self.clock_line()

    def above(self) -> Iterable[Widget]:
        """The filter, and the counts of what it finds."""
        yield self.bar
        yield Pane(lambda w, h: [self.counts_shown(w)], id="counts")

    def main(self) -> Iterable[Widget]:
        """Names of columns, and the rows."""
        yield Pane(lambda w, h: [heads(self.list.columns, w)], id="heads")
        yield self.list

    def side(self) -> Widget:
        """The brief of the row under the cursor."""
        return ScrollPane(self._side_lines, letters=self.place)

    def _side_lines(self, width: int, height: int) -> list[Line]:
        return brief_lines(self.brief, self.seat.today(), width) if self.brief else []

    def _fold(self, size: Size) -> None:
        """Narrow, the preview stands below the list instead of beside it (features B23)."""
        self.set_class(size.width < NARROW, "-below")
        super()._fold(size)

    # What it is for

    def take(self, record_id: UUID | None, text: str) -> None:
        """Which view it opens, or the words of its filter."""
        self.told()
        self.opening = record_id
        self.bar.entry.put(text)

    def on_mount(self) -> None:
        """The keyboard is in the list."""
        self.into_list()

    def into_list(self) -> None:
        """The keyboard goes to the list."""
        self.list.focus()

    def do_back(self) -> None:
        """Esc: marks off, then the filter empty and its view gone, then one level back."""
        if self.list.has_focus and self.marks_back():
            self.remake("head", "keys")
        elif self.bar.entry.value or self.view is not None:
            self.show_view(None)
        elif self.bar.entry.has_focus:
            self.list.focus()
        else:
            super().do_back()

    # Views

    def show_view(self, view: View | None) -> None:
        """Its filter, its columns and its headings; a filter that cannot be read any more is told."""
        self.view = view
        self.list.columns = columns_of(view.columns if view else ())
        self.bar.entry.put(line_of(view) if view else "")
        self.list.focus()
        if self.shown is not None:
            self.put(self.rows, self.after, keep=True)
        self.filter_changed()
        if self.shown is None and self.problem:
            self.read_page(self.seen_at_once())
        self.list.refresh()
        self.query_one("#heads", Pane).remake()
        self.remake("head", "keys")

    def do_save_view(self) -> None:
        """v: this filter under a name."""
        self.save_filter(self.wanted.sort)

    # The rows

    def _row(self) -> WorkRow | None:
        return self.by_key.get(self.list.key)

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Near the end of the list the next page; the brief beside it once the row is painted, which comes first."""
        if self.near_end():
            self.read_on()
        self.list.once_painted(self._read_brief)

    def put(self, rows: tuple[WorkRow, ...], after: Mark | None, *, keep: bool) -> None:
        """Without a row there is no brief either."""
        super().put(rows, after, keep=keep)
        if not rows:
            self._read_brief()

    def acted(self) -> None:
        """Something was changed: the list and the brief."""
        self.desk_opened()
        self._read_brief()

    def _read_brief(self) -> None:
        row = self._row()
        if row is None:
            self._show_brief(None)
        else:
            self.read(lambda at, stop: desk.queue.brief(at, row.record, row.id), self._show_brief, "brief")

    def _show_brief(self, brief: Brief | None) -> None:
        self.brief = brief
        self.remake("side")
        self.remake("keys")

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        """Enter: to the record."""
        kind, rest = split_key(event.key)
        self.post_message(Go(kind, UUID(rest)))

    @property
    def member_in_view(self) -> UUID | None:
        """F3 from here is about the member of the row."""
        row = self._row()
        return row.member_id if row else None

    def here(self) -> Here | None:
        """The row under the cursor, with what its brief says."""
        row, brief = self._row(), self.brief
        if row is None:
            return None
        if brief is None or brief.id != row.id:
            return Here(row.record, row.id, row.number, row.member_id)
        return here_of(brief)

    def why_not(self, act_id: str) -> str:
        """What a row is decides what can be done with it."""
        row = self._row()
        if self.shown != self.wanted and act_id not in FREE and act(act_id).focus == "list":
            return "The rows of this filter are not read yet."
        if act_id == "amend" and (row is None or row.record != "interaction"):
            return "Put the cursor on an interaction; a case is changed on its own screen (Enter)."
        if act_id == "save_view" and self.problem:
            return self.why_not_read()
        if act_id == "set_status":
            return self._why_not_held(self.here())
        if act_id == "tick_off" and row is not None:
            if row.record == "case":
                return self._why_not_held(self.here())
            return (
                NotYet("It is still being saved.") if self._saving else ""
            )  # a row of triage is to be followed up
        if act_id in ("why_here", "note_here") and row is None:
            return "There is no row."
        return super().why_not(act_id)

    def do_tick_off(self) -> None:
        """x: a case closed, a follow-up ticked off."""
        here = self.here()
        if here is not None and here.record == "case":
            self.close_row(here)
        else:
            super().do_tick_off()

    def do_set_status(self) -> None:
        """s: another status."""
        here = self.here()
        if here is not None:
            self.put_status(here)

    def do_why_here(self) -> None:
        """?: its day, and what its urgency is made of (features B26)."""
        row = self._row()
        if row is not None:
            order = {
                "due": "The nearer day first, limits set by law before all; of one day the more urgent.",
                "urgency": "The more urgent first.",
            }.get(self.wanted.sort, f"By {self.wanted.sort}, as the filter says.")
            self.say(f"{row.number}: {order} {say_urgency(row.urgency)}.")

    def do_note_here(self) -> None:
        """n: a note about the member of the row."""
        row = self._row()
        if row is not None:
            self.post_message(Go("note", row.member_id))

    def do_amend(self) -> None:
        """e: put the interaction of the row right."""
        row = self._row()
        if row is not None:
            self.post_message(Go("edit_saved", row.id))

    def do_copy(self) -> None:
        """y: the number of the row."""
        self.copy_number()

    # Marks

    def list_to_mark(self) -> RowList:
        """The queue."""
        return self.list

    def do_mark_all(self) -> None:
        """V: every row that is read; of a longer list it is said that there are more."""
        super().do_mark_all()
        if self.after is not None and self.list.marked:
            self.say(
                f"{len(self.list.marked)} marked, as far as the list is read · End reads on, V marks those too"
                f" · {key_said('act_on_marked')} does one thing with them"
            )

    def picked_of(self, key: str) -> Picked | None:
        """The record of a row, as it was read."""
        row = self.by_key.get(key)
        return Picked(row.record, row.id, row.number, row.version) if row is not None else None

    def reasons_changed(self) -> None:
        """Why some were not changed stands under them."""
        self.list.show(self.with_reasons(self.drawn))
        self.remake("head", "keys")
