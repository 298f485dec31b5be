"""Hearing what changed in the store: LISTEN on Postgres, the version of the file on SQLite, a slow look without.

Of a busy office a bell is heard, and the rows are looked for behind which it was rung (`data.store.news`).
"""

import random
import select
import socket
import sqlite3
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, exc, text

from data.rules.news import gathered, read, rings
from data.store.news import Rows
from data.store.telling import CHANNEL
from data.types.news import News

if TYPE_CHECKING:
    from psycopg import Notify

LOOK_S = 30.0
"""Seconds between looks where nobody tells; each program waits somewhat more or less."""
SOON_S = 1.0
"""Seconds after which a connection that was lost is looked for: the server went, or the login was switched off. Each
time it is not had the next rest is twice as long, up to the time of a look."""
ALIVE_S = 15.0
"""Seconds after which a connection that heard nothing is asked whether it lives."""
REST_S = 0.25
"""Seconds between two tellings: what comes within is told as one."""
BUSY_REST_S = 1.0
"""The same while the office is busy: two hundred officers at work change something some seventy times a second, and the
screens read again every two seconds at most."""
LOOKS = 5
"""After so many looks for rows that found none the office is quiet: whoever wrote one behind the bell has committed. A
row that came later still is found when the connection is asked whether it lives."""
MOST_READS = 100
"""Readings between two rests."""
MANY = 5
"""So many at once are from an office that is busy."""

Hear = Callable[[News], None]
Ask = Callable[[Connection], object]


class Ended:
    """Ends a thread that listens, at once, from any other."""

    def __init__(self) -> None:
        self._pulled, self.woken = socket.socketpair()
        self.set = False

    def end(self) -> None:
        """Stop listening."""
        if not self.set:
            self.set = True
            self._pulled.close()

    def wait(self, seconds: float) -> bool:
        """Rest so long; True where it has ended."""
        return bool(select.select([self.woken], [], [], seconds)[0]) or self.set


def listen(engine: Engine, sender: str, hear: Hear, ended: Ended, ask: Ask) -> None:
    """Tell what is heard until it is ended; while the server is lost, everything may have changed now and then.

    A connection that heard nothing for a while is asked something, to see that it lives.
    """
    rest = SOON_S

    def heard(news: News) -> None:
        nonlocal rest
        rest = SOON_S / 2
        hear(news)

    try:
        while not ended.set:
            try:
                _listen(engine, sender, heard, ended, ask)
            except _lost():
                pass
            rest = min(LOOK_S, rest * 2)
            if ended.wait(jittered(rest)):
                return
            hear(News(everything=True))
    finally:
        ended.woken.close()


def _lost() -> tuple[type[Exception], ...]:
    from psycopg import Error

    return (exc.SQLAlchemyError, Error, OSError)


def _listen(engine: Engine, sender: str, hear: Hear, ended: Ended, ask: Ask) -> None:
    with engine.connect() as connection:
        # From before it listens: between the two nothing is lost.
        rows = Rows(connection, sender)
        connection.execute(text(f"LISTEN {CHANNEL}"))
        driver: Any = connection.connection.driver_connection
        # A bell that was rung just before is not heard; rows of that second are looked for.
        looks, between, queried = LOOKS, REST_S, True
        try:
            # Whatever changed before, or while the server was lost, was not heard.
            hear(News(everything=True))
            asked = time.monotonic()
            while not ended.set:
                # What came along with the answer to a question is taken in, and wakes nobody.
                waits = 0.0 if looks or queried else ALIVE_S
                if ended.woken in select.select([driver.fileno(), ended.woken], [], [], waits)[0]:
                    return
                told = [one.payload for one in _waiting(driver)]
                if any(map(rings, told)):
                    looks, between = LOOKS, BUSY_REST_S
                lives = time.monotonic() - asked < ALIVE_S
                queried = bool(looks) or not lives
                found = rows.look() if queried else News()
                news = gathered((found, *(read(one, sender) for one in told)))
                if news:
                    hear(news)
                looks = LOOKS if looks and found else max(0, looks - 1)
                if not lives:
                    ask(connection)
                    asked = time.monotonic()
                if ended.wait(BUSY_REST_S if len(told) >= MANY else between if looks else REST_S):
                    return
        finally:
            # It listens as long as it lives, and nobody reads what it would be told in the pool.
            connection.invalidate()


def _waiting(driver: Any) -> "Iterator[Notify]":
    """What was sent so far: the driver takes it in by sixteen kilobytes, and a flood is to be over some time."""
    for _ in range(MOST_READS):
        yield from driver.notifies(timeout=0)
        if not select.select([driver.fileno()], [], [], 0)[0]:
            return


def watch_file(engine: Engine, hear: Hear, ended: Ended) -> None:
    """Tell that everything may have changed whenever another connection has written to the file."""
    try:
        with engine.connect() as connection:
            driver: Any = connection.connection.driver_connection
            before = _version(driver)
            while not ended.wait(jittered(LOOK_S)):
                now = _version(driver)
                if now != before:
                    before = now
                    hear(News(everything=True))
    except (exc.SQLAlchemyError, sqlite3.Error):
        # The next read of any screen says what is wrong with the file.
        return
    finally:
        ended.woken.close()


def _version(driver: Any) -> int:
    return int(driver.execute("PRAGMA data_version").fetchone()[0])


def jittered(seconds: float) -> float:
    """A third more or less, so that two hundred programs do not ask at once."""
    return seconds * random.uniform(2 / 3, 4 / 3)
