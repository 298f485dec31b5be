"""A connection to Postgres on which a network that says nothing is noticed, and a slow answer is waited for."""

import math
import select
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any

from psycopg import Column, Connection, Error, OperationalError, RawCursor, pq

from data.store.refusals import FULL

SILENCE_S = 2.5
"""After so long without a byte somebody else asks the server whether it still works on the statement."""
PROBE_S = 2
"""How long that other connection may take to come about; libpq knows no less."""
ANSWER_S = 1.0
"""How long the answer to that question may take, and to asking a connection that rested whether it lives twice that.

Together with SILENCE_S and PROBE_S this is below the six seconds in which a black hole is to be noticed.
"""


class Described(RawCursor[Any]):
    """Says of a statement that is kept ready what its answer consists of as it said it the first time.

    The driver makes an object of each column every time, a tenth of what an act costs. A kept statement whose answer
    would be another one the server does not run.
    """

    asked: str | None = None
    """The statement, where it is one that is kept."""

    @property
    def description(self) -> list[Column] | None:
        """The columns of the answer; None where there are none."""
        if self.asked is None or not (self.pgresult and self.pgresult.nfields):
            return super().description
        connection: Any = self.connection
        known: dict[str, list[Column]] = connection.described
        found = known.get(self.asked)
        if found is None and (found := super().description) is not None:
            known[self.asked] = found
        return found


class Silence(OperationalError):
    """Nothing was heard from the server for too long; the connection is given up."""

    sqlstate = "08006"


class Guarded(Connection[Any]):
    """Gives up when neither the server's answer nor a sign of its life comes."""

    patience: float = SILENCE_S
    reach: dict[str, Any] | None = None
    """How to get to the same server once more; None where silence alone is the end."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.ready: set[str] = set()
        """Statements that stand prepared here; see `data.store.kept_ready`."""
        self.described: dict[str, list[Column]] = {}
        """What they answer; see `Described`."""
        self.quickest = math.inf
        """Seconds after which the quickest answer to one of them came: hardly more than the way there and back."""

    def wait(self, gen: Any, *rest: Any, **named: Any) -> Any:
        """Wait for the driver's generator, and meanwhile for a sign of life; raises Silence."""
        return super().wait(self._listened(gen), *rest, **named)

    def rollback(self) -> None:
        """Give the transaction up; what stands prepared stays so.

        The driver would throw all of it away, for the sake of whoever makes tables in a transaction: every act that is
        refused, as of a case that somebody else claimed first, would have the next planned from the start.
        """
        with self.lock:
            if self.pgconn.transaction_status != pq.TransactionStatus.IDLE:
                self.wait(self._exec_command(b"ROLLBACK"))

    def _listened(self, gen: Generator[Any, Any, Any]) -> Generator[Any, Any, Any]:
        try:
            wanted = next(gen)
            heard = monotonic()
            while True:
                ready = yield wanted
                if ready:
                    heard = monotonic()
                elif monotonic() - heard >= self.patience:
                    if not self._lives():
                        self.pgconn.finish()
                        raise Silence("nothing is heard from the server")
                    heard = monotonic()
                wanted = gen.send(ready)
        except StopIteration as done:
            return done.value

    def _lives(self) -> bool:
        """Whether the server still works on what it was asked; or its answer is here just now."""
        return (self.reach is not None and self._works()) or bool(select.select([self], [], [], 0.3)[0])

    def _works(self) -> bool:
        assert self.reach is not None
        info = self.info
        there: dict[str, Any] = {"host": info.host, "port": info.port, "connect_timeout": PROBE_S}
        if info.hostaddr:
            there["hostaddr"] = info.hostaddr
        try:
            with reached({**self.reach, **there, "target_session_attrs": "any"}, ANSWER_S) as other:
                found = other.execute(
                    "SELECT state FROM pg_stat_activity WHERE pid = $1", [info.backend_pid]
                ).fetchone()
        except Error as error:
            return any(said in str(error) for said in FULL)
        # A server that keeps no states says `disabled`, and is believed.
        return found is not None and not str(found[0]).startswith("idle")

    @contextmanager
    def hurried(self) -> Iterator[None]:
        """Within, two seconds of silence are the end: for a question that every server answers at once."""
        kept, self.patience = self.patience, 2 * ANSWER_S
        reach, self.reach = self.reach, None
        try:
            yield
        finally:
            self.patience, self.reach = kept, reach


def guarded(given: dict[str, Any]) -> Guarded:
    """A guarded connection by the parameters of libpq and psycopg; raises their errors."""
    made = Guarded.connect(**given)
    made.reach = {name: value for name, value in given.items() if name not in ("context", "options")}
    return made


@contextmanager
def reached(given: dict[str, Any], patience: float) -> Iterator[Guarded]:
    """A connection for one question, given up after that much silence, closed after it."""
    other = Guarded.connect(**given, autocommit=True)
    other.patience = patience
    try:
        yield other
    finally:
        other.close()
