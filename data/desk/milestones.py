"""What comes next with cases (features B16)."""

from collections.abc import Sequence

from sqlalchemy.engine import Connection

from data.desk.desk import Desk
from data.repositories.tasks import Tasks
from data.rules import milestones as rule
from data.types.milestones import Milestone
from data.types.records import CaseLine, CaseRecord
from data.types.stop import Stop


def of_case(desk: Desk, case: CaseRecord, stop: Stop | None = None) -> Milestone | None:
    """The next milestone of a case that was read; None of one with which nothing is due."""
    with desk.store.reading(stop) as connection:
        return within(desk, connection, case)


def within(desk: Desk, connection: Connection, case: CaseRecord) -> Milestone | None:
    """The same where other things of the case are read too."""
    if case.closed_at is not None:
        return None
    dated = Tasks(connection, desk.officer).dated([case.id], desk.zone)
    return rule.of_case(case, dated.get(case.id, ()))


def of_lines(desk: Desk, connection: Connection, lines: Sequence[CaseLine]) -> tuple[CaseLine, ...]:
    """The rows of a list, each with its own: one statement for all of them."""
    dated = Tasks(connection, desk.officer).dated([line.id for line in lines], desk.zone)
    return tuple(line._replace(milestone=rule.of_line(line, dated.get(line.id, ()))) for line in lines)
