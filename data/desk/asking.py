"""What was changed here and by the membership system: which of the two stands (domain E1)."""

from uuid import UUID

from data.desk.desk import Desk
from data.repositories.asked import answer, asked
from data.repositories.contacts import locked_member
from data.types.asking import Answer, Asked
from data.types.errors import NotFound
from data.types.stop import Stop

MANY = 200


def waiting(desk: Desk, limit: int = MANY, stop: Stop | None = None) -> tuple[Asked, ...]:
    """What is asked of all members."""
    with desk.store.reading(stop) as connection:
        return asked(connection, limit)


def of_member(desk: Desk, member_id: UUID, stop: Stop | None = None) -> tuple[Asked, ...]:
    """What is asked of one member."""
    with desk.store.reading(stop) as connection:
        return asked(connection, MANY, member_id)


def settle(desk: Desk, member_id: UUID, field: str, chosen: Answer) -> bool:
    """Let ours or theirs stand, once however often it is said; False when it was settled before. Raises NotFound."""
    with desk.store.writing(action=f"members.settle.{chosen}", officer_id=desk.officer.id) as session:
        member = locked_member(session, member_id)
        if member is None:
            raise NotFound("no such member")
        if not answer(session, member, field, chosen, desk.today()):
            return False
        member.version += 1
        session.flush()
    return True
