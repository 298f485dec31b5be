"""The numbers that people say: C-10482 and I-20931."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, insert, select, text
from sqlalchemy.engine import Connection

from data.model import Act
from data.rules.contact import FIRST_NUMBER, made_here, next_number
from data.rules.folding import prefix_end
from data.store.tables import CASE, INTERACTION, MEMBER

FIRST = {"case": 10001, "interaction": 20001}
MANY = 1000
CONTACTS_LOCK = 0x63617365
"""Taken while the number of a new contact is looked for."""
TABLES = {"case": CASE, "interaction": INTERACTION}


def next_reference(connection: Connection, kind: str) -> int:
    """The next number of a kind.

    SQLite: highest plus one, safe because the transaction was immediate. Postgres: a sequence, which may leave gaps.
    """
    if connection.dialect.name == "postgresql":
        return int(connection.execute(text(f"SELECT nextval('{kind}_reference')")).scalar_one())
    highest = connection.execute(select(func.max(TABLES[kind].c.reference))).scalar()
    return FIRST[kind] if highest is None else max(FIRST[kind], int(highest) + 1)


def next_contact(connection: Connection) -> str:
    """The number of a contact that is made here, `N-00001` on; whoever asks next waits until this one is committed."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": CONTACTS_LOCK})
    number, head = MEMBER.c.number, FIRST_NUMBER[:2]
    given = connection.execute(
        select(number)
        .where(number >= head, number < prefix_end(head))
        .order_by(func.length(number).desc(), number.desc())
    ).scalars()
    return next_number(next((one for one in given if made_here(one)), None))


def settle(connection: Connection) -> None:
    """After numbers were given from outside, let the sequences go on behind the highest."""
    if connection.dialect.name != "postgresql":
        return
    for kind, table in TABLES.items():
        highest = connection.execute(select(func.max(table.c.reference))).scalar()
        if highest is not None:
            connection.execute(
                text(f"SELECT setval('{kind}_reference', greatest(:highest, :first))"),
                {"highest": highest, "first": FIRST[kind] - 1},
            )


def weigh(connection: Connection) -> None:
    """After many rows came at once, let Postgres count them now: it would plan for empty tables until it has."""
    if connection.dialect.name != "postgresql":
        return
    came = connection.execute(
        text("SELECT coalesce(sum(n_tup_ins), 0) FROM pg_stat_xact_user_tables")
    ).scalar_one()
    if came >= MANY:
        connection.execute(text("ANALYZE"))


def note_loading(connection: Connection, act_id: UUID, at: datetime, action: str, reason: str) -> None:
    """Tell history that rows came in bulk."""
    connection.execute(insert(Act).values(id=act_id, at=at, officer_id=None, action=action, reason=reason))
