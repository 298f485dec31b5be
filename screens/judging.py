"""What readers say of a note or a case, ticked item by item (features A1.37, A2.25)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.rules.good import next_said
from data.types.ticks import NOT_HELD
from screens.seat_screen import SeatScreen

if TYPE_CHECKING:
    from data.desk.desk import Desk
    from data.rules.good import HumanItem
    from data.types.ticks import Tick
    from widgets.pane import ScrollPane


class JudgingScreen(SeatScreen):
    """A screen on which a colleague ticks what only a reader can judge."""

    ticks: tuple[Tick, ...] = ()
    pane: ScrollPane

    def put_tick(self, at: Desk, item: str, said: str, line: str) -> tuple[Tick, ...]:
        """Say it of the record in view."""
        raise NotImplementedError

    def judge(self, item: HumanItem) -> None:
        """This item is held; again, not held, and why; again, nothing is said of it."""
        at = self.seat.desk
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

        self.write(lambda at: self.put_tick(at, item, said, line), told)
