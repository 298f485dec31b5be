"""Keys typed ahead: a key waits until what the one before it set in motion is done, so that no word goes astray."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from textual import events
from textual.message import Message

if TYPE_CHECKING:
    from textual.widget import Widget

    from casetui.app import CaseTuiApp

ROUNDS = 3
"""How often the same widget must have answered: a key becomes a message, the message another, that one a screen."""
LOOK_AGAIN = 0.03
"""Seconds between looks whether the widget that was asked has gone, and the round with it."""
PATIENCE = 2.0
"""Seconds after which keys go on all the same: what went round was lost with its widget."""


class Round(Message):
    """Goes the way of a key's consequences, from the widget that has the keyboard up to the app, behind them."""

    def __init__(self, target: Widget, turn: int, left: int) -> None:
        super().__init__()
        self.target = target
        self.turn = turn
        self.left = left


class TypeAhead:
    """Holds keys and pastes back while a key that may move the keyboard is still being done.

    Tab, F3, Enter and their kin reach another widget or screen only some messages later; words typed by then, or
    sent by a slow line in one go, would land in the old field. And ctrl+s acts at once, before the words just typed
    have reached their field: it waits for them. So does a letter for the rows of a list while other rows are read.
    """

    def __init__(self, app: CaseTuiApp) -> None:
        self._app = app
        self._held: deque[events.Key | events.Paste] = deque()
        self._holding = True
        """From the very start: what is typed while the program comes up is for the first field."""
        self._turn = 0
        self._asked: Widget | None = None
        self._words_on_their_way = False
        """Text was handed on, and nothing has told since that its field has taken it."""
        self._waits_for_rows = False
        self._rows_given_up = False
        """Rows did not come in time: keys no longer wait for them."""

    async def start(self) -> None:
        """The first screen has the keyboard: it gets what was typed before."""
        await self._let_go()

    def hold(self, event: events.Key | events.Paste) -> bool:
        """Keep the event for later, if it comes too early."""
        if self._holding:
            self._held.append(event)
            return True
        if self._for_rows(event):
            self._held.appendleft(event)  # before what was held with it
            self._go_round(0)
            return True
        if not self._words_on_their_way or self._is_text(event):
            return False
        self._held.appendleft(event)  # before what was held with it
        self._go_round(0)
        return True

    def begin(self, event: events.Key | events.Paste) -> None:
        """The event was handed on: what comes next waits, unless this one is mere text."""
        if self._is_text(event):
            self._words_on_their_way = True
        else:
            self._go_round(ROUNDS)

    def _is_text(self, event: events.Key | events.Paste) -> bool:
        in_text = getattr(self._app.focused, "takes_text", False)
        return isinstance(event, events.Paste) or (event.is_printable and in_text)

    def _for_rows(self, event: events.Key | events.Paste) -> bool:
        """Meant for rows that are still on their way; what belongs to every screen waits for none."""
        if not getattr(self._app.screen, "behind", False):
            self._rows_given_up = False
            return False
        letter = isinstance(event, events.Key) and (event.is_printable or event.key == "enter")
        return letter and not self._rows_given_up

    def _go_round(self, rounds: int) -> None:
        self._holding, self._waits_for_rows = True, False
        self._turn += 1
        self._send(rounds)
        self._watch(self._turn)

    async def passed(self, event: Round) -> None:
        """A round has come up."""
        if event.turn != self._turn or not self._holding or not self._app.screen_stack:
            return
        if event.target is not self._keyboard() or getattr(self._app.screen, "moving", False):
            self._send(ROUNDS)
        elif event.left:
            self._send(event.left - 1)
        elif self._held and self._for_rows(self._held[0]):
            self._waits_for_rows = True
        else:
            await self._let_go()

    def _keyboard(self) -> Widget:
        return self._app.focused or self._app.screen

    def _send(self, left: int) -> None:
        target = self._asked = self._keyboard()
        target.post_message(Round(target, self._turn, left))

    def _watch(self, turn: int, looks: int = 1) -> None:
        self._app.set_timer(LOOK_AGAIN, lambda: self._look_again(turn, looks))

    async def _look_again(self, turn: int, looks: int) -> None:
        """A screen that went back closes with the round in it: ask the one that has the keyboard now."""
        if turn != self._turn or not self._holding or not self._app.screen_stack:
            return
        if looks * LOOK_AGAIN >= PATIENCE:
            self._rows_given_up = True
            await self._let_go()
            return
        if self._asked is not self._keyboard():
            self._send(ROUNDS)
        elif self._waits_for_rows:
            self._send(0)
        self._watch(turn, looks + 1)

    async def _let_go(self) -> None:
        self._holding = self._words_on_their_way = False
        while self._held and not self._holding:
            await self._app.on_event(self._held.popleft())
