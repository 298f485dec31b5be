"""Tasks a case gets by itself, and what holds it open (features A4.26, A4.29, A5.15, B13)."""

from collections.abc import Iterable
from uuid import NAMESPACE_URL, UUID, uuid5

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.desk.calendar import free_days
from data.desk.checklists import items_of
from data.desk.desk import Desk
from data.desk.giving import given_first
from data.model import CaseRow, TaskRow
from data.repositories.task_types import TaskTypes
from data.repositories.tasks import Tasks, next_position, put, rows_of
from data.rules.conditions import Facts, Value
from data.rules.tasks import automatic, held, target
from data.store.tables import ADDRESS, JOB
from data.types.case_edits import CaseContents, CaseEdit
from data.types.errors import HeldOpen, Incomplete
from data.types.staff import Access
from data.types.tasks import TaskContents, TaskType

_OURS = uuid5(NAMESPACE_URL, "casetui:automatic")


def task_id(case_id: UUID, type_id: UUID) -> UUID:
    """The id of the automatic task of that kind: the same each time, so that it is never made twice."""
    return uuid5(_OURS, f"{case_id}/{type_id}")


JUDGED = ("priority", "confidential", "case_types", "tags", "job_id")
"""What of a case the conditions ask about that a change of it may touch."""


def facts_of(session: Session, row: CaseRow, contents: CaseContents, state: Value | None = None) -> Facts:
    """The fields of a case that conditions may ask about; `state` where it is known."""
    return {
        "priority": contents.priority,
        "confidential": row.confidential,
        "origin": row.origin,
        "state": _state(session, row.member_id, contents.job_id) if state is None else state,
        "case_type": frozenset(contents.case_types),
        "tag": frozenset(contents.tags),
    }


def make_first(desk: Desk, session: Session, case_id: UUID, case_types: Iterable[str]) -> None:
    """The automatic tasks of a case that has just been created."""
    kinds = TaskTypes(session.connection()).of(case_types)
    row = session.get_one(CaseRow, case_id)
    contents = CaseContents(case_types=list(case_types), job_id=row.job_id, priority=row.priority)
    if any(kind.auto_generate for kind in kinds):
        _make(desk, session, row, automatic(kinds, facts_of(session, row, contents)))


def follow(desk: Desk, session: Session, row: CaseRow, before: Facts, after: Facts) -> None:
    """Of a case that was changed: the automatic tasks that it would have got now and not before."""
    if before == after or not row.is_open:
        return
    kinds = TaskTypes(session.connection())
    had = set(automatic(kinds.of(_types(before)), before))
    _make(desk, session, row, (one for one in automatic(kinds.of(_types(after)), after) if one not in had))


def refuse_held_open(
    desk: Desk, session: Session, row: CaseRow, types: Iterable[str], edit: CaseEdit
) -> None:
    """Raise HeldOpen for a case with open tasks or unticked lines (features A4.26, B13).

    Asked to close it all the same, unticked lines hold nobody up, and open tasks no supervisor with a reason.
    """
    connection = session.connection()
    tasks = Tasks(connection, desk.officer).of_case(row.id)
    found = held(tasks, items_of(desk, connection, row.id, types, tasks))
    may = desk.officer.access >= Access.SUPERVISOR
    if not edit.anyway or (found.tasks and not may):
        if found.tasks or found.items:
            raise HeldOpen(
                tuple(task.title for task in found.tasks),
                tuple(item.text for item in found.items),
                may=may or not found.tasks,
            )
    elif found.tasks and not edit.reason.strip():
        raise Incomplete(("Reason",), todo="A case is closed over open tasks with a reason.")


def _types(facts: Facts) -> tuple[str, ...]:
    held_types = facts["case_type"]
    return tuple(sorted(held_types)) if isinstance(held_types, frozenset) else ()


def _make(desk: Desk, session: Session, row: CaseRow, kinds: Iterable[TaskType]) -> None:
    rows = rows_of(session, row.id)
    there = {one.id for one in rows}
    place = next_position(rows)
    wanted = [(made, kind) for kind in kinds if (made := task_id(row.id, kind.id)) not in there]
    free = free_days(desk, session.connection()) if wanted else {}
    for made, kind in wanted:
        task = TaskRow(
            id=made,
            case_id=row.id,
            task_type_id=kind.id,
            title=kind.label,
            position=place,
            created_by=desk.officer.id,
            created_at=desk.clock(),
        )
        who = given_first(session.connection(), kind)
        put(task, TaskContents(title=kind.label, who=who, due_on=target(kind, desk.today(), free)))
        session.add(task)
        place += 1
    session.flush()


def _state(session: Session, member_id: UUID, job_id: UUID | None) -> str:
    """Of the job, else of the contact's address; empty where neither is known."""
    asked = [select(JOB.c.state).where(JOB.c.id == job_id)] if job_id is not None else []
    asked.append(select(ADDRESS.c.state).where(ADDRESS.c.member_id == member_id, ADDRESS.c.state != ""))
    for one in asked:
        found: str | None = session.connection().execute(one.limit(1)).scalar()
        if found:
            return found
    return ""
