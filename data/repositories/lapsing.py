"""Cases that wait in a status that closes by itself, and what holds one open (features B19)."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Uuid, bindparam, exists, func, select
from sqlalchemy.engine import Connection

from data.model.columns import UtcTime
from data.rules.closing import Keeping
from data.store.tables import CASE, CASE_STATUS, NOTE, TASK, TASK_TYPE
from data.types.tasks import TaskStatus

_STATUSES = select(CASE_STATUS.c.name, CASE_STATUS.c.close_after_days).where(
    CASE_STATUS.c.close_after_days.is_not(None), CASE_STATUS.c.kind == "progress"
)
_BEFORE = bindparam("before", type_=UtcTime())
_OVER = (
    select(CASE.c.id)
    .where(
        CASE.c.is_open.is_(True),
        CASE.c.status == bindparam("status"),
        func.coalesce(CASE.c.status_since, CASE.c.created_at) < _BEFORE,
        ~exists().where(NOTE.c.case_id == CASE.c.id, NOTE.c.written_at >= _BEFORE),
    )
    .order_by(CASE.c.reference)
)
_ONE = _OVER.where(CASE.c.id == bindparam("case_id", type_=Uuid()))
_OPEN_TASKS = (
    select(func.count())
    .select_from(TASK)
    .outerjoin(TASK_TYPE, TASK_TYPE.c.id == TASK.c.task_type_id)
    .where(
        TASK.c.case_id == CASE.c.id,
        TASK.c.status == TaskStatus.OPEN.value,
        func.coalesce(TASK_TYPE.c.required, True).is_(True),
    )
    .scalar_subquery()
)


_HELD = select(
    CASE.c.lodge_by,
    CASE.c.effect_wanted,
    CASE.c.follow_up_on,
    CASE.c.escalated_at,
    _OPEN_TASKS.label("tasks"),
).where(CASE.c.id == bindparam("case_id", type_=Uuid()))


class Waiting(NamedTuple):
    """A status whose cases close by themselves."""

    status: str
    days: int


class Lapsing:
    """The waiting cases of a store, whoever may see them: the program itself asks."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def statuses(self) -> tuple[Waiting, ...]:
        """The statuses that close by themselves."""
        return tuple(Waiting(*row) for row in self._connection.execute(_STATUSES))

    def over(self, status: str, before: datetime) -> tuple[UUID, ...]:
        """Open cases in that status of which nothing was said since before that moment."""
        return tuple(self._connection.execute(_OVER, {"status": status, "before": before}).scalars())

    def is_over(self, case_id: UUID, status: str, before: datetime) -> bool:
        """Whether that is so of one case."""
        asked = {"case_id": case_id, "status": status, "before": before}
        return self._connection.execute(_ONE, asked).first() is not None

    def keeping(self, case_id: UUID) -> Keeping:
        """What may keep it open."""
        row = self._connection.execute(_HELD, {"case_id": case_id}).one()
        return Keeping(
            row.tasks, row.lodge_by, row.effect_wanted, row.follow_up_on, row.escalated_at is not None
        )
