"""Targets of a case: read, escalated and reported (features A4.08 to A4.13, A3.30)."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from data.desk.desk import Desk
from data.desk.following import EXTENDED_SAID
from data.desk.sweeping import named
from data.model import CaseEscalationRow, CaseRow
from data.repositories.cases import Cases
from data.repositories.history import History
from data.repositories.staff import Staff
from data.repositories.targets import Targets, open_escalations
from data.repositories.writing import locked_case
from data.rules.clean import clean_line
from data.rules.escalation import before_whom, of_office
from data.rules.reference import say_case
from data.rules.targets import (
    day_said,
    follow_up_target,
    left_said,
    reminder,
    reminder_said,
)
from data.types.errors import BadInput, Incomplete, NotAllowed, NotFound
from data.types.records import CaseRecord, ChangeLine, Saved
from data.types.stop import Stop
from data.types.targets import Ahead, CaseTargets, DueLine, Extension, Target, TargetKind
from data.types.work import WorkRow

GROUPS = ("type", "officer", "office")
"""What the report on due dates is grouped by."""


def of_case(desk: Desk, case_id: UUID, stop: Stop | None = None) -> CaseTargets:
    """Everything that is known of its targets; raises NotFound."""
    with desk.store.reading(stop) as connection:
        case = Cases(connection, desk.officer).read(case_id)
        targets, history = Targets(connection), History(connection, desk.officer).of("case_record", case_id)
        return CaseTargets(
            case_id=case.id,
            number=case.number,
            title=case.title,
            status=case.status,
            targets=_with_follow_up(desk, case),
            holds=targets.holds(case_id),
            extensions=_extensions(history),
            escalations=targets.escalations(case_id),
            rules=targets.promised(case.case_types),
            closed=case.closed_at is not None,
        )


def _extensions(history: Sequence[ChangeLine]) -> tuple[Extension, ...]:
    """What staff have moved out, the last first; a hold that ended is none."""
    acts = {
        (line.at, line.action, line.reason)
        for line in history
        if (line.record, line.field) == ("target", "because") and (line.new or "").startswith(EXTENDED_SAID)
    }
    return tuple(
        Extension(line.at, line.who, line.old or "", line.new or "", line.reason)
        for line in history
        if (line.record, line.field) == ("case", "due_on") and (line.at, line.action, line.reason) in acts
    )


def _with_follow_up(desk: Desk, case: CaseRecord) -> tuple[Target, ...]:
    """The follow-up day is a target also where the case type promises none."""
    day = case.follow_up_on
    if (
        day is None
        or case.closed_at is not None
        or any(one.kind is TargetKind.FOLLOW_UP for one in case.targets)
    ):
        return case.targets
    return tuple(
        sorted((*case.targets, follow_up_target(day, desk.clock(), desk.zone)), key=lambda one: one.due_at)
    )


def why_there(desk: Desk, targets: Targets, rows: Sequence[WorkRow]) -> tuple[WorkRow, ...]:
    """The rows with what their targets say of them: the nearest that runs, and a reminder that is due."""
    ids = [row.id for row in rows if row.record == "case"]
    found, now = targets.open_of(ids), desk.clock()
    return tuple(row._replace(why=_why(desk, found[row.id], now)) if row.id in found else row for row in rows)


def _why(desk: Desk, targets: Sequence[tuple[Target, tuple[Ahead, ...]]], now: datetime) -> tuple[str, ...]:
    said = []
    for one, ahead in targets:
        if one.kind is TargetKind.FOLLOW_UP:
            continue
        day = day_said(one, desk.today(), desk.zone)
        said.append(f"{one.kind.value} {day}, {left_said(one, now, desk.zone)[0]}")
        told = reminder(one, ahead, now)
        if told is not None:
            said.append(reminder_said(one, told))
    return tuple(said)


# Escalating


def escalate(desk: Desk, case_id: UUID, reason: str) -> Saved:
    """Put the case before those who decide, by hand (features A4.13).

    Raises Incomplete without a reason, NotAllowed for one that is closed or escalated already, NotFound.
    """
    why = _reason(reason)
    with desk.store.writing(action="targets.escalate", officer_id=desk.officer.id, reason=why) as session:
        row, saved = _locked(desk, session, case_id)
        put_before(desk, session, row, why)
        return saved


def put_before(desk: Desk, session: Session, row: CaseRow, reason: str, *, by_itself: bool = False) -> None:
    """The same within a unit of work, or done by the program itself; raises Incomplete, NotAllowed."""
    number = say_case(row.reference)
    if not row.is_open:
        raise NotAllowed(f"{number} is closed", todo="Open it again to escalate it.")
    if row.escalated_at is not None:
        raise NotAllowed(f"{number} is escalated already", todo="")
    _raise(desk, session, row, _reason(reason), None if by_itself else desk.officer.id)


def settle(desk: Desk, case_id: UUID, reason: str) -> Saved:
    """What it was escalated for is dealt with.

    Raises Incomplete without a reason, NotAllowed for one that is not escalated, NotFound.
    """
    why = _reason(reason)
    with desk.store.writing(action="targets.settle", officer_id=desk.officer.id, reason=why) as session:
        row, saved = _locked(desk, session, case_id)
        if row.escalated_at is None:
            raise NotAllowed(f"{saved.number} is not escalated", todo="")
        row.escalated_at = None
        for one in open_escalations(session, row.id):
            one.settled_at = desk.clock()
        session.flush()
        return saved


def _raise(desk: Desk, session: Session, row: CaseRow, reason: str, officer_id: UUID | None) -> None:
    connection = session.connection()
    targets = Targets(connection)
    to = named(connection, targets.types_of(row.id))
    staff = of_office(Staff(connection).active(), row.office_id)
    now = desk.clock()
    row.escalated_at = row.escalated_at or now
    session.add(
        CaseEscalationRow(
            id=desk.new_id(),
            case_id=row.id,
            raised_at=now,
            officer_id=officer_id,
            reason=reason,
            told="\n".join(before_whom(to, staff, row.team_id)),
        )
    )
    session.flush()


def _locked(desk: Desk, session: Session, case_id: UUID) -> tuple[CaseRow, Saved]:
    row = locked_case(session, case_id)
    reference = Cases(session.connection(), desk.officer).seen(case_id)
    if row is None:
        raise NotFound("no such case")
    return row, Saved(case_id, reference, say_case(reference))


def _reason(text: str) -> str:
    why = clean_line(text)
    if not why:
        raise Incomplete(("Reason",))
    return why


# The report


def due_report(
    desk: Desk, first: date, last: date, by: str = "office", stop: Stop | None = None
) -> tuple[DueLine, ...]:
    """How many completion targets due from one day to another were met, and how many exceeded (features A3.30).

    Grouped by `type`, `officer` or `office`, that is team; only of cases the officer may see. Raises BadInput.
    """
    if by not in GROUPS:
        raise BadInput(f"what to group by; it is {', '.join(GROUPS)}")
    if first > last:
        raise BadInput("the days: the first lies after the last")
    now = desk.clock()
    counted: dict[str, Counter[str]] = {}
    with desk.store.reading(stop) as connection:
        for row in Targets(connection).due(desk.officer, first, last):
            group = {"type": row.case_type, "officer": row.officer, "office": row.team}[by]
            count = counted.setdefault(group, Counter())
            if row.met_at is not None:
                count["met" if row.met_at <= row.due_at else "exceeded"] += 1
            elif row.paused_since is None and now > row.due_at:
                count["exceeded"] += 1
                count["late"] += 1
            else:
                count["running"] += 1
    return tuple(
        DueLine(group, count["met"], count["exceeded"], count["late"], count["running"])
        for group, count in sorted(counted.items())
    )
