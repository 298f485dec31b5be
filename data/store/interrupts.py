"""Calling off a running read, so that the interrupt can never hit the next one on the same connection."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, Thread
from typing import Any

from sqlalchemy.engine import Connection

from data.types.stop import Stop, Stopped

CANCEL_TIMEOUT_S = 2.0


class Interrupt:
    """Interrupts one read; after `retire` it does nothing."""

    def __init__(self, connection: Connection) -> None:
        self._driver: Any = connection.connection.driver_connection
        self._is_sqlite = connection.dialect.name == "sqlite"
        self._lock = Lock()
        self._live = True
        self.uncertain = False
        """A cancel was sent and its arrival never confirmed: it may still hit what runs next."""

    def pull(self) -> None:
        """Interrupt the running statement; returns at once."""
        if self._is_sqlite:
            self._interrupt()
        else:
            # Cancelling asks the server by a second connection; whoever pulls is painting the screen.
            Thread(target=self._interrupt, name="cancel-read", daemon=True).start()

    def _interrupt(self) -> None:
        with self._lock:
            if not self._live:
                return
            if self._is_sqlite:
                self._driver.interrupt()
            else:
                self._cancel()

    def _cancel(self) -> None:
        from psycopg import Error

        try:
            # Returns when the server has passed the cancel on; a back end that idles by then ignores it.
            self._driver.cancel_safe(timeout=CANCEL_TIMEOUT_S)
        except Error:
            self.uncertain = True

    def retire(self) -> None:
        """Wait for an interrupt that is under way, then allow no more."""
        with self._lock:
            self._live = False


@contextmanager
def stoppable(connection: Connection, stop: Stop | None) -> Iterator[None]:
    """Let `stop` interrupt what runs on the connection within; raises Stopped if it was pulled before or after."""
    if stop is None:
        yield
        return
    interrupt = Interrupt(connection)
    stop.hang(interrupt.pull)
    try:
        if stop.pulled:
            raise Stopped
        yield
    finally:
        stop.hang(None)
        interrupt.retire()
        if interrupt.uncertain:
            connection.invalidate()
    if stop.pulled:
        raise Stopped
