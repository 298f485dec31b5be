"""Telling ahead: targets that are near, tasks whose day has come or is over, each once (features A4.15).

What is told is written as an act of nobody, so that notices and routines learn of it as of everything else.
"""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from data.desk.desk import Desk
from data.model import CaseTargetRow, TaskRow
from data.repositories.reminding import Reminding
from data.repositories.targets import Targets, target_of
from data.repositories.writing import locked_case
from data.rules.targets import minutes, reminder
from data.types.targets import Reminded, TargetKind
from data.types.tasks import TaskStatus

Found = TypeVar("Found", UUID, tuple[UUID, UUID])
TARGET_NEAR, TASK_NEAR, TASK_LATE = "targets.remind", "tasks.remind", "tasks.late"


def remind(desk: Desk, now: datetime | None = None) -> Reminded:
    """Tell of all of it once, however often and by how many this is run; a clock that is put back tells nothing anew.

    Whoever may see the cases: the program itself does it. Where several reminders of a target came while nobody ran
    this, the last one is told.
    """
    at = now or desk.clock()
    with desk.store.reading() as connection:
        rules = Reminding(connection).rules()
    near = sum(
        _all(desk, partial(Reminding.near, ahead=ahead, keys=keys, now=at), partial(_target, desk, at))
        for ahead, keys in rules.items()
    )
    today = at.astimezone(desk.zone).date()
    tasks, late = (
        _all(desk, partial(Reminding.tasks, today=today, late=one), partial(_task, desk, at, late=one))
        for one in (False, True)
    )
    return Reminded(near, tasks, late)


def _all(desk: Desk, read: Callable[[Reminding], tuple[Found, ...]], tell: Callable[[Found], int]) -> int:
    """Page by page, until a page brings nothing new."""
    told, seen = 0, set[Found]()
    while True:
        with desk.store.reading() as connection:
            found = [one for one in read(Reminding(connection)) if one not in seen]
        if not found:
            return told
        seen.update(found)
        told += sum(tell(one) for one in found)


def _target(desk: Desk, at: datetime, case_id: UUID) -> int:
    with desk.store.writing(action=TARGET_NEAR, officer_id=None) as session:
        row = locked_case(session, case_id)
        if row is None or not row.is_open:
            return 0
        targets = Targets(session.connection())
        ahead = targets.promised(targets.types_of(case_id)).reminders
        told = 0
        for one in session.scalars(select(CaseTargetRow).where(col(CaseTargetRow.case_id) == case_id)):
            due = reminder(target_of(one), ahead, at) if one.kind != TargetKind.FOLLOW_UP.value else None
            if due is not None and (one.reminded is None or one.reminded > minutes(due)):
                one.reminded, one.reminded_at = minutes(due), at
                told += 1
        session.flush()
        return told


def _task(desk: Desk, at: datetime, one: tuple[UUID, UUID], *, late: bool) -> int:
    task_id, case_id = one
    today = at.astimezone(desk.zone).date()
    with desk.store.writing(action=TASK_LATE if late else TASK_NEAR, officer_id=None) as session:
        case = locked_case(session, case_id)
        row = session.get(TaskRow, task_id, with_for_update=True)
        if case is None or row is None or not case.is_open or row.status != TaskStatus.OPEN:
            return 0
        day, told = (row.due_on, row.late_on) if late else (row.remind_on, row.reminded_on)
        if day is None or (told is not None and told >= day) or day > today or (late and day == today):
            return 0
        if late:
            row.late_on = day
        else:
            row.reminded_on = day
        session.flush()
        return 1
