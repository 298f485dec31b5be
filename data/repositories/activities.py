"""Notes in the order in which they were written, a page at a time, so that any number can be written out."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Integer, String, Uuid, and_, bindparam, literal, or_, select, union_all
from sqlalchemy.engine import Connection

from data.model.columns import UtcTime
from data.repositories.notes import Notes
from data.repositories.visible import VISIBLE, looking
from data.rules.note_text import sections_text
from data.rules.reference import say_case, say_interaction
from data.store.tables import CASE, INTERACTION, MEMBER, NOTE, STAFF
from data.types.activities import Activity
from data.types.secure import SECURE
from data.types.staff import Officer

PAGE = 500
_SINCE, _UNTIL = (bindparam(name, type_=UtcTime()) for name in ("since", "until"))
_LAST = bindparam("last", type_=Uuid())
_CONFIDENTIAL = bindparam("confidential", type_=Boolean())
_COLUMNS = (NOTE.c.id, NOTE.c.written_at, NOTE.c.author_id, NOTE.c.channel)
_IN_TURN = and_(
    NOTE.c.security != SECURE,
    or_(NOTE.c.written_at > _SINCE, and_(NOTE.c.written_at == _SINCE, NOTE.c.id > _LAST)),
    NOTE.c.written_at < _UNTIL,
)
_OF_CASES = (
    select(
        *_COLUMNS,
        literal("case", String()).label("record"),
        CASE.c.reference,
        CASE.c.member_id,
        CASE.c.title.label("about"),
        CASE.c.status.label("state"),
        (NOTE.c.id == CASE.c.id).label("opens"),
    )
    .join_from(NOTE, CASE, CASE.c.id == NOTE.c.case_id)
    .where(_IN_TURN, VISIBLE, or_(_CONFIDENTIAL, CASE.c.confidential.is_(False)))
)
_OF_CONTACTS = (
    select(
        *_COLUMNS[:3],
        INTERACTION.c.interaction_type.label("channel"),
        literal("interaction", String()).label("record"),
        INTERACTION.c.reference,
        INTERACTION.c.member_id,
        INTERACTION.c.related_to.label("about"),
        INTERACTION.c.outcome.label("state"),
        literal(False, Boolean()).label("opens"),
    )
    .join_from(NOTE, INTERACTION, INTERACTION.c.id == NOTE.c.interaction_id)
    .where(_IN_TURN)
)
_EVERY = union_all(_OF_CASES, _OF_CONTACTS).subquery()
_NEXT = (
    select(_EVERY, MEMBER.c.number.label("member"), STAFF.c.name.label("officer"))
    .join_from(_EVERY, MEMBER, MEMBER.c.id == _EVERY.c.member_id)
    .outerjoin(STAFF, STAFF.c.id == _EVERY.c.author_id)
    .order_by(_EVERY.c.written_at, _EVERY.c.id)
    .limit(bindparam("limit", type_=Integer()))
)


def next_activities(
    connection: Connection,
    officer: Officer,
    since: tuple[datetime, UUID],
    until: datetime,
    *,
    confidential: bool,
) -> tuple[Activity, ...]:
    """A page of the notes written after that moment and note, and before `until`, the oldest first.

    Of cases those the officer may see; secure notes never, those of confidential cases only where they are wanted.
    """
    given: dict[str, Any] = {
        "since": since[0],
        "last": since[1],
        "until": until,
        "confidential": confidential,
    }
    rows = connection.execute(_NEXT, {**given, "limit": PAGE, **looking(officer)}).all()
    bodies = Notes(connection).sections_of(row.id for row in rows)
    return tuple(
        Activity(
            row.id,
            row.member,
            row.written_at,
            row.channel or ("Case" if row.opens else "Case note"),
            row.about or "",
            sections_text(bodies[row.id]),
            (say_case if row.record == "case" else say_interaction)(row.reference),
            row.officer or "",
            row.state or "",
        )
        for row in rows
    )
