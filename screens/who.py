"""Who is here: colleagues at records that one may see, and what they do there (features B4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from data import desk
from screens.seat import Seat
from screens.seat_screen import SeatScreen
from widgets.going import Go
from widgets.row_list import RowList
from widgets.tables import split_key
from widgets.who import WHO, who_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.widget import Widget

    from data.types.together import Someone
    from widgets.lines import Line


class WhoScreen(SeatScreen):
    """A row for each colleague at a record; Enter goes there."""

    place: ClassVar[str] = "who"
    reads_again: ClassVar[bool] = True

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self.found: tuple[Someone, ...] = ()
        self.list = RowList(WHO, strong="who", empty="reading …", id="who", letters=self.place)

    def head(self) -> tuple[Line, Line]:
        """What the list is."""
        return [("Who is here", "strong"), ("   at records that you may see", "quiet")], self.clock_line()

    def main(self) -> Iterable[Widget]:
        """The rows."""
        yield self.list

    def on_mount(self) -> None:
        """The keyboard is in the list."""
        self.list.focus()

    def desk_opened(self) -> None:
        """Read it."""
        self.read(lambda at, stop: desk.together.everyone(at, stop), self._show, "who")

    def met(self, people: Sequence[Someone]) -> None:
        """Somebody came or went: nothing moves under the cursor."""
        self.gently = True
        try:
            self.desk_opened()
        finally:
            self.gently = False

    def _show(self, people: tuple[Someone, ...]) -> None:
        self.found = people
        self.list.show(
            who_rows(people, self.seat.clock()), empty="Nobody has a case, an interaction or a member open."
        )

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        """Enter: to the record."""
        self.do_open()

    def do_open(self) -> None:
        """Go where they are."""
        one = next((one for one in self.found if str(one.record_id) == split_key(self.list.key)[1]), None)
        if one is not None:
            self.post_message(Go(one.kind, one.record_id))
