"""Where a unit of work begins: what it is for, whether whoever does it may, and whose turn it is.

A server is told and asked all of it in one statement.
"""

from typing import NamedTuple
from uuid import UUID

from sqlalchemy import String, bindparam, func, literal, or_, select, true
from sqlalchemy.engine import Connection

from data.store import schema
from data.store.history import SAID, Intent, said
from data.store.tables import STAFF
from data.types.staff import Access

_REVISION = select(schema.VERSION.c.version_num).scalar_subquery()
_BARRED = select(STAFF.c.active, STAFF.c.access, _REVISION.label("revision")).where(
    STAFF.c.id == bindparam("whose", type_=STAFF.c.id.type),
    or_(STAFF.c.active.is_(False), STAFF.c.access <= int(Access.READER), _REVISION != schema.HEAD),
)
_TURN = func.pg_advisory_xact_lock(func.hashtextextended(bindparam("turn", type_=String()), 0))
"""Nobody is waited for where no name is given."""
_HELD = _BARRED.subquery("barred")
_BEGIN = select(func.concat(*SAID), _TURN, _HELD).select_from(
    select(literal(1)).subquery("always").outerjoin(_HELD, true())
)


class Barred(NamedTuple):
    """Why somebody may be kept from writing."""

    active: bool
    """Whether she works here."""
    access: int
    revision: str
    """Of the schema as it is now."""


def begin(connection: Connection, intent: Intent, turn: str | None) -> Barred | None:
    """Tell a store that writes its own history what is begun, wait for the `turn` of that name, and ask the same."""
    asked = {**said(intent), "whose": intent.officer_id, "turn": turn}
    *_told, active, access, revision = connection.execute(_BEGIN, asked).one()
    return Barred(active, access, revision) if revision is not None else None


def barred(connection: Connection, officer_id: UUID | None) -> Barred | None:
    """None for somebody who works here, may write, and has a program of this schema; and for the program itself."""
    row = connection.execute(_BARRED, {"whose": officer_id}).first() if officer_id is not None else None
    return Barred(*row) if row is not None else None
