"""What was handed over for a leave, and what is to be given back (features B29)."""

from datetime import date
from uuid import UUID

from sqlalchemy import Date, bindparam, func, select
from sqlalchemy.engine import Connection

from data.store.tables import HANDED, HANDOVER

_WAITING = (
    select(HANDOVER.c.officer_id, func.count().label("held"))
    .join_from(HANDOVER, HANDED, HANDED.c.handover_id == HANDOVER.c.id)
    .where(HANDOVER.c.back_at.is_(None), HANDOVER.c.until <= bindparam("today", type_=Date()))
    .group_by(HANDOVER.c.officer_id)
)


def waiting_back(connection: Connection, today: date) -> dict[UUID, int]:
    """How many records were handed over by everyone whose leave is over, and not given back yet."""
    return {row.officer_id: row.held for row in connection.execute(_WAITING, {"today": today})}
