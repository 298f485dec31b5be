"""Reading who opened a confidential case."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.engine import Connection

from data.store.tables import CASE_OPENING, STAFF
from data.types.records import Opening


def latest(connection: Connection, case_id: UUID, officer_id: UUID) -> datetime | None:
    """When that officer opened the case last."""
    asked = select(CASE_OPENING.c.at).where(
        CASE_OPENING.c.case_id == case_id, CASE_OPENING.c.officer_id == officer_id
    )
    found: datetime | None = connection.execute(asked.order_by(CASE_OPENING.c.at.desc()).limit(1)).scalar()
    return found


def of_one(connection: Connection, case_id: UUID) -> tuple[Opening, ...]:
    """Everyone who opened the case, the last first."""
    asked = (
        select(CASE_OPENING.c.at, STAFF.c.name)
        .join(STAFF, STAFF.c.id == CASE_OPENING.c.officer_id)
        .where(CASE_OPENING.c.case_id == case_id)
        .order_by(CASE_OPENING.c.at.desc(), CASE_OPENING.c.id.desc())
    )
    return tuple(Opening(*row) for row in connection.execute(asked))
