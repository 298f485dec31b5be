"""Keys typed ahead: a key waits until what the one before it set in motion is done, so that no word goes astray."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from textual import events
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, TextArea

if TYPE_CHECKING:
    from casetui.app import CaseTuiApp

ROUNDS = 3
"""How often the same widget must have answered: a key becomes a message, the message another, that one a screen."""
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
    sent by a slow line in one go, would land in the old field.
    """

    def __init__(self, app: CaseTuiApp) -> None:
        self._app = app
        self._held: deque[events.Key | events.Paste] = deque()
        self._holding = False
        self._turn = 0

    def hold(self, event: events.Key | events.Paste) -> bool:
        """Keep the event for later, if it comes too early."""
        if not self._holding:
            return False
        if not self._held:
            turn = self._turn
            self._app.set_timer(PATIENCE, lambda: self._give_up(turn))
        self._held.append(event)
        return True

    def begin(self, event: events.Key | events.Paste) -> None:
        """The event was handed on: what comes next waits, unless this one is mere text."""
        in_text = isinstance(self._app.focused, Input | TextArea)
        if isinstance(event, events.Paste) or (event.is_printable and in_text):
            return
        self._holding = True
        self._turn += 1
        self._send(ROUNDS)

    async def passed(self, event: Round) -> None:
        """A round has come up."""
        if event.turn != self._turn or not self._holding:
            return
        if event.target is not self._keyboard():
            self._send(ROUNDS)
        elif event.left:
            self._send(event.left - 1)
        else:
            await self._let_go()

    def _keyboard(self) -> Widget:
        return self._app.focused or self._app.screen

    def _send(self, left: int) -> None:
        target = self._keyboard()
        target.post_message(Round(target, self._turn, left))

    async def _give_up(self, turn: int) -> None:
        if turn == self._turn:
            await self._let_go()

    async def _let_go(self) -> None:
        self._holding = False
        while self._held and not self._holding:
            await self._app.on_event(self._held.popleft())
