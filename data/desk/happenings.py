"""Telling what happened: acts are taken from the queue one by one, each in one transaction (issue 8)."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from data.desk import notices, routines
from data.desk.desk import Desk
from data.local.log import log_error
from data.repositories.happenings import Waiting, around, held
from data.rules.happenings import happenings, is_told
from data.types.errors import StoreTrouble
from data.types.happenings import Deed, Passed
from data.types.stop import Stopped

TELL = "happenings.tell"
STALE = timedelta(days=7)
"""Older acts are nobody's news any more: a queue that was never read is only put aside."""
PAGE = 200
MOST = 20_000
"""Acts of one run; the next goes on."""
_FIRST = UUID(int=0)


def tell_waiting(desk: Desk) -> Passed:
    """Tell of every act that waits, and take it from the queue; any number of runs at once, each act once.

    One act is one transaction: a run that was killed in the middle has told nothing of that act, and the next run
    begins it anew. An act of which nothing can be told, because something of it is broken, waits and keeps no other.
    """
    passed = Passed()
    last, seen = _FIRST, 0
    while seen < MOST:
        oldest = desk.clock() - STALE
        with desk.store.reading() as connection:
            waiting = Waiting(connection)
            ids = waiting.after(last, PAGE)
            deeds, broken = _read(waiting, ids)
            stale = waiting.older(broken, oldest) if broken else frozenset()
        if not ids:
            break
        last, seen = ids[-1], seen + len(ids)
        broken -= stale
        stale |= {one.id for one in deeds if one.at < oldest}
        news = [one for one in deeds if one.id not in stale and is_told(one)]
        idle = set(ids) - {one.id for one in news} - broken
        if idle:
            with desk.store.writing(action=TELL, officer_id=None) as session:
                Waiting(session.connection()).drop(idle)
        done = [_told(desk, one) for one in news]
        passed = Passed(
            passed.told + done.count(True),
            passed.aside + len(stale),
            passed.failed + len(broken) + done.count(None),
        )
    return passed


def _read(waiting: Waiting, ids: Sequence[UUID]) -> tuple[tuple[Deed, ...], set[UUID]]:
    """The acts, and those that cannot be read: then each is read by itself."""
    if not ids:
        return (), set()
    try:
        return waiting.deeds(ids), set()
    except ValueError:
        found: list[Deed] = []
        broken: set[UUID] = set()
        for one in ids:
            try:
                found += waiting.deeds([one])
            except ValueError as error:
                log_error("reading an act", error)
                broken.add(one)
        return tuple(found), broken


def _told(desk: Desk, deed: Deed) -> bool | None:
    """Whether something was told; None where it cannot be, which the log says."""
    try:
        return _tell(desk, deed)
    except (StoreTrouble, Stopped):
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, the others are told
        log_error("telling an act", error)
        return None


def _tell(desk: Desk, deed: Deed) -> bool:
    """Tell one act; False where another run was first, or nothing happened by it."""
    with desk.store.writing(action=TELL, officer_id=None) as session:
        if not held(session, deed.id):
            return False
        connection = session.connection()
        found = happenings(deed, *around(connection, deed))
        for one in found:
            notices.tell(desk, session, one)
            routines.follow(desk, session, one)
        Waiting(connection).drop([deed.id])
        session.flush()
        return bool(found)
