"""What is late is marked and put before those who decide, by itself (features A4.12).

Hundreds of cases in one transaction, each in an act of its own: as a bulk deed is written.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy.engine import Connection

from data.desk.desk import Desk
from data.repositories import many, sweeping
from data.repositories.groups import Groups
from data.repositories.staff import Staff
from data.repositories.sweeping import Lapsed
from data.repositories.targets import Targets
from data.rules.days import say_day
from data.rules.escalation import before_whom, of_office
from data.types.staff import Officer
from data.types.targets import Swept

SWEEP = "targets.sweep"


def sweep(desk: Desk, now: datetime | None = None) -> Swept:
    """Mark what is late, once, and escalate it, once, however often and by how many this is run.

    The program itself does it, whoever may see the cases. `now` is the desk's clock; one that was put back finds
    nothing.
    """
    at = now or desk.clock()
    swept, seen = Swept(), set[UUID]()
    while True:
        with desk.store.reading() as connection:
            late = [one for one in Targets(connection).late(at) if one not in seen]
        if not late:
            return swept
        seen.update(late)
        with desk.store.bulk(action=SWEEP, officer_id=None, each=True) as bulk:
            found = sweeping.lapsed(bulk.connection, late, at)
            if found:
                whom = _Whom(bulk.connection)
                made = [_escalation(desk, whom, one, at) for one in found]
                changes = sweeping.mark(bulk.connection, found, made, at)
                mine = many.Mine(SWEEP, None, "", None, desk.clock())
                many.tell(bulk, mine, changes, desk.new_id)
        swept = Swept(swept.breached + sum(len(one.targets) for one in found), swept.escalated + len(found))


def _escalation(desk: Desk, whom: "_Whom", one: Lapsed, at: datetime) -> dict[str, object]:
    today = desk.today()
    said = (f"the {kind} target of {say_day(day, today)} has passed" for kind, day in sweeping.due_days(one))
    return {
        "id": desk.new_id(),
        "case_id": one.case.id,
        "raised_at": at,
        "officer_id": None,
        "reason": "; ".join(said),
        "told": "\n".join(whom.of(one.case_types, one.case.office_id, one.case.team_id)),
        "settled_at": None,
    }


class _Whom:
    """Before whom a case is put: the same of all that are alike."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._staff: tuple[Officer, ...] = Staff(connection).active()
        self._named: dict[tuple[str, ...], tuple[str, ...]] = {}

    def of(self, types: tuple[str, ...], office: UUID | None, team: UUID | None) -> Iterable[str]:
        if types not in self._named:
            self._named[types] = named(self._connection, types)
        return before_whom(self._named[types], of_office(self._staff, office), team)


def named(connection: Connection, types: tuple[str, ...]) -> tuple[str, ...]:
    """Logins that cases of these types are escalated to, as the office has it."""
    return (*Targets(connection).promised(types).escalate_to, *Groups(connection).escalated_to(types))
