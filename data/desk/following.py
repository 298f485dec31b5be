"""The targets of one case while an act changes it: set, held, met, moved (features A4.08 to A4.11, B9, B19)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import cached_property

from sqlalchemy import Uuid, bindparam, select
from sqlalchemy.orm import Session
from sqlmodel import col

from data.desk.desk import Desk
from data.model import CaseHoldRow, CaseRow, CaseTargetRow
from data.repositories.targets import Targets, open_escalations
from data.rules.days import say_day
from data.rules.targets import calendar_of, due, is_extension, years_for
from data.types.errors import BadInput, Incomplete, NotAllowed
from data.types.targets import Again, Due, Hold, Length, Source, TargetKind, TypeTargets, Unit

CLOSED = "closed"
"""Why the time in which a case was closed does not count once it is opened again."""

EXTENDED_SAID = "extended by"
"""How the reason of an extended target begins."""


_CASE_ID = bindparam("case_id", type_=Uuid())
_TARGETS = select(CaseTargetRow).where(col(CaseTargetRow.case_id) == _CASE_ID)
_HOLDS = select(CaseHoldRow).where(col(CaseHoldRow.case_id) == _CASE_ID).order_by(col(CaseHoldRow.position))


def nearest_day(rows: Iterable[CaseTargetRow]) -> date | None:
    """The day of the nearest target that runs, by which a case has its place in every queue."""
    running = [
        one
        for one in rows
        if one.kind != TargetKind.FOLLOW_UP.value and one.met_at is None and one.paused_since is None
    ]
    first = min(running, key=lambda one: one.due_at, default=None)
    return first.due_on if first is not None else None


class Following:
    """The targets of one case, while it is being changed."""

    def __init__(
        self,
        desk: Desk,
        session: Session,
        row: CaseRow,
        case_types: Sequence[str] | None = None,
        *,
        made: bool = False,
    ) -> None:
        """`case_types` are those it is to have; without them those it has. One just `made` has no targets."""
        self._desk = desk
        self._session = session
        self._row = row
        self._made = made
        self._targets = Targets(session.connection())
        self.rules: TypeTargets = (
            self._targets.promised_of(row.id) if case_types is None else self._targets.promised(case_types)
        )
        self.now = desk.clock()
        self.rows: dict[TargetKind, CaseTargetRow] = (
            {}
            if made
            else {TargetKind(one.kind): one for one in session.scalars(_TARGETS, {"case_id": row.id})}
        )

    @cached_property
    def _holds(self) -> list[CaseHoldRow]:
        """The times that do not count: asked for by what is counted, which most changes bring nothing of."""
        return [] if self._made else list(self._session.scalars(_HOLDS, {"case_id": self._row.id}))

    # A target

    def due(self, length: Length, start: datetime) -> Due:
        """When that would be due, counted by the case type's calendar."""
        desk = self._desk
        years = years_for(start.astimezone(desk.zone).date(), length)
        office = calendar_of(self.rules.calendar, desk.zone, desk.region, desk.state, years)
        holds = [Hold(one.started_at, one.ended_at) for one in self._holds]
        return due(length, start, holds, office)

    def put(
        self, kind: TargetKind, source: Source, start: datetime, length: Length, found: Due | None = None
    ) -> None:
        """Make the target of that kind this one; what had become of it before is over when it is not late any more."""
        found = found or self.due(length, start)
        row = self.rows.get(kind)
        if row is None:
            paused = self._open_hold()
            row = CaseTargetRow(
                case_id=self._row.id,
                kind=kind.value,
                source=source.value,
                started_at=start,
                length=length.amount,
                unit=length.unit.value,
                due_at=found.at,
                due_on=found.on,
                because=found.because,
                paused_since=paused.started_at if paused and kind is not TargetKind.FOLLOW_UP else None,
            )
            self.rows[kind] = row
            self._session.add(row)
            return
        row.source, row.started_at = source.value, start
        row.length, row.unit = length.amount, length.unit.value
        self._move(row, found)

    def _move(self, row: CaseTargetRow, found: Due) -> None:
        if row.due_at != found.at:
            row.reminded = row.reminded_at = None
        if (row.due_at, row.due_on, row.because) != found:
            row.due_at, row.due_on, row.because = found
        if found.at >= self.now and row.breached_at is not None:
            row.breached_at = row.escalated_at = None

    def _count_again(self, row: CaseTargetRow) -> None:
        """After a hold; what staff set says so still."""
        found = self.due(Length(row.length, Unit(row.unit)), row.started_at)
        if row.source != Source.AUTO.value:
            held = found.because.partition(": ")[2]
            said = row.because.partition("; on hold")[0]
            found = found._replace(because=f"{said}; {held}" if held else said)
        self._move(row, found)

    def drop(self, kind: TargetKind) -> None:
        """This is not promised any more."""
        row = self.rows.pop(kind, None)
        if row is not None:
            self._session.delete(row)

    def settle(self) -> date | None:
        """Give the case its place by what runs now, and answer the day of its completion target."""
        self._row.target_on = nearest_day(self.rows.values())
        completion = self.rows.get(TargetKind.COMPLETION)
        return completion.due_on if completion is not None else None

    # What happens to a case

    def begin(self, at: datetime, *, again: bool = False) -> None:
        """Everything its case type promises runs from now on; what staff have set stays."""
        for kind in TargetKind:
            length, row = self.rules.lengths.get(kind), self.rows.get(kind)
            if row is not None and (row.met_at is not None or row.source != Source.AUTO.value):
                continue
            if length is None:
                if row is not None and again:
                    self.drop(kind)
            elif kind is not TargetKind.FOLLOW_UP:
                self.put(kind, Source.AUTO, at, length)
        self.follow_up(self._row.follow_up_on, at)

    def follow_up(self, day: date | None, contact_at: datetime | None = None) -> None:
        """The next follow-up is due on its day, or where none is set within its length after the last contact."""
        kind = TargetKind.FOLLOW_UP
        length, row = self.rules.lengths.get(kind), self.rows.get(kind)
        if length is None or not self._row.is_open:
            return
        start = contact_at or (row.started_at if row is not None else self.now)
        found = self.due(length, start)
        if day is not None:
            found = self._end_of(day)._replace(because="the follow-up day of the case")
        self.put(kind, Source.AUTO, start, length, found)

    def contact(self, at: datetime) -> None:
        """Somebody was in contact about the case: it is answered."""
        row = self.rows.get(TargetKind.RESPONSE)
        if row is not None and row.met_at is None:
            row.met_at, row.paused_since = at, None

    def set_by_staff(self, day: date | None, was: date | None, opened: date, reason: str) -> None:
        """Staff set, bring forward or extend the completion target, as the case type allows (features A4.09, A4.10).

        Raises NotAllowed, Incomplete for an extension without a reason, BadInput for a day before the case opened.
        """
        row = self._row
        extends = is_extension(was, day)
        if not row.is_open:
            raise NotAllowed(
                "the case is closed: its target stays as it was", todo="Open it again to change it."
            )
        if extends and not self.rules.may_extend:
            raise NotAllowed("targets of this case type are not extended")
        if extends and not reason:
            raise Incomplete(
                ("a reason for extending the target",),
                todo="Give the reason; T on the case asks for it, and so does --reason.",
            )
        if was is None and not self.rules.may_set:
            raise NotAllowed("staff do not set targets of this case type")
        if day is None:
            self.drop(TargetKind.COMPLETION)
            return
        if day < opened:
            raise BadInput("the target, which lies before the day the case was opened")
        today = self._desk.today()
        start, count = self.now, (day - today).days
        found = self._end_of(day)
        if count < 0:
            start, count = found.at, 0
        said = EXTENDED_SAID if extends else "set by"
        found = found._replace(
            because=f"{said} {self._desk.officer.name} on {say_day(today, today)}"
            + (f", because {reason}" if reason else "")
        )
        source = Source.EXTENDED if extends else Source.STAFF
        self.put(TargetKind.COMPLETION, source, start, Length(count, Unit.DAYS), found)

    def retype(self) -> None:
        """The case is of another type now, which says what becomes of its targets (features A5.14)."""
        if not self._row.is_open:
            return
        if self.rules.retyping is Again.STOP:
            for kind in list(self.rows):
                self.drop(kind)
        elif self.rules.retyping is not Again.KEEP:
            continued = self.rules.retyping is Again.CONTINUE
            self.begin(self._row.created_at if continued else self.now, again=True)

    def follow_status(self, status: str, closed_before: datetime | None) -> None:
        """Closing meets, a status that pauses holds, any other goes on; opening again does what the type says."""
        row = self._row
        if not row.is_open:
            if closed_before is None:
                self._close()
            return
        if closed_before is not None:
            self._reopen(closed_before)
        hold = self._open_hold()
        if self._targets.pauses(status):
            if hold is None:
                self._hold(self.now, None, status)
                for one in self._unmet():
                    one.paused_since = self.now
        elif hold is not None:
            self._go_on(hold)

    def _close(self) -> None:
        self._row.escalated_at = None
        for raised in open_escalations(self._session, self._row.id):
            raised.settled_at = self.now
        hold = self._open_hold()
        if hold is not None:
            self._go_on(hold)
        for one in self.rows.values():
            one.met_at = one.met_at or self.now

    def _reopen(self, closed_before: datetime) -> None:
        completion = self.rows.get(TargetKind.COMPLETION)
        for kind, one in self.rows.items():
            if kind is not TargetKind.RESPONSE:
                one.met_at = None
        if self.rules.reopening is Again.STOP:
            self.drop(TargetKind.COMPLETION)
        elif self.rules.reopening is Again.RESTART and TargetKind.COMPLETION in self.rules.lengths:
            self.put(TargetKind.COMPLETION, Source.AUTO, self.now, self.rules.lengths[TargetKind.COMPLETION])
        elif completion is not None:
            self._hold(closed_before, self.now, CLOSED)
            self._count_again(completion)
        self.follow_up(self._row.follow_up_on, self.now)

    def _unmet(self) -> list[CaseTargetRow]:
        return [
            one for kind, one in self.rows.items() if kind is not TargetKind.FOLLOW_UP and one.met_at is None
        ]

    def _open_hold(self) -> CaseHoldRow | None:
        return next((one for one in self._holds if one.ended_at is None), None)

    def _hold(self, start: datetime, end: datetime | None, why: str) -> None:
        position = self._holds[-1].position + 1 if self._holds else 0
        hold = CaseHoldRow(case_id=self._row.id, position=position, started_at=start, ended_at=end, why=why)
        self._holds.append(hold)
        self._session.add(hold)

    def _go_on(self, hold: CaseHoldRow) -> None:
        # A clock that was put back meanwhile makes the hold none, not a negative one.
        hold.ended_at = max(self.now, hold.started_at)
        for one in self._unmet():
            one.paused_since = None
            self._count_again(one)

    def _end_of(self, day: date) -> Due:
        """Due on that very day, whatever day it is."""
        desk = self._desk
        length = Length(1, Unit.DAYS)
        office = calendar_of(self.rules.calendar, desk.zone, desk.region, desk.state, years_for(day, length))
        return Due(office.midnight(date.fromordinal(day.toordinal() + 1)), day, "")
