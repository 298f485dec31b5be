"""Routines: set off by what happens to a case, each once; shown, and tried without doing anything (features A4.19).

What they do goes the way of officers' own acts, with the program at the desk: checks, targets and history are the same.
"""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.desk import routine_deeds
from data.desk.automatic import facts_of
from data.desk.bulk import why
from data.desk.desk import Desk
from data.desk.program import as_program, take_part
from data.model import CaseRow, RoutineRunRow
from data.repositories.case_contents import judged
from data.repositories.cases import Cases
from data.repositories.routines import Routines
from data.repositories.writing import locked_case
from data.rules.conditions import Facts
from data.rules.deeds import Known
from data.rules.routines import (
    SETS_OFF,
    asked,
    circle_of,
    circle_said,
    cut,
    read_action,
    routine_reason,
    why_not,
)
from data.store.tables import TASK
from data.types.errors import BadInput, CasetuiError, NotFound, StoreTrouble
from data.types.happenings import Happening, Kind
from data.types.routines import Foreseen, Outcome, Routine, ShownRoutine, Tested, Trigger
from data.types.stop import Stop

RUN = "routines.run"
OF_TARGETS = (Kind.TARGET_REMINDER, Kind.TARGET_BREACHED)


# Looked at


def shown(desk: Desk, stop: Stop | None = None) -> tuple[ShownRoutine, ...]:
    """Every routine of the office, with what it last did on the cases the officer may see."""
    with desk.store.reading(stop) as connection:
        routines = Routines(connection)
        every, ran = routines.all(), routines.runs(desk.officer)
        known = routine_deeds.known_to(desk, connection) if every else None
    circle = circle_of(every)
    out = []
    for one in every:
        run = ran.get(one.id)
        fault = (_fault(one, known) if known else "") or (circle_said(circle) if one.name in circle else "")
        done, failed, last = (run.done, run.failed, run.last) if run else (0, 0, None)
        out.append(
            ShownRoutine(
                one.name,
                one.trigger,
                one.case_types,
                one.condition,
                one.actions,
                one.on,
                done,
                failed,
                last,
                fault,
            )
        )
    return tuple(out)


def troubles(desk: Desk) -> tuple[str, ...]:
    """What is to be looked at: routines that can do nothing, may set themselves off, or failed when they last ran."""
    out = []
    for one in shown(desk):
        if one.on and one.fault:
            out.append(f"{one.name} {one.fault}")
        if one.last is not None and one.last.outcome is not Outcome.DONE:
            out.append(f"{one.last.said}, on {one.last.case_number}")
    return tuple(out)


def _fault(one: Routine, known: Known) -> str:
    try:
        asked(one.condition)
        for text in one.actions:
            read_action(text, known)
    except BadInput as error:
        return f"can do nothing: {error.detail}"
    return ""


def test(
    desk: Desk, case_id: UUID, trigger: Trigger | None = None, stop: Stop | None = None
) -> tuple[Tested, ...]:
    """What every routine would do with the case as it is now, and why or why not; raises NotFound.

    Without a trigger each is asked as if what it waits for had just happened.
    """
    with desk.store.reading(stop) as connection, Session(connection, autoflush=False) as session:
        Cases(connection, desk.officer).seen(case_id)
        row = session.get(CaseRow, case_id)
        if row is None:
            raise NotFound("no such case")
        facts = _facts(session, row)
        known = routine_deeds.known_to(desk, connection)
        return tuple(
            _tested(as_program(desk), session, row, one, trigger or one.trigger, facts, known)
            for one in Routines(connection).all()
        )


def _tested(
    desk: Desk,
    session: Session,
    row: CaseRow,
    routine: Routine,
    trigger: Trigger,
    facts: Facts,
    known: Known,
) -> Tested:
    try:
        no = why_not(routine, trigger, facts)
    except BadInput as error:
        no = why(error)
    if no:
        return Tested(routine.name, routine.trigger, runs=False, why=no)
    foreseen = tuple(_foreseen(desk, session, row, routine, known))
    refused = next((one.refused for one in foreseen if one.refused), "")
    because = f"{trigger.value}, and its condition holds" if routine.condition else trigger.value
    return Tested(routine.name, routine.trigger, not refused, refused or because, foreseen)


def _foreseen(
    desk: Desk, session: Session, row: CaseRow, routine: Routine, known: Known
) -> Iterator[Foreseen]:
    for text in routine.actions:
        try:
            yield routine_deeds.foresee(desk, session, row, text, known)
        except StoreTrouble:
            raise
        except CasetuiError as error:
            yield Foreseen(text, "", why(error))


