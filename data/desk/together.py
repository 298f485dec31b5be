"""Several officers at one store: what others change, and who is where (features B4)."""

from datetime import timedelta
from uuid import UUID

from data.desk.desk import Desk
from data.repositories.together import Together
from data.rules.together import fresh_since
from data.store.listening import Ended, Hear
from data.types.errors import NotAllowed
from data.types.news import News
from data.types.stop import Stop
from data.types.together import Someone, Spot

LONG_AGO = timedelta(days=1)
ALONE = "a database in a file has no colleagues at it; `casetui setup` says how to use Postgres"
"""Why nobody else is ever seen on SQLite."""

__all__ = ["Ended", "beat", "everyone", "follow", "leave", "others"]


def follow(desk: Desk, hear: Hear, ended: Ended) -> None:
    """Hear what others change, in the thread that calls, until it is ended."""
    desk.store.follow(hear, ended)


def others(desk: Desk, window_id: UUID, stop: Stop | None = None) -> tuple[Someone, ...]:
    """Colleagues at records that the officer may see; nobody on SQLite."""
    if not desk.store.shared:
        return ()
    with desk.store.reading(stop) as connection:
        return Together(connection, desk.officer).others(window_id, fresh_since(desk.clock()))


def everyone(desk: Desk, stop: Stop | None = None) -> tuple[Someone, ...]:
    """Who is here, oneself among them; raises NotAllowed with the reason on SQLite."""
    if not desk.store.shared:
        raise NotAllowed(ALONE, todo="")
    with desk.store.reading(stop) as connection:
        return Together(connection, desk.officer).everyone(fresh_since(desk.clock()))


def beat(desk: Desk, window_id: UUID, spot: Spot, *, changed: bool) -> None:
    """Give a sign of life; others are told only where something `changed`. Raises SwitchedOff, StoreTrouble."""
    if not desk.store.shared:
        return
    with desk.store.deriving(passing=True) as connection:
        reads_only = desk.store.refuse_barred(connection, desk.officer.id)
        known = Together(connection, desk.officer)
        known.hurry()
        before = known.beat(window_id, spot, desk.clock())
        if changed:
            seen = News(present=frozenset({spot.record_id, before or spot.record_id}))
            desk.store.tell_within(connection, seen, reads_only=reads_only)


def leave(desk: Desk, window_id: UUID) -> None:
    """Nothing is shown here any more; raises SwitchedOff, StoreTrouble."""
    if not desk.store.shared:
        return
    with desk.store.deriving(passing=True) as connection:
        reads_only = desk.store.refuse_barred(connection, desk.officer.id)
        known = Together(connection, desk.officer)
        known.hurry()
        before = known.leave(window_id, desk.clock() - LONG_AGO)
        if before is not None:
            desk.store.tell_within(connection, News(present=frozenset({before})), reads_only=reads_only)
