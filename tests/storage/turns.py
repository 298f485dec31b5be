"""How often the wire to a Postgres was turned round: what is far away answers as often as it is asked, no less."""

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

from sqlalchemy import event

from data.desk.desk import Desk

_MESSAGE = re.compile(rb"^([FB])\t\d+\t[A-Z][A-Za-z]+", re.MULTILINE)
_UNTIMED = 1
"""PQTRACE_SUPPRESS_TIMESTAMPS."""


class Turns:
    """Counts the ways there and back on the connections that read, as libpq itself writes down what passes."""

    def __init__(self, written: IO[bytes]) -> None:
        self._written = written
        self._wires: list[Any] = []

    def of(self, connection: Any) -> None:
        """Count on this connection of the driver's from now on."""
        self._wires.append(connection.pgconn)
        self._trace(connection.pgconn)

    def _trace(self, wire: Any) -> None:
        wire.trace(self._written.fileno())
        wire.set_trace_flags(_UNTIMED)

    def take(self) -> int:
        """How many there were since this was asked last: something was sent, and then something came."""
        for wire in self._wires:
            # What it has not written down yet it does when it is told to stop.
            wire.untrace()
            self._trace(wire)
        self._written.seek(0)
        ways = b"".join(_MESSAGE.findall(self._written.read()))
        self._written.seek(0)
        self._written.truncate()
        return len(re.findall(b"F+B", ways))


@contextmanager
def turns(desk: Desk) -> Iterator[Turns]:
    """Connections made meanwhile are counted, from the moment they stand."""
    pool = desk.store._pools.reads
    pool.dispose()
    with tempfile.TemporaryFile("w+b") as written:
        counted = Turns(written)

        def traced(connection: Any, _record: object) -> None:
            counted.of(connection)

        event.listen(pool, "connect", traced)
        try:
            yield counted
        finally:
            event.remove(pool, "connect", traced)
            pool.dispose()
