"""The targets of a case: when each is due, what is left, why then; holds, extensions, escalations (features B9)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from data import desk
from screens.changing import ChangingScreen
from screens.one_list import ListScreen
from widgets.brief import history_lines, indented
from widgets.case_summary import case_head
from widgets.case_targets import TARGETS, target_rows
from widgets.lines import Line, heading, pair
from widgets.row_list import RowList

if TYPE_CHECKING:
    from uuid import UUID

    from data.types.records import CaseRecord, ChangeLine
    from data.types.targets import CaseTargets
    from screens.seat import Seat

TOLD = ("case", "escalation")
"""Records whose changes stand beside the targets."""
FIELDS = ("status", "due_on", "follow_up_on", "escalated_at")
"""Fields of those that are told."""


class CaseTargetsScreen(ListScreen, ChangingScreen):
    """The targets of one case."""

    place: ClassVar[str] = "case_targets"
    reads_again: ClassVar[bool] = True
    follows: ClassVar[str] = "record"

    def __init__(self, seat: Seat, case_id: UUID) -> None:
        super().__init__(seat)
        self.case_id = case_id
        self.found: CaseTargets | None = None
        self.history: tuple[ChangeLine, ...] = ()
        self.list = RowList(TARGETS, strong="due", empty="reading …", id="targets", letters=self.place)

    def head(self) -> tuple[Line, Line]:
        """Which case, and how it stands."""
        if self.case is None:
            return [("Targets", "strong")], self.clock_line()
        case = self.case
        left = case_head("Targets", case)
        if case.escalated_at is not None:
            left.append(("  escalated", "late"))
        return left, self.clock_line()

    def _side_lines(self, width: int, height: int) -> list[Line]:
        if self.found is None:
            return []
        out: list[Line] = []
        for one in self.found.targets:
            if one.kind.value == self.list.key and one.because:
                out = [heading("Why then"), *pair("", one.because, width - 3, gutter=0), []]
        return [*indented(out), *history_lines(self.history, self.seat.zone, width)]

    def desk_opened(self) -> None:
        """Read the case, its targets, and what changed them."""

        def ask(at: desk.desk.Desk, stop: object) -> tuple[CaseRecord, CaseTargets, tuple[ChangeLine, ...]]:
            case = desk.cases.read(at, self.case_id)
            return case, desk.targets.of_case(at, case.id), desk.history.of_case(at, case.id)

        self.read(ask, lambda answer: self._show(*answer), "case")

    def _show(self, case: CaseRecord, found: CaseTargets, history: tuple[ChangeLine, ...]) -> None:
        self.found = found
        self.took(case)
        self.history = tuple(line for line in history if line.record in TOLD and line.field in FIELDS)
        self._fill()
        self.remake("side")
        self.remake("head", "keys")

    def _fill(self) -> None:
        at = self.seat.desk
        if self.found is None or at is None:
            return
        rows = target_rows(self.found, self.seat.clock(), at.zone, airy=not self.low)
        self.list.show(rows, empty="No target: T sets one.")

    def on_resize(self) -> None:
        """Empty lines only where there is room."""
        self._fill()

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        """Enter: the follow-up has its day, the rest is the target to complete."""
        if self.list.key == "next follow-up":
            self.do_follow_up()
        else:
            self.do_set_target()
