"""Colleagues at the same store: what they change is heard, where they are is shown, and they are told the same."""

from __future__ import annotations

import random
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING

from data import desk
from data.rules.together import BEAT_S, IDLE_S, TYPED_S, due
from data.types.errors import OFF, CasetuiError, SchemaNewer, SchemaOlder, WrongPassword
from data.types.news import News
from data.types.together import Doing, Spot
from widgets.going import Heard

if TYPE_CHECKING:
    from uuid import UUID

    from casetui.app import CaseTuiApp
    from data.desk.desk import Desk
    from data.desk.together import Ended
    from data.types.together import Someone

BEGIN_S = 1.0
"""Seconds after the store is open, more or less: two hundred programs that start at once do not all listen at once."""
LOOK_S = 1.0
"""Seconds between two looks at what is seen here."""
PATIENCE_S = 0.5
"""Seconds for which the end of the program waits for the thread that listens."""


class Company:
    """What the app knows of others, and tells them."""

    def __init__(self, app: CaseTuiApp) -> None:
        self._app = app
        self.people: tuple[Someone, ...] = ()
        """Colleagues at records that the officer may see."""
        self._window: UUID | None = None
        self._ended: Ended | None = None
        self._thread: Thread | None = None
        self._spot: Spot | None = None
        self._beat_at = self._asked_at = float("-inf")
        self._key_at = monotonic()
        self._ask = True
        self._busy = False

    def later(self) -> None:
        """The store is open: begin soon."""
        if self._window is None:
            self._app.set_timer(BEGIN_S * random.uniform(0.5, 1.5), self.begin)

    def begin(self) -> None:
        """Listen, and show oneself; once in a run."""
        at = self._app.seat.desk
        if at is None or self._window is not None:
            return
        self._window, self._ended = at.new_id(), desk.together.Ended()
        self._thread = Thread(target=self._listen, args=(at, self._ended, self._window), daemon=True)
        self._thread.start()
        self._app.set_interval(LOOK_S, self.look)
        self._app.lending.opened()

    def _listen(self, at: Desk, ended: Ended, window: UUID) -> None:
        desk.together.follow(at, lambda news: self._hear(news, ended), ended)
        try:
            desk.together.leave(at, window)
        except CasetuiError:
            # Whoever gives no sign of life is gone in a minute anyway.
            return

    def _hear(self, news: News, ended: Ended) -> None:
        if not ended.set:
            self._app.post_message(Heard(news))

    def end(self) -> None:
        """Listen no longer."""
        if self._ended is not None:
            self._ended.end()

    def close(self) -> None:
        """The program ends."""
        self.end()
        if self._thread is not None:
            self._thread.join(PATIENCE_S)

    def typed(self) -> None:
        """A key was pressed."""
        self._key_at = monotonic()

    # What others do

    def heard(self, news: News) -> None:
        """Every screen is told; the one that is seen reads again, the others when they are seen."""
        at = self._app.seat.desk
        if at is None:
            return
        if at.officer.id in news.records:
            # Something about the officer herself: whether she is still to see anything is asked at once.
            self._beat_at = float("-inf")
        self._app.seat.heard(news.records)
        seats = self._app.seats()
        for screen in seats:
            screen.heard(news)
        shown = seats[-1].ids_shown() if seats else set()
        if news.everything or any(str(one) in shown for one in news.present):
            self._ask = True
        self.look()

    def look(self) -> None:
        """Give a sign of life where one is due, and ask who else is here; never two at once."""
        at, seats = self._app.seat.desk, self._app.seats()
        if at is None or not seats or self._window is None:
            return
        seats[-1].take_in()
        if not at.store.shared or self._busy or isinstance(self._app.seat.problem, WrongPassword):
            return
        spot, now = self._here(), monotonic()
        beats = due(spot != self._spot, now - self._beat_at)
        asks = self._ask or (spot and spot.record_id) != (self._spot and self._spot.record_id)
        if not beats and not asks and now - self._asked_at < BEAT_S:
            return
        self._busy, self._ask, self._asked_at = True, False, now
        changed, window = spot != self._spot, self._window
        if beats:
            self._spot, self._beat_at = spot, now
        self._app.run_worker(
            lambda: self._exchange(
                at, window, spot if beats else None, left=beats and spot is None, changed=changed
            ),
            name="company",
            group="company",
            thread=True,
            exit_on_error=False,
        )

    def _exchange(self, at: Desk, window: UUID, spot: Spot | None, *, left: bool, changed: bool) -> None:
        try:
            if spot is not None:
                desk.together.beat(at, window, spot, changed=changed)
            elif left:
                desk.together.leave(at, window)
            people = desk.together.others(at, window)
        except OFF as error:
            self._app.call_later(self._app.ending.shut, error)
        except (WrongPassword, SchemaNewer, SchemaOlder) as error:
            # Waiting does not end these, so that the officer hears of them before she saves.
            self._app.call_later(self._app.sender.away, error)
            self._app.call_later(self._met, ())
        except CasetuiError:
            # Nobody asked for it: the next read of a screen tells what is wrong with the store.
            self._app.call_later(self._met, ())
        else:
            self._app.call_later(self._met, people)

    def _met(self, people: tuple[Someone, ...]) -> None:
        self._busy, self.people = False, people
        seats = self._app.seats()
        if seats and seats[-1].is_mounted:
            seats[-1].met(people)

    def _here(self) -> Spot | None:
        """The record that is seen, and what is done there."""
        screen = self._app.seats()[-1]
        record = screen.at_record
        if record is None:
            return None
        now, touched = monotonic(), getattr(screen, "touched_at", None)
        if touched is not None and now - touched < TYPED_S:
            return Spot(*record, Doing.EDITING)
        return Spot(*record, Doing.IDLE if now - self._key_at >= IDLE_S else Doing.VIEWING)
