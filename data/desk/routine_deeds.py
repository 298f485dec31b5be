"""What a routine does with one case: its actions in order, all of them or none (features A4.20)."""

from collections.abc import Sequence
from copy import deepcopy

from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from data.desk import automatic, bulk_single, changing, notices, targets, tasks
from data.desk.calendar import free_days
from data.desk.desk import Desk
from data.desk.giving import given_first
from data.model import CaseRow, NoteRow
from data.repositories.case_contents import stored
from data.repositories.lists import Lists
from data.repositories.task_types import TaskTypes
from data.repositories.writing import add_note
from data.rules.deeds import Known
from data.rules.folding import fold
from data.rules.reference import say_case
from data.rules.routines import OWN, read_action
from data.rules.tasks import target
from data.types.bulk import Deed
from data.types.case_edits import CaseContents, CaseEdit
from data.types.errors import NotAllowed
from data.types.happenings import Happening, Kind
from data.types.notes import BIMAA, Section
from data.types.routines import Foreseen
from data.types.staff import Assignee
from data.types.tasks import TaskContents, TaskEdit, TaskType

ALSO_CLOSED = ("note", "tag", "review", "notice")
"""What is done with a closed case too: the rest would open it, or mean nothing to it."""
BESIDE = (*OWN, "escalate")
"""What is no field of the case."""


def known_to(desk: Desk, connection: Connection) -> Known:
    """What the words of an action are read by."""
    return Known(Lists(connection).choices(desk.officer), desk.today(), free_days(desk, connection))


def do(desk: Desk, session: Session, row: CaseRow, actions: Sequence[str], reason: str) -> tuple[str, ...]:
    """Do them within a unit of work, at the desk of the program; answers what was not so already.

    Raises what officers' acts raise: NotAllowed, HeldOpen, Incomplete, BadInput.
    """
    if "known" not in session.info:
        # Once for all routines of a unit of work.
        session.info["known"] = known_to(desk, session.connection())
    known: Known = session.info["known"]
    wanted = [(text, read_action(text, known)) for text in actions]
    done: list[str] = []

    def changed(session: Session, row: CaseRow, now: CaseContents) -> CaseContents:
        for text, deed in wanted:
            refuse_closed(row, deed)
            if deed.name in BESIDE:
                continue
            before = deepcopy(now)
            bulk_single.CASE_DEEDS[deed.name](desk, session, row, now, deed)
            if now != before:
                done.append(text)
        return now

    changing.step_within(desk, session, row.id, changed, reason=reason)
    for text, deed in wanted:
        if deed.name in BESIDE and _beside(desk, session, row, deed, reason):
            done.append(text)
    return tuple(text for text in actions if text in done)


def refuse_closed(row: CaseRow, deed: Deed) -> None:
    """Raise NotAllowed for what is not done with a closed case."""
    if not row.is_open and deed.name not in ALSO_CLOSED:
        raise NotAllowed(f"{say_case(row.reference)} is closed", todo="")


def _beside(desk: Desk, session: Session, row: CaseRow, deed: Deed, reason: str) -> bool:
    if deed.name == "escalate":
        if row.escalated_at is not None:
            return False
        targets.put_before(desk, session, row, str(deed.value or "") or reason, by_itself=True)
    elif deed.name == "note":
        _note(desk, session, row, str(deed.value))
    elif isinstance(deed.value, Assignee):
        notices.forget(session, row.id)
        notices.tell(desk, session, _asked_to_look(desk, row, deed.value, reason))
    else:
        _task(desk, session, row, str(deed.value))
    return True


def _asked_to_look(desk: Desk, row: CaseRow, whom: Assignee, reason: str) -> Happening:
    kind = Kind.ROUTINE_NOTICE
    key = f"{kind}/{row.id}/{desk.new_id()}"
    return Happening(kind, row.id, row.member_id, None, desk.clock(), key, whom=whom, what=reason)


def _note(desk: Desk, session: Session, row: CaseRow, text: str) -> None:
    note = NoteRow(
        id=desk.new_id(),
        case_id=row.id,
        template=BIMAA.key,
        author_id=desk.officer.id,
        written_at=desk.clock(),
    )
    first = BIMAA.sections[0]
    add_note(session, note, [Section(title, text if title == first else "") for title in BIMAA.sections])


def _task(desk: Desk, session: Session, row: CaseRow, title: str) -> None:
    """A task of the kind of that name, where the case types have one; else a free one."""
    kind = kind_of(session, row, title)
    contents = TaskContents(title=title)
    if kind is not None:
        contents.title = kind.label
        contents.who = given_first(session.connection(), kind)
        contents.due_on = target(kind, desk.today(), free_days(desk, session.connection()))
    edit = TaskEdit(desk.new_id(), row.id, "", type_id=kind.id if kind else None)
    tasks.add_within(desk, session, row, edit, contents)


def kind_of(session: Session, row: CaseRow, title: str) -> TaskType | None:
    """The kind of task of that name that a case of these types has."""
    kinds = TaskTypes(session.connection()).of(stored(session, row).case_types)
    return next((one for one in kinds if fold(one.label) == fold(title)), None)


def foresee(desk: Desk, session: Session, row: CaseRow, text: str, known: Known) -> Foreseen:
    """What an action would do with the case as it is; nothing is done. Raises what doing it would raise."""
    deed = read_action(text, known)
    refuse_closed(row, deed)
    if deed.name == "escalate":
        return Foreseen(text, "so already" if row.escalated_at is not None else "put before those who decide")
    if deed.name == "note":
        return Foreseen(text, "a note is added")
    if deed.name == "notice":
        return Foreseen(text, f"{deed.said} is told, as far as the case may be opened")
    if deed.name == "task":
        kind = kind_of(session, row, str(deed.value))
        return Foreseen(text, f"the task {kind.label} is added" if kind else "a task is added")
    now = stored(session, row)
    then = deepcopy(now)
    bulk_single.CASE_DEEDS[deed.name](desk, session, row, then, deed)
    if then == now:
        return Foreseen(text, "so already")
    if deed.name == "status" and Lists(session.connection()).status_kind(then.status) == "closed":
        edit = CaseEdit(desk.new_id(), row.id, "", row.version, now, then)
        automatic.refuse_held_open(desk, session, row, then.case_types, edit)
    return Foreseen(text, f"{deed.name} becomes {deed.said}")
