"""Figures over many records."""

from datetime import datetime

from sqlalchemy import bindparam, case, func, select
from sqlalchemy.engine import Connection

from data.model.columns import UtcTime
from data.repositories.visible import VISIBLE, looking
from data.store.tables import CASE, STAFF
from data.types.reports import DirectShare
from data.types.staff import Officer

_DIRECT = func.sum(case((CASE.c.origin == "direct", 1), else_=0))
_BY_CREATOR = (
    select(CASE.c.created_by, STAFF.c.name, _DIRECT.label("direct"), func.count().label("cases"))
    .join_from(CASE, STAFF, STAFF.c.id == CASE.c.created_by)
    .where(VISIBLE)
    .group_by(CASE.c.created_by, STAFF.c.name)
)
_FROM = CASE.c.created_at >= bindparam("from_at", type_=UtcTime())
_BEFORE = CASE.c.created_at < bindparam("before_at", type_=UtcTime())


def direct_shares(
    connection: Connection, officer: Officer, from_at: datetime | None, before_at: datetime | None
) -> tuple[DirectShare, ...]:
    """By who opened them: direct and converted cases between two instants that the officer may see."""
    asked: dict[str, object] = dict(looking(officer))
    statement = _BY_CREATOR
    if from_at is not None:
        statement, asked["from_at"] = statement.where(_FROM), from_at
    if before_at is not None:
        statement, asked["before_at"] = statement.where(_BEFORE), before_at
    rows = connection.execute(statement, asked)
    return tuple(
        DirectShare(row.created_by, row.name, int(row.direct), int(row.cases) - int(row.direct))
        for row in rows
    )
