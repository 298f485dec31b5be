"""Sending what waits: in order, once, in a thread that is never called off; and again later when it cannot go."""

from __future__ import annotations

import threading
from datetime import timedelta
from random import random
from typing import TYPE_CHECKING

from data import desk
from data.rules.retrying import AWAY, pause
from data.types.drafts import DraftState
from data.types.errors import OFF, CasetuiError, StoreTrouble, WrongPassword
from screens.standing import briefly

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.timer import Timer

    from casetui.app import CaseTuiApp
    from data.desk.desk import Desk
    from data.types.drafts import Draft
    from data.types.records import Saved


class Sender:
    """What the app does with saves that wait."""

    def __init__(self, app: CaseTuiApp) -> None:
        self._app = app
        self._one_at_a_time = threading.Lock()
        self._tries = 0
        self._planned: Timer | None = None
        self._last = ""

    def later(self, again: Callable[[], None]) -> None:
        """Try again after a pause that grows; one try is planned at a time, and none with a password that is wrong."""
        if self._planned is not None or isinstance(self._app.seat.problem, WrongPassword):
            return

        def do() -> None:
            self._planned = self._app.seat.next_try = None
            self._app.tell_all(lambda screen: screen.seat_changed())
            again()

        wait = pause(AWAY, self._tries, random())
        self._tries += 1
        self._planned = self._app.set_timer(wait, do)
        seat = self._app.seat
        seat.next_try = seat.clock() + timedelta(seconds=wait)
        self._app.tell_all(lambda screen: screen.seat_changed())

    def reached(self) -> None:
        """The store answers: pauses begin small again."""
        self._tries = 0
        self._app.seat.problem = self._app.seat.next_try = None

    def away(self, error: CasetuiError) -> None:
        """A read got no answer: say so, and look again until there is one."""
        seat = self._app.seat
        self._app.door.wrong |= isinstance(error, WrongPassword)
        if seat.problem is None or (error.way and not seat.problem.way):
            seat.problem = error
            self._app.tell_all(lambda screen: screen.seat_changed())
            if error.way:
                # Somebody has to do something: it does not hide behind what was said before.
                self._app.say(briefly(error), "late")
        self.later(self._look)

    def _look(self) -> None:
        at = self._app.seat.desk
        if at is None:
            return
        if self._app.seat.drafts.waiting():
            self.send()
            return
        if self._app.seat.problem is None:
            return

        def work() -> None:
            try:
                desk.lasting.answers(at)
            except CasetuiError as error:
                self._app.call_later(self.away, error)
            else:
                self._app.call_later(self.back)

        self._app.run_worker(work, name="look", group="look", thread=True, exit_on_error=False)

    def back(self) -> None:
        """It answers again: what is on the screen may be another by now."""
        self.reached()
        self._app.tell_all(lambda screen: screen.seat_changed())
        if self._app.seat.drafts.waiting():
            self.send()
        seats = self._app.seats()
        if seats:
            seats[-1].came_back()

    def send(self) -> None:
        """Send what waits; while the store is not open, say that it waits."""
        seat = self._app.seat
        at = seat.desk
        if at is None:
            for draft in seat.drafts.waiting() if seat.problem is not None else ():
                self._held(draft, seat.problem or StoreTrouble())
            return
        self._app.run_worker(
            lambda: self._send(at), name="send", group="send", thread=True, exit_on_error=False
        )

    def _send(self, at: Desk) -> None:
        with self._one_at_a_time:
            for draft, answer in desk.sending.send_waiting(at, self._app.seat.drafts):
                if isinstance(answer, CasetuiError):
                    self._app.call_later(self._held, draft, answer)
                else:
                    self._app.call_later(self._sent, draft, answer)

    def nothing_waits(self) -> str:
        """The sentence for whoever asks to send when all is sent: it names the last, which may just have gone out."""
        return f"Nothing waits to be sent.{self._last}"

    def _sent(self, draft: Draft, saved: Saved) -> None:
        self.reached()
        at = self._app.seat.here(self._app.seat.clock())
        self._last = f" The last to go out was {saved.number}, at {at:%H:%M}."
        self._app.lending.sent(draft.id)
        self._app.tell_all(lambda screen: screen.sent(draft, saved))
        self._app.tell_all(lambda screen: screen.seat_changed())

    def _held(self, draft: Draft, error: CasetuiError) -> None:
        seat = self._app.seat
        if isinstance(error, OFF):
            self._app.ending.shut(error)
        elif isinstance(error, StoreTrouble):
            seat.problem = error
            self._app.door.wrong |= isinstance(error, WrongPassword)
        self._app.tell_all(lambda screen: screen.held(draft, error))
        self._app.tell_all(lambda screen: screen.seat_changed())
        still = seat.drafts.read(draft.id)
        if still is not None and still.state is DraftState.WAITING and seat.desk is not None:
            self.later(self.send)
