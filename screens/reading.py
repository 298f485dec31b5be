"""The one way in which screens read, and write by one key: in threads that no key waits for."""

from __future__ import annotations

from asyncio import get_running_loop
from contextvars import copy_context
from typing import TYPE_CHECKING, TypeVar

from textual.message import Message
from textual.worker import WorkerState

from data.types.errors import (
    OFF,
    CasetuiError,
    NotFound,
    SavedOrNot,
    SchemaNewer,
    SchemaOlder,
    StoreTrouble,
    StoreUnavailable,
    WrongPassword,
)
from data.types.stop import Stop, Stopped
from screens.aside import Aside
from screens.held_paint import HeldPaint
from widgets.going import Away, Here, Shut, Unforeseen
from widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.worker import Worker

    from data.desk.desk import Desk
    from widgets.lines import Line

T = TypeVar("T")

SHUT_TO_ALL = (StoreUnavailable, WrongPassword, SchemaNewer, SchemaOlder)
"""Trouble that every question meets until it is over: it stands on the status line, and keys are waited for by none."""


class Answered(Message):
    """A read has come back."""

    def __init__(self, group: str, turn: int, deliver: Callable[[], None]) -> None:
        super().__init__()
        self.group = group
        self.turn = turn
        self.deliver = deliver


class Reading(HeldPaint):
    """A screen that asks the desk in threads which can be called off, and is told on its own."""

    def __init__(self) -> None:
        super().__init__()
        self._turns: dict[str, int] = {}
        self._stops: dict[str, Stop] = {}
        self._apart = Aside(self)
        self._written = 0
        self._store_said: Line = []
        """What was said last of the store itself."""

    # Reading

    def read(
        self,
        ask: Callable[[Desk, Stop], T],
        told: Callable[[T], None],
        group: str = "read",
        *,
        aside: bool = False,
    ) -> None:
        """Ask the desk in a thread; a newer question of the same group calls the older one off.

        Nothing happens while the store is not open: `desk_opened` asks again then. What talks to another server is
        done `aside`: one of a group at a time, in a thread that no other read and no end of the program waits for.
        """
        desk = self.seat.desk
        if aside and self._apart.busy(group):
            return
        self.call_off(group)
        turn = self._turns[group]
        if desk is None:
            return
        stop = self._stops[group] = Stop()
        gently = self.gently

        def work() -> None:
            from data.desk.lasting import lasting

            try:
                value = lasting(lambda: ask(desk, stop))
            except Stopped:
                return
            except CasetuiError as error:
                problem = error
                failed = self.missed if gently else self._not_read
                self.post_message(Answered(group, turn, lambda: failed(problem)))
            else:
                self.post_message(Answered(group, turn, lambda: self._deliver(told, value, gently)))

        if aside:
            self._apart.begin(work, group)
        else:
            self._in_thread(work, group, group)

    def call_off(self, *groups: str) -> None:
        """What is asked in these groups is wanted no more: it holds no connection that the next question waits for."""
        for group in groups:
            self._turns[group] = self._turns.get(group, 0) + 1
            if group in self._stops:
                self._stops.pop(group).pull()

    def _in_thread(self, work: Callable[[], None], what: str, group: str) -> None:
        """Begin in a thread at once: a worker of Textual's would begin only after the paint that is due."""
        begun = get_running_loop().run_in_executor(None, copy_context().run, work)
        # Called off with its screen, it fails unheard.
        begun.add_done_callback(lambda done: None if done.cancelled() else done.exception())

        async def waited() -> None:
            await begun

        self.run_worker(waited(), name=f"{self.place}:{what}", group=group, exit_on_error=False)

    def _deliver(self, told: Callable[[T], None], value: T, gently: bool) -> None:
        """An answer that nobody here asked for leaves the cursor of every list on its record and its line."""
        rows = list(self.query(RowList)) if gently else []
        self.gently = gently
        for one in rows:
            one.gentle = True
        try:
            self._answer(told, value)
        finally:
            self.gently = False
            for one in rows:
                one.gentle = False

    def _answer(self, told: Callable[[T], None], value: T) -> None:
        """The store answers: whatever was wrong with it is over."""
        if self.seat.problem is not None:
            self.seat.problem = None
            self.post_message(Here())
        told(value)

    def _not_read(self, error: CasetuiError) -> None:
        """Say it; and have the app look when a store that went away is back. No key waits until then."""
        self.await_nothing()
        if isinstance(error, OFF):
            self.post_message(Shut(error))
        elif isinstance(error, SHUT_TO_ALL):
            self.post_message(Away(error))
        self.failed(error)

    async def on_answered(self, event: Answered) -> None:
        """Deliver an answer, unless a newer question has been asked since."""
        event.stop()
        if self._turns.get(event.group) == event.turn:
            event.deliver()
            self._unpainted.close()
            self._say_store()
            await self.resume_awaited()

    def _say_store(self) -> None:
        """Say anew how the store is, where it is no more as it was said."""
        before, self._store_said = self._store_said, self.resting()
        if before != self._store_said:
            self.remake("status")

    # Writing by one key

    def write(self, act: Callable[[Desk], T], told: Callable[[T], None]) -> bool:
        """Do one act at the desk, in a thread that is never called off; False when it cannot even begin.

        For acts of one key; words go through the drafts, which keep them.
        """
        desk = self.seat.desk
        if desk is None:
            self.say("The database is not open yet: nothing was changed.", "late")
            return False
        self._written += 1
        group = f"write {self._written}"
        self._turns[group] = 1

        def work() -> None:
            try:
                value = act(desk)
            except CasetuiError as error:
                problem = error
                self.post_message(Answered(group, 1, lambda: self.not_written(problem)))
            else:
                self.post_message(Answered(group, 1, lambda: self._answer(told, value)))

        self._in_thread(work, "write", group)
        return True

    def not_written(self, error: CasetuiError) -> None:
        """An act of one key leaves nothing behind that could be sent later."""
        if isinstance(error, OFF):
            self.post_message(Shut(error))
        elif isinstance(error, SavedOrNot):
            self.say(f"{error.title}: whether it was done shows when the database answers.", "late")
        elif isinstance(error, StoreTrouble):
            self.say(f"{error.title}. Nothing was changed; try again when it answers.", "late")
        else:
            self.say(error.sentence, "late")

    def failed(self, error: CasetuiError) -> None:
        """Tell what went wrong; a screen that can do better says so.

        A store that is away is told at rest, with its next try, until it is back.
        """
        if not isinstance(error, SHUT_TO_ALL):
            self.say(error.sentence, "late")
        elif not self._said or self._said[0][1] != "late":
            # What was said of an act that failed with it is not taken away: it tells that nothing was changed.
            self.say("")

    def missed(self, error: CasetuiError) -> None:
        """What nobody here asked for was not to be had: only that it is not the officer's to see any more is said."""
        if isinstance(error, NotFound):
            self.failed(error)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """An error nobody foresaw goes to the app: a worker tells only the screen that began it."""
        error = event.worker.error
        if event.state is WorkerState.ERROR and error is not None:
            self.post_message(Unforeseen(event.worker.name, error))

    def on_unmount(self) -> None:
        """Nobody waits for what is asked here: the end of the program is not held up by it."""
        self.call_off(*self._stops)
