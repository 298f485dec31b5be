"""Tasks of a case: added, changed, done, cancelled, put in order (features A3.23, A4.26 to A4.30)."""

from dataclasses import replace
from uuid import UUID

from sqlalchemy.orm import Session
from sqlmodel import col, select

from data.desk.calendar import free_days
from data.desk.checking import locked_open_case
from data.desk.checklists import items_of
from data.desk.desk import Desk
from data.desk.giving import check_finisher, check_performer, given_first
from data.desk.proposing import proposed
from data.model import CaseRow, TaskRow
from data.repositories.cases import Cases
from data.repositories.lists import Lists
from data.repositories.task_types import TaskTypes
from data.repositories.tasks import Tasks, contents_of, next_position, put, rows_of
from data.rules.appointments import appointment_deed
from data.rules.merging import merge
from data.rules.reference import say_case
from data.rules.tasks import check_step, cleaned, target
from data.types.errors import BadInput, Conflict, NotAllowed, NotFound
from data.types.records import CaseRecord, Saved
from data.types.stop import Stop
from data.types.tasks import CaseTasks, Sought, Task, TaskContents, TaskEdit, TaskStatus, TaskType


def of_case(desk: Desk, case_id: UUID, stop: Stop | None = None) -> CaseTasks:
    """The tasks of a case, its checklist and what can be added; raises NotFound."""
    with desk.store.reading(stop) as connection:
        case = Cases(connection, desk.officer).read(case_id)
        tasks = Tasks(connection, desk.officer).of_case(case_id)
        free = Lists(connection).rules().free_tasks
        return CaseTasks(
            tasks=tasks,
            items=items_of(desk, connection, case_id, case.case_types, tasks),
            types=TaskTypes(connection).of(case.case_types),
            free=free,
            proposed=proposed(desk, connection, case, tasks) if free else (),
        )


def held_by(desk: Desk, case_id: UUID, stop: Stop | None = None) -> tuple[Task, ...]:
    """The tasks of a case alone, in one statement; none of a case the officer may not see."""
    with desk.store.reading(stop) as connection:
        return Tasks(connection, desk.officer).of_case(case_id)


def listing(desk: Desk, sought: Sought, stop: Stop | None = None) -> tuple[Task, ...]:
    """What is to do across cases, by its day."""
    with desk.store.reading(stop) as connection:
        return Tasks(connection, desk.officer).listing(sought, desk.today())


def begin_new(desk: Desk, case: CaseRecord, kind: TaskType | None = None, title: str = "") -> TaskEdit:
    """A task that is not there yet: a kind brings its title, whose it is, and its day."""
    was = TaskContents()
    if kind is not None:
        with desk.store.reading() as connection:
            was.who = given_first(connection, kind)
        was.title, was.due_on = kind.label, target(kind, desk.today(), free_days(desk))
    return TaskEdit(
        desk.new_id(),
        case.id,
        label_of(case.number, case.title, case.member_name),
        type_id=kind.id if kind else None,
        was=was,
        now=replace(was, title=title or was.title),
    )


def begin(desk: Desk, task: Task) -> TaskEdit:
    """A change in which nothing differs yet."""
    was = TaskContents(
        title=task.title,
        note=task.note,
        who=task.assignee,
        due_on=task.due_on,
        remind_on=task.remind_on,
        starts_at=task.starts_at,
        minutes=task.minutes,
        place=task.place,
        with_whom=task.with_whom,
        status=task.status,
        cancel_reason=task.cancel_reason,
    )
    label = label_of(task.case_number, task.case_title, task.member_name)
    return TaskEdit(desk.new_id(), task.case_id, label, task.id, task.type_id, was, replace(was))


def label_of(number: str, title: str, member_name: str) -> str:
    """How a draft names its case."""
    return f"{number} {title}, {member_name}"


def save(
    desk: Desk, edit: TaskEdit, *, action: str = "", reason: str = "", batch_id: UUID | None = None
) -> Saved:
    """Add the task, or save what was changed of it, once however often it is sent.

    Others' changes of other fields stand. Raises Conflict when it was the same field, NotAllowed for a closed case,
    for a step that is none and for somebody who may not do it, Incomplete, BadInput, NotFound.
    """
    mine = cleaned(edit.now, edit.was)
    cancels = mine.status == TaskStatus.CANCELLED != edit.was.status
    with desk.store.writing(
        action=action or appointment_deed(edit) or f"tasks.{_deed(edit)}",
        officer_id=desk.officer.id,
        reason=mine.cancel_reason if cancels else reason,
        key=edit.id,
        batch_id=batch_id,
    ) as session:
        case, number = locked_open_case(desk, session, edit.case_id)
        if edit.task_id is None:
            already = not add_within(desk, session, case, edit, mine)
        else:
            already = not _change(desk, session, case, edit, mine)
        return Saved(edit.task_id or edit.id, case.reference, number, already=already)


