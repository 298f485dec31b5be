"""Values that were changed here and by the membership system, and the answer to which stands (domain E1)."""

import json
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from data.model import AskedValue, LocalValue, MemberRow
from data.repositories.contact_rows import TABLES, ContactRow, source_words
from data.repositories.contacts import rename
from data.repositories.intake_known import TABLES as SOURCES
from data.rules.days import read_day
from data.rules.details import said_value, said_values
from data.store.tables import MEMBER, MEMBER_ASKED
from data.types.asking import Asked
from data.types.details import DO_NOT_CONTACT, FIELDS, TABLE_OF, Deed, DetailEdit, Part

LABELS = {**{one.name: one.label.lower() for one in FIELDS[Part.MEMBER]}, DO_NOT_CONTACT: "do not contact"}
PARTS = {table: part for part, table in TABLE_OF.items()}
_ASKED = (
    select(MEMBER_ASKED, MEMBER)
    .join_from(MEMBER_ASKED, MEMBER, MEMBER.c.id == MEMBER_ASKED.c.member_id)
    .order_by(MEMBER.c.number, MEMBER_ASKED.c.field)
)


def asked(connection: Connection, limit: int, member_id: UUID | None = None) -> tuple[Asked, ...]:
    """What is asked, of one member or of all."""
    query = _ASKED.limit(limit)
    if member_id is not None:
        query = query.where(MEMBER.c.id == member_id)
    return tuple(_line(connection, row) for row in connection.execute(query).all())


def _line(connection: Connection, row: Row[Any]) -> Asked:
    table, _, row_id = row.field.partition("/")
    part = PARTS.get(table)
    if part is None:
        what, ours, theirs = LABELS.get(row.field, row.field), said_value(getattr(row, row.field)), row.theirs
    else:
        rows = SOURCES[part]
        found = connection.execute(select(rows).where(rows.c.id == UUID(row_id))).mappings().first()
        what, ours = part.value, said_values(part, dict(found)) if found else ""
        theirs = said_values(part, json.loads(row.theirs))
    return Asked(row.member_id, row.number, row.name, row.field, what, ours, theirs)


def answer(session: Session, member: MemberRow, edit: DetailEdit, today: date) -> bool:
    """Let ours or theirs stand; False when nothing is asked of that any more."""
    answered = [_answer(session, member, field, edit.deed, today) for field in edit.settles]
    return any(answered)


def _answer(session: Session, member: MemberRow, field: str, chosen: Deed, today: date) -> bool:
    held = session.get(AskedValue, (member.id, field))
    if held is None:
        return False
    table, _, row_id = field.partition("/")
    part = PARTS.get(table)
    if part is None:
        _answer_field(session, member, field, held.theirs, chosen)
    else:
        row = session.get(TABLES[part], UUID(row_id))
        if isinstance(row, ContactRow):
            _answer_row(row, part, json.loads(held.theirs), chosen, today)
    session.delete(held)
    session.flush()
    return True


def _answer_field(session: Session, member: MemberRow, field: str, theirs: str, chosen: Deed) -> None:
    kept = session.get(LocalValue, (member.id, field))
    if chosen is Deed.OURS:
        if kept is not None:
            kept.source_value = theirs
        return
    if kept is not None:
        session.delete(kept)
    if field == DO_NOT_CONTACT:
        member.do_not_contact = theirs == "yes"
        return
    names = {
        name: theirs if name == field else getattr(member, name) for name in ("given", "family", "informal")
    }
    rename(session, member, **names)


def _answer_row(row: ContactRow, part: Part, theirs: dict[str, Any], chosen: Deed, today: date) -> None:
    days = {one.name for one in FIELDS[part] if one.day}
    values = {
        name: read_day(value, today) if name in days and value else value for name, value in theirs.items()
    }
    if chosen is Deed.OURS:
        row.replaces = source_words(
            TABLES[part](id=row.id, member_id=row.member_id, **{**_now(row), **values})
        )
        return
    for name, value in values.items():
        setattr(row, name, value)
    row.is_local, row.replaces = False, ""


def _now(row: ContactRow) -> dict[str, Any]:
    return {
        name: getattr(row, name)
        for name in type(row).model_fields
        if name not in ("id", "member_id", "is_local", "replaces")
    }
