"""A queue read page by page: what the window shows first, the rest and the counts once that is painted (A5.04)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data import desk
from screens.filtering import FilteringScreen
from screens.marking import MarkingScreen
from widgets.actions import key_said
from widgets.pane import Pane
from widgets.tables import key_of
from widgets.triage import heading_of, triage_rows

if TYPE_CHECKING:
    from data.desk.desk import Desk
    from data.types.errors import CasetuiError
    from data.types.stop import Stop
    from data.types.triage import Mark, Page, TriageCounts, Wanted
    from data.types.work import WorkRow
    from widgets.row_list import Row

PAGE = 100
"""Rows of a page."""
NEXT = 300
"""Rows of the pages after it: whoever goes on down is not to come to an end."""
AHEAD = 300
"""Rows before the end at which the next page is read; of few, when a tenth of them is gone down."""
BELOW = 5
"""Rows under those that are seen which are read with them; the rest of the page once they are painted."""
SOON_S = 1 / 30
"""So long a letter waits to be painted with the rows that it brings: two frames of a screen that shows sixty."""


class PagingScreen(MarkingScreen, FilteringScreen):
    """A screen whose list holds the first pages of all that the filter finds."""

    rows: tuple[WorkRow, ...] = ()
    by_key: dict[str, WorkRow]
    """The same by the key of their row: looked up at every key, however far down the list goes."""
    drawn: list[Row]
    shown: Wanted | None = None
    """What the rows are of."""
    after: Mark | None = None
    """Where the next page begins; None at the end, and while it is read."""
    reading = False
    filling = False
    """The rest of the first page is on its way."""

    @property
    def behind(self) -> bool:
        """What is pressed right after a filter, or after an act, is for the rows that come of it."""
        on_their_way = self.reading or self.filling or self._saving
        return super().behind or (self.list_to_mark().has_focus and on_their_way)

    def failed(self, error: CasetuiError) -> None:
        """The rows stay as they were; nothing is done with them under a filter that they are not of."""
        self.reading = self.filling = False
        super().failed(error)

    def news_came(self) -> None:
        """As far as it was read, under the filter that is shown; no key waits for it."""
        wanted, limit = self.shown, max(PAGE, len(self.rows))
        if wanted is None or self.reading or self._saving:
            return

        def told(page: Page) -> None:
            if self.shown == wanted and not self.reading:
                self._show(wanted, page)

        self.read(lambda at, stop: desk.triage.page(at, wanted, None, limit, stop), told, "news")

    def desk_opened(self) -> None:
        """Read it again, as far as it was read; the cursor stays on its record."""
        self._known = None
        self.take_words()
        if self.opening is None:
            self.read_page(max(PAGE, len(self.rows)) if self.rows else self.seen_at_once())
        if self.opening is not None or self._views is not None:
            self.read_views()

    def wanted_changed(self) -> None:
        """Other rows, with which the letter that brings them is painted."""
        if self.wanted != self.shown:
            self.paint_later(SOON_S)
            self.read_page(self.seen_at_once())

    def seen_at_once(self) -> int:
        """As many rows as the list shows, or the window before it stands there, and some."""
        return min(PAGE, (self.list_to_mark().size.height or self.app.size.height) + BELOW)

    def read_page(self, limit: int) -> None:
        """The first rows of what is wanted."""
        wanted = self.wanted
        self.reading, self.filling = self.seat.desk is not None, False
        # Counting takes longest, and two connections read.
        self.call_off("more", "counts")

        def ask(at: Desk, stop: Stop) -> Page:
            return desk.triage.page(at, wanted, None, limit, stop)

        self.read(ask, lambda page: self._show(wanted, page), "page")

    def _show(self, wanted: Wanted, page: Page) -> None:
        """The rows; all that is not rows of the window, and the counts, which look at every open case, come after."""
        same = self.shown == wanted
        self.reading = False
        self.shown = wanted
        if not same:
            self._reasons = {}
        self.filling = page.after is not None and len(page.rows) < PAGE
        self.put(page.rows, page.after, keep=same)
        self.paint_at_once()
        self.list_to_mark().once_painted(lambda: self._read_rest(wanted))

    def _read_rest(self, wanted: Wanted) -> None:
        """The rest of the first page, and how many there are of all."""
        self.remake("head", "keys")
        if self.shown != wanted:
            return
        if self.filling:
            self.read_on(PAGE - len(self.rows))
        if self._views is None:
            self.read_views()
        self.read(lambda at, stop: desk.triage.counts(at, wanted, stop), self._show_counts, "counts")

    def _show_counts(self, counts: TriageCounts) -> None:
        self.counts = counts
        self.query_one("#counts", Pane).remake()
        self.remake("head")

    def put(self, rows: tuple[WorkRow, ...], after: Mark | None, *, keep: bool) -> None:
        """Show these, of which the next page begins after that mark."""
        self.rows, self.after = rows, after
        self.by_key = {key_of(row.record, row.id): row for row in rows}
        self.drawn = triage_rows(rows, self.seat.today(), self.group())
        nothing = (
            f"Nothing fits this filter. {key_said('back')} clears it, {key_said('filter_list')} changes it."
            if self.wanted.terms
            else "Nothing is open: no case, and no follow-up."
        )
        shown = self.list_to_mark()
        # Under another filter the cursor stays on its record where that is found too, else it begins at the top.
        keep = keep or any(row.key == shown.key for row in self.drawn)
        shown.show(self.with_reasons(self.drawn), keep=keep, empty=nothing)
        self.keep_marks()

    def read_on(self, limit: int = NEXT) -> None:
        """The next page, before the cursor comes to the end of this one."""
        after, wanted = self.after, self.wanted
        self.after = None  # asked for once

        def told(page: Page) -> None:
            if self.shown == wanted:
                self._add(page)

        self.read(lambda at, stop: desk.triage.page(at, wanted, after, limit, stop), told, "more")

    def _add(self, page: Page) -> None:
        self.filling = False
        new = {key_of(row.record, row.id): row for row in page.rows}
        new = {key: row for key, row in new.items() if key not in self.by_key}
        self.by_key |= new
        more = tuple(new.values())
        today, group = self.seat.today(), self.group()
        last = heading_of(self.rows[-1], today, group) if self.rows else ""
        drawn = triage_rows(more, today, group, last)
        self.rows, self.after = (*self.rows, *more), page.after
        self.drawn += drawn
        if self._reasons:
            self.list_to_mark().show(self.with_reasons(self.drawn))
        else:
            self.list_to_mark().add(drawn)

    def near_end(self) -> bool:
        """Whether the cursor is so far down that the next page is to be read."""
        many = len(self.rows)
        return (
            self.after is not None
            and not self.filling
            and self.list_to_mark().cursor >= max(many - AHEAD, many // 10)
        )

    def group(self) -> str:
        """By what the rows that are shown stand under headings."""
        return self.heading_group(self.shown.sort if self.shown else "")
