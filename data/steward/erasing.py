"""What history keeps of a member is emptied where she asks for it: the chain stays whole (features B22)."""

from uuid import UUID

from data.desk.desk import Desk
from data.rules.clean import clean_line
from data.store.ledger import erase_values as empty
from data.store.ledger import tell
from data.types.chain import Facts
from data.types.errors import BadInput, NotAllowed
from data.types.staff import Access

ACTION = "history.erase"


def erase_values(desk: Desk, member_id: UUID, reason: str) -> int:
    """Empty every old and new value in the history of a member's own details; answers how many there were.

    Who changed which field when stays, and a line tells of the erasure and why. Raises NotAllowed for whoever may not
    bring in a membership file either, BadInput without a reason.
    """
    if desk.officer.access < Access.SUPERVISOR:
        raise NotAllowed("values are erased by a supervisor or an administrator")
    why = clean_line(reason)
    if not why:
        raise BadInput("why it is erased; history keeps the reason")
    with desk.store.bulk(action=ACTION, officer_id=desk.officer.id, reason=why) as bulk:
        act = Facts(desk.new_id(), desk.clock(), desk.officer.id, ACTION, why, None, None)
        if not bulk.tells:
            tell(bulk, {act.id: act}, [])
        return empty(bulk, act, member_id, desk.new_id)
