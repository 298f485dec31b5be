"""The kinds of task and the checklists that case types have."""

from collections.abc import Iterable
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import String, bindparam, select
from sqlalchemy.engine import Connection, Row

from data.store.tables import CHECK_ITEM, CHECK_TICK, STAFF, TASK_TYPE
from data.types.tasks import TaskType

_KEYS = bindparam("keys", expanding=True, type_=String())
_OF = (
    select(TASK_TYPE)
    .where(TASK_TYPE.c.case_type.in_(_KEYS), TASK_TYPE.c.archived.is_(False))
    .order_by(TASK_TYPE.c.position, TASK_TYPE.c.label)
)
_ONE = select(TASK_TYPE).where(TASK_TYPE.c.id == bindparam("id"))
_ITEMS = (
    select(CHECK_ITEM.c.id, CHECK_ITEM.c.text, CHECK_ITEM.c.task)
    .where(CHECK_ITEM.c.case_type.in_(_KEYS), CHECK_ITEM.c.archived.is_(False))
    .order_by(CHECK_ITEM.c.position, CHECK_ITEM.c.text)
)
_TICKS = (
    select(CHECK_TICK, STAFF.c.name.label("by"))
    .join_from(CHECK_TICK, STAFF, STAFF.c.id == CHECK_TICK.c.ticked_by, isouter=True)
    .where(CHECK_TICK.c.case_id == bindparam("case_id"))
)


class Item(NamedTuple):
    """A line of a checklist, as the office wrote it."""

    id: UUID
    text: str
    task: str


class TaskTypes:
    """What the office has set up for its case types."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, case_types: Iterable[str]) -> tuple[TaskType, ...]:
        """The kinds of task of these case types that are in use, in the order of the case types."""
        keys = list(case_types)
        if not keys:
            return ()
        found = [_type(row) for row in self._connection.execute(_OF, {"keys": keys})]
        return tuple(sorted(found, key=lambda one: keys.index(one.case_type)))

    def one(self, type_id: UUID) -> TaskType | None:
        """A kind of task, archived or not; None where there is none of that id."""
        row = self._connection.execute(_ONE, {"id": type_id}).first()
        return _type(row) if row is not None else None

    def items(self, case_types: Iterable[str]) -> tuple[Item, ...]:
        """The lines of the checklists of these case types, each text once."""
        keys = list(case_types)
        if not keys:
            return ()
        rows = self._connection.execute(_ITEMS, {"keys": keys})
        return tuple({row.text: Item(*row) for row in reversed(rows.all())}.values())[::-1]

    def ticks(self, case_id: UUID) -> dict[UUID, Row[Any]]:
        """What became of the lines on a case, by the line."""
        return {row.item_id: row for row in self._connection.execute(_TICKS, {"case_id": case_id})}


def _type(row: Row[Any]) -> TaskType:
    return TaskType(
        id=row.id,
        case_type=row.case_type,
        label=row.label,
        performers=tuple(row.performers.splitlines()),
        auto_generate=row.auto_generate,
        condition=row.condition,
        target_working_days=row.target_working_days,
        required=row.required,
    )