# Run


def follow(desk: Desk, session: Session, happening: Happening) -> int:
    """Run what that sets off, within the unit of work that takes it; answers how many were set off.

    Each runs once for the key of what happened, in an act of its own that is nobody's. One that fails leaves the
    reason on the case and stops no other; one that would go on for ever is cut.
    """
    trigger = SETS_OFF.get(happening.kind.value)
    if trigger is None or happening.case_id is None:
        return 0
    routines = Routines(session.connection())
    found = _waiting(session, routines).get(trigger, [])
    if not found:
        return 0
    row = locked_case(session, happening.case_id)
    if row is None or not _by_others(row, happening):
        return 0
    # All are judged by the case as it was: what one of them changes is a happening of its own.
    facts = _facts(session, row, happening)
    wanted = [(one, said) for one in found if (said := _not_now(one, trigger, facts)) is not None]
    wanted = [(one, said) for one, said in wanted if not routines.ran(one.id, row.id, happening.key)]
    chain = routines.chain_of(happening.act_id) if wanted and happening.act_id is not None else ()
    return sum(_set_off(desk, session, row, one, happening, chain, said) for one, said in wanted)


def _waiting(session: Session, routines: Routines) -> dict[Trigger, list[Routine]]:
    """Those that are switched on, by what they wait for; read once for a unit of work."""
    if "routines" not in session.info:
        waiting: dict[Trigger, list[Routine]] = {}
        for one in routines.all():
            if one.on:
                waiting.setdefault(one.trigger, []).append(one)
        session.info["routines"] = waiting
    found: dict[Trigger, list[Routine]] = session.info["routines"]
    return found


def _not_now(routine: Routine, trigger: Trigger, facts: Facts) -> str | None:
    """None where it is not set off; else empty, or why it cannot be: its condition is none any more."""
    try:
        return None if why_not(routine, trigger, facts) else ""
    except BadInput as error:
        return why(error)


def _set_off(
    desk: Desk,
    session: Session,
    row: CaseRow,
    routine: Routine,
    happening: Happening,
    chain: tuple[str, ...],
    fault: str = "",
) -> bool:
    reason = routine_reason(routine.name)
    outcome, said = (Outcome.FAILED, fault) if fault else (Outcome.CUT, cut(routine.name, chain))
    if not said:
        try:
            with desk.store.within(session, action=RUN, reason=reason):
                take_part(session)
                done = routine_deeds.do(as_program(desk), session, row, routine.actions, reason)
                if done:
                    _note_run(desk, session, routine, happening, Outcome.DONE, "; ".join(done), chain)
            return bool(done)
        except StoreTrouble:
            raise
        except CasetuiError as error:
            outcome, said = Outcome.FAILED, why(error)
    with desk.store.within(session, action=RUN, reason=reason):
        _note_run(desk, session, routine, happening, outcome, said, chain)
    return True


def _note_run(
    desk: Desk,
    session: Session,
    routine: Routine,
    happening: Happening,
    outcome: Outcome,
    said: str,
    chain: tuple[str, ...],
) -> None:
    assert happening.case_id is not None
    session.add(
        RoutineRunRow(
            id=desk.new_id(),
            routine_id=routine.id,
            case_id=happening.case_id,
            key=happening.key,
            at=desk.clock(),
            outcome=outcome.value,
            said=f"{routine.name}: {said}",
            chain="\n".join((*chain, routine.name)),
            act_id=desk.store.act_of(session),
        )
    )
    session.flush()


def _by_others(row: CaseRow, happening: Happening) -> bool:
    """A note is by others where neither who holds the case wrote it, nor a routine; what came in may be nobody's."""
    if happening.kind not in (Kind.NOTE_STAFF, Kind.NOTE_MEMBER):
        return True
    if happening.actor_id is None:
        return happening.kind is Kind.NOTE_MEMBER
    return happening.actor_id != row.owner_id


def _facts(session: Session, row: CaseRow, happening: Happening | None = None) -> Facts:
    contents = judged(session, row)
    facts = {
        **facts_of(session, row, contents),
        "status": contents.status,
        "claimed": row.owner_id is not None,
    }
    if happening is not None and happening.kind in OF_TARGETS:
        facts["target"] = happening.what
    if happening is not None and happening.subject_id is not None:
        task = session.connection().execute(
            select(TASK.c.title).where(TASK.c.id == happening.subject_id, TASK.c.case_id == row.id)
        )
        facts["task"] = frozenset(task.scalars())
    return facts
