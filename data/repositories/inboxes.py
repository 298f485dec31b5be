"""Inboxes of officers: what stands in them, and what of it goes by mail once a day."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import Integer, Uuid, bindparam, delete, func, or_, select, update
from sqlalchemy.engine import Connection

from data.model.columns import UtcTime
from data.repositories.visible import VISIBLE, looking
from data.rules.notices import said_to_officer
from data.rules.reference import say_case
from data.store.among import IDS, Among
from data.store.tables import CASE, MEMBER, NOTICE, STAFF
from data.types.notices import Notice
from data.types.staff import Officer

_ME = bindparam("viewer", type_=Uuid())
_SHOWN = or_(NOTICE.c.case_id.is_(None), VISIBLE)
"""What she was told while she saw the case, and does not see any more, stands in no inbox."""
_ACTOR = STAFF.alias("actor")
_MINE = (
    select(
        NOTICE,
        CASE.c.reference,
        func.coalesce(CASE.c.title, "").label("title"),
        func.coalesce(MEMBER.c.name, "").label("member_name"),
        func.coalesce(_ACTOR.c.name, "").label("who"),
    )
    .outerjoin_from(NOTICE, CASE, CASE.c.id == NOTICE.c.case_id)
    .outerjoin(MEMBER, MEMBER.c.id == NOTICE.c.member_id)
    .outerjoin(_ACTOR, _ACTOR.c.id == NOTICE.c.actor_id)
    .where(NOTICE.c.officer_id == _ME, _SHOWN)
    .order_by(NOTICE.c.read_at.is_not(None), NOTICE.c.at.desc(), NOTICE.c.id.desc())
    .limit(bindparam("limit", type_=Integer()))
)
_UNREAD = (
    select(func.count())
    .select_from(NOTICE)
    .outerjoin(CASE, CASE.c.id == NOTICE.c.case_id)
    .where(NOTICE.c.officer_id == _ME, NOTICE.c.read_at.is_(None), _SHOWN)
)

# By mail once a day

_UNMAILED = (
    select(NOTICE.c.officer_id, STAFF.c.login)
    .distinct()
    .join_from(NOTICE, STAFF, STAFF.c.id == NOTICE.c.officer_id)
    .where(NOTICE.c.mailed_at.is_(None), NOTICE.c.read_at.is_(None), STAFF.c.active.is_(True))
)
_LINES = (
    select(NOTICE.c.id, NOTICE.c.kind, NOTICE.c.what, CASE.c.reference)
    .outerjoin_from(NOTICE, CASE, CASE.c.id == NOTICE.c.case_id)
    .where(
        NOTICE.c.officer_id == bindparam("officer_id", type_=Uuid()),
        NOTICE.c.mailed_at.is_(None),
        NOTICE.c.read_at.is_(None),
    )
    .order_by(NOTICE.c.at, NOTICE.c.id)
)


def unmailed(connection: Connection) -> list[tuple[UUID, str]]:
    """Officers with what is neither read nor went by mail, and their logins."""
    return [(row.officer_id, row.login) for row in connection.execute(_UNMAILED)]


def take_unmailed(connection: Connection, officer_id: UUID, at: datetime) -> list[tuple[str, list[str]]]:
    """Number of each case and what happened to it, each said once; from now on it went by mail."""
    rows = connection.execute(_LINES, {"officer_id": officer_id}).all()
    said: dict[str, dict[str, None]] = {}
    for row in rows:
        number = say_case(row.reference) if row.reference else ""
        said.setdefault(number, {})[said_to_officer(row.kind, row.what)] = None
    if rows:
        connection.execute(
            update(NOTICE).where(Among(NOTICE.c.id, IDS)).values(mailed_at=at),
            {"ids": [row.id for row in rows]},
        )
    return [(number, list(each)) for number, each in said.items()]


# The inbox


def inbox(connection: Connection, officer: Officer, limit: int) -> tuple[Notice, ...]:
    """What one officer was told, unread first, then the latest; of cases she sees."""
    rows = connection.execute(_MINE, {"limit": limit, **looking(officer)})
    return tuple(
        Notice(
            row.id,
            row.at,
            row.kind,
            said_to_officer(row.kind, row.what),
            row.case_id,
            say_case(row.reference) if row.reference else "",
            row.title,
            row.member_id,
            row.member_name,
            row.who,
            row.read_at is not None,
        )
        for row in rows
    )


def unread(connection: Connection, officer: Officer) -> int:
    """How many of them she has not read."""
    return int(connection.execute(_UNREAD, looking(officer)).scalar_one())


def mark(connection: Connection, officer_id: UUID, at: datetime, ids: Collection[UUID] | None = None) -> int:
    """They are read, or all are; answers how many were not."""
    put = update(NOTICE).where(NOTICE.c.officer_id == officer_id, NOTICE.c.read_at.is_(None))
    if ids is None:
        return connection.execute(put.values(read_at=at)).rowcount
    return connection.execute(
        put.where(Among(NOTICE.c.id, IDS)).values(read_at=at), {"ids": list(ids)}
    ).rowcount


def is_old(connection: Connection, before: datetime) -> bool:
    """Whether any is older."""
    return connection.execute(select(NOTICE.c.id).where(NOTICE.c.at < before).limit(1)).first() is not None


def prune(connection: Connection, before: datetime) -> int:
    """Take away what is older."""
    return connection.execute(
        delete(NOTICE).where(NOTICE.c.at < bindparam("before", type_=UtcTime())), {"before": before}
    ).rowcount
