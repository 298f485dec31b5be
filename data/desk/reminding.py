"""What the clock reminds of: targets that are near, tasks whose day has come or passed (features N4, N10, N11).

It is written down on the target or the task, in an act of its own; that act is told like every other.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session
from sqlmodel import col, select

from data.desk.desk import Desk
from data.model import CaseTargetRow, TaskRow
from data.repositories.reminding import Reminding
from data.repositories.writing import locked_case
from data.types.tasks import TaskStatus

REMIND = "targets.remind"


def remind(desk: Desk, now: datetime | None = None) -> int:
    """Write down what is to be remembered, once, however often and by how many this is run; answers of how many cases.

    A case in a status that pauses its targets, and a closed one, remind of nothing.
    """
    at, today = now or desk.clock(), desk.today()
    with desk.store.reading() as connection:
        reminding = Reminding(connection)
        near: dict[UUID, list[str]] = {}
        for one in reminding.targets(at):
            near.setdefault(one.case_id, []).append(one.kind)
        cases = dict.fromkeys((*near, *reminding.cases_of_tasks(today)))
    return sum(_remind(desk, case_id, near.get(case_id, []), at) for case_id in cases)


def _remind(desk: Desk, case_id: UUID, kinds: list[str], at: datetime) -> bool:
    with desk.store.writing(action=REMIND, officer_id=None) as session:
        row = locked_case(session, case_id)
        if row is None or not row.is_open:
            return False
        # Asked again now that the case is held: another run may have been first.
        still = {one.kind for one in Reminding(session.connection()).targets(at) if one.case_id == case_id}
        for kind in kinds:
            target = session.get(CaseTargetRow, (case_id, kind))
            if target is not None and kind in still:
                target.reminded_at = at
        _tasks(desk, session, case_id)
        found = bool(session.dirty)
        session.flush()
        return found


def _tasks(desk: Desk, session: Session, case_id: UUID) -> None:
    today = desk.today()
    asked = select(TaskRow).where(
        col(TaskRow.case_id) == case_id, col(TaskRow.status) == TaskStatus.OPEN.value
    )
    for task in session.scalars(asked.with_for_update()):
        if task.remind_on and task.remind_on <= today:
            task.reminded_on = max(task.remind_on, task.reminded_on or task.remind_on)
        if task.due_on and task.due_on < today:
            task.late_on = max(task.due_on, task.late_on or task.due_on)
