"""What was agreed becomes tasks: the lines of Actions that are none yet (features A1.24)."""

from collections.abc import Iterable
from datetime import date
from uuid import NAMESPACE_URL, UUID, uuid5

from sqlalchemy.engine import Connection

from data.desk.checking import locked_open_case
from data.desk.desk import Desk
from data.model import TaskRow
from data.repositories.cases import Cases
from data.repositories.lists import Lists
from data.repositories.notes import Notes
from data.repositories.staff import Staff
from data.repositories.tasks import Tasks, next_position, put, rows_of
from data.rules.agreed import MYSELF, Agreed, read_actions
from data.rules.clean import clean_line
from data.rules.folding import fold
from data.rules.tasks import LONGEST_TITLE
from data.types.errors import NotAllowed
from data.types.records import CaseRecord
from data.types.staff import Assignee, Officer
from data.types.tasks import Proposed, Task, TaskContents

ACTIONS = "Actions"
_OURS = uuid5(NAMESPACE_URL, "casetui:agreed")


def proposed(
    desk: Desk, connection: Connection, case: CaseRecord, tasks: Iterable[Task]
) -> tuple[Proposed, ...]:
    """The lines of Actions of the case's notes, the oldest note first, and of its next steps, each once.

    A line that became a task, or says what a task is called, is left out.
    """
    there = {task.id for task in tasks}
    called = {fold(task.title) for task in tasks}
    staff = Staff(connection).active()
    out: dict[UUID, Proposed] = {}
    for text, on, author in _texts(desk, connection, case):
        for line in read_actions(text, on):
            if line.who == MYSELF:
                line = line._replace(who=author)
            made = _of(case.id, line, staff)
            if made is not None and made.id not in there and fold(made.title) not in called:
                out.setdefault(made.id, made)
    return tuple(out.values())


def take(desk: Desk, case_id: UUID, wanted: Iterable[UUID]) -> tuple[Task, ...]:
    """Make tasks of these proposed lines, once however often it is asked; answers those that were made.

    Raises NotAllowed for a closed case and where the office allows no tasks of no type, NotFound.
    """
    ids = set(wanted)
    with desk.store.writing(action="tasks.from_actions", officer_id=desk.officer.id) as session:
        row, _ = locked_open_case(desk, session, case_id)
        connection = session.connection()
        if not Lists(connection).rules().free_tasks:
            raise NotAllowed("this office adds only the tasks set up for the case type", todo="")
        held = Tasks(connection, desk.officer)
        case = Cases(connection, desk.officer).read(case_id)
        lines = [one for one in proposed(desk, connection, case, held.of_case(case_id)) if one.id in ids]
        place = next_position(rows_of(session, row.id))
        for at, one in enumerate(lines, place):
            task = TaskRow(
                id=one.id,
                case_id=case_id,
                title=one.title,
                position=at,
                created_by=desk.officer.id,
                created_at=desk.clock(),
            )
            put(task, TaskContents(title=one.title, who=one.who, due_on=one.due_on))
            session.add(task)
        session.flush()
        made = {one.id for one in lines}
        return tuple(task for task in held.of_case(case_id) if task.id in made)


def _texts(desk: Desk, connection: Connection, case: CaseRecord) -> Iterable[tuple[str, date, str]]:
    """A day such as `Fri` is the one after its note was written; who writes "I" is its author."""
    for held in Notes(connection).titled(case.id, ACTIONS):
        yield held.body, held.at.astimezone(desk.zone).date(), held.author
    first = case.notes[-1].written_at.astimezone(desk.zone).date() if case.notes else case.opened_on
    yield case.next_steps, first, case.owner


def _of(case_id: UUID, line: Agreed, staff: tuple[Officer, ...]) -> Proposed | None:
    what = clean_line(line.what)
    if not what:
        return None
    person = _person(line.who, staff)
    said = clean_line(line.who)
    title = f"{said}: {what}" if said and person is None else what
    if len(title) > LONGEST_TITLE:
        title = f"{title[: LONGEST_TITLE - 1]}…"
    who = Assignee(officer_id=person.id) if person else None
    return Proposed(
        uuid5(_OURS, f"{case_id}/{fold(what)}"), title, who, person.name if person else "", line.by
    )


def _person(name: str, staff: tuple[Officer, ...]) -> Officer | None:
    """The one officer of that name, first name or login; None where it is nobody, or several."""
    sought = fold(name)
    if not sought:
        return None
    whole = [one for one in staff if sought in (fold(one.name), fold(one.login))]
    found = whole or [one for one in staff if fold(one.first_name) == sought]
    return found[0] if len(found) == 1 else None
