"""A way to call off a read that nobody waits for any more."""

from collections.abc import Callable


class Stop:
    """Handed to a read; the store hangs its interrupt on it, the caller pulls it.

    A read that is stopped raises `Stopped`; pulling it before the read has begun stops it at its start.
    """

    def __init__(self) -> None:
        self.pulled = False
        self._interrupt: Callable[[], None] | None = None

    def hang(self, interrupt: Callable[[], None] | None) -> None:
        """Set what interrupts the running statement, or None when there is none."""
        self._interrupt = interrupt

    def pull(self) -> None:
        """Interrupt the read, now or as soon as it begins."""
        self.pulled = True
        if self._interrupt is not None:
            self._interrupt()


class Stopped(Exception):
    """The read was called off; nobody waits for its answer."""
