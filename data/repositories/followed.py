"""Many follow-ups without a case at once: held as they stand, and given the same values."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select, update
from sqlalchemy.engine import Connection, Row

from data.store.among import IDS, Among
from data.store.tables import INTERACTION

OF_INTERACTION = INTERACTION.name
_FOLLOWED: Select[Any] = (
    select(
        INTERACTION.c.id,
        INTERACTION.c.version,
        INTERACTION.c.case_id,
        INTERACTION.c.follow_up_on,
        INTERACTION.c.follow_up_officer_id,
    )
    .where(Among(INTERACTION.c.id, IDS))
    .order_by(INTERACTION.c.id)
    .with_for_update()
)


def held(connection: Connection, ids: Collection[UUID]) -> dict[UUID, Row[Any]]:
    """How these interactions are followed up, held until the transaction ends."""
    rows = connection.execute(_FOLLOWED, {"ids": list(ids)}).all()
    return {row.id: row for row in rows}


def put(connection: Connection, ids: Collection[UUID], values: Mapping[str, Any]) -> None:
    """Give all of these interactions the same values."""
    connection.execute(
        update(INTERACTION)
        .where(Among(INTERACTION.c.id, IDS))
        .values(**values, version=INTERACTION.c.version + 1),
        {"ids": list(ids)},
    )
