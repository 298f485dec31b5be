"""The acts that wait to be told, with what they changed and what it stands with that now."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
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
_HELD = (
    select(ACT_WAITING.c.act_id)
    .where(Among(ACT_WAITING.c.act_id, IDS))
    .order_by(ACT_WAITING.c.act_id)
    .with_for_update(skip_locked=True)
)
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


def held(session: Session, ids: Collection[UUID]) -> frozenset[UUID]:
    """Those that still wait, held until the unit of work ends; without those that another run has or had."""
    return frozenset(session.connection().execute(_HELD, {"ids": ids}).scalars())


class Around:
    """The cases and tasks that acts touched, as they are now; read for many acts at once."""

    def __init__(self, connection: Connection, deeds: Sequence[Deed]) -> None:
        self._connection = connection
        self._cases: dict[UUID, CaseNow | None] = {}
        self._tasks: dict[UUID, TaskNow | None] = {}
        self._staff: tuple[Officer, ...] | None = None
        self._fill({one for deed in deeds for one in _cases_of(deed)}, set())

    def of(self, deed: Deed) -> tuple[dict[UUID, CaseNow], dict[UUID, TaskNow], tuple[Officer, ...]]:
        """Those of one act; and whom it may mention, where it wrote a note."""
        cases = _cases_of(deed)
        tasks = {UUID(one.record_id) for one in deed.changes if one.record_kind == "task"}
        self._fill(cases, tasks)
        return (
            {one: case for one in cases if (case := self._cases[one]) is not None},
            {one: task for one in tasks if (task := self._tasks[one]) is not None},
            self._active() if any(one.record_kind == "note_section" for one in deed.changes) else (),
        )

    def forget(self, case_id: UUID) -> None:
        """Something of the case was changed."""
        self._cases.pop(case_id, None)
        self._tasks.clear()

    def _fill(self, cases: set[UUID], tasks: set[UUID]) -> None:
        if new := cases - self._cases.keys():
            self._cases |= {**dict.fromkeys(new), **_cases(self._connection, new)}
        if others := tasks - self._tasks.keys():
            self._tasks |= {**dict.fromkeys(others), **_tasks(self._connection, others)}

    def _active(self) -> tuple[Officer, ...]:
        if self._staff is None:
            self._staff = Staff(self._connection).active()
        return self._staff


def _cases_of(deed: Deed) -> set[UUID]:
    return {one.owner_id for one in deed.changes if one.owner_kind == "case_record" and one.owner_id}


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
