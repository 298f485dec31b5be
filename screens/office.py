"""The office as it is configured: every list with its entries and how much uses them; changed by a file, not here."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from data import desk
from screens.one_list import ListScreen
from screens.seat import Seat
from widgets.brief import indented
from widgets.going import Go
from widgets.lines import Line, heading, pair
from widgets.office import OFFICE, entry_of, office_rows, used_said
from widgets.row_list import RowList

if TYPE_CHECKING:
    from data.types.configured import ShownList

HOW = "It is changed by a file: casetui config export, then diff and apply."


class OfficeScreen(ListScreen):
    """Every list of the office, to be looked at."""

    place: ClassVar[str] = "office"

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self.lists: tuple[ShownList, ...] = ()
        self.list = RowList(OFFICE, strong="name", empty="reading …", id="office", letters=self.place)

    def head(self) -> tuple[Line, Line]:
        """Whose it is, and how it is changed."""
        name = self.seat.desk.office if self.seat.desk else ""
        return [("Office", "strong"), (f"   {name}" if name else "", "quiet")], self.clock_line()

    def _side_lines(self, width: int, height: int) -> list[Line]:
        found = entry_of(self.lists, self.list.key)
        if found is None:
            return []
        one, entry = found
        out = [heading(entry.name), *pair("", entry.said or "–", width - 3, gutter=0), []]
        out += pair("List", one.said, width - 3)
        out += pair("In use", used_said(entry) or "nowhere", width - 3)
        for name, said in entry.told:
            out += pair(name, said, width - 3)
        if entry.archived:
            out += pair("Archived", "no longer offered; what has it keeps it", width - 3)
        return indented([*out, [], *pair("", HOW, width - 3, role="quiet", gutter=0)])

    def desk_opened(self) -> None:
        """Read all of it."""
        self.read(lambda at, stop: desk.configured.shown(at, stop), self._show, "office")

    def _show(self, lists: tuple[ShownList, ...]) -> None:
        self.lists = lists
        self.list.show(office_rows(lists), empty="Nothing is configured.")
        self.remake("side")
        self.remake("head")

    def do_switches(self) -> None:
        """n: who is told of what."""
        self.post_message(Go("switches"))

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        """Enter: nothing is changed here."""
        self.say(HOW)
