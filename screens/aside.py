"""What a screen does with other servers than the store: in a thread that nothing waits for."""

from __future__ import annotations

from contextvars import copy_context
from threading import Thread
from typing import TYPE_CHECKING

from widgets.going import Unforeseen

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.message_pump import MessagePump


class Aside:
    """Threads of its own, one of a name at a time.

    A server may not answer for minutes: meanwhile no read of a screen is short of a thread, and the program ends when
    it is told to. What was under way then goes on the next time, from what stands in the store.
    """

    def __init__(self, screen: MessagePump) -> None:
        self._screen = screen
        self._busy: set[str] = set()

    def busy(self, name: str) -> bool:
        """Whether one of that name is under way."""
        return name in self._busy

    def begin(self, work: Callable[[], None], name: str) -> None:
        """Do it now."""
        self._busy.add(name)

        def apart() -> None:
            try:
                work()
            except Exception as error:  # noqa: BLE001 - told, and logged by the app
                self._screen.post_message(Unforeseen(name, error))
            finally:
                self._busy.discard(name)

        Thread(target=copy_context().run, args=(apart,), name=name, daemon=True).start()
