"""Tasks: those of one case, and those of an officer across cases; of a case one may not see there are none."""

from collections.abc import Collection, Iterable
from datetime import datetime, tzinfo
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    Select,
    String,
    Uuid,
    and_,
    bindparam,
    case,
    cast,
    func,
    or_,
    select,
    union_all,
)
from sqlalchemy.engine import Connection, Row
from sqlalchemy.orm import Session
from sqlmodel import col

from data.model import TaskRow
from data.repositories.visible import TEAM as VIEWERS_TEAM
from data.repositories.visible import VIEWER, VISIBLE, looking
from data.store.among import IDS, Among
from data.store.tables import CASE, MEMBER, STAFF, TASK, TASK_TYPE, TEAM
from data.types.milestones import DatedTask
from data.types.staff import Assignee, Officer
from data.types.tasks import CASE_OWNER, Sought, Task, TaskContents, TaskStatus

OFFICER = case((TASK.c.follows_owner.is_(True), CASE.c.owner_id), else_=TASK.c.officer_id)
"""Who does it now: of one that follows the case's owner, the owner."""
_DOER = STAFF.alias("doer")
_FINISHER = STAFF.alias("finisher")
_TODAY = bindparam("today", type_=Date())


def _tasks(*conditions: ColumnElement[bool]) -> Select[Any]:
    return (
        select(
            TASK,
            CASE.c.reference.label("case_reference"),
            CASE.c.title.label("case_title"),
            CASE.c.is_open.label("case_open"),
            CASE.c.member_id,
            MEMBER.c.name.label("member_name"),
            OFFICER.label("doer_id"),
            func.coalesce(_DOER.c.name, "").label("officer"),
            func.coalesce(TEAM.c.name, "").label("team"),
            func.coalesce(_FINISHER.c.name, "").label("finisher"),
            func.coalesce(TASK_TYPE.c.label, "").label("type_label"),
            func.coalesce(TASK_TYPE.c.performers, "").label("performers"),
            func.coalesce(TASK_TYPE.c.required, True).label("required"),
        )
        .join_from(TASK, CASE, CASE.c.id == TASK.c.case_id)
        .join(MEMBER, MEMBER.c.id == CASE.c.member_id)
        .outerjoin(_DOER, _DOER.c.id == OFFICER)
        .outerjoin(TEAM, TEAM.c.id == TASK.c.team_id)
        .outerjoin(_FINISHER, _FINISHER.c.id == TASK.c.done_by)
        .outerjoin(TASK_TYPE, TASK_TYPE.c.id == TASK.c.task_type_id)
        .where(VISIBLE, *conditions)
    )


_TO_DO = (TASK.c.status == TaskStatus.OPEN.value, CASE.c.is_open.is_(True))
_MINE = or_(OFFICER == VIEWER, and_(OFFICER.is_(None), TASK.c.team_id == VIEWERS_TEAM))
_DUE = or_(TASK.c.due_on <= _TODAY, TASK.c.remind_on <= _TODAY)
_DAY = case((TASK.c.due_on.is_(None), 1), else_=0), TASK.c.due_on


def _listed(*conditions: ColumnElement[bool]) -> Select[Any]:
    by_day = (*_DAY, CASE.c.priority, CASE.c.reference, TASK.c.position, TASK.c.id)
    return _tasks(*_TO_DO, *conditions).order_by(*by_day).limit(bindparam("limit", type_=Integer()))


_OF_CASE = _tasks(TASK.c.case_id == bindparam("case_id", type_=Uuid())).order_by(TASK.c.position, TASK.c.id)
_ONE = _tasks(TASK.c.id == bindparam("task_id", type_=Uuid()))
_AT = _tasks(
    bindparam("officer", type_=Uuid()) == OFFICER,
    *_TO_DO,
    TASK.c.starts_at >= bindparam("begins", type_=TASK.c.starts_at.type),
    TASK.c.starts_at < bindparam("ends", type_=TASK.c.starts_at.type),
).order_by(TASK.c.starts_at, TASK.c.id)
_DATED = (
    select(TASK.c.case_id, TASK.c.title, TASK.c.due_on, TASK.c.starts_at)
    .join_from(TASK, CASE, CASE.c.id == TASK.c.case_id)
    .where(
        Among(TASK.c.case_id, IDS),
        *_TO_DO,
        or_(TASK.c.due_on.is_not(None), TASK.c.starts_at.is_not(None)),
        VISIBLE,
    )
)
_LISTS = {
    (False, False): _listed(),
    (False, True): _listed(_DUE),
    (True, False): _listed(_MINE),
    (True, True): _listed(_MINE, _DUE),
}
"""By (mine, due)."""
# Two seeks instead of one test over both: whose it is stands on the task, or on its case.
_OWN = union_all(
    *(
        select(TASK.c.due_on, TASK.c.remind_on)
        .join_from(TASK, CASE, CASE.c.id == TASK.c.case_id)
        .where(TASK.c.follows_owner.is_(follows), held_by == VIEWER, *_TO_DO, VISIBLE)
        for follows, held_by in ((False, TASK.c.officer_id), (True, CASE.c.owner_id))
    )
).subquery()
_LATE = _OWN.c.due_on < _TODAY
_FOR_TODAY = and_(
    or_(_OWN.c.due_on == _TODAY, _OWN.c.remind_on <= _TODAY),
    or_(_OWN.c.due_on.is_(None), _OWN.c.due_on >= _TODAY),
)
OWN_COUNTED = (
    select(
        cast(func.count().filter(_LATE), String())
        .concat(" ")
        .concat(cast(func.count().filter(_FOR_TODAY), String()))
    )
    .select_from(_OWN)
    .scalar_subquery()
)
"""How many of the officer's own tasks are late, and how many are for today: due, or to be reminded of, and not late."""


