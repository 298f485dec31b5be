"""The one list of the program: aligned columns, a cursor bar, headings the cursor skips."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive

from widgets.lines import Line, fill, plain
from widgets.pane import Lined, bind_letters

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from textual import events
    from textual.binding import BindingType
    from textual.strip import Strip

GAP = 2
"""Cells between columns."""
MARGIN = 4
"""Bar, mark and space at the left, one cell at the right."""


MARK = "*"
"""Stands in front of a row that is marked."""
NO_CELLS: Mapping[str, Line] = MappingProxyType({})


class Column(NamedTuple):
    """One column: rank 0 stays, the highest rank drops first when there is no room."""

    name: str
    width: int
    """Least cells."""
    rank: int = 0
    align: str = "left"
    grow: bool = False
    """Takes the cells that are left over."""
    beside: int = 0
    """Cells that must be left over for the one that grows, or this one drops."""


class Row(NamedTuple):
    """Cells by column name under a key; or a heading or a line under a row, which have no key."""

    key: str = ""
    """Identifies the record, so that the cursor stays on it through a refresh; empty for a heading."""
    cells: Mapping[str, Line] = NO_CELLS
    whole: Line | None = None
    """A line over the whole width: heading, folded-out text, empty."""
    beneath: str = ""
    """Column at whose left edge a folded-out line begins; empty for the edge of the list."""


def fit(columns: Sequence[Column], width: int) -> list[tuple[Column, int]]:
    """The columns that have room in `width` cells, with the cells each takes."""
    kept = list(columns)

    def need() -> int:
        return sum(column.width + GAP for column in kept) + max(column.beside for column in kept) - GAP

    while need() > width and any(column.rank for column in kept):
        kept.remove(max(kept, key=lambda column: column.rank))
    spare = max(width - sum(column.width + GAP for column in kept) + GAP, 0)
    return [(column, column.width + (spare if column.grow else 0)) for column in kept]


class RowList(Lined, can_focus=True):
    """Rows from memory, drawn line by line; the cursor moves over rows that have a key."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("down,j", "move(1)", "Down"),
        ("up,k", "move(-1)", "Up"),
        ("pagedown", "page(1)", "Page down"),
        ("pageup", "page(-1)", "Page up"),
        ("home", "end(-1)", "First"),
        ("end", "end(1)", "Last"),
        ("enter", "open", "Open"),
    ]
    cursor: reactive[int] = reactive(-1, repaint=False)
    """Place of the row under the cursor; -1 when there is none."""

    @dataclass(eq=False, repr=False)
    class Moved(Message):
        """The cursor stands on another row."""

        rows: RowList
        key: str

        @property
        def control(self) -> RowList:
            """The list it comes from."""
            return self.rows

    @dataclass(eq=False, repr=False)
    class Opened(Message):
        """The row under the cursor is wanted."""

        rows: RowList
        key: str

        @property
        def control(self) -> RowList:
            """The list it comes from."""
            return self.rows

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        strong: str = "member",
        empty: str = "",
        letters: str = "",
        id: str | None = None,
    ) -> None:
        """`letters` names the screen whose list letters this list has beside its own keys."""
        super().__init__(id=id)
        self.letters = letters
        bind_letters(self, letters)
        self.columns = tuple(columns)
        self.strong = strong
        """Column shown bold in the row under the cursor."""
        self.empty = empty
        """What is said when there are no rows."""
        self.rows: tuple[Row, ...] = ()
        self.marked: frozenset[str] = frozenset()
        """Keys of the rows that are marked."""
        self.signs: Mapping[str, str] = {}
        """A sign in front of the rows of these keys: a colleague is there."""
        self.gentle = False
        """What is shown was asked for by nobody here: the row under the cursor stays, and on its line."""
        self.top = 0

    @property
    def key(self) -> str:
        """Key of the row under the cursor; empty when there is none."""
        return self.rows[self.cursor].key if 0 <= self.cursor < len(self.rows) else ""

    def show(self, rows: Sequence[Row], *, keep: bool = True, empty: str | None = None) -> None:
        """Show these rows; with `keep` the cursor stays on its record, else it goes to the first."""
        old = self.key if keep else ""
        if empty is not None:
            self.empty = empty
        window = slice(self.top, self.top + max(self.size.height, 1))
        seen, stood = self.rows[window], self.cursor
        self.rows = self._with_its_row(rows) if self.gentle and old else tuple(rows)
        places = [at for at, row in enumerate(self.rows) if row.key]
        found = next((at for at in places if self.rows[at].key == old), None) if old else None
        if found is None and keep and places and self.cursor >= 0:
            found = min(places, key=lambda at: abs(at - self.cursor))
        target = found if found is not None else (places[0] if places else -1)
        # Without the keyboard nobody is at that line: what comes above it is seen, heading and all.
        if self.gentle and self.has_focus and found is not None and stood >= 0:
            self.top = max(0, self.top + found - stood)
        before, self.cursor = self.key if target == self.cursor else "", target
        moved = self._bring_into_view()
        if moved or self.cursor != stood or not seen or self.rows[window] != seen:
            self.refresh()
        if self.key != old or before != old:
            self.post_message(self.Moved(self, self.key))

    def add(self, rows: Sequence[Row]) -> None:
        """Put these under the others: what is there stays as it is, however much that is."""
        seen = len(self.rows) < self.top + self.size.height
        self.rows = (*self.rows, *rows)
        if seen:
            self.refresh()

    def _with_its_row(self, rows: Sequence[Row]) -> tuple[Row, ...]:
        """The rows, with the one under the cursor though it is gone: a key finds what it was meant for."""
        key, shown = self.key, tuple(rows)
        if any(row.key == key for row in shown):
            return shown
        # Behind the nearest row above it that is still there.
        places = {row.key: at for at, row in enumerate(shown) if row.key}
        above = (row.key for row in reversed(self.rows[: self.cursor]) if row.key)
        at = next((places[one] + 1 for one in above if one in places), 0)
        return (*shown[:at], self.rows[self.cursor], *shown[at:])

    def sign(self, signs: Mapping[str, str]) -> None:
        """Put these signs in front of rows; only lines whose sign changed are painted."""
        before, self.signs = self.signs, signs
        for at in range(self.top, min(self.top + self.size.height, len(self.rows))):
            key = self.rows[at].key
            if before.get(key) != signs.get(key):
                self.refresh_line(at - self.top)

    def mark(self, keys: Iterable[str]) -> None:
        """Mark these rows and no others."""
        wanted = frozenset(keys)
        if wanted != self.marked:
            self.marked = wanted
            self.refresh()

    def watch_cursor(self, before: int, after: int) -> None:
        """Repaint the two rows that changed and no more."""
        if self._bring_into_view():
            return
        for at in (before, after):
            if 0 <= at - self.top < self.size.height:
                self.refresh_line(at - self.top)

    def refresh_line(self, y: int) -> None:
        """Repaint one line."""
        self.refresh(Region(0, y, self.size.width, 1))

    def _bring_into_view(self) -> bool:
        """Move the window so that the cursor is seen; a heading above the first row comes along."""
        height = max(self.size.height, 1)
        top = self.top
        first = self.cursor
        while first > 0 and not self.rows[first - 1].key:
            first -= 1
        if first < top:
            top = max(first, 0)
        if self.cursor >= top + height:
            top = self.cursor - height + 1
        top = max(0, min(top, len(self.rows) - height))
        if top == self.top:
            return False
        self.top = top
        self.refresh()
        return True

    def on_resize(self) -> None:
        """Keep the cursor in view when the window changes."""
        self._bring_into_view()

    def _step(self, start: int, step: int) -> int | None:
        at = start
        while 0 <= at < len(self.rows):
            if self.rows[at].key:
                return at
            at += step
        return None

    def _go(self, at: int | None) -> None:
        if at is not None and at != self.cursor:
            self.cursor = at
            self.post_message(self.Moved(self, self.key))

    def go_to(self, key: str) -> None:
        """Put the cursor on the row of that key, if it is there."""
        self._go(next((at for at, row in enumerate(self.rows) if key and row.key == key), None))

    def action_move(self, step: int) -> None:
        """Next row that has a key."""
        self._go(self._step(self.cursor + step, step))

    def action_page(self, step: int) -> None:
        """A window's height on; near the end, the last row."""
        aim = self.cursor + step * max(self.size.height - 1, 1)
        aim = max(0, min(aim, len(self.rows) - 1))
        at = self._step(aim, step)
        self._go(at if at is not None else self._step(aim, -step))

    def action_end(self, step: int) -> None:
        """First or last row."""
        self._go(self._step(0, 1) if step < 0 else self._step(len(self.rows) - 1, -1))

    def action_open(self) -> None:
        """Tell that the row is wanted."""
        if self.key:
            self.post_message(self.Opened(self, self.key))

    def on_click(self, event: events.Click) -> None:
        """One click moves the cursor, two open the row."""
        at = self._step(event.y + self.top, 1)
        if at == event.y + self.top:
            self._go(at)
            if event.chain == 2:
                self.action_open()

    def on_mouse_scroll_down(self) -> None:
        """The wheel moves the cursor: there is one place, not two."""
        self.action_move(1)

    def on_mouse_scroll_up(self) -> None:
        """The wheel moves the cursor: there is one place, not two."""
        self.action_move(-1)

    def on_focus(self) -> None:
        """The bar becomes a row ground."""
        self.refresh()

    def on_blur(self) -> None:
        """The row ground becomes a bar."""
        self.refresh()

    def _edge_of(self, name: str) -> int:
        """Cells left of a column, as the columns stand now."""
        edge = 0
        for column, room in fit(self.columns, self.size.width - MARGIN) if name else ():
            if column.name == name:
                return edge
            edge += room + GAP
        return 0

    def render_line(self, y: int) -> Strip:
        """Row `y` of the window, in the columns that fit."""
        width = self.size.width
        at = y + self.top
        if at >= len(self.rows):
            return self.strip(
                [("   ", "text"), (self.empty, "quiet")] if not self.rows and y == 0 else [], width
            )
        row = self.rows[at]
        if not row.key:
            return self.strip([(" " * (3 + self._edge_of(row.beneath)), "text"), *(row.whole or [])], width)
        here, active = at == self.cursor, self.has_focus
        bar = "▌" if here and not (self.mono and active) else " "
        sign = self.signs.get(row.key, "")
        marked: Line = [(MARK, "strong")] if row.key in self.marked else []
        marked += [(f"{sign:<{2 - len(marked)}}", "soon" if sign else "text")]
        line: Line = [(bar, "accent"), *marked]
        if row.whole is not None:
            line += row.whole
        else:
            for column, room in fit(self.columns, width - MARGIN):
                # Cleaned before it is cut: half an escape sequence would be read as text.
                cell = [(plain(text), role) for text, role in row.cells.get(column.name, [])]
                if here and active and column.name == self.strong:
                    cell = [(text, "strong" if role == "text" else role) for text, role in cell]
                line += fill(cell, room, column.align)
                line.append((" " * GAP, "text"))
            line.pop()
        return self.strip(line, width, under=here and active)
