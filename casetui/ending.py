"""Leaving in every way there is: every word is on the disk before the program goes."""

from __future__ import annotations

import errno
import os
import signal
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from casetui.app import CaseTuiApp
    from data.types.errors import CasetuiError


class Ending:
    """What the app does when it is to end."""

    def __init__(self, app: CaseTuiApp) -> None:
        self._app = app

    def catch_signals(self) -> None:
        """A terminal that goes away, and a system that asks to end."""
        import asyncio

        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGTERM, self._told_to_end)
        loop.add_signal_handler(signal.SIGHUP, self.hang_up)

    def _told_to_end(self) -> None:
        """Every word to the disk, and out."""
        self._app.flush()
        self._app.exit(0)

    def terminal_gone(self) -> bool:
        """Whether there is no terminal any more: not all are told, where another program waits for this one."""
        try:
            os.get_terminal_size(sys.__stderr__.fileno() if sys.__stderr__ else 2)
        except OSError as error:
            return error.errno == errno.EIO
        return False

    def hang_up(self) -> None:
        """The terminal is gone: every word to the disk, and out at once.

        Ending in good order would wait for ever on a terminal that nobody reads. A send under way is rolled back by
        the store, or known again by its key.
        """
        self._app.flush()
        self._app.seat.drafts.close()
        os._exit(0)

    def asked(self) -> None:
        """ctrl+q: asks only when something waits to be sent."""
        self._app.flush()
        waiting = self._app.seat.drafts.counts()[2]
        if not waiting:
            self._app.exit(0)
            return
        from screens.dialogs import Confirm

        what = "One save waits" if waiting == 1 else f"{waiting} saves wait"
        self._app.push_screen(
            Confirm(
                f"{what} to be sent to the database",
                "It stays on this machine and goes out when casetui runs again and the database answers.",
                "quit all the same",
                "stay",
            ),
            lambda yes: self._app.exit(0) if yes else None,
        )

    def shut(self, error: CasetuiError) -> None:
        """The officer's login was switched off: every word to the disk, every record away (issue 7)."""
        from screens.closed import ClosedScreen

        app, seat = self._app, self._app.seat
        # While the program ends there is no screen any more.
        if not app.screen_stack or isinstance(app.screen, ClosedScreen):
            return
        app.flush()
        at, seat.desk, seat.problem, seat.ringing = seat.desk, None, error, None
        while len(app.screen_stack) > 1:
            app.pop_screen()
        app.push_screen(ClosedScreen(seat, error))
        app.company.end()
        if at is not None:
            app.run_worker(at.close, name="close", group="close", thread=True, exit_on_error=False)

    def crashed(self, error: Exception) -> None:
        """Every word to the disk, and the place to the log."""
        from data.local.log import log_error

        try:
            self._app.flush()
        finally:
            log_error("the program", error)


def last_words() -> None:
    """One sentence after the screen is given back; nothing of what was on it."""
    from data.local.home import home

    sys.stderr.write(
        f"casetui has stopped. What you typed is kept and offered again. What failed is in {home().log}.\n"
    )
