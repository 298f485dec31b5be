"""Opening the store, behind the first paint: what follows once it is open, and when it is tried again."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import TYPE_CHECKING

from casetui import garbage
from data import desk
from data.types.errors import CasetuiError

if TYPE_CHECKING:
    from casetui.app import CaseTuiApp
    from data.desk.desk import Desk
    from data.types.choices import Choices

Opener = Callable[[], "tuple[Desk, Choices]"]
"""Opens the store, in a thread; raises CasetuiError."""


class Opening:
    """What the app does until the store is open, and once it is."""

    def __init__(self, app: CaseTuiApp, opener: Opener) -> None:
        self._app = app
        self._opener = opener
        self._free_days_of: Desk | None = None
        """The desk whose public holidays are known."""
        self.greeting = ""
        """Said once, when the store is open."""

    def open(self) -> None:
        """Begin, in a thread; what came of it is told to `opened`."""

        def work() -> tuple[Desk, Choices] | CasetuiError:
            try:
                return self._opener()
            except CasetuiError as error:
                return error

        self._app.run_worker(
            work, name="open", group="open", thread=True, exclusive=True, exit_on_error=False
        )

    def opened(self, result: object) -> None:
        """The store is open, or why not: it is tried again, or a password asked for."""
        app, seat = self._app, self._app.seat
        if not gc.isenabled():
            garbage.begin()
        if isinstance(result, CasetuiError):
            seat.problem = result
            app.tell_all(lambda screen: screen.seat_changed())
            if not app.door.refused(result):
                app.sender.later(self.open)
            return
        assert isinstance(result, tuple)
        seat.desk, seat.choices = result
        seat.zone = seat.desk.zone
        app.sender.reached()
        self._read_ahead(seat.desk)
        app.tell_all(lambda screen: screen.desk_opened())
        app.tell_all(lambda screen: screen.seat_changed())
        app.telephone.ask_who_all()
        app.spares.later()
        app.wishes.desk_opened()
        app.company.later()
        app.inbox.later()
        if news := seat.news_of_drafts() or self.greeting:
            app.say(news)
        self.greeting = ""
        app.sender.send()
        if app.tour_due:
            app.first_steps()

    def answers_again(self) -> None:
        """What could not be read while the store was away is read now."""
        at = self._app.seat.desk
        if at is not None and self._free_days_of is not at:
            self._read_ahead(at)

    def _read_ahead(self, at: Desk) -> None:
        """In a thread, since their packages take their time: holidays, and how the first call's number is written."""

        def work() -> None:
            from data.rules import phones

            phones.shown("+61491570006", at.region)
            try:
                self._app.seat.holidays = desk.calendar.free_days(at)
            except CasetuiError:
                # Nobody asked for it: a screen's own read tells what is wrong, and it is read when that is over.
                return
            self._free_days_of = at

        self._app.run_worker(work, name="ahead", group="ahead", thread=True, exit_on_error=False)
