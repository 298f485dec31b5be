"""The history of a case, an interaction or a member: every change, narrowed while one types (features A5.12, B14)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from data import desk
from data.rules.act_words import act_said
from data.rules.changes import FORMS, sought
from screens.narrowing import NarrowingScreen
from widgets.brief import history_lines
from widgets.going import GoBack
from widgets.lines import Line
from widgets.pane import ScrollPane

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from textual.widget import Widget

    from data.desk.desk import Desk
    from data.types.records import ChangeLine
    from data.types.stop import Stop
    from screens.seat import Seat

WIDEST = 110
"""Cells beyond which a line is hard to read."""


class HistoryScreen(NarrowingScreen):
    """Every change of one record: when, who, from what to what, and why."""

    place: ClassVar[str] = "history"
    reads_again: ClassVar[bool] = True
    hint: ClassVar[str] = FORMS

    def __init__(self, seat: Seat, record: str, record_id: UUID) -> None:
        """`record` is `case`, `interaction` or `member`."""
        super().__init__(seat)
        self.record, self.record_id = record, record_id
        self.whose = ""
        self.changes: tuple[ChangeLine, ...] | None = None
        self.pane = ScrollPane(self._lines, letters=self.place, id="changes")

    def head(self) -> tuple[Line, Line]:
        """Whose history."""
        return [(f"History › {self.whose}" if self.whose else "History", "strong")], self.clock_line()

    def below(self) -> Iterable[Widget]:
        """The changes."""
        yield self.pane

    def _lines(self, width: int, height: int) -> list[Line]:
        if self.changes is None:
            return [[(" reading …", "quiet")]]
        found = sought(self.changes, self.text, act_said)
        if not found:
            said = "These words stand in no change of it." if self.text else "No change is on record."
            return [[(f"  {said}", "quiet")]]
        return history_lines(found, self.seat.zone, min(width, WIDEST), whole=True)

    def narrowed(self) -> None:
        """Other words: what holds them, from the top."""
        self.pane.action_by(-1_000_000)
        self.pane.remake()

    def into_list(self) -> None:
        """The keyboard scrolls the changes."""
        self.pane.focus()

    def do_history(self) -> None:
        """The key that opened it goes back."""
        self.post_message(GoBack())

    def desk_opened(self) -> None:
        """Read all of it; it is narrowed here."""

        def ask(at: Desk, stop: Stop) -> tuple[str, tuple[ChangeLine, ...]]:
            if self.record == "case":
                case = desk.cases.read(at, self.record_id)
                return case.number, desk.history.of_case(at, case.id, stop)
            if self.record == "interaction":
                one = desk.interactions.read(at, self.record_id)
                return one.number, desk.history.of_interaction(at, one.id, stop)
            card = desk.members.card(at, self.record_id)
            return card.name, desk.history.of_member(at, card.id, stop)

        self.read(ask, lambda answer: self._show(*answer))

    def _show(self, whose: str, changes: tuple[ChangeLine, ...]) -> None:
        self.whose, self.changes = whose, changes
        self.pane.remake()
        self.remake("head")
