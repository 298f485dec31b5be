"""Telling what happened: acts are taken from the queue, each once and all of it in one transaction (issue 8)."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.orm import Session

from data.desk import notices, routines
from data.desk.desk import Desk
from data.local.log import log_error
from data.repositories.happenings import Around, Waiting, held
from data.repositories.many import hold
from data.rules.happenings import CASE, happenings, is_told
from data.types.errors import StoreTrouble
from data.types.happenings import Deed, Passed
from data.types.stop import Stopped

TELL = "happenings.tell"
STALE = timedelta(days=7)
"""Older acts are nobody's news any more: a queue that was never read is only put aside."""
PAGE = 200
TOGETHER = 20
"""Acts of one transaction: others wait for no longer than it takes."""
MOST = 20_000
"""Acts of one run; the next goes on."""
_FIRST = UUID(int=0)


def tell_waiting(desk: Desk) -> Passed:
    """Tell of every act that waits, and take it from the queue; any number of runs at once, each act once.

    All of an act is in one transaction, with a few others: a run that was killed in the middle has told nothing of
    them, and the next run begins them anew. An act of which nothing can be told, because something of it is broken,
    waits and keeps no other.
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
        done = [
            told
            for begin in range(0, len(news), TOGETHER)
            for told in _some(desk, news[begin : begin + TOGETHER])
        ]
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


def _some(desk: Desk, deeds: Sequence[Deed]) -> list[bool | None]:
    """Tell these in one transaction: whoever works here and what the office has set is read once for all."""
    cases = {one.owner_id for deed in deeds for one in deed.changes if one.owner_kind == CASE}
    with desk.store.writing(action=TELL, officer_id=None) as session:
        # In the order in which all hold them who hold several, so that no two wait for each other.
        connection = session.connection()
        ids = [one for one in cases if one is not None]
        hold(connection, ids)
        mine = held(session, [one.id for one in deeds])
        around = Around(connection, [one for one in deeds if one.id in mine])
        notices.look(session, ids)
        done = [one.id in mine and _told(desk, session, one, around) for one in deeds]
        Waiting(connection).drop(
            [one.id for one, told in zip(deeds, done, strict=True) if one.id in mine and told is not None]
        )
        return done


def _told(desk: Desk, session: Session, deed: Deed, around: Around) -> bool | None:
    """Whether something was told; None where it cannot be, which the log says, and nothing of it is done."""
    try:
        with session.begin_nested():
            return _tell(desk, session, deed, around)
    except (StoreTrouble, Stopped, OperationalError, InterfaceError):
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, the others are told
        log_error("telling an act", error)
        for change in deed.changes:
            if change.owner_id is not None:
                _anew(session, around, change.owner_id)
        return None


def _anew(session: Session, around: Around, case_id: UUID) -> None:
    """What was read of a case is read anew."""
    around.forget(case_id)
    notices.forget(session, case_id)


def _tell(desk: Desk, session: Session, deed: Deed, around: Around) -> bool:
    """Tell one act; False where nothing happened by it."""
    found = happenings(deed, *around.of(deed))
    for one in found:
        notices.tell(desk, session, one)
        if routines.follow(desk, session, one) and one.case_id is not None:
            _anew(session, around, one.case_id)
    session.flush()
    return bool(found)
