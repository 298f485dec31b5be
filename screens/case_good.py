"""What good looks like in a case: what a program can tell, and what readers tick (features A2.25 to A2.28)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from data import desk
from data.rules.good_case import CASE_HUMAN, judged_case, why_no_case_tick
from screens.judging import JudgingScreen
from widgets.case_summary import case_head
from widgets.good import good_lines
from widgets.lines import Line
from widgets.not_yet import NotYet
from widgets.pane import ScrollPane

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from textual.widget import Widget

    from data.desk.desk import Desk
    from data.types.records import CaseRecord
    from data.types.ticks import Tick
    from screens.seat import Seat

WIDEST = 90


class CaseGoodScreen(JudgingScreen):
    """The guide to cases, item by item, of one case."""

    place: ClassVar[str] = "case_good"
    reads_again: ClassVar[bool] = True

    def __init__(self, seat: Seat, case_id: UUID) -> None:
        super().__init__(seat)
        self.case_id = case_id
        self.case: CaseRecord | None = None
        self.pane = ScrollPane(self._lines, letters=self.place, id="good")

    def head(self) -> tuple[Line, Line]:
        """Which case."""
        if self.case is None:
            return [("Good", "strong")], self.clock_line()
        return case_head("Good", self.case), self.clock_line()

    def main(self) -> Iterable[Widget]:
        """The items."""
        yield self.pane

    def _lines(self, width: int, height: int) -> list[Line]:
        case = self.case
        if case is None:
            return [[(" reading …", "quiet")]]
        written = case.notes[-1].written_at if case.notes else self.seat.clock()
        lines = good_lines(
            judged_case(case, self.seat.here(written).date()),
            self.ticks,
            self.seat.zone,
            self.seat.today(),
            min(width - 2, WIDEST),
            self._why_no_tick(),
            CASE_HUMAN,
        )
        return [[(" ", "text"), *line] for line in lines]

    def on_mount(self) -> None:
        """The digits work where the keyboard is."""
        self.pane.focus()

    def desk_opened(self) -> None:
        """Read the case, and what is said of it."""
        self.read(
            lambda at, stop: (
                desk.cases.read(at, self.case_id),
                desk.ticking.of_case(at, self.case_id, stop),
            ),
            lambda answer: self._show(*answer),
        )

    def _show(self, case: CaseRecord, ticks: tuple[Tick, ...]) -> None:
        self.case, self.ticks = case, ticks
        self.pane.remake()
        self.remake("head", "keys")

    def _why_no_tick(self) -> str:
        at, case = self.seat.desk, self.case
        if at is None or case is None:
            return NotYet("It is still being read.")
        held_by = [one.officer_id for one in case.assignees]
        return why_no_case_tick(at.officer.id, case.opened_by, held_by)

    def why_not(self, act_id: str) -> str:
        """Nobody judges her own."""
        return self._why_no_tick() if act_id == "tick_case" else super().why_not(act_id)

    def do_tick_case(self, place: int) -> None:
        """1 to 4: this item is held; again, not held, and why; again, nothing is said of it."""
        self.judge(CASE_HUMAN[place - 1])

    def put_tick(self, at: Desk, item: str, said: str, line: str) -> tuple[Tick, ...]:
        """With the officer's name."""
        return desk.ticking.tick_case(at, self.case_id, item, said, line)
