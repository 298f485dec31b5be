"""Holding a case: claiming it, giving it back, allocating it, marking it for review, watching it (features A4.17)."""

from uuid import UUID

from sqlalchemy.orm import Session

from data.desk.changing import step
from data.desk.desk import Desk
from data.desk.held import people
from data.model import CaseRow, WatcherRow
from data.repositories.allocating import candidates, remember_last, rules
from data.repositories.cases import Cases
from data.repositories.lists import Lists
from data.rules.allocation import chosen, rule_for
from data.rules.holding import claimed, name_of, released
from data.rules.reference import say_case
from data.types.case_edits import CaseContents, CaseEdit
from data.types.errors import NotAllowed
from data.types.forms import CaseForm
from data.types.records import Saved
from data.types.staff import Assignee

ALLOCATING = "allocation"
"""Whoever asks whose turn it is waits until the one before has been written."""


def claim(desk: Desk, case_id: UUID) -> CaseEdit:
    """Take an unclaimed case: of any number who try at once one has it, and the others are told who (features A4.17).

    The team or role it was allocated to stays behind the officer. Raises NotAllowed, NotFound.
    """

    def wanted(session: Session, row: CaseRow, now: CaseContents) -> CaseContents:
        return taken(desk, session, row, now)

    return step(desk, case_id, wanted, action="cases.claim")


def taken(desk: Desk, session: Session, row: CaseRow, now: CaseContents) -> CaseContents:
    """The case as it is when the officer has claimed it; raises NotAllowed."""
    number = say_case(row.reference)
    if row.owner_id == desk.officer.id:
        raise NotAllowed(f"{number} is yours already", todo="")
    if row.owner_id is not None:
        winner = name_of(Assignee(officer_id=row.owner_id), people(session.connection()))
        raise NotAllowed(f"{winner} has {number} already", todo="")
    if not row.is_open:
        raise NotAllowed(f"{number} is closed", todo="Open it again to go on with it.")
    now.assignees = claimed(now.assignees, Assignee(officer_id=desk.officer.id))
    return now


def release(desk: Desk, case_id: UUID, reason: str = "") -> CaseEdit:
    """Give a case back: the team or role behind the officer has it again, else the team it belongs to.

    Raises NotAllowed where it is not the officer's, NotFound.
    """
    me = Assignee(officer_id=desk.officer.id)

    def wanted(session: Session, row: CaseRow, now: CaseContents) -> CaseContents:
        if me not in now.assignees:
            raise NotAllowed(f"{say_case(row.reference)} is not yours to give back", todo="")
        known = people(session.connection())
        manned = row.team_id is not None and any(one.team_id == row.team_id for one in known.staff)
        now.assignees = released(now.assignees, me, Assignee(team_id=row.team_id) if manned else None)
        return now

    return step(desk, case_id, wanted, action="cases.release", reason=reason)


def review(desk: Desk, case_id: UUID, *, on: bool | None = None) -> CaseEdit:
    """Mark a case for review, or take the mark off; without `on` the other way round (features A3.13)."""

    def wanted(session: Session, row: CaseRow, now: CaseContents) -> CaseContents:
        now.marked_for_review = not now.marked_for_review if on is None else on
        return now

    return step(desk, case_id, wanted, action="cases.review")


def reopen(desk: Desk, case_id: UUID) -> CaseEdit:
    """Open a closed case again, since someone has made contact about it (features B19). Raises NotAllowed, NotFound."""

    def wanted(session: Session, row: CaseRow, now: CaseContents) -> CaseContents:
        if row.is_open:
            raise NotAllowed(f"{say_case(row.reference)} is open", todo="")
        now.status, now.close_reason = Lists(session.connection()).opening_status(), ""
        return now

    return step(desk, case_id, wanted, action="cases.reopen")


def prioritize(desk: Desk, case_id: UUID, level: int) -> CaseEdit:
    """Give a case another priority, 1 to 5 (features A3.22). Raises NotFound, BadInput."""

    def wanted(session: Session, row: CaseRow, now: CaseContents) -> CaseContents:
        now.priority = level
        return now

    return step(desk, case_id, wanted, action="cases.priority")


def put_status(
    desk: Desk, case_id: UUID, status: str, close_reason: str = "", substatus: str = ""
) -> CaseEdit:
    """Give a case another status; a closed one is resolved or shelved (features A3.19, A3.20).

    Raises NotFound, BadInput, HeldOpen while something of it is still to do, Incomplete where a sub-status is needed.
    """

    def wanted(session: Session, row: CaseRow, now: CaseContents) -> CaseContents:
        now.status, now.close_reason, now.substatus = status, close_reason, substatus
        return now

    return step(desk, case_id, wanted, action="cases.status")


def watch(desk: Desk, case_id: UUID, *, on: bool | None = None) -> tuple[Saved, bool]:
    """Watch a case, or watch it no longer; answers whether the officer watches it now.

    Watching admits to nothing: who may not see the case any more is shown nothing of it. Raises NotFound.
    """
    with desk.store.writing(action="cases.watch", officer_id=desk.officer.id) as session:
        reference = Cases(session.connection(), desk.officer).seen(case_id)
        already, wanted = put_watch(desk, session, case_id, on=on)
        return Saved(case_id, reference, say_case(reference), already=already), wanted


def put_watch(desk: Desk, session: Session, case_id: UUID, *, on: bool | None) -> tuple[bool, bool]:
    """The same within a unit of work: whether it was so before, and whether the officer watches it now."""
    desk.store.take_turns(session, f"watch {case_id} {desk.officer.id}")
    held = session.get(WatcherRow, (case_id, desk.officer.id))
    wanted = held is None if on is None else on
    if wanted and held is None:
        session.add(WatcherRow(case_id=case_id, officer_id=desk.officer.id))
    elif held is not None and not wanted:
        session.delete(held)
    session.flush()
    return wanted is (held is not None), wanted


def allocate(desk: Desk, session: Session, form: CaseForm) -> None:
    """Fill in whom a new case goes to by the rule of its type or of the office (features A5.10, A5.01).

    Two who create cases at the same moment are one after the other, so that the next is never the same person twice.
    """
    desk.store.take_turns(session, ALLOCATING)
    under, rule = rule_for(form.case_types, rules(session))
    found = chosen(rule, desk.officer.id, candidates(session, desk.today(), desk.officer.office_id))
    form.assignees = [Assignee(officer_id=one) for one in found]
    if found:
        remember_last(session, under, found[0])
