"""The checklist of a case: lines of its case types, ticked, answered by a task, or naming another case (B13)."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from data.desk.checking import locked_open_case
from data.desk.desk import Desk
from data.model import CheckTickRow
from data.repositories.cases import Cases
from data.repositories.task_types import TaskTypes
from data.repositories.tasks import Tasks
from data.rules.folding import fold
from data.types.errors import BadInput, NotAllowed, NotFound
from data.types.records import Saved
from data.types.tasks import CheckItem, Task, TaskStatus


def items_of(
    desk: Desk, connection: Connection, case_id: UUID, case_types: Iterable[str], tasks: Iterable[Task]
) -> tuple[CheckItem, ...]:
    """The lines of a case's checklist; of another case only what the officer may see."""
    kinds, cases = TaskTypes(connection), Cases(connection, desk.officer)
    ticks, held = kinds.ticks(case_id), tuple(tasks)
    out = []
    for item in kinds.items(case_types):
        tick = ticks.get(item.id)
        answered = _answered(item.task, held) if item.task else None
        line = CheckItem(item.id, item.text, task=item.task)
        if answered is not None:
            line = line._replace(ticked=True, by=answered.done_by, at=answered.done_at)
        elif tick is not None and tick.ticked:
            line = line._replace(ticked=True, by=tick.by or "", at=tick.ticked_at)
        if tick is not None and tick.other_case_id is not None:
            try:
                other = cases.read(tick.other_case_id)
            except NotFound:
                line = line._replace(other_number="a case you may not see")
            else:
                line = line._replace(
                    other_id=other.id, other_number=other.number, other_open=other.closed_at is None
                )
        out.append(line)
    return tuple(out)


def tick(desk: Desk, case_id: UUID, item_id: UUID, on: bool) -> Saved:
    """Tick a line, or take the tick away; raises NotAllowed for one that a task answers, BadInput, NotFound."""
    with desk.store.writing(
        action=f"checklist.{'tick' if on else 'untick'}", officer_id=desk.officer.id
    ) as session:
        saved, item = _held(desk, session, case_id, item_id)
        if item.task and item.ticked and not on:
            raise NotAllowed("this line is ticked by its task", todo="Open the task again instead.")
        row = session.get(CheckTickRow, (case_id, item_id))
        if item.ticked == on:
            return saved._replace(already=True)
        if row is None:
            row = CheckTickRow(case_id=case_id, item_id=item_id)
            session.add(row)
        row.ticked = on
        row.ticked_by, row.ticked_at = (desk.officer.id, desk.clock()) if on else (None, None)
        session.flush()
        return saved


def name_case(desk: Desk, case_id: UUID, item_id: UUID, other_id: UUID | None) -> Saved:
    """Have a line name another case, or none; raises NotFound for one the officer may not see, BadInput."""
    with desk.store.writing(action="checklist.link", officer_id=desk.officer.id) as session:
        saved, _ = _held(desk, session, case_id, item_id)
        if other_id == case_id:
            raise BadInput("the other case, which is this one")
        if other_id is not None:
            Cases(session.connection(), desk.officer).seen(other_id)
        row = session.get(CheckTickRow, (case_id, item_id))
        if (row.other_case_id if row else None) == other_id:
            return saved._replace(already=True)
        if row is None:
            row = CheckTickRow(case_id=case_id, item_id=item_id)
            session.add(row)
        row.other_case_id = other_id
        session.flush()
        return saved


def _held(desk: Desk, session: Session, case_id: UUID, item_id: UUID) -> tuple[Saved, CheckItem]:
    case, number = locked_open_case(desk, session, case_id)
    connection = session.connection()
    types = Cases(connection, desk.officer).read(case_id).case_types
    tasks = Tasks(connection, desk.officer).of_case(case_id)
    item = next((one for one in items_of(desk, connection, case_id, types, tasks) if one.id == item_id), None)
    if item is None:
        raise BadInput("the line, which is not on the checklist of this case")
    return Saved(item_id, case.reference, number), item


def _answered(label: str, tasks: Iterable[Task]) -> Task | None:
    return next(
        (one for one in tasks if fold(one.type_label) == fold(label) and one.status is TaskStatus.DONE), None
    )
