"""Limits set by law: the rules of the office, what they come to for a case, and what ends soon."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Integer, Select, and_, bindparam, exists, func, or_, select
from sqlalchemy.engine import Connection, Row
from sqlalchemy.orm import Session
from sqlmodel import col

from data.model import CaseRow, DeadlineOfCase
from data.repositories.visible import VISIBLE, looking
from data.rules.deadlines import nearest, say
from data.rules.reference import say_case
from data.store.tables import (
    CASE,
    CASE_DEADLINE,
    CASE_TYPE,
    CASE_TYPE_OF_CASE,
    DEADLINE_RULE,
    JOB,
    MEMBER,
    STAFF,
)
from data.types.deadlines import UNKNOWN, CaseDeadline, DeadlineLine, DeadlineRule, MemberDeadline
from data.types.staff import Officer

_RULES = select(DEADLINE_RULE).order_by(DEADLINE_RULE.c.position, DEADLINE_RULE.c.key)
_OF_CASE = (
    select(
        DEADLINE_RULE,
        CASE_DEADLINE.c.effect_on,
        CASE_DEADLINE.c.last_on,
        CASE_DEADLINE.c.counted,
        CASE_DEADLINE.c.applies,
    )
    .join_from(CASE_DEADLINE, DEADLINE_RULE, DEADLINE_RULE.c.key == CASE_DEADLINE.c.rule)
    .where(CASE_DEADLINE.c.case_id == bindparam("case_id"))
    .order_by(CASE_DEADLINE.c.applies.desc(), CASE_DEADLINE.c.position, CASE_DEADLINE.c.rule)
)
_NAMED = (
    select(CASE_TYPE.c.deadline_rule)
    .join_from(CASE_TYPE_OF_CASE, CASE_TYPE, CASE_TYPE.c.key == CASE_TYPE_OF_CASE.c.case_type)
    .where(CASE_TYPE_OF_CASE.c.case_id == bindparam("case_id"), CASE_TYPE.c.deadline_rule.is_not(None))
    .order_by(CASE_TYPE_OF_CASE.c.position)
)
_STATE = (
    select(JOB.c.state)
    .join_from(CASE, JOB, JOB.c.id == CASE.c.job_id)
    .where(CASE.c.id == bindparam("case_id"))
)
_TO_COUNT = (
    select(CASE.c.id)
    .where(
        CASE.c.is_open.is_(True),
        or_(
            exists().where(CASE_DEADLINE.c.case_id == CASE.c.id),
            exists(
                select(1)
                .select_from(
                    CASE_TYPE_OF_CASE.join(CASE_TYPE, CASE_TYPE.c.key == CASE_TYPE_OF_CASE.c.case_type)
                )
                .where(CASE_TYPE_OF_CASE.c.case_id == CASE.c.id, CASE_TYPE.c.deadline_rule.is_not(None))
            ),
        ),
    )
    .order_by(CASE.c.id)
)
_OF_MEMBER = select(CASE.c.id).where(CASE.c.member_id == bindparam("member"), CASE.c.is_open.is_(True))
_UNTIL = bindparam("until", type_=Date())
_SOON_OF_MEMBER = (
    select(CASE.c.id, CASE.c.reference, CASE.c.title, CASE.c.lodge_by)
    .where(
        CASE.c.member_id == bindparam("member"), CASE.c.is_open.is_(True), CASE.c.lodge_by <= _UNTIL, VISIBLE
    )
    .order_by(CASE.c.lodge_by, CASE.c.reference)
)


def _lines(*, dated: bool) -> Select[Any]:
    """Cases whose limit ends by a day; or those of which nobody knows from when it runs."""
    asked = (
        exists().where(CASE_DEADLINE.c.case_id == CASE.c.id),
        CASE.c.lodge_by <= _UNTIL,
    )
    never = (
        ~exists().where(CASE_DEADLINE.c.case_id == CASE.c.id),
        CASE.c.lodged_on.is_(None),
        exists(
            select(1)
            .select_from(CASE_TYPE_OF_CASE.join(CASE_TYPE, CASE_TYPE.c.key == CASE_TYPE_OF_CASE.c.case_type))
            .where(CASE_TYPE_OF_CASE.c.case_id == CASE.c.id, CASE_TYPE.c.deadline_rule.is_not(None))
        ),
    )
    wanted = and_(*asked) if dated else or_(CASE.c.effect_wanted.is_(True), and_(*never))
    return (
        select(
            CASE.c.id,
            CASE.c.reference,
            CASE.c.title,
            CASE.c.effect,
            CASE.c.lodge_by,
            MEMBER.c.name.label("member_name"),
            func.coalesce(STAFF.c.name, "").label("owner"),
        )
        .join_from(CASE, MEMBER, MEMBER.c.id == CASE.c.member_id)
        .outerjoin(STAFF, STAFF.c.id == CASE.c.owner_id)
        .where(CASE.c.is_open.is_(True), wanted, VISIBLE)
        .order_by(CASE.c.lodge_by, CASE.c.priority, CASE.c.opened_on, CASE.c.reference)
        .limit(bindparam("limit", type_=Integer()))
    )


_DATED, _UNDATED = _lines(dated=True), _lines(dated=False)


class Deadlines:
    """The limits of a store, as one officer sees them."""

    def __init__(self, connection: Connection, officer: Officer) -> None:
        self._connection = connection
        self._officer = officer

    def rules(self) -> tuple[DeadlineRule, ...]:
        """Every rule in the order of the office, archived ones too."""
        return tuple(_rule(row) for row in self._connection.execute(_RULES))

    def of_case(self, case_id: UUID) -> tuple[CaseDeadline, ...]:
        """The limits of a case, those that apply no longer last."""
        rows = self._connection.execute(_OF_CASE, {"case_id": case_id})
        return tuple(
            CaseDeadline(_rule(row), row.effect_on, row.last_on, row.counted, row.applies) for row in rows
        )

    def named_by(self, case_id: UUID) -> tuple[str, ...]:
        """Keys of the rules that the case types name, each once."""
        return tuple(dict.fromkeys(self._connection.execute(_NAMED, {"case_id": case_id}).scalars()))

    def state_of(self, case_id: UUID) -> str:
        """The state of the job a case is about; empty where there is none."""
        return str(self._connection.execute(_STATE, {"case_id": case_id}).scalar() or "")

    def to_count(self) -> tuple[UUID, ...]:
        """Every open case that has limits, or whose case types bring one."""
        return tuple(self._connection.execute(_TO_COUNT).scalars())

    def open_of(self, member_id: UUID) -> tuple[UUID, ...]:
        """Every open case of a member, seen or not: its limits follow her job."""
        return tuple(self._connection.execute(_OF_MEMBER, {"member": member_id}).scalars())

    def soon_of(self, member_id: UUID, until: date, today: date) -> tuple[MemberDeadline, ...]:
        """Limits of her open cases that end by then or have passed, the first one first."""
        asked = {"member": member_id, "until": until, **looking(self._officer)}
        return tuple(
            MemberDeadline(row.id, say_case(row.reference), row.lodge_by, self._said(row.id, today))
            for row in self._connection.execute(_SOON_OF_MEMBER, asked).all()
        )

    def listing(self, until: date, today: date, limit: int) -> tuple[DeadlineLine, ...]:
        """Cases whose limit ends by then, the first one first; then those whose day nobody knows."""
        asked = {"until": until, "limit": limit, **looking(self._officer)}
        dated = self._connection.execute(_DATED, asked).all()
        undated = self._connection.execute(_UNDATED, asked).all()
        return tuple(self._line(row, today) for row in (*dated, *undated)[:limit])

    def _line(self, row: Row[Any], today: date) -> DeadlineLine:
        first = nearest(self.of_case(row.id))
        return DeadlineLine(
            number=say_case(row.reference),
            case_id=str(row.id),
            member_name=row.member_name,
            title=row.title,
            owner=row.owner,
            rule=first.rule.key if first else "",
            label=first.rule.label if first else "",
            source=first.rule.source if first else "",
            effect=row.effect,
            last_on=row.lodge_by,
            days_left=(row.lodge_by - today).days if row.lodge_by else None,
            said=say(first.rule, first.last_on, today) if first else "the day it took effect was never asked",
        )

    def _said(self, case_id: UUID, today: date) -> str:
        first = nearest(self.of_case(case_id))
        return say(first.rule, first.last_on, today) if first else ""


def put_deadlines(session: Session, row: CaseRow, found: Iterable[CaseDeadline]) -> None:
    """Make the rows of a case say what was counted; one that applies no longer is kept and says so."""
    wanted = {one.rule.key: (place, one) for place, one in enumerate(found)}
    asked = select(DeadlineOfCase).where(col(DeadlineOfCase.case_id) == row.id)
    held = {one.rule: one for one in session.scalars(asked)}
    for key, kept in held.items():
        if key not in wanted:
            kept.applies = False
    for key, (place, one) in wanted.items():
        made = held.get(key)
        if made is None:
            made = DeadlineOfCase(case_id=row.id, rule=key, position=place)
            session.add(made)
        made.position, made.applies = place, True
        made.effect_on, made.last_on, made.counted = one.effect_on, one.last_on, one.counted
    days = [one.last_on for _, one in wanted.values() if one.last_on is not None]
    runs = row.lodged_on is None
    row.lodge_by = min(days) if days and runs else None
    row.effect_wanted = bool(wanted) and runs and row.effect in ("", UNKNOWN)
    session.flush()


def _rule(row: Row[Any]) -> DeadlineRule:
    return DeadlineRule(
        key=row.key,
        jurisdiction=row.jurisdiction,
        label=row.label,
        length=row.length,
        unit=row.unit,
        runs_from=row.runs_from,
        first_day_counted=row.first_day_counted,
        roll_forward=row.roll_forward,
        source=row.source,
        verified_on=row.verified_on,
        act=row.act,
        instead_of=tuple(row.instead_of.split()),
        warning=row.warning,
        archived=row.archived,
    )
