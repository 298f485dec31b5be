"""What comes next with cases (features B16)."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.engine import Connection

from data.desk.desk import Desk
from data.repositories.tasks import Tasks
from data.rules import milestones as rule
from data.types.milestones import Milestone
from data.types.records import CaseLine, CaseRecord
from data.types.stop import Stop
from data.types.work import WorkRow


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


def of_queue(desk: Desk, rows: Sequence[WorkRow]) -> dict[UUID, Milestone | None]:
    """Those of the cases among the rows of a queue, by their id, in one statement."""
    cases = [row for row in rows if row.record == "case"]
    with desk.store.reading() as connection:
        dated = Tasks(connection, desk.officer).dated([row.id for row in cases], desk.zone)
    return {row.id: rule.of_line(row, dated.get(row.id, ())) for row in cases}
