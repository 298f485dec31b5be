"""What is to be remembered now: targets that are near, tasks whose day has come or passed."""

from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Date, and_, bindparam, func, or_, select
from sqlalchemy.engine import Connection

from data.model.columns import UtcTime
from data.repositories.targets import PRIMARY, own_or_general
from data.rules.targets import before, read_reminders, reminds
from data.store.tables import CASE, CASE_TARGET, CASE_TYPE, CASE_TYPE_OF_CASE, OFFICE, TASK
from data.types.tasks import TaskStatus

_EVERY = select(OFFICE.c.target_reminders).union_all(
    select(CASE_TYPE.c.target_reminders).where(CASE_TYPE.c.target_reminders.is_not(None))
)
_NEAR = (
    select(
        CASE_TARGET.c.case_id,
        CASE_TARGET.c.kind,
        CASE_TARGET.c.due_at,
        CASE_TARGET.c.reminded_at,
        func.coalesce(own_or_general("target_reminders"), "").label("reminders"),
    )
    .outerjoin(CASE_TYPE_OF_CASE, PRIMARY)
    .outerjoin(CASE_TYPE, CASE_TYPE.c.key == CASE_TYPE_OF_CASE.c.case_type)
    .where(
        CASE_TARGET.c.met_at.is_(None),
        CASE_TARGET.c.paused_since.is_(None),
        CASE_TARGET.c.breached_at.is_(None),
        CASE_TARGET.c.due_at > bindparam("now", type_=UtcTime()),
        CASE_TARGET.c.due_at <= bindparam("until", type_=UtcTime()),
    )
    .order_by(CASE_TARGET.c.due_at)
)
_TODAY = bindparam("today", type_=Date())
_REMEMBER = and_(
    TASK.c.remind_on <= _TODAY, or_(TASK.c.reminded_on.is_(None), TASK.c.reminded_on < TASK.c.remind_on)
)
_LATE = and_(TASK.c.due_on < _TODAY, or_(TASK.c.late_on.is_(None), TASK.c.late_on < TASK.c.due_on))
_TASKS = (
    select(TASK.c.case_id)
    .distinct()
    .join_from(TASK, CASE, CASE.c.id == TASK.c.case_id)
    .where(TASK.c.status == TaskStatus.OPEN.value, CASE.c.is_open.is_(True), or_(_REMEMBER, _LATE))
)


class Near(NamedTuple):
    """A target of which it is time to remind."""

    case_id: UUID
    kind: str


class Reminding:
    """The reminders of a store, whoever may see their cases: the program itself asks."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def targets(self, now: datetime) -> list[Near]:
        """Targets that run and have come so near that it is to be told, and was not."""
        ahead = [
            one
            for text in self._connection.execute(_EVERY).scalars()
            for one in read_reminders((text or "").splitlines())
        ]
        if not ahead:
            return []
        asked = {"now": now, "until": now + max(before(one) for one in ahead)}
        return [
            Near(row.case_id, row.kind)
            for row in self._connection.execute(_NEAR, asked)
            if reminds(row.due_at, read_reminders(row.reminders.splitlines()), row.reminded_at, now)
        ]

    def cases_of_tasks(self, today: date) -> tuple[UUID, ...]:
        """Open cases with a task whose day to be remembered has come, or whose last day has passed, untold."""
        return tuple(self._connection.execute(_TASKS, {"today": today}).scalars())
