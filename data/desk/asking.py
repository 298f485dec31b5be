"""What was changed here and by the membership system, and waits for an answer (domain E1)."""

from uuid import UUID

from data.desk.desk import Desk
from data.repositories.asked import asked
from data.types.asking import Asked
from data.types.stop import Stop

MANY = 200


def waiting(
    desk: Desk, limit: int = MANY, stop: Stop | None = None, member_id: UUID | None = None
) -> tuple[Asked, ...]:
    """What is asked of all members, or of one."""
    with desk.store.reading(stop) as connection:
        return asked(connection, limit, member_id)
