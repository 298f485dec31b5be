"""Who is at which record, and shared drafts: of both only what the officer may see."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Row,
    and_,
    bindparam,
    case,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.engine import Connection

from data.repositories.visible import ACCESS, TEAM, VIEWER, VISIBLE, looking
from data.rules.reference import say_case, say_interaction
from data.store.tables import CASE, INTERACTION, MEMBER, PRESENCE, SHARED_DRAFT, STAFF
from data.types.staff import Access, Officer
from data.types.together import Doing, SharedDraft, Someone, Spot

_WHO = (
    select(
        PRESENCE.c.officer_id,
        STAFF.c.name,
        STAFF.c.login,
        PRESENCE.c.record_kind,
        PRESENCE.c.record_id,
        PRESENCE.c.what,
        PRESENCE.c.since,
        CASE.c.reference.label("case_number"),
        INTERACTION.c.reference.label("interaction_number"),
        MEMBER.c.number.label("member_number"),
    )
    .select_from(PRESENCE)
    .join(STAFF, and_(STAFF.c.id == PRESENCE.c.officer_id, STAFF.c.active.is_(True)))
    .outerjoin(CASE, and_(PRESENCE.c.record_kind == "case", CASE.c.id == PRESENCE.c.record_id, VISIBLE))
    .outerjoin(
        INTERACTION,
        and_(PRESENCE.c.record_kind == "interaction", INTERACTION.c.id == PRESENCE.c.record_id),
    )
    .outerjoin(MEMBER, and_(PRESENCE.c.record_kind == "member", MEMBER.c.id == PRESENCE.c.record_id))
    # Presence at what one may not see is not shown: such a row finds no record.
    .where(
        PRESENCE.c.seen_at >= bindparam("fresh", type_=PRESENCE.c.seen_at.type),
        or_(CASE.c.id.is_not(None), INTERACTION.c.id.is_not(None), MEMBER.c.id.is_not(None)),
    )
    .order_by(STAFF.c.name, PRESENCE.c.since)
)
_WHO_ELSE = _WHO.where(PRESENCE.c.window_id != bindparam("window"), PRESENCE.c.officer_id != VIEWER)
_SUPERVISES = int(Access.SUPERVISOR) <= ACCESS
_OFFERED = or_(
    SHARED_DRAFT.c.officer_id == VIEWER,
    SHARED_DRAFT.c.for_id == VIEWER,
    and_(SHARED_DRAFT.c.for_id.is_(None), or_(SHARED_DRAFT.c.team_id == TEAM, _SUPERVISES)),
)
_ABOUT_SEEN = or_(
    SHARED_DRAFT.c.case_id.is_(None), exists().where(CASE.c.id == SHARED_DRAFT.c.case_id, VISIBLE)
)
_TAKER = STAFF.alias("taker")
_SHARED = (
    select(SHARED_DRAFT, STAFF.c.name.label("by_name"), func.coalesce(_TAKER.c.name, "").label("taken_name"))
    .join(STAFF, STAFF.c.id == SHARED_DRAFT.c.officer_id)
    .outerjoin(_TAKER, _TAKER.c.id == SHARED_DRAFT.c.taken_by)
    .where(_OFFERED, _ABOUT_SEEN)
    .order_by(SHARED_DRAFT.c.shared_at.desc())
)


class Together:
    """What a connection knows of several officers at once."""

    def __init__(self, connection: Connection, officer: Officer) -> None:
        self._connection = connection
        self._officer = officer

    # Presence

    def others(self, window_id: UUID, fresh: datetime) -> tuple[Someone, ...]:
        """Everyone else who gave a sign of life since, at records that the officer may see."""
        asked = {**looking(self._officer), "fresh": fresh, "window": window_id}
        return tuple(_someone(row) for row in self._connection.execute(_WHO_ELSE, asked))

    def everyone(self, fresh: datetime) -> tuple[Someone, ...]:
        """The officer's own windows too."""
        asked = {**looking(self._officer), "fresh": fresh}
        return tuple(_someone(row) for row in self._connection.execute(_WHO, asked))

    def beat(self, window_id: UUID, spot: Spot, at: datetime) -> UUID | None:
        """Note a sign of life there; answers the record that this program showed before, where it is another."""
        table = PRESENCE.c
        before = self._connection.execute(
            select(table.record_id, table.what).where(table.window_id == window_id)
        ).first()
        values: dict[str, Any] = {
            "officer_id": self._officer.id,
            "record_kind": spot.kind,
            "record_id": spot.record_id,
            "what": spot.what.value,
            "seen_at": at,
        }
        if before is None:
            self._connection.execute(insert(PRESENCE).values(window_id=window_id, since=at, **values))
            return None
        same = and_(table.record_id == spot.record_id, table.what == spot.what.value)
        self._connection.execute(
            update(PRESENCE)
            .where(table.window_id == window_id, table.officer_id == self._officer.id)
            .values(since=case((same, table.since), else_=at), **values)
        )
        return before.record_id if before.record_id != spot.record_id else None

    def leave(self, window_id: UUID, stale: datetime) -> UUID | None:
        """This program shows nothing any more; the record it showed. What others left behind long ago goes too."""
        table = PRESENCE.c
        mine = and_(table.window_id == window_id, table.officer_id == self._officer.id)
        before: UUID | None = self._connection.execute(select(table.record_id).where(mine)).scalar()
        self._connection.execute(delete(PRESENCE).where(or_(mine, table.seen_at < stale)))
        return before

    def hurry(self) -> None:
        """What this transaction writes need not survive a crash."""
        if self._connection.dialect.name == "postgresql":
            self._connection.execute(text("SET LOCAL synchronous_commit = off"))

    # Shared drafts

    def shared(self) -> tuple[SharedDraft, ...]:
        """Drafts that the officer may take up, and those she shared herself, taken or not."""
        rows = self._connection.execute(_SHARED, looking(self._officer))
        return tuple(_shared(row) for row in rows if _open_to(row, self._officer.id))

    def form(self, draft_id: UUID) -> tuple[SharedDraft, str] | None:
        """One of them, and what is written in it."""
        found = self._connection.execute(
            _SHARED.where(SHARED_DRAFT.c.id == bindparam("draft")),
            {**looking(self._officer), "draft": draft_id},
        ).first()
        return (_shared(found), found.form) if found is not None else None

    def share(self, values: dict[str, Any]) -> None:
        """Give it out of hand, or give it again as it is now."""
        own = or_(SHARED_DRAFT.c.officer_id == self._officer.id, SHARED_DRAFT.c.taken_by == self._officer.id)
        mine = and_(SHARED_DRAFT.c.id == values["id"], own)
        self._connection.execute(delete(SHARED_DRAFT).where(mine))
        self._connection.execute(insert(SHARED_DRAFT).values(**values))

    def take(self, draft_id: UUID, at: datetime) -> bool:
        """Take it up; of many who try, one does."""
        free = or_(SHARED_DRAFT.c.taken_by.is_(None), SHARED_DRAFT.c.taken_by == self._officer.id)
        done = self._connection.execute(
            update(SHARED_DRAFT)
            .where(SHARED_DRAFT.c.id == draft_id, free)
            .values(taken_by=self._officer.id, taken_at=at)
        )
        return done.rowcount == 1

    def put_back(self, draft_id: UUID) -> bool:
        """Let others take it again; False where the officer does not have it."""
        done = self._connection.execute(
            update(SHARED_DRAFT)
            .where(SHARED_DRAFT.c.id == draft_id, SHARED_DRAFT.c.taken_by == self._officer.id)
            .values(taken_by=None, taken_at=None)
        )
        return done.rowcount == 1

    def forget(self, before: datetime) -> None:
        """What the officer shared and somebody took long ago."""
        self._connection.execute(
            delete(SHARED_DRAFT).where(
                SHARED_DRAFT.c.officer_id == self._officer.id, SHARED_DRAFT.c.taken_at < before
            )
        )

    def withdraw(self, draft_id: UUID) -> bool:
        """Take it back, or forget that it was taken; False where it was not the officer's."""
        done = self._connection.execute(
            delete(SHARED_DRAFT).where(
                SHARED_DRAFT.c.id == draft_id, SHARED_DRAFT.c.officer_id == self._officer.id
            )
        )
        return done.rowcount == 1


def _open_to(row: Row[Any], viewer: UUID) -> bool:
    """What a colleague took is told to whoever shared it alone."""
    return row.taken_by in (None, viewer) or row.officer_id == viewer


def _someone(row: Any) -> Someone:
    if row.case_number is not None:
        number = say_case(row.case_number)
    elif row.interaction_number is not None:
        number = say_interaction(row.interaction_number)
    else:
        number = row.member_number or ""
    try:
        what = Doing(row.what)
    except ValueError:
        what = Doing.VIEWING
    return Someone(
        row.officer_id, row.name, row.login, row.record_kind, row.record_id, number, what, row.since
    )


def _shared(row: Row[Any]) -> SharedDraft:
    return SharedDraft(
        row.id,
        row.kind,
        row.label,
        row.officer_id,
        row.by_name,
        row.for_id,
        row.shared_at,
        row.taken_by,
        row.taken_name,
    )
