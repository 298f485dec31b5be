"""What can be taken back: one's own acts of the last ten minutes, the newest first (features B23, B26)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from data import desk
from data.rules.undoing import MINUTES
from screens.acting import UndoingScreen
from screens.one_list import ListScreen
from screens.seat import Seat
from widgets.brief import indented
from widgets.row_list import RowList
from widgets.tables import key_of
from widgets.undoing import UNDOABLE, undoable_lines, undoable_rows

if TYPE_CHECKING:
    from data.types.undoing import Undoable, Undone
    from widgets.lines import Line


class UndoablesScreen(ListScreen, UndoingScreen):
    """A row a gesture; Enter takes it back."""

    place: ClassVar[str] = "undoing"
    reads_again: ClassVar[bool] = True

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self.found: tuple[Undoable, ...] = ()
        self.last: Undone | None = None
        """What was taken back here last."""
        self.list = RowList(UNDOABLE, strong="said", empty="reading …", id="undoing", letters=self.place)

    def head(self) -> tuple[Line, Line]:
        """Whose acts they are."""
        told = f"   what you did in the last {MINUTES} minutes"
        return [("Take back", "strong"), (told, "quiet")], self.clock_line()

    def _side_lines(self, width: int, height: int) -> list[Line]:
        one = self._here()
        if one is None:
            return []
        return indented(undoable_lines(one, self.last, self.seat.clock(), self.seat.here, width - 3))

    def desk_opened(self) -> None:
        """Read them."""
        self.read(lambda at, stop: desk.undoing.undoable(at, None, stop), self._show, "undoing")

    def _show(self, found: tuple[Undoable, ...]) -> None:
        self.found = found
        self.list.show(
            undoable_rows(found, self.seat.clock(), self.seat.here),
            empty=f"Nothing of yours from the last {MINUTES} minutes is to be taken back.",
        )
        self.remake("side")
        self.remake("head", "keys")

    def _here(self) -> Undoable | None:
        return next((one for one in self.found if key_of("undo", one.id) == self.list.key), None)

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        """Enter."""
        self.call_later(self.action_act, "take_back")

    def why_not(self, act_id: str) -> str:
        """What was taken back is done again by taking back the line that says so."""
        if act_id == "take_back":
            one = self._here()
            if one is None:
                return "The cursor stands on nothing."
            return "It was taken back already; the line “Took back” does it again." if one.undone else ""
        return super().why_not(act_id)

    def do_take_back(self) -> None:
        """Enter: take it back."""
        one = self._here()
        if one is not None:
            self.take_back(one)

    def taken_back(self, undone: Undone) -> None:
        """What stays is told beside the list too, each with who changed it."""
        self.last = undone
        super().taken_back(undone)
