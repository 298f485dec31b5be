"""How much of the inbox is not read: asked now and then, told in the head of every screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data import desk
from data.types.errors import CasetuiError

if TYPE_CHECKING:
    from casetui.app import CaseTuiApp

FIRST_S = 2.0
"""Seconds after the store is open: nothing at the start waits for it."""


class Inbox:
    """The number that every screen shows."""

    def __init__(self, app: CaseTuiApp) -> None:
        self._app = app
        self._asking = False

    def later(self) -> None:
        """The store is open."""
        self._app.set_timer(FIRST_S, self.look)

    def look(self) -> None:
        """Ask, in a thread; focus, cursor and words stay where they are."""
        at = self._app.seat.desk
        if at is None or self._asking:
            return
        self._asking = True

        def work() -> None:
            try:
                self._app.call_from_thread(self._show, desk.notices.unread(at))
            except CasetuiError:
                # Who asks for more than a number is told of the trouble.
                return
            finally:
                self._asking = False

        self._app.run_worker(work, name="inbox", group="inbox", thread=True, exit_on_error=False)

    def _show(self, unread: int) -> None:
        if unread != self._app.seat.unread:
            self._app.seat.unread = unread
            self._app.tell_all(lambda screen: screen.remake("head"))
