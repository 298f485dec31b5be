"""What was changed, by whom and why."""

from uuid import UUID

from data.desk.desk import Desk
from data.desk.openings import may_see
from data.repositories.cases import Cases
from data.repositories.history import History
from data.repositories.interactions import Interactions
from data.repositories.members import Members
from data.repositories.openings import of_one
from data.types.errors import NotFound
from data.types.records import ChangeLine
from data.types.stop import Stop

OPENED = "cases.open"


def of_interaction(desk: Desk, interaction_id: UUID, stop: Stop | None = None) -> tuple[ChangeLine, ...]:
    """The changes of an interaction and of its note, newest first; raises NotFound."""
    with desk.store.reading(stop, may_lag=True) as connection:
        if Interactions(connection, desk.officer).reference(interaction_id) is None:
            raise NotFound("no such interaction")
        return History(connection, desk.officer).of("interaction", interaction_id)


def of_case(desk: Desk, case_id: UUID, stop: Stop | None = None) -> tuple[ChangeLine, ...]:
    """The changes of a case and of its notes, newest first; for those who may know it also who opened it while it was
    confidential (features A3.12). Raises NotFound.
    """
    with desk.store.reading(stop, may_lag=True) as connection:
        Cases(connection, desk.officer).seen(case_id)
        lines = History(connection, desk.officer).of("case_record", case_id)
        opened = of_one(connection, case_id) if may_see(desk) else ()
    if not opened:
        return lines
    told = (ChangeLine(one.at, one.who, OPENED, "", "case", "opened", None, None) for one in opened)
    return tuple(sorted((*lines, *told), key=lambda line: line.at, reverse=True))


def of_member(desk: Desk, member_id: UUID, stop: Stop | None = None) -> tuple[ChangeLine, ...]:
    """The changes of a contact's own details, newest first; raises NotFound."""
    with desk.store.reading(stop, may_lag=True) as connection:
        if not Members(connection, desk.officer).exists(member_id):
            raise NotFound("no such member")
        return History(connection, desk.officer).of("member", member_id)
