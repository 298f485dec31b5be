"""The acts that wait to be told, with what they changed and what it stands with that now."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Integer, Uuid, bindparam, delete, func, select
from sqlalchemy.engine import Connection, Row
from sqlalchemy.orm import Session

from data.model.columns import UtcTime
from data.repositories.staff import Staff
from data.store.among import IDS, Among
from data.store.tables import ACT, ACT_WAITING, CASE, CASE_TARGET, CHANGE, CHANGE_VALUE, TASK
from data.types.happenings import CaseNow, Changed, Deed, TaskNow
from data.types.staff import Assignee, Officer
from data.types.tasks import CASE_OWNER, TaskStatus

_WAITING = (
    select(ACT_WAITING.c.act_id)
    .where(ACT_WAITING.c.act_id > bindparam("after", type_=Uuid()))
    .order_by(ACT_WAITING.c.act_id)
    .limit(bindparam("limit", type_=Integer()))
)
_ONE = select(ACT_WAITING.c.act_id).where(ACT_WAITING.c.act_id == bindparam("act_id", type_=Uuid()))
_HELD = _ONE.with_for_update(skip_locked=True)
_ACTS = select(ACT).where(Among(ACT.c.id, IDS)).order_by(ACT.c.id)
_OLDER = select(ACT.c.id).where(Among(ACT.c.id, IDS), ACT.c.at < bindparam("than", type_=UtcTime()))
_CHANGES = (
    select(CHANGE, CHANGE_VALUE.c.old, CHANGE_VALUE.c.new)
    .join_from(CHANGE, CHANGE_VALUE, CHANGE_VALUE.c.change_id == CHANGE.c.id)
    .where(Among(CHANGE.c.act_id, IDS))
    .order_by(CHANGE.c.id)
)
_OPEN_TASKS = (
    select(func.count())
    .select_from(TASK)
    .where(TASK.c.case_id == CASE.c.id, TASK.c.status == TaskStatus.OPEN.value)
    .scalar_subquery()
)
_CASES = select(CASE.c.id, CASE.c.member_id, _OPEN_TASKS.label("open_tasks")).where(Among(CASE.c.id, IDS))
_DUE = select(CASE_TARGET.c.case_id, CASE_TARGET.c.kind, CASE_TARGET.c.due_at).where(
    Among(CASE_TARGET.c.case_id, IDS)
)
_TASKS = select(TASK.c.id, TASK.c.officer_id, TASK.c.team_id, TASK.c.follows_owner, TASK.c.starts_at).where(
    Among(TASK.c.id, IDS)
)


class Waiting:
    """The queue of a store."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def after(self, act_id: UUID, limit: int) -> tuple[UUID, ...]:
        """The next ones that wait, in the order of their ids."""
        found = self._connection.execute(_WAITING, {"after": act_id, "limit": limit})
        return tuple(found.scalars())

    def deeds(self, ids: Collection[UUID]) -> tuple[Deed, ...]:
        """Those acts with what they changed."""
        changed: dict[UUID, list[Changed]] = defaultdict(list)
        for row in self._connection.execute(_CHANGES, {"ids": ids}):
            changed[row.act_id].append(_changed(row))
        return tuple(
            Deed(row.id, row.at, row.officer_id, row.action, row.reason, tuple(changed[row.id]))
            for row in self._connection.execute(_ACTS, {"ids": ids})
        )

    def older(self, ids: Collection[UUID], than: datetime) -> frozenset[UUID]:
        """Those acts that are older, whatever they changed."""
        return frozenset(self._connection.execute(_OLDER, {"ids": ids, "than": than}).scalars())

    def drop(self, ids: Collection[UUID]) -> None:
        """They wait no longer; those that are gone already are no fault."""
        self._connection.execute(delete(ACT_WAITING).where(Among(ACT_WAITING.c.act_id, IDS)), {"ids": ids})


def held(session: Session, act_id: UUID) -> bool:
    """Whether it still waits, held until the unit of work ends; no where another run has it or had it."""
    return session.connection().execute(_HELD, {"act_id": act_id}).first() is not None


def around(
    connection: Connection, deed: Deed
) -> tuple[dict[UUID, CaseNow], dict[UUID, TaskNow], tuple[Officer, ...]]:
    """The cases and tasks it touched, as they are now; and whom it may mention, where it wrote a note."""
    cases = {one.owner_id for one in deed.changes if one.owner_kind == "case_record" and one.owner_id}
    tasks = {UUID(one.record_id) for one in deed.changes if one.record_kind == "task"}
    wrote = any(one.record_kind == "note_section" for one in deed.changes)
    return (
        _cases(connection, cases) if cases else {},
        _tasks(connection, tasks) if tasks else {},
        Staff(connection).active() if wrote else (),
    )


def _cases(connection: Connection, ids: Collection[UUID]) -> dict[UUID, CaseNow]:
    due: dict[UUID, list[tuple[str, str]]] = defaultdict(list)
    for row in connection.execute(_DUE, {"ids": ids}):
        due[row.case_id].append((row.kind, row.due_at.isoformat(timespec="seconds")))
    return {
        row.id: CaseNow(row.member_id, row.open_tasks, tuple(due[row.id]))
        for row in connection.execute(_CASES, {"ids": ids})
    }


def _tasks(connection: Connection, ids: Iterable[UUID]) -> dict[UUID, TaskNow]:
    rows: Iterable[Row[Any]] = connection.execute(_TASKS, {"ids": list(ids)})
    return {row.id: TaskNow(_assignee(row), row.starts_at) for row in rows}


def _assignee(row: Row[Any]) -> Assignee | None:
    if row.follows_owner:
        return CASE_OWNER
    if row.officer_id is not None:
        return Assignee(officer_id=row.officer_id)
    return Assignee(team_id=row.team_id) if row.team_id is not None else None


def _changed(row: Row[Any]) -> Changed:
    return Changed(
        row.record_kind,
        row.record_id,
        row.owner_kind,
        row.owner_id,
        row.field,
        _value(row.old),
        _value(row.new),
    )


def _value(text: str | None) -> object:
    """What erasure has emptied says nothing."""
    return json.loads(text) if text is not None else None
