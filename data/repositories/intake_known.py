"""What is on record of the members of a batch of the membership file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Table, select
from sqlalchemy.engine import Connection

from data.store.tables import ADDRESS, EMAIL, JOB, MEMBER, MEMBER_ASKED, MEMBER_LOCAL, PHONE
from data.types.details import Part

TABLES: dict[Part, Table] = {Part.PHONE: PHONE, Part.EMAIL: EMAIL, Part.ADDRESS: ADDRESS, Part.JOB: JOB}
CHUNK = 500


class Known(NamedTuple):
    """A member as far as it is needed to see whether anything is to be done."""

    id: UUID
    number: str
    source_hash: str
    missing_since: datetime | None
    erased_at: datetime | None


@dataclass
class OnRecord:
    """A member in full."""

    member: Mapping[str, Any]
    parts: dict[Part, list[Mapping[str, Any]]] = field(default_factory=lambda: {part: [] for part in TABLES})
    local: dict[str, str] = field(default_factory=dict)
    """What the membership system had said of what was changed here."""
    asked: dict[str, str] = field(default_factory=dict)


_KNOWN = select(
    MEMBER.c.id, MEMBER.c.number, MEMBER.c.source_hash, MEMBER.c.missing_since, MEMBER.c.erased_at
)


def known(connection: Connection, numbers: Sequence[str]) -> dict[str, Known]:
    """Those of the numbers that are on record."""
    found: dict[str, Known] = {}
    for chunk in _chunks(numbers):
        for row in connection.execute(_KNOWN.where(MEMBER.c.number.in_(chunk))):
            found[row.number] = Known(*row)
    return found


def on_record(connection: Connection, ids: Sequence[UUID], *, locked: bool) -> dict[UUID, OnRecord]:
    """The members with all that may change; `locked`, nobody else changes them until the transaction ends."""
    found: dict[UUID, OnRecord] = {}
    for chunk in _chunks(ids):
        query = select(MEMBER).where(MEMBER.c.id.in_(chunk)).order_by(MEMBER.c.id)
        for member in connection.execute(query.with_for_update() if locked else query).mappings():
            found[member["id"]] = OnRecord(dict(member))
        for part, table in TABLES.items():
            rows = select(table).where(table.c.member_id.in_(chunk)).order_by(table.c.id)
            for one in connection.execute(rows).mappings():
                found[one["member_id"]].parts[part].append(dict(one))
        for row in connection.execute(select(MEMBER_LOCAL).where(MEMBER_LOCAL.c.member_id.in_(chunk))):
            found[row.member_id].local[row.field] = row.source_value
        for row in connection.execute(select(MEMBER_ASKED).where(MEMBER_ASKED.c.member_id.in_(chunk))):
            found[row.member_id].asked[row.field] = row.theirs
    return found


def imported_numbers(connection: Connection, beyond: str, many: int) -> list[str]:
    """Numbers of members that came with a file, in byte order, so many of those after `beyond`."""
    query = (
        select(MEMBER.c.number)
        .where(MEMBER.c.number > beyond, MEMBER.c.source_hash != "")
        .order_by(MEMBER.c.number)
        .limit(many)
    )
    return list(connection.execute(query).scalars())


def _chunks(things: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(things), CHUNK):
        yield things[start : start + CHUNK]
