"""Notes by their words, within what may be seen (features A3.47).

Every section is read as it stands; no index helps, so that it is asked on purpose and never on every key.
"""

from collections.abc import Sequence

from sqlalchemy import Integer, Select, String, bindparam, exists, func, literal, select, union_all
from sqlalchemy.engine import Connection

from data.repositories.notes import Notes
from data.repositories.visible import VISIBLE, looking
from data.rules.reference import say_case, say_interaction
from data.store.tables import CASE, INTERACTION, MEMBER, NOTE, SECTION, STAFF
from data.types.notes import NoteHit
from data.types.secure import SECURE
from data.types.staff import Officer

_LIMIT = bindparam("limit", type_=Integer())


def _statement(words: int) -> Select[tuple[object, ...]]:
    """Notes that hold each of so many words, in any of their sections."""
    holds = [
        exists().where(
            SECTION.c.note_id == NOTE.c.id,
            SECTION.c.body.ilike(bindparam(f"word_{place}", type_=String()), escape="/"),
        )
        for place in range(words)
    ]
    columns = (NOTE.c.id, NOTE.c.written_at, NOTE.c.author_id)
    of_cases = (
        select(
            *columns,
            literal("case", String()).label("record"),
            CASE.c.id.label("record_id"),
            CASE.c.reference,
            CASE.c.member_id,
        )
        .join_from(NOTE, CASE, CASE.c.id == NOTE.c.case_id)
        .where(NOTE.c.security != SECURE, VISIBLE, *holds)
    )
    of_interactions = (
        select(
            *columns,
            literal("interaction", String()).label("record"),
            INTERACTION.c.id.label("record_id"),
            INTERACTION.c.reference,
            INTERACTION.c.member_id,
        )
        .join_from(NOTE, INTERACTION, INTERACTION.c.id == NOTE.c.interaction_id)
        .where(NOTE.c.security != SECURE, *holds)
    )
    every = union_all(of_cases, of_interactions).subquery()
    page = select(every).order_by(every.c.written_at.desc(), every.c.id.desc()).limit(_LIMIT).subquery()
    return (
        select(page, MEMBER.c.name.label("member_name"), func.coalesce(STAFF.c.name, "").label("author"))
        .join_from(page, MEMBER, MEMBER.c.id == page.c.member_id)
        .outerjoin(STAFF, STAFF.c.id == page.c.author_id)
        .order_by(page.c.written_at.desc(), page.c.id.desc())
    )


def find_notes(
    connection: Connection, officer: Officer, words: Sequence[str], limit: int
) -> tuple[NoteHit, ...]:
    """The newest notes that hold every word; those of cases only where the officer may see the case."""
    wanted = {f"word_{place}": f"%{_plain(word)}%" for place, word in enumerate(words)}
    rows = connection.execute(_statement(len(words)), {**wanted, "limit": limit, **looking(officer)}).all()
    bodies = Notes(connection).sections_of(row.id for row in rows)
    return tuple(
        NoteHit(
            id=row.id,
            record=row.record,
            record_id=row.record_id,
            number=(say_case if row.record == "case" else say_interaction)(row.reference),
            member_id=row.member_id,
            member_name=row.member_name,
            author=row.author,
            written_at=row.written_at,
            line=_line(words, [part.body for part in bodies[row.id]]),
        )
        for row in rows
    )


def _plain(word: str) -> str:
    """What means something in a pattern means itself."""
    return word.replace("/", "//").replace("%", "/%").replace("_", "/_")


def _line(words: Sequence[str], bodies: Sequence[str]) -> str:
    sought = [word.lower() for word in words]
    lines = [line.strip() for body in bodies for line in body.splitlines()]
    return next((line for line in lines if any(word in line.lower() for word in sought)), "")
