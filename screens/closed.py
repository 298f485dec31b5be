"""The officer's login was switched off: a sentence, and nothing of any record (issue 7, features A3.35)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from screens.seat import Seat
from screens.seat_screen import SeatScreen
from widgets.actions import key_said
from widgets.lines import wrap
from widgets.pane import Pane

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget

    from data.types.errors import CasetuiError
    from widgets.lines import Line

STILL = frozenset({"quit", "menu", "theme"})
"""What can be done yet."""


class ClosedScreen(SeatScreen):
    """Stands over everything; what was typed is on this machine."""

    place: ClassVar[str] = "closed"

    def __init__(self, seat: Seat, error: CasetuiError) -> None:
        super().__init__(seat)
        self.error = error

    def head(self) -> tuple[Line, Line]:
        """Only that it is closed."""
        return [("Closed", "strong")], []

    def main(self) -> Iterable[Widget]:
        """What happened, what was kept, what to do."""
        yield Pane(self._lines, id="closed")

    def _lines(self, width: int, height: int) -> list[Line]:
        said = f"{self.error.sentence} {key_said('quit')} leaves casetui."
        return [[(f" {row}", "text")] for row in wrap(said, width - 2)]

    def banner(self) -> None:
        """No call is told any more."""
        return

    def resting(self) -> Line:
        """In short."""
        return [(self.error.brief, "late")]

    def why_not(self, act_id: str) -> str:
        """Nothing but leaving."""
        return "" if act_id in STILL else self.error.brief
