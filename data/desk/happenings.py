"""Telling what happened: acts are taken from the queue one by one, each in one transaction (issue 8)."""

from datetime import timedelta
from uuid import UUID

from data.desk import notices, routines
from data.desk.desk import Desk
from data.repositories.happenings import Waiting, around, held
from data.rules.happenings import happenings, is_told
from data.types.happenings import Deed, Passed

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
    begins it anew.
    """
    told = aside = 0
    last, seen = _FIRST, 0
    while seen < MOST:
        with desk.store.reading() as connection:
            waiting = Waiting(connection)
            ids = waiting.after(last, PAGE)
            deeds = waiting.deeds(ids) if ids else ()
        if not ids:
            break
        last, seen = ids[-1], seen + len(ids)
        oldest = desk.clock() - STALE
        stale = {one.id for one in deeds if one.at < oldest}
        news = [one for one in deeds if one.id not in stale and is_told(one)]
        idle = set(ids) - {one.id for one in news}
        if idle:
            with desk.store.writing(action=TELL, officer_id=None) as session:
                Waiting(session.connection()).drop(idle)
        aside += len(stale)
        told += sum(_tell(desk, one) for one in news)
    return Passed(told, aside)


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
