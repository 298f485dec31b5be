"""The invented union stays of today: on a later day all its dates move on with the calendar."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Column, Connection, Date, String, func, select, type_coerce, update

from data.desk.deadlines import recount
from data.desk.opening import open_desk
from data.steward.reindex import reindex_if_due
from data.store.store import Store, open_store
from data.store.tables import (
    ACT,
    CASE,
    CASE_DEADLINE,
    CASE_ESCALATION,
    CASE_HOLD,
    CASE_TARGET,
    CHECK_TICK,
    DOCUMENT,
    INTERACTION,
    MEMBER,
    MESSAGE,
    NOTE,
    OFFICE,
    STAFF,
    TASK,
)
from data.types.deadlines import UNKNOWN
from data.types.errors import SchemaOlder

ACTION = "steward.demo"
"""Its latest act tells which day the union is of."""

DAYS = (
    CASE.c.follow_up_on,
    CASE.c.due_on,
    CASE.c.target_on,
    CASE_TARGET.c.due_on,
    CASE.c.opened_on,
    CASE.c.lodged_on,
    CASE.c.lodge_by,
    CASE_DEADLINE.c.effect_on,
    CASE_DEADLINE.c.last_on,
    INTERACTION.c.follow_up_on,
    MEMBER.c.paid_through,
    TASK.c.due_on,
    TASK.c.remind_on,
    MESSAGE.c.reply_by,
)
INSTANTS = (
    CASE.c.created_at,
    CASE.c.closed_at,
    CASE.c.escalated_at,
    *(
        CASE_TARGET.c[name]
        for name in ("started_at", "due_at", "paused_since", "met_at", "breached_at", "escalated_at")
    ),
    CASE_HOLD.c.started_at,
    CASE_HOLD.c.ended_at,
    CASE_ESCALATION.c.raised_at,
    CASE_ESCALATION.c.settled_at,
    INTERACTION.c.started_at,
    INTERACTION.c.submitted_at,
    DOCUMENT.c.added_at,
    DOCUMENT.c.removed_at,
    NOTE.c.written_at,
    NOTE.c.pinned_at,
    MESSAGE.c.sent_at,
    MESSAGE.c.ended_at,
    TASK.c.starts_at,
    TASK.c.done_at,
    TASK.c.created_at,
    CHECK_TICK.c.ticked_at,
)


def bring_up(url: str) -> None:
    """A union built by an older casetui gets the schema of this one."""
    store = open_store(url)
    try:
        _bring_up(store)
    finally:
        store.close()


def _bring_up(store: Store) -> None:
    try:
        store.check()
    except SchemaOlder:
        store.upgrade()
        reindex_if_due(store)


def move_on(url: str, now: datetime) -> int:
    """Move every date on by the days since the union was last of today, and answer how many; SQLite only.

    A union built by an older casetui gets the schema of this one.
    """
    store = open_store(url, clock=lambda: now)
    try:
        _bring_up(store)
        with store.reading() as connection:
            late = _days_late(connection, now)
        if late > 0:
            with store.loading(ACTION, reason=f"moved on by {late} days") as connection:
                for column in (*DAYS, *INSTANTS):
                    _move(connection, column, late)
                _move_effect(connection, late)
            _count_anew(url, store, now)
        return max(late, 0)
    finally:
        store.close()


def _move_effect(connection: Connection, days: int) -> None:
    """The day of a case may be a word, too."""
    effect = func.date(CASE.c.effect, f"+{days} days")
    connection.execute(update(CASE).where(CASE.c.effect.not_in(("", UNKNOWN))).values(effect=effect))


def _count_anew(url: str, store: Store, now: datetime) -> None:
    """A day that moved on may end on a weekend now."""
    with store.reading() as connection:
        login = connection.execute(
            select(STAFF.c.login).order_by(STAFF.c.access.desc()).limit(1)
        ).scalar_one()
    desk = open_desk(url, login, clock=lambda: now)
    try:
        recount(desk)
    finally:
        desk.close()


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
