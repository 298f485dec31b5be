"""Every key of the screen it was asked from, made from the table of actions."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from screens.seat import Seat
from screens.seat_screen import SeatScreen
from widgets.actions import LEADER, acts_of, keys_of
from widgets.lines import Line, pair, wrap
from widgets.pane import ScrollPane

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget

TEXT_KEYS = (
    ("Tab", "next field; shift+Tab the one before"),
    ("ctrl+z, ctrl+y", "undo and redo in a text"),
    ("ctrl+u, ctrl+k", "rub out to the beginning, to the end of the line"),
    ("type, Down", "in a field with a list: narrows it, opens it; Enter takes the first"),
    ("+2d, fri, 27/11", "ways to say a day; +5wd counts working days"),
)


class HelpScreen(SeatScreen):
    """Help for one screen."""

    place: ClassVar[str] = "help"

    def __init__(self, seat: Seat, asked_from: str) -> None:
        super().__init__(seat)
        self.asked_from = asked_from
        self.pane = ScrollPane(self._lines)

    def head(self) -> tuple[Line, Line]:
        """Help for what."""
        return [(f"Help › {self.asked_from}", "strong"), ("   Esc goes back", "quiet")], self.clock_line()

    def main(self) -> Iterable[Widget]:
        """The keys."""
        yield self.pane

    def on_mount(self) -> None:
        """The keyboard scrolls."""
        self.pane.focus()

    def _lines(self, width: int, height: int) -> list[Line]:
        out: list[Line] = []
        acts = acts_of(self.asked_from)
        for title, group in (
            ("On this screen", [one for one in acts if not one.focus and one.places != ("*",)]),
            ("In its list", [one for one in acts if one.focus]),
            ("Everywhere", [one for one in acts if not one.focus and one.places == ("*",)]),
        ):
            if not group:
                continue
            out += [[(f" {title}", "strong")]]
            for one in group:
                keys = keys_of(one)
                leader = f"{LEADER} {one.leader}" if one.leader else ""
                told = wrap(one.tooltip, width - 32)
                out.append([(f" {keys:<16}", "key"), (f"{leader:<14}", "quiet"), (told[0], "text")])
                out += [[(" " * 31 + more, "text")] for more in told[1:]]
            out.append([])
        out += [[(" While typing", "strong")]]
        for keys, what in TEXT_KEYS:
            out += [[(" ", "text"), *line] for line in pair(keys, what, width - 2, gutter=18)]
        return out
