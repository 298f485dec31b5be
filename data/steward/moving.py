"""The invented union stays of today: on a later day all its dates move on with the calendar."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Column, Connection, Date, String, func, select, type_coerce, update

from data.steward.reindex import reindex_if_due
from data.store.store import open_store
from data.store.tables import ACT, CASE, CHECK_TICK, INTERACTION, MEMBER, NOTE, OFFICE, TASK
from data.types.errors import SchemaOlder

ACTION = "steward.demo"
"""Its latest act tells which day the union is of."""

DAYS = (
    CASE.c.follow_up_on,
    CASE.c.due_on,
    CASE.c.opened_on,
    INTERACTION.c.follow_up_on,
    MEMBER.c.paid_through,
    TASK.c.due_on,
    TASK.c.remind_on,
)
INSTANTS = (
    CASE.c.created_at,
    CASE.c.closed_at,
    INTERACTION.c.started_at,
    INTERACTION.c.submitted_at,
    NOTE.c.written_at,
    TASK.c.starts_at,
    TASK.c.done_at,
    TASK.c.created_at,
    CHECK_TICK.c.ticked_at,
)


def move_on(url: str, now: datetime) -> int:
    """Move every date on by the days since the union was last of today, and answer how many; SQLite only.

    A union built by an older casetui gets the schema of this one.
    """
    store = open_store(url, clock=lambda: now)
    try:
        try:
            store.check()
        except SchemaOlder:
            store.upgrade()
            reindex_if_due(store)
        with store.reading() as connection:
            late = _days_late(connection, now)
        if late > 0:
            with store.loading(ACTION, reason=f"moved on by {late} days") as connection:
                for column in (*DAYS, *INSTANTS):
                    _move(connection, column, late)
        return max(late, 0)
    finally:
        store.close()


def _days_late(connection: Connection, now: datetime) -> int:
    zone = ZoneInfo(connection.execute(select(OFFICE.c.zone)).scalar_one())
    built = connection.execute(select(func.max(ACT.c.at)).where(ACT.c.action == ACTION)).scalar()
    if built is None:
        return 0
    return int((now.astimezone(zone).date() - built.astimezone(zone).date()).days)


def _move(connection: Connection, column: Column[object], days: int) -> None:
    how = func.date if isinstance(column.type, Date) else func.datetime
    moved = how(type_coerce(column, String), f"+{days} days")
    connection.execute(
        update(column.table).where(column.is_not(None)).values({column.name: type_coerce(moved, String)})
    )
