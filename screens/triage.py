"""Triage: every open case and follow-up in a table, under a filter that is always seen (features A5.04, A5.06)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from data import desk
from data.rules.filter_completing import completions, said
from data.rules.filters import known_of, parse, pieces, with_flag
from data.rules.urgency import say_urgency
from data.rules.views import line_of
from data.types.errors import BadInput
from data.types.triage import EVERYTHING, Picked, TriageCounts, Wanted
from screens.acting import Here, TickingScreen, here_of
from screens.holding import HoldingScreen
from screens.marking import MarkingScreen
from screens.viewing import ViewingScreen
from widgets.actions import act, key_said
from widgets.brief import brief_lines
from widgets.filter_bar import FilterBar
from widgets.frame import NARROW
from widgets.going import Go
from widgets.not_yet import NotYet
from widgets.pane import Pane, ScrollPane
from widgets.row_list import RowList
from widgets.tables import key_of, split_key
from widgets.triage import (
    COUNTS,
    FLAGS,
    TRIAGE,
    columns_of,
    counts_line,
    heading_of,
    heads,
    triage_rows,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.geometry import Size
    from textual.widget import Widget
    from textual.widgets import Input

    from data.desk.desk import Desk
    from data.types.errors import CasetuiError
    from data.types.stop import Stop
    from data.types.triage import Known, Mark, Page
    from data.types.views import View
    from data.types.work import Brief, WorkRow
    from screens.seat import Seat
    from widgets.lines import Line
    from widgets.row_list import Row

PAGE = 100
"""Rows of a page."""
NEXT = 300
"""Rows of the pages after it: whoever goes on down is not to come to an end."""
AHEAD = 300
"""Rows before the end at which the next page is read; of few, when a tenth of them is gone down."""
BELOW = 5
"""Rows under those that the window shows which are read with them; the rest of the page once they are painted."""
FREE = ("filter_list", "count_filter", "undo_last")
"""Acts of the list that are not about its rows."""
HINT = "overdue owner:kim priority<=2 …   / types here, Esc clears"


class TriageScreen(MarkingScreen, TickingScreen, HoldingScreen, ViewingScreen):
    """The whole queue; the filter is this screen's own and goes with it."""

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
        self.wanted: Wanted = EVERYTHING
        self.counts: TriageCounts | None = None
        self.rows: tuple[WorkRow, ...] = ()
        self._by_key: dict[str, WorkRow] = {}
        """The same by the key of their row: looked up at every key, however far down the list goes."""
        self.brief: Brief | None = None
        self.problem = ""
        """Why the words in the filter are not what is shown."""
        self._after: Mark | None = None
        self._shown: Wanted | None = None
        self._known: Known | None = None
        self._reading = False
        self._filling = False
        """The rest of the first page is on its way."""
        self._drawn: list[Row] = []

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
        yield Pane(lambda w, h: [self._counts(w)], id="counts")

    def main(self) -> Iterable[Widget]:
        """Names of columns, and the rows."""
        yield Pane(lambda w, h: [heads(self.list.columns, w)], id="heads")
        yield self.list

    def side(self) -> Widget:
        """The brief of the row under the cursor."""
        return ScrollPane(self._side_lines, letters=self.place)

    def _side_lines(self, width: int, height: int) -> list[Line]:
        return brief_lines(self.brief, self.seat.today(), width) if self.brief else []

    def _counts(self, width: int) -> Line:
        chosen = frozenset(piece.text for piece in pieces(self.bar.entry.value))
        return counts_line(self.counts, chosen, width) if self.counts is not None else []

    def _fold(self, size: Size) -> None:
        """Narrow, the preview stands below the list instead of beside it (features B23)."""
        self.set_class(size.width < NARROW, "-below")
        super()._fold(size)

    # Reading

    def take(self, text: str, view_id: UUID | None) -> None:
        """Of what a screen made before it was asked for is to show; told once, before it is seen."""
        from textual.widgets import Input

        self.told()
        self.opening = view_id
        with self.bar.entry.prevent(Input.Changed):
            self.bar.entry.value = text

    def on_mount(self) -> None:
        """The keyboard is in the list."""
        self.list.focus()

    def news_came(self) -> None:
        """As far as it was read, under the filter that is shown; no key waits for it."""
        wanted, limit = self._shown, max(PAGE, len(self.rows))
        if wanted is None or self._reading or self._saving:
            return

        def told(page: Page) -> None:
            if self._shown == wanted and not self._reading:
                self._show(wanted, page)

        self.read(lambda at, stop: desk.triage.page(at, wanted, None, limit, stop), told, "news")

    def desk_opened(self) -> None:
        """Read it again, as far as it was read; the cursor stays on its record."""
        self._known = None
        self._take_words()
        if self.opening is None:
            self._read(max(PAGE, len(self.rows)) if self.rows else self._seen_at_once())
        if self.opening is not None or self._views is not None:
            self.read_views()

    def _lists(self) -> Known | None:
        at, choices = self.seat.desk, self.seat.choices
        if self._known is None and at is not None and choices is not None:
            self._known = known_of(choices, self.seat.today(), at.officer)
        return self._known

    def _take_words(self) -> bool:
        """What the filter says; False where it cannot be read, and the list stays as it is."""
        known = self._lists()
        if known is None:
            return False
        try:
            self.wanted = parse(self.bar.entry.value, known)
        except BadInput as error:
            self.problem = error.detail
            return False
        self.problem = ""
        return True

    def _seen_at_once(self) -> int:
        """As many rows as the window shows, and some."""
        return min(PAGE, self.app.size.height + BELOW)

    def _read(self, limit: int) -> None:
        wanted = self.wanted
        self._reading, self._filling = self.seat.desk is not None, False
        # Counting takes longest, and two connections read.
        self.call_off("more", "counts")

        def ask(at: Desk, stop: Stop) -> Page:
            return desk.triage.page(at, wanted, None, limit, stop)

        self.read(ask, lambda page: self._show(wanted, page), "page")

    @property
    def behind(self) -> bool:
        """What is pressed right after a filter, or after an act, is for the rows that come of it."""
        return super().behind or (self.list.has_focus and (self._reading or self._filling or self._saving))

    def failed(self, error: CasetuiError) -> None:
        """The rows stay as they were; nothing is done with them under a filter that they are not of."""
        self._reading = self._filling = False
        super().failed(error)

    def _show(self, wanted: Wanted, page: Page) -> None:
        """The rows; what nobody sees yet, and the counts, which look at every open case, follow their paint."""
        same = self._shown == wanted
        self._reading = False
        self._shown = wanted
        if not same:
            self._reasons = {}
        self._filling = page.after is not None and len(page.rows) < PAGE
        self._put(page.rows, page.after, keep=same)
        self.remake("head", "keys")
        self.call_after_refresh(self._read_rest, wanted)

    def _read_rest(self, wanted: Wanted) -> None:
        """The rest of the first page, and how many there are of all."""
        if self._shown != wanted:
            return
        if self._filling:
            self._read_on(PAGE - len(self.rows))
        if self._views is None:
            self.read_views()
        self.read(lambda at, stop: desk.triage.counts(at, wanted, stop), self._show_counts, "counts")

    def _show_counts(self, counts: TriageCounts) -> None:
        self.counts = counts
        self.query_one("#counts", Pane).remake()
        self.remake("head")

    def _put(self, rows: tuple[WorkRow, ...], after: Mark | None, *, keep: bool) -> None:
        self.rows, self._after = rows, after
        self._by_key = {key_of(row.record, row.id): row for row in rows}
        self._drawn = triage_rows(rows, self.seat.today(), self._group())
        nothing = (
            f"Nothing fits this filter. {key_said('back')} clears it, {key_said('filter_list')} changes it."
            if self.wanted.terms
            else "Nothing is open: no case, and no follow-up."
        )
        # Under another filter the cursor stays on its record where that is found too, else it begins at the top.
        keep = keep or any(row.key == self.list.key for row in self._drawn)
        self.list.show(self.with_reasons(self._drawn), keep=keep, empty=nothing)
        self.keep_marks()
        if not rows:
            self._read_brief()

    def _read_on(self, limit: int = NEXT) -> None:
        """The next page, before the cursor comes to the end of this one."""
        after, wanted = self._after, self.wanted
        self._after = None  # asked for once

        def told(page: Page) -> None:
            if self._shown == wanted:
                self._filling = False
                new = {key_of(row.record, row.id): row for row in page.rows}
                new = {key: row for key, row in new.items() if key not in self._by_key}
                self._by_key |= new
                more = tuple(new.values())
                today, group = self.seat.today(), self._group()
                last = heading_of(self.rows[-1], today, group) if self.rows else ""
                drawn = triage_rows(more, today, group, last)
                self.rows, self._after = (*self.rows, *more), page.after
                self._drawn += drawn
                if self._reasons:
                    self.list.show(self.with_reasons(self._drawn))
                else:
                    self.list.add(drawn)

        self.read(lambda at, stop: desk.triage.page(at, wanted, after, limit, stop), told, "more")

    # The filter

    def on_input_changed(self, event: Input.Changed) -> None:
        """Every key is answered: by the rows, and by what the word at the caret may become."""
        event.stop()
        self._filter_changed()

    def _filter_changed(self) -> None:
        entry, known = self.bar.entry, self._lists()
        if known is None:
            return
        typing = entry.has_focus
        entry.proposed = completions(entry.value, entry.cursor_position, known) if typing else ()
        readable = self._take_words()
        if entry.proposed:
            self.say(f"Tab takes {said(entry.proposed)}", "quiet")
        else:
            self.say("" if readable else self._why_not_read(), "soon")
        if readable and self.wanted != self._shown:
            self._read(self._seen_at_once())
        self.query_one("#counts", Pane).remake()
        if self.view is not None:
            self.remake("head")

    def _why_not_read(self) -> str:
        return f"{self.problem[:1].upper()}{self.problem[1:]}. The list stays as it was."

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter: into the list; words that cannot be read are told and kept."""
        event.stop()
        if self.problem:
            self.say(self._why_not_read(), "late")
        else:
            self.say("")
            self.list.focus()

    def do_filter_list(self) -> None:
        """/: into the filter, behind its words."""
        self.bar.entry.focus()
        self.bar.entry.cursor_position = len(self.bar.entry.value)

    def do_list_down(self) -> None:
        """Down: into the list."""
        self.list.focus()

    def do_count_filter(self) -> None:
        """#: only what one of the counts is of, all again by the first."""
        names = {said: flag for _, said, flag in COUNTS}

        def chosen(keys: tuple[str, ...]) -> None:
            self.bar.entry.value = with_flag(self.bar.entry.value, names[keys[0]], FLAGS)

        self.ask_menu("Show", list(names), chosen, "")

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
        from textual.widgets import Input

        self.view = view
        self.list.columns = columns_of(view.columns if view else ())
        with self.bar.entry.prevent(Input.Changed):
            self.bar.entry.value = line_of(view) if view else ""
        self.list.focus()
        if self._shown is not None:
            self._put(self.rows, self._after, keep=True)
        self._filter_changed()
        if self._shown is None and self.problem:
            self._read(self._seen_at_once())
        self.list.refresh()
        self.query_one("#heads", Pane).remake()
        self.remake("head", "keys")

    def _group(self) -> str:
        return self.heading_group(self._shown.sort if self._shown else "")

    def do_save_view(self) -> None:
        """v: this filter under a name."""
        self.save_filter(self.wanted.sort)

    # The rows

    def _row(self) -> WorkRow | None:
        return self._by_key.get(self.list.key)

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Near the end of the list the next page; the brief beside it once the row is painted, which comes first."""
        if self._after is not None and not self._filling and self._near_end():
            self._read_on()
        self.call_after_refresh(self._read_brief)

    def _near_end(self) -> bool:
        many = len(self.rows)
        return self.list.cursor >= max(many - AHEAD, many // 10)

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
        if self._shown != self.wanted and act_id not in FREE and act(act_id).focus == "list":
            return "The rows of this filter are not read yet."
        if act_id == "amend" and (row is None or row.record != "interaction"):
            return "Put the cursor on an interaction; a case is changed on its own screen (Enter)."
        if act_id == "save_view" and self.problem:
            return self._why_not_read()
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
        if self._after is not None and self.list.marked:
            self.say(
                f"{len(self.list.marked)} marked, as far as the list is read · End reads on, V marks those too"
                f" · {key_said('act_on_marked')} does one thing with them"
            )

    def picked_of(self, key: str) -> Picked | None:
        """The record of a row, as it was read."""
        row = self._by_key.get(key)
        return Picked(row.record, row.id, row.number, row.version) if row is not None else None

    def reasons_changed(self) -> None:
        """Why some were not changed stands under them."""
        self.list.show(self.with_reasons(self._drawn))
        self.remake("head", "keys")
