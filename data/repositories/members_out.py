"""Every member with all details, a page at a time, so that a list of any length can be written out."""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.engine import Connection

from data.repositories.intake_known import OnRecord, on_record
from data.store.tables import MEMBER

PAGE = 1_000


def next_members(connection: Connection, beyond: str) -> Iterator[OnRecord]:
    """A page of members in the order of their numbers, those after `beyond`; the erased are left out."""
    query = select(MEMBER.c.id).where(MEMBER.c.number > beyond).order_by(MEMBER.c.number).limit(PAGE)
    ids: list[UUID] = list(connection.execute(query).scalars())
    found = on_record(connection, ids, locked=False)
    yield from (found[member_id] for member_id in ids)
