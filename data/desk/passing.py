"""One record that passes from one officer to another: a case, a follow-up, or a task (features B29)."""

from dataclasses import replace
from uuid import UUID

from sqlalchemy.orm import Session

from data.desk import follow_ups, tasks
from data.desk.changing import step
from data.desk.desk import Desk
from data.desk.held import people
from data.model import CaseRow
from data.repositories.tasks import Tasks
from data.rules.holding import name_of
from data.rules.reference import say_case
from data.types.case_edits import CaseContents
from data.types.errors import NotAllowed, NotFound
from data.types.staff import Assignee
from data.types.tasks import Task


def pass_on(
    desk: Desk,
    record: str,
    record_id: UUID,
    was: UUID,
    to: UUID,
    action: str,
    reason: str,
    batch: UUID,
    *,
    stays: bool = False,
) -> None:
    """One record from one officer to another, who comes first; with `stays` the first one keeps a part of the case.

    Raises NotAllowed, Conflict, NotFound for what is closed, done, or with somebody else meanwhile.
    """
    if record == "case":
        step(
            desk,
            record_id,
            lambda session, row, now: _with_other(session, row, now, was, to, stays=stays),
            action=action,
            reason=reason,
            batch_id=batch,
            handing_over=True,
        )
    elif record == "interaction":
        follow_ups.give(desk, record_id, to, was, action=action, reason=reason, batch_id=batch)
    else:
        task = _task(desk, record_id)
        if task.officer_id == to:
            return
        if task.officer_id != was or not task.is_open:
            said = f"is with {task.who or 'nobody'} now" if task.is_open else f"is {task.status} already"
            raise NotAllowed(f"the task {said}", todo="")
        edit = tasks.begin(desk, task)
        given = replace(edit, now=replace(edit.now, who=Assignee(officer_id=to)))
        tasks.save(desk, given, action=action, reason=reason, batch_id=batch)


def _with_other(
    session: Session, row: CaseRow, now: CaseContents, was: UUID, to: UUID, *, stays: bool
) -> CaseContents:
    number, first, other = say_case(row.reference), Assignee(officer_id=was), Assignee(officer_id=to)
    if not row.is_open:
        raise NotAllowed(f"{number} is closed", todo="")
    if other == next(iter(now.assignees), None):
        return now
    if first not in now.assignees:
        known = people(session.connection())
        whose = name_of(now.assignees[0], known) if now.assignees else "nobody"
        raise NotAllowed(f"{number} is with {whose} now", todo="")
    rest = [one for one in now.assignees if one != other and (stays or one != first)]
    now.assignees = [other, *rest]
    return now


def _task(desk: Desk, task_id: UUID) -> Task:
    with desk.store.reading() as connection:
        task = Tasks(connection, desk.officer).one(task_id)
    if task is None:
        raise NotFound("no such task")
    return task
