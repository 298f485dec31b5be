"""What good looks like in a case: what a program can tell, and what readers tick (features A2.25 to A2.28)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from data import desk
from data.rules.good import next_said
from data.rules.good_case import CASE_HUMAN, judged_case, why_no_case_tick
from data.types.ticks import NOT_HELD
from screens.seat import SeatScreen
from widgets.case_summary import case_head
from widgets.good import good_lines
from widgets.lines import Line
from widgets.pane import ScrollPane

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from textual.widget import Widget

    from data.types.records import CaseRecord
    from data.types.ticks import Tick
    from screens.seat import Seat

WIDEST = 90


class CaseGoodScreen(SeatScreen):
    """The guide to cases, item by item, of one case."""

    place: ClassVar[str] = "case_good"
    reads_again: ClassVar[bool] = True

    def __init__(self, seat: Seat, case_id: UUID) -> None:
        super().__init__(seat)
        self.case_id = case_id
        self.case: CaseRecord | None = None
        self.ticks: tuple[Tick, ...] = ()
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
            return "It is still being read."
        held_by = [one.officer_id for one in case.assignees]
        return why_no_case_tick(at.officer.id, case.opened_by, held_by)

    def why_not(self, act_id: str) -> str:
        """Nobody judges her own."""
        return self._why_no_tick() if act_id == "tick_case" else super().why_not(act_id)

    def do_tick_case(self, place: int) -> None:
        """1 to 4: this item is held; again, not held, and why; again, nothing is said of it."""
        at = self.seat.desk
        item = CASE_HUMAN[place - 1]
        said = next_said(item.key, self.ticks, at.officer.id if at else None)
        if said == NOT_HELD:
            self.ask_text(
                f"Not held: {item.label}. Why, in a line",
                lambda why: self._tick(item.key, NOT_HELD, why),
                empty=True,
            )
        else:
            self._tick(item.key, said, "")

    def _tick(self, item: str, said: str, line: str) -> None:
        def told(ticks: tuple[Tick, ...]) -> None:
            self.ticks = ticks
            self.pane.remake()
            self.say(f"{said.capitalize()}, with your name." if said else "Your tick is taken back.")

        self.write(lambda at: desk.ticking.tick_case(at, self.case_id, item, said, line), told)
