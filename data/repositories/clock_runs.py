"""When what is due by the clock was last done, and whether anything waits for it (one row a store)."""

from datetime import datetime

from sqlalchemy import bindparam, exists, or_, select, update
from sqlalchemy.engine import Connection

from data.model.columns import UtcTime
from data.store.tables import ACT, ACT_WAITING, CASE_TARGET, CLOCK_RUN
from data.types.targets import LastTick

_BEFORE = bindparam("before", type_=UtcTime())
_LAST = select(CLOCK_RUN.c.begun_at, CLOCK_RUN.c.ended_at)
_DUE = select(
    or_(
        exists().where(
            CASE_TARGET.c.met_at.is_(None),
            CASE_TARGET.c.paused_since.is_(None),
            CASE_TARGET.c.breached_at.is_(None),
            CASE_TARGET.c.due_at < _BEFORE,
        ),
        exists(
            select(ACT_WAITING.c.act_id).join(ACT, ACT.c.id == ACT_WAITING.c.act_id).where(ACT.c.at < _BEFORE)
        ),
    )
)


def note_begun(connection: Connection, at: datetime) -> None:
    """It is being done now."""
    connection.execute(update(CLOCK_RUN).values(begun_at=at))


def note_ended(connection: Connection, at: datetime) -> None:
    """It was done to the end."""
    connection.execute(update(CLOCK_RUN).values(ended_at=at))


def last_run(connection: Connection, before: datetime) -> LastTick:
    """When that was, and whether something has waited since `before`, as far as whoever asks may see it."""
    row = connection.execute(_LAST).first()
    due = bool(connection.execute(_DUE, {"before": before}).scalar())
    return LastTick(row.begun_at if row else None, row.ended_at if row else None, due)
