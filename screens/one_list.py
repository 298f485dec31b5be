"""What the screens of one list have in common: the list has the keyboard, and all of its row stands beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.seat_screen import SeatScreen
from widgets.pane import ScrollPane

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget

    from widgets.lines import Line
    from widgets.row_list import RowList

    Lines = list[Line]


class ListScreen(SeatScreen):
    """A screen of one list."""

    list: RowList

    def main(self) -> Iterable[Widget]:
        """The list."""
        yield self.list

    def side(self) -> Widget:
        """All of the row under the cursor."""
        return ScrollPane(self._side_lines, letters=self.place)

    def _side_lines(self, width: int, height: int) -> Lines:
        raise NotImplementedError

    def on_mount(self) -> None:
        """The keyboard is in the list."""
        self.list.focus()

    def on_row_list_moved(self) -> None:
        """Beside the list: the whole of the row; and what can be done with it."""
        self.remake("side")
        self.remake("keys")