class Tasks:
    """The tasks of a store, as one officer sees them."""

    def __init__(self, connection: Connection, officer: Officer) -> None:
        self._connection = connection
        self._officer = officer

    def of_case(self, case_id: UUID) -> tuple[Task, ...]:
        """All of a case in their order, finished ones too; none of a case she may not see."""
        asked = {"case_id": case_id, **looking(self._officer)}
        return tuple(_task(row) for row in self._connection.execute(_OF_CASE, asked))

    def one(self, task_id: UUID) -> Task | None:
        """A task by its id; None where there is none she may see."""
        row = self._connection.execute(_ONE, {"task_id": task_id, **looking(self._officer)}).first()
        return _task(row) if row is not None else None

    def appointments(self, officer_id: UUID, begins: datetime, ends: datetime) -> tuple[Task, ...]:
        """What somebody is to keep that begins between these, of cases the officer may see."""
        asked = {"officer": officer_id, "begins": begins, "ends": ends, **looking(self._officer)}
        return tuple(_task(row) for row in self._connection.execute(_AT, asked))

    def dated(self, case_ids: Collection[UUID], zone: tzinfo) -> dict[UUID, list[DatedTask]]:
        """What is to do in these cases and has a day, of an appointment that on which it begins there."""
        found: dict[UUID, list[DatedTask]] = {}
        for row in self._connection.execute(_DATED, {"ids": list(case_ids), **looking(self._officer)}):
            begins = row.starts_at.astimezone(zone) if row.starts_at is not None else None
            one = (
                DatedTask(row.title, begins.date(), f"{begins:%H:%M}")
                if begins is not None
                else DatedTask(row.title, row.due_on)
            )
            found.setdefault(row.case_id, []).append(one)
        return found

    def listing(self, sought: Sought, today: Any) -> tuple[Task, ...]:
        """What is to do in open cases, by its day; `mine` are the officer's and those of her team nobody took."""
        asked = {"limit": sought.limit, **looking(self._officer)}
        if sought.due:
            asked["today"] = today
        return tuple(_task(row) for row in self._connection.execute(_LISTS[sought.mine, sought.due], asked))


def rows_of(session: Session, case_id: UUID) -> list[TaskRow]:
    """The rows of a case that is locked, in order."""
    asked = select(TaskRow).where(col(TaskRow.case_id) == case_id)
    return list(session.scalars(asked.order_by(col(TaskRow.position), col(TaskRow.id))))


def next_position(rows: Iterable[TaskRow]) -> int:
    """The place behind all of these."""
    return max((row.position for row in rows), default=-1) + 1


def contents_of(row: TaskRow) -> TaskContents:
    """What of a row can be changed, as it stands."""
    return TaskContents(
        title=row.title,
        note=row.note,
        who=assignee_of(row),
        due_on=row.due_on,
        remind_on=row.remind_on,
        starts_at=row.starts_at,
        minutes=row.minutes,
        place=row.place,
        with_whom=row.with_whom,
        status=row.status,
        cancel_reason=row.cancel_reason,
    )


def assignee_of(row: TaskRow) -> Assignee | None:
    """Whom it was given to."""
    if row.follows_owner:
        return CASE_OWNER
    if row.officer_id is not None:
        return Assignee(officer_id=row.officer_id)
    return Assignee(team_id=row.team_id) if row.team_id is not None else None


def put(row: TaskRow, contents: TaskContents) -> None:
    """Make a row say that; who did it when is the use case's."""
    row.title, row.note = contents.title, contents.note
    row.due_on, row.remind_on = contents.due_on, contents.remind_on
    row.starts_at, row.minutes = contents.starts_at, contents.minutes
    row.place, row.with_whom = contents.place, contents.with_whom
    row.status, row.cancel_reason = str(contents.status), contents.cancel_reason
    who = contents.who
    row.follows_owner = who == CASE_OWNER
    row.officer_id = who.officer_id if who else None
    row.team_id = who.team_id if who else None


def _task(row: Row[Any]) -> Task:
    return Task(
        id=row.id,
        case_id=row.case_id,
        case_reference=row.case_reference,
        case_title=row.case_title,
        case_open=row.case_open,
        member_id=row.member_id,
        member_name=row.member_name,
        title=row.title,
        note=row.note,
        status=TaskStatus(row.status),
        position=row.position,
        version=row.version,
        officer_id=row.doer_id,
        officer=row.officer,
        team_id=row.team_id,
        team=row.team,
        follows_owner=row.follows_owner,
        due_on=row.due_on,
        remind_on=row.remind_on,
        starts_at=row.starts_at,
        minutes=row.minutes,
        place=row.place,
        with_whom=row.with_whom,
        done_by=row.finisher,
        done_at=row.done_at,
        cancel_reason=row.cancel_reason,
        type_id=row.task_type_id,
        type_label=row.type_label,
        performers=tuple(row.performers.splitlines()),
        required=row.required,
    )
