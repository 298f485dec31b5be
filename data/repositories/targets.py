"""Targets as they are kept: those of cases, what a case type promises, the calendar it is counted by."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Date, and_, bindparam, func, select
from sqlalchemy.engine import Connection, Row
from sqlalchemy.orm import Session
from sqlmodel import col

from data.model import CaseEscalationRow, CaseTargetRow
from data.repositories.sweeping import LATE
from data.repositories.visible import VISIBLE, looking
from data.rules.targets import lengths_of, read_reminders
from data.rules.working_time import read_closed
from data.store.among import Among, Ids
from data.store.tables import (
    CALENDAR,
    CASE,
    CASE_ESCALATION,
    CASE_HOLD,
    CASE_STATUS,
    CASE_TARGET,
    CASE_TYPE,
    CASE_TYPE_OF_CASE,
    OFFICE,
    STAFF,
    TEAM,
)
from data.types.staff import Officer
from data.types.targets import (
    Again,
    Ahead,
    Escalation,
    Hold,
    Length,
    Source,
    Target,
    TargetKind,
    TypeTargets,
    Unit,
    WorkCalendar,
)

USUAL = WorkCalendar("Office hours", "Mon-Fri 09:00-17:00")
"""Of an office that has no calendar yet."""
MOST_AT_ONCE = 500
"""How many breaches are read at a time."""

_CASES = bindparam("cases", type_=Ids())
_OF = select(CASE_TARGET).where(Among(CASE_TARGET.c.case_id, _CASES)).order_by(CASE_TARGET.c.due_at)
_HOLDS = select(CASE_HOLD).where(CASE_HOLD.c.case_id == bindparam("case_id")).order_by(CASE_HOLD.c.position)
_ESCALATIONS = (
    select(CASE_ESCALATION, func.coalesce(STAFF.c.name, "").label("who"))
    .outerjoin(STAFF, STAFF.c.id == CASE_ESCALATION.c.officer_id)
    .where(CASE_ESCALATION.c.case_id == bindparam("case_id"))
    .order_by(CASE_ESCALATION.c.raised_at.desc(), CASE_ESCALATION.c.id.desc())
)
_GENERAL = {
    "may_set_target": OFFICE.c.target_may_set,
    "may_extend_target": OFFICE.c.target_may_extend,
    "target_on_reopening": OFFICE.c.target_reopening,
    "target_on_retyping": OFFICE.c.target_retyping,
    "target_reminders": OFFICE.c.target_reminders,
}
"""Column of a case type -> what the office says where the type says nothing."""


def own_or_general(name: str) -> Any:
    """What a case type says, or the office where it says nothing."""
    return func.coalesce(CASE_TYPE.c[name], select(_GENERAL[name]).limit(1).scalar_subquery())


_NAMED, _FIRST = CALENDAR.alias("named"), CALENDAR.alias("first")
_FIRST_ID = (
    select(CALENDAR.c.id).where(CALENDAR.c.archived.is_(False)).order_by(CALENDAR.c.position).limit(1)
).scalar_subquery()
_PROMISED = (
    select(
        *(column for column in CASE_TYPE.c if column.name not in _GENERAL),
        *(own_or_general(name).label(name) for name in _GENERAL),
        # The calendar of that name, else the office's first.
        *(
            func.coalesce(_NAMED.c[name], _FIRST.c[name]).label(f"calendar_{name}")
            for name in ("name", "hours", "closed")
        ),
    )
    .outerjoin_from(
        CASE_TYPE, _NAMED, and_(_NAMED.c.name == CASE_TYPE.c.calendar, _NAMED.c.archived.is_(False))
    )
    .outerjoin(_FIRST, _FIRST.c.id == _FIRST_ID)
)
_TYPE = _PROMISED.where(CASE_TYPE.c.key == bindparam("key"))
PRIMARY = (CASE_TYPE_OF_CASE.c.case_id == CASE_TARGET.c.case_id) & (CASE_TYPE_OF_CASE.c.position == 0)
_REMINDED = (
    select(CASE_TARGET, func.coalesce(own_or_general("target_reminders"), "").label("reminders"))
    .outerjoin(CASE_TYPE_OF_CASE, PRIMARY)
    .outerjoin(CASE_TYPE, CASE_TYPE.c.key == CASE_TYPE_OF_CASE.c.case_type)
    .where(Among(CASE_TARGET.c.case_id, _CASES), CASE_TARGET.c.met_at.is_(None))
    .order_by(CASE_TARGET.c.due_at)
)
_CALENDARS = select(CALENDAR).where(CALENDAR.c.archived.is_(False)).order_by(CALENDAR.c.position)
_TYPES = (
    select(CASE_TYPE_OF_CASE.c.case_type)
    .where(CASE_TYPE_OF_CASE.c.case_id == bindparam("case_id"))
    .order_by(CASE_TYPE_OF_CASE.c.position)
)
_TYPE_OF = _PROMISED.where(CASE_TYPE.c.key == _TYPES.limit(1).scalar_subquery())
_PAUSES = select(CASE_STATUS.c.pauses_target).where(CASE_STATUS.c.name == bindparam("name"))
_LATE = select(CASE_TARGET.c.case_id).where(*LATE).order_by(CASE_TARGET.c.due_at).limit(MOST_AT_ONCE)
_DUE = (
    select(
        CASE_TARGET.c.due_at,
        CASE_TARGET.c.met_at,
        CASE_TARGET.c.paused_since,
        func.coalesce(CASE_TYPE.c.label, "no case type").label("case_type"),
        func.coalesce(STAFF.c.name, "unclaimed").label("officer"),
        func.coalesce(TEAM.c.name, "no team").label("team"),
    )
    .join_from(CASE_TARGET, CASE, CASE.c.id == CASE_TARGET.c.case_id)
    .outerjoin(CASE_TYPE_OF_CASE, PRIMARY)
    .outerjoin(CASE_TYPE, CASE_TYPE.c.key == CASE_TYPE_OF_CASE.c.case_type)
    .outerjoin(STAFF, STAFF.c.id == CASE.c.owner_id)
    .outerjoin(TEAM, TEAM.c.id == CASE.c.team_id)
    .where(
        CASE_TARGET.c.kind == TargetKind.COMPLETION.value,
        CASE_TARGET.c.due_on >= bindparam("from_", type_=Date()),
        CASE_TARGET.c.due_on <= bindparam("to", type_=Date()),
        VISIBLE,
    )
)


class DueRow(NamedTuple):
    """One completion target that was due in a span of time."""

    due_at: datetime
    met_at: datetime | None
    paused_since: datetime | None
    case_type: str
    officer: str
    team: str


class Targets:
    """The targets of a store."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, case_ids: Iterable[UUID]) -> dict[UUID, tuple[Target, ...]]:
        """The targets of each of these cases, the nearest first."""
        found: dict[UUID, tuple[Target, ...]] = defaultdict(tuple)
        ids = list(case_ids)
        if ids:
            for row in self._connection.execute(_OF, {"cases": ids}):
                found[row.case_id] += (target_of(row),)
        return found

    def open_of(self, case_ids: Iterable[UUID]) -> dict[UUID, list[tuple[Target, tuple[Ahead, ...]]]]:
        """What is not met of each of these cases, the nearest first, and how long ahead it is to be told."""
        found: dict[UUID, list[tuple[Target, tuple[Ahead, ...]]]] = defaultdict(list)
        ids = list(case_ids)
        if ids:
            for row in self._connection.execute(_REMINDED, {"cases": ids}):
                found[row.case_id].append((target_of(row), read_reminders(row.reminders.splitlines())))
        return found

    def holds(self, case_id: UUID) -> tuple[Hold, ...]:
        """The times that do not count, in order."""
        rows = self._connection.execute(_HOLDS, {"case_id": case_id})
        return tuple(Hold(row.started_at, row.ended_at, row.why) for row in rows)

    def escalations(self, case_id: UUID) -> tuple[Escalation, ...]:
        """The last one first."""
        rows = self._connection.execute(_ESCALATIONS, {"case_id": case_id})
        return tuple(
            Escalation(row.raised_at, row.who, row.reason, tuple(row.told.split()), row.settled_at)
            for row in rows
        )

    def types_of(self, case_id: UUID) -> tuple[str, ...]:
        """The case types of a case, the primary one first."""
        return tuple(self._connection.execute(_TYPES, {"case_id": case_id}).scalars())

    def promised(self, case_types: Iterable[str]) -> TypeTargets:
        """What the primary one of these case types promises; nothing where there is none."""
        key = next(iter(case_types), "")
        return self._promised(key, self._connection.execute(_TYPE, {"key": key}).first() if key else None)

    def promised_of(self, case_id: UUID) -> TypeTargets:
        """The same of the case types that a case has."""
        return self._promised("", self._connection.execute(_TYPE_OF, {"case_id": case_id}).first())

    def _promised(self, key: str, row: Any) -> TypeTargets:
        if row is None:
            return TypeTargets(key, {}, self.calendar(""))
        found = row.calendar_name is not None
        count, unit = row.target_working_days, row.target_unit
        return TypeTargets(
            key=row.key,
            lengths=lengths_of(row.first_response, row.next_follow_up, f"{count} {unit}" if count else ""),
            calendar=_calendar(row.calendar_name, row.calendar_hours, row.calendar_closed)
            if found
            else USUAL,
            may_set=row.may_set_target,
            may_extend=row.may_extend_target,
            reopening=Again(row.target_on_reopening),
            retyping=Again(row.target_on_retyping),
            reminders=read_reminders(row.target_reminders.splitlines()),
            escalate_to=tuple(row.escalate_to.split()),
        )

    def calendar(self, name: str) -> WorkCalendar:
        """The calendar of that name, else the office's first."""
        rows = self._connection.execute(_CALENDARS).all()
        row = next((one for one in rows if one.name == name), rows[0] if rows else None)
        if row is None:
            return USUAL
        return _calendar(row.name, row.hours, row.closed)

    def pauses(self, status: str) -> bool:
        """Whether a case of that status is on hold."""
        return bool(self._connection.execute(_PAUSES, {"name": status}).scalar())

    def late(self, now: datetime) -> tuple[UUID, ...]:
        """Cases of which something is late that was not marked yet, whoever may see them."""
        return tuple(dict.fromkeys(self._connection.execute(_LATE, {"now": now}).scalars()))

    def due(self, officer: Officer, first: date, last: date) -> tuple[DueRow, ...]:
        """The completion targets due from one day to another of the cases the officer may see."""
        asked = {"from_": first, "to": last, **looking(officer)}
        return tuple(DueRow(*row) for row in self._connection.execute(_DUE, asked))


def _calendar(name: str, hours: str, closed: str) -> WorkCalendar:
    return WorkCalendar(name, hours, read_closed(closed))


def target_of(row: Row[Any] | CaseTargetRow) -> Target:
    """A row of `case_target`."""
    return Target(
        kind=TargetKind(row.kind),
        due_at=row.due_at,
        due_on=row.due_on,
        source=Source(row.source),
        length=Length(row.length, Unit(row.unit)),
        because=row.because,
        started_at=row.started_at,
        paused_since=row.paused_since,
        met_at=row.met_at,
        breached_at=row.breached_at,
        escalated_at=row.escalated_at,
    )


def open_escalations(session: Session, case_id: UUID) -> list[CaseEscalationRow]:
    """Those of a case that nobody has dealt with yet."""
    asked = select(CaseEscalationRow).where(
        col(CaseEscalationRow.case_id) == case_id, col(CaseEscalationRow.settled_at).is_(None)
    )
    return list(session.scalars(asked))