def move(desk: Desk, task_id: UUID, step: int) -> Saved:
    """Put a task so many places further down, or up where `step` is below nought; raises NotAllowed, NotFound."""
    with desk.store.writing(action="tasks.move", officer_id=desk.officer.id) as session:
        case, number = locked_open_case(desk, session, _case_id(session, task_id))
        rows = rows_of(session, case.id)
        row = next(row for row in rows if row.id == task_id)
        before = rows.index(row)
        rows.remove(row)
        rows.insert(max(0, before + step), row)
        for place, one in enumerate(rows):
            one.position = place
        session.flush()
        return Saved(task_id, case.reference, number, already=rows.index(row) == before)


def _case_id(session: Session, task_id: UUID) -> UUID:
    # The id alone: the row itself is read once its case is held.
    found = session.scalar(select(TaskRow.case_id).where(col(TaskRow.id) == task_id))
    if found is None:
        raise NotFound("no such task")
    return found


def _deed(edit: TaskEdit) -> str:
    if edit.task_id is None:
        return "add"
    was, now = edit.was.status, edit.now.status
    if was == now:
        return "give" if edit.was.who != edit.now.who else "change"
    return {TaskStatus.DONE: "done", TaskStatus.CANCELLED: "cancel"}.get(TaskStatus(now), "again")


def add_within(desk: Desk, session: Session, case: CaseRow, edit: TaskEdit, mine: TaskContents) -> bool:
    """Add a task within a unit of work, False where it is there; raises NotAllowed, BadInput."""
    if session.get(TaskRow, edit.id) is not None:
        return False
    connection = session.connection()
    kinds = TaskTypes(connection)
    if edit.type_id is None:
        # An appointment is no kind of task that an office sets up (features A4.23).
        if mine.starts_at is None and not Lists(connection).rules().free_tasks:
            _refuse_free(case, [kind.label for kind in kinds.of(_types(desk, session, case))])
        check_performer(connection, case, (), mine.who)
    else:
        offered = kinds.of(_types(desk, session, case))
        kind = next((one for one in offered if one.id == edit.type_id), None)
        if kind is None:
            known = ", ".join(one.label for one in offered) or "none"
            raise BadInput(f"the kind of task, which is not one of this case's types; there are: {known}")
        check_performer(connection, case, kind.performers, mine.who)
    row = TaskRow(
        id=edit.id,
        case_id=case.id,
        task_type_id=edit.type_id,
        title=mine.title,
        position=next_position(rows_of(session, case.id)),
        created_by=desk.officer.id,
        created_at=desk.clock(),
    )
    put(row, replace(mine, status=TaskStatus.OPEN, cancel_reason=""))
    session.add(row)
    session.flush()
    return True


def _refuse_free(case: CaseRow, kinds: list[str]) -> None:
    number = say_case(case.reference)
    if kinds:
        raise NotAllowed(
            f"this office adds only the tasks set up for the case type: {', '.join(kinds)}", todo=""
        )
    raise NotAllowed(f"no tasks are set up for the case types of {number}", todo="")


def _types(desk: Desk, session: Session, case: CaseRow) -> tuple[str, ...]:
    return Cases(session.connection(), desk.officer).read(case.id).case_types


def _change(desk: Desk, session: Session, case: CaseRow, edit: TaskEdit, mine: TaskContents) -> bool:
    row = session.get(TaskRow, edit.task_id, with_for_update=True)
    if row is None or row.case_id != case.id:
        raise NotFound("no such task")
    connection, theirs = session.connection(), contents_of(row)
    if mine.status != edit.was.status:
        check_step(theirs.status, mine.status)
        if theirs.status == mine.status:
            # Two did the same: the first one's words stand.
            mine.cancel_reason = theirs.cancel_reason
    merged = merge(edit.was, mine, theirs)
    if merged.both:
        raise Conflict(" and ".join(merged.both), row.id, merged.both)
    now = merged.contents
    if now == theirs:
        return False
    kind = TaskTypes(connection).one(row.task_type_id) if row.task_type_id else None
    performers = kind.performers if kind else ()
    if now.who != theirs.who:
        check_performer(connection, case, performers, now.who)
    if now.status == TaskStatus.DONE != theirs.status:
        check_finisher(connection, case, performers, desk.officer)
    done = now.status == TaskStatus.DONE
    if not done:
        row.done_by = row.done_at = None
    elif row.done_at is None:
        row.done_by, row.done_at = desk.officer.id, desk.clock()
    put(row, now)
    row.version += 1
    session.flush()
    return True
