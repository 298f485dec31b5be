"""How much everyone holds, and what the open cases are: figures over what the reader may see."""

from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Date,
    Select,
    Uuid,
    and_,
    bindparam,
    cast,
    func,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.engine import Connection

from data.repositories.cases import NEARER
from data.repositories.visible import VISIBLE, looking
from data.repositories.work import NEXT_DAYS
from data.store.day_numbers import DaysBetween
from data.store.tables import (
    ASSIGNEE,
    CASE,
    CASE_STATUS,
    CASE_TYPE,
    CASE_TYPE_OF_CASE,
    INTERACTION,
    PRIORITY,
    STAFF,
    TEAM,
)
from data.types.staff import Assignee, Officer
from data.types.workload import By, Load, OpenLine

_TODAY = bindparam("today", type_=Date())
_SOON = bindparam("soon", type_=Date())
# Under a name of its own: who may see a case asks for its assignees too.
_HOLDER = ASSIGNEE.alias("holder")
_OPEN = (CASE.c.is_open.is_(True), VISIBLE)
_LATE = func.count().filter(NEARER < _TODAY)
_WEEK = func.count().filter(and_(NEARER >= _TODAY, NEARER <= _SOON))

_TO_DO = union_all(
    select(CASE.c.owner_id.label("who"), NEARER.label("on_day"), CASE.c.opened_on.label("since")).where(
        *_OPEN
    ),
    select(
        INTERACTION.c.follow_up_officer_id,
        INTERACTION.c.follow_up_on,
        cast(null(), Date()),
    ).where(
        INTERACTION.c.follow_up_officer_id.is_not(None),
        INTERACTION.c.follow_up_on.is_not(None),
        INTERACTION.c.case_id.is_(None),
    ),
).subquery()
_HELD = select(
    _TO_DO.c.who,
    func.count(_TO_DO.c.since).label("cases"),
    func.count().filter(_TO_DO.c.since.is_(None)).label("follow_ups"),
    func.count().filter(_TO_DO.c.on_day < _TODAY).label("overdue"),
    func.count().filter(and_(_TO_DO.c.on_day >= _TODAY, _TO_DO.c.on_day <= _SOON)).label("week"),
    func.avg(DaysBetween(_TO_DO.c.since, _TODAY)).label("age"),
).group_by(_TO_DO.c.who)


def _load(officer: Any, team: Any, source: Any, *held: ColumnElement[bool]) -> Select[Any]:
    return (
        select(
            officer.label("officer_id"),
            team.label("team_id"),
            func.count().label("held"),
            _LATE.label("overdue"),
            _WEEK.label("week"),
        )
        .select_from(source)
        .where(*held, *_OPEN)
        .group_by(officer, team)
    )


_NOBODY = cast(null(), Uuid())
# An officer stands on the case itself: of a million, who holds them is not read besides.
_LOAD = union_all(
    _load(CASE.c.owner_id, _NOBODY, CASE, CASE.c.owner_id.is_not(None)),
    _load(
        _NOBODY,
        _HOLDER.c.team_id,
        _HOLDER.join(CASE, CASE.c.id == _HOLDER.c.case_id),
        CASE.c.owner_id.is_(None),
        _HOLDER.c.position == 0,
        _HOLDER.c.team_id.is_not(None),
    ),
)


def _by(group: Any, place: Any, source: Any) -> Select[Any]:
    return (
        select(group.label("said"), func.count().label("cases"), _LATE.label("overdue"))
        .select_from(source)
        .where(*_OPEN)
        .group_by(group, place)
        .order_by(place, func.count().desc(), group)
    )


_NO_ORDER = literal(0)
_LINES = {
    By.TYPE: _by(
        func.coalesce(CASE_TYPE.c.label, "no type"),
        _NO_ORDER,
        CASE.outerjoin(CASE_TYPE_OF_CASE, CASE_TYPE_OF_CASE.c.case_id == CASE.c.id).outerjoin(
            CASE_TYPE, CASE_TYPE.c.key == CASE_TYPE_OF_CASE.c.case_type
        ),
    ),
    By.STATUS: _by(
        CASE.c.status,
        func.coalesce(CASE_STATUS.c.position, 999),
        CASE.outerjoin(CASE_STATUS, CASE_STATUS.c.name == CASE.c.status),
    ),
    By.OWNER: _by(
        func.coalesce(STAFF.c.name, "nobody yet"),
        _NO_ORDER,
        CASE.outerjoin(STAFF, STAFF.c.id == CASE.c.owner_id),
    ),
    By.TEAM: _by(
        func.coalesce(TEAM.c.name, "no team"),
        _NO_ORDER,
        CASE.outerjoin(TEAM, TEAM.c.id == CASE.c.team_id),
    ),
    By.PRIORITY: _by(
        func.coalesce(PRIORITY.c.words, "none"),
        CASE.c.priority,
        CASE.outerjoin(PRIORITY, PRIORITY.c.level == cast(CASE.c.priority, PRIORITY.c.level.type)),
    ),
}
_TOGETHER = select(func.count().label("cases"), _LATE.label("overdue")).select_from(CASE).where(*_OPEN)


class Held(NamedTuple):
    """What one officer holds."""

    cases: int
    follow_ups: int
    overdue: int
    week: int
    age: float | None


def _asked(officer: Officer, today: date) -> dict[str, Any]:
    return {"today": today, "soon": today + timedelta(days=NEXT_DAYS), **looking(officer)}


def held_by_all(connection: Connection, officer: Officer, today: date) -> dict[UUID | None, Held]:
    """What everyone holds of what the officer may see, by who; None is what nobody has claimed. One statement."""
    return {
        row.who: Held(
            row.cases, row.follow_ups, row.overdue, row.week, None if row.age is None else float(row.age)
        )
        for row in connection.execute(_HELD, _asked(officer, today))
    }


def loads(connection: Connection, officer: Officer, today: date) -> dict[str, Load]:
    """Open cases by the key of their primary assignee; those the officer may not see are not counted."""
    return {
        Assignee(row.officer_id, row.team_id).key: Load(row.held, row.overdue, row.week)
        for row in connection.execute(_LOAD, _asked(officer, today))
    }


def open_by(
    connection: Connection, officer: Officer, today: date, by: By
) -> tuple[tuple[OpenLine, ...], int, int]:
    """The open cases the officer may see, by one thing; how many there are, and how many of them are overdue."""
    asked = _asked(officer, today)
    lines = tuple(OpenLine(row.said, row.cases, row.overdue) for row in connection.execute(_LINES[by], asked))
    together = connection.execute(_TOGETHER, asked).one()
    return lines, together.cases, together.overdue
