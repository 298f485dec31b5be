"""Who opened a confidential case, or secure notes: told before they are handed out (features A3.12, A3.35)."""

from datetime import timedelta
from uuid import UUID

from data.desk.desk import Desk
from data.repositories.cases import Cases
from data.repositories.openings import latest, of_one
from data.store.ledger import note_opening
from data.types.errors import NotAllowed
from data.types.records import CaseRecord, Opening
from data.types.staff import Access
from data.types.stop import Stop

AGAIN = timedelta(minutes=15)
"""After so long looking again is another opening; until then a screen that reads the case anew tells of nothing."""


def tell(desk: Desk, case: CaseRecord) -> CaseRecord:
    """The case; of a confidential one it is noted first that this officer has opened it."""
    if case.confidential:
        note(desk, case.id)
    return case


def note(desk: Desk, case_id: UUID) -> None:
    """Note that this officer opens what not everyone who sees the case can be presumed to have read."""
    now = desk.clock()
    with desk.store.reading() as connection:
        last = latest(connection, case_id, desk.officer.id)
    if last is None or last <= now - AGAIN:
        with desk.store.writing(action="cases.open", officer_id=desk.officer.id) as session:
            note_opening(session, case_id, desk.officer.id, now, desk.new_id)


def may_see(desk: Desk) -> bool:
    """Whether the officer is shown who opened what."""
    return desk.officer.access >= Access.SUPERVISOR


def of_case(desk: Desk, case_id: UUID, stop: Stop | None = None) -> tuple[Opening, ...]:
    """Who opened the case while it was confidential, or its secure notes, the last first.

    Raises NotFound, and NotAllowed for whoever is neither a supervisor nor an administrator.
    """
    if not may_see(desk):
        raise NotAllowed("who opened a case is shown to supervisors and administrators")
    with desk.store.reading(stop) as connection:
        Cases(connection, desk.officer).seen(case_id)
        return of_one(connection, case_id)
