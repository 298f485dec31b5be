"""What colleagues say of submitted notes and of cases."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, bindparam, select
from sqlalchemy.engine import Connection

from data.rules.good import HUMAN, HumanItem
from data.rules.good_case import CASE_HUMAN
from data.store.tables import CASE_TICK, INTERACTION_TICK, STAFF
from data.types.ticks import Tick


def _of(table: Any, record: ColumnElement[Any]) -> Select[Any]:
    return (
        select(table, STAFF.c.name.label("officer_name"))
        .join_from(table, STAFF, STAFF.c.id == table.c.officer_id)
        .where(record == bindparam("record_id"))
        .order_by(table.c.ticked_at, table.c.officer_id)
    )


_OF_INTERACTION = _of(INTERACTION_TICK, INTERACTION_TICK.c.interaction_id)
_OF_CASE = _of(CASE_TICK, CASE_TICK.c.case_id)


def ticks_of(connection: Connection, interaction_id: UUID) -> tuple[Tick, ...]:
    """The ticks of an interaction: item by item, each the oldest first."""
    return _read(connection, _OF_INTERACTION, interaction_id, HUMAN)


def ticks_of_case(connection: Connection, case_id: UUID) -> tuple[Tick, ...]:
    """The same of a case."""
    return _read(connection, _OF_CASE, case_id, CASE_HUMAN)


def _read(
    connection: Connection, statement: Select[Any], record_id: UUID, items: Sequence[HumanItem]
) -> tuple[Tick, ...]:
    places = {one.key: place for place, one in enumerate(items)}
    rows = connection.execute(statement, {"record_id": record_id})
    found = (
        Tick(row.item, row.officer_id, row.officer_name, row.said, row.line, row.ticked_at) for row in rows
    )
    return tuple(sorted(found, key=lambda one: places.get(one.item, len(places))))
