"""Targets that are near and tasks whose day has come, of which it was not told yet (features A4.15)."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Date, Integer, String, bindparam, func, or_, select
from sqlalchemy.engine import Connection

from data.model.columns import UtcTime
from data.rules.targets import before, minutes, read_reminders
from data.store.tables import CASE, CASE_TARGET, CASE_TYPE, CASE_TYPE_OF_CASE, OFFICE, TASK
from data.types.targets import Ahead, TargetKind
from data.types.tasks import TaskStatus

MOST_AT_ONCE = 500
"""How many are read at a time."""
_REMINDERS = select(
    CASE_TYPE.c.key,
    func.coalesce(CASE_TYPE.c.target_reminders, select(OFFICE.c.target_reminders).limit(1).scalar_subquery()),
)
# The condition of the partial index first, so that what is far away costs nothing.
_NEAR = (
    select(CASE_TARGET.c.case_id)
    .join(CASE_TYPE_OF_CASE, CASE_TYPE_OF_CASE.c.case_id == CASE_TARGET.c.case_id)
    .where(
        CASE_TARGET.c.met_at.is_(None),
        CASE_TARGET.c.paused_since.is_(None),
        CASE_TARGET.c.breached_at.is_(None),
        CASE_TARGET.c.due_at >= bindparam("now", type_=UtcTime()),
        CASE_TARGET.c.due_at <= bindparam("until", type_=UtcTime()),
        CASE_TARGET.c.kind != TargetKind.FOLLOW_UP.value,
        or_(CASE_TARGET.c.reminded.is_(None), CASE_TARGET.c.reminded > bindparam("minutes", type_=Integer())),
        CASE_TYPE_OF_CASE.c.position == 0,
        CASE_TYPE_OF_CASE.c.case_type.in_(bindparam("keys", expanding=True, type_=String())),
    )
    .order_by(CASE_TARGET.c.due_at)
    .limit(MOST_AT_ONCE)
)
_TODAY = bindparam("today", type_=Date())
_OPEN = (TASK.c.status == TaskStatus.OPEN.value, CASE.c.is_open.is_(True))
_OF_TASKS = select(TASK.c.id, TASK.c.case_id).join(CASE, CASE.c.id == TASK.c.case_id).limit(MOST_AT_ONCE)
_TO_REMIND = _OF_TASKS.where(
    *_OPEN,
    TASK.c.remind_on <= _TODAY,
    or_(TASK.c.reminded_on.is_(None), TASK.c.reminded_on < TASK.c.remind_on),
)
_LATE = _OF_TASKS.where(
    *_OPEN, TASK.c.due_on < _TODAY, or_(TASK.c.late_on.is_(None), TASK.c.late_on < TASK.c.due_on)
)


class Reminding:
    """What is near, whoever may see it: the program itself asks."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def rules(self) -> Mapping[Ahead, tuple[str, ...]]:
        """How long ahead targets are told, and of which case types."""
        found: dict[Ahead, list[str]] = defaultdict(list)
        for key, text in self._connection.execute(_REMINDERS):
            for ahead in read_reminders((text or "").splitlines()):
                found[ahead].append(key)
        return {ahead: tuple(keys) for ahead, keys in found.items()}

    def near(self, ahead: Ahead, keys: tuple[str, ...], now: datetime) -> tuple[UUID, ...]:
        """Cases of these types with a target that is no further away than that, and was not told so yet."""
        asked = {"now": now, "until": now + before(ahead), "minutes": minutes(ahead), "keys": keys}
        return tuple(dict.fromkeys(self._connection.execute(_NEAR, asked).scalars()))

    def tasks(self, today: date, *, late: bool) -> tuple[tuple[UUID, UUID], ...]:
        """Open tasks to be reminded of, or that are late; each with its case."""
        asked = _LATE if late else _TO_REMIND
        return tuple((row.id, row.case_id) for row in self._connection.execute(asked, {"today": today}))
