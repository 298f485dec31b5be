"""What is late, marked and escalated by statements for hundreds of cases (features A4.12)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Select, bindparam, insert, select, update
from sqlalchemy.engine import Connection, Row

from data.model.columns import UtcTime
from data.repositories.many import NOTHING, OF_CASE, Changed, hold
from data.store.among import IDS, Among
from data.store.tables import CASE, CASE_ESCALATION, CASE_TARGET, CASE_TYPE_OF_CASE

LATE = (
    CASE_TARGET.c.met_at.is_(None),
    CASE_TARGET.c.paused_since.is_(None),
    CASE_TARGET.c.breached_at.is_(None),
    CASE_TARGET.c.due_at < bindparam("now", type_=UtcTime()),
)
"""The condition of the partial index, so that a sweep that finds nothing costs nothing."""
_OF_THESE = (*LATE, Among(CASE_TARGET.c.case_id, IDS))
_LAPSED: Select[Any] = (
    select(CASE_TARGET).where(*_OF_THESE).order_by(CASE_TARGET.c.case_id, CASE_TARGET.c.due_at)
)
_MARK = update(CASE_TARGET).where(*_OF_THESE)
_CASES: Select[Any] = select(CASE.c.id, CASE.c.office_id, CASE.c.team_id, CASE.c.escalated_at).where(
    Among(CASE.c.id, IDS), CASE.c.is_open.is_(True)
)
_TYPES = (
    select(CASE_TYPE_OF_CASE.c.case_id, CASE_TYPE_OF_CASE.c.case_type)
    .where(Among(CASE_TYPE_OF_CASE.c.case_id, IDS))
    .order_by(CASE_TYPE_OF_CASE.c.case_id, CASE_TYPE_OF_CASE.c.position)
)
_ESCALATE = update(CASE).where(Among(CASE.c.id, IDS))
IN_ONE = 100
"""Rows of one INSERT."""


class Lapsed(NamedTuple):
    """An open case with what of it is late."""

    case: Row[Any]
    targets: tuple[Row[Any], ...]
    case_types: tuple[str, ...]


def lapsed(connection: Connection, ids: Collection[UUID], now: datetime) -> tuple[Lapsed, ...]:
    """Of these cases those that are open and late now; held until the transaction ends."""
    hold(connection, ids)
    asked = {"ids": list(ids)}
    held = connection.execute(_CASES, asked)
    cases = {row.id: row for row in held}
    types: dict[UUID, list[str]] = {one: [] for one in cases}
    targets: dict[UUID, list[Row[Any]]] = {}
    for case_id, key in connection.execute(_TYPES, asked):
        if case_id in cases:
            types[case_id].append(key)
    late: Sequence[Row[Any]] = connection.execute(_LAPSED, {"now": now, **asked}).all()
    for row in late:
        if row.case_id in cases:
            targets.setdefault(row.case_id, []).append(row)
    return tuple(Lapsed(cases[one], tuple(found), tuple(types[one])) for one, found in targets.items())


def mark(
    connection: Connection, found: Sequence[Lapsed], escalations: Sequence[Mapping[str, Any]], now: datetime
) -> dict[UUID, list[Changed]]:
    """Mark them and put the cases before those who decide; answers what history is to be told of each."""
    at = {"ids": [one.case.id for one in found]}
    connection.execute(_MARK.values(breached_at=now, escalated_at=now), {"now": now, **at})
    new = {one.case.id for one in found if one.case.escalated_at is None}
    connection.execute(_ESCALATE.values(escalated_at=now), {"ids": list(new)})
    for begin in range(0, len(escalations), IN_ONE):
        # One statement, so that the triggers of the history run once for all of it.
        connection.execute(insert(CASE_ESCALATION).values(list(escalations[begin : begin + IN_ONE])))
    changes: dict[UUID, list[Changed]] = {}
    for one, made in zip(found, escalations, strict=True):
        case_id = one.case.id
        changes[case_id] = [
            *_marked(one.targets, now),
            *([Changed(OF_CASE, str(case_id), "escalated_at", None, now)] if case_id in new else []),
            Changed(CASE_ESCALATION.name, str(made["id"]), "+", NOTHING, dict(made)),
        ]
    return changes


def _marked(targets: Iterable[Row[Any]], now: datetime) -> Iterable[Changed]:
    for row in targets:
        key = f"{row.case_id}/{row.kind}"
        yield Changed(CASE_TARGET.name, key, "breached_at", None, now)
        if row.escalated_at != now:
            yield Changed(CASE_TARGET.name, key, "escalated_at", row.escalated_at, now)


def due_days(found: Lapsed) -> tuple[tuple[str, date], ...]:
    """Kind and day of what is late."""
    return tuple((row.kind, row.due_on) for row in found.targets)
