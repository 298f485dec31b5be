"""During a call: a case of hers that was closed lately is offered to be opened again (features B19)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from data import desk
from data.rules.reopening import likely_first, say_closed
from screens.seat_screen import SeatScreen
from widgets.actions import key_said
from widgets.choice import Option

if TYPE_CHECKING:
    from data.types.records import CaseLine


class ReopeningScreen(SeatScreen):
    """A screen on which a contact is written that may be about a closed case."""

    lately: tuple[CaseLine, ...] = ()
    """Closed lately, the last first."""

    def reopened(self, case: CaseLine) -> None:
        """It is open again."""
        raise NotImplementedError

    def about_types(self) -> tuple[str, ...]:
        """The case types of what is written so far."""
        return ()

    def read_lately(self, member: UUID | None) -> None:
        """Ask for what was closed lately of this member."""
        if member is None:
            self._show_lately(())
        else:
            self.read(
                lambda at, stop: desk.cases.closed_lately(at, member, stop), self._show_lately, "lately"
            )

    def _show_lately(self, closed: tuple[CaseLine, ...]) -> None:
        self.lately = closed
        self.remake("side")
        self.remake("keys")

    def _offered(self) -> tuple[CaseLine, ...]:
        return likely_first(self.lately, self.about_types())

    def lately_said(self) -> tuple[str, ...]:
        """What stands on top of what is known: the likeliest of them."""
        today, zone, key = self.seat.today(), self.seat.zone, key_said("reopen_case")
        return tuple(say_closed(line, today, zone, key) for line in self._offered()[:1])

    def why_not_reopened(self) -> str:
        """Nothing of hers was closed lately."""
        return "" if self.lately else "No case of this member was closed lately."

    def do_reopen_case(self) -> None:
        """ctrl+g O: open it again; of several, which."""
        offered = self._offered()
        if len(offered) == 1:
            self._reopen(offered[0])
            return
        options = [Option(str(line.id), f"{line.number} {line.title}") for line in offered]

        def chosen(keys: tuple[str, ...]) -> None:
            self._reopen(next(line for line in offered if str(line.id) == keys[0]))

        self.ask_choice("Open again", options, chosen)

    def _reopen(self, line: CaseLine) -> None:
        if self.write(lambda at: desk.holding.reopen(at, line.id), lambda done: self.reopened(line)):
            self.say("opening it again …", "quiet")
