"""What colleagues say of submitted notes."""

from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.engine import Connection

from data.rules.good import HUMAN
from data.store.tables import INTERACTION_TICK, STAFF
from data.types.ticks import Tick

_OF = (
    select(INTERACTION_TICK, STAFF.c.name.label("officer_name"))
    .join_from(INTERACTION_TICK, STAFF, STAFF.c.id == INTERACTION_TICK.c.officer_id)
    .where(INTERACTION_TICK.c.interaction_id == bindparam("interaction_id"))
    .order_by(INTERACTION_TICK.c.ticked_at, INTERACTION_TICK.c.officer_id)
)
_PLACES = {one.key: place for place, one in enumerate(HUMAN)}


def ticks_of(connection: Connection, interaction_id: UUID) -> tuple[Tick, ...]:
    """The ticks of an interaction: item by item, each the oldest first."""
    rows = connection.execute(_OF, {"interaction_id": interaction_id})
    found = (
        Tick(row.item, row.officer_id, row.officer_name, row.said, row.line, row.ticked_at) for row in rows
    )
    return tuple(sorted(found, key=lambda one: _PLACES.get(one.item, len(_PLACES))))
