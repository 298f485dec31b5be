"""How urgent a case or a follow-up is, as part of a statement: the SQL twin of `data.rules.urgency.urgency`.

A test walks both over the same rows and compares them.
"""

from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    String,
    bindparam,
    case,
    literal,
    or_,
    select,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from data.repositories.cases import NEARER
from data.rules.urgency import FIRST_AHEAD, FULL_LATE, OLDEST, STEPS, thousandths
from data.store.tables import CASE, CASE_STATUS, INTERACTION
from data.types.urgency import Weights

TODAY = bindparam("today", type_=Date())
SOON = bindparam("soon", type_=Date())
ZONE = (bindparam("zone", type_=String()), bindparam("zone_offset", type_=String()))
ORDINARY = 3
"""The priority of a follow-up that is no case."""


class Days(FunctionElement[int]):
    """How many days the first date is after the second."""

    inherit_cache = True
    type = Integer()


@compiles(Days)
def _julian(element: Days, compiler: SQLCompiler, **kw: Any) -> str:
    first, second = (compiler.process(part, **kw) for part in element.clauses)
    return f"CAST(julianday({first}) - julianday({second}) AS INTEGER)"


@compiles(Days, "postgresql")
def _difference(element: Days, compiler: SQLCompiler, **kw: Any) -> str:
    first, second = (compiler.process(part, **kw) for part in element.clauses)
    return f"({first} - {second})"


class DayOf(FunctionElement[Any]):
    """The day of an instant in the office's zone: its name for one store, its distance of today for the other."""

    inherit_cache = True
    type = Date()


@compiles(DayOf)
def _shifted(element: DayOf, compiler: SQLCompiler, **kw: Any) -> str:
    instant, _, offset = element.clauses
    return f"date({compiler.process(instant, **kw)}, {compiler.process(offset, **kw)})"


@compiles(DayOf, "postgresql")
def _zoned(element: DayOf, compiler: SQLCompiler, **kw: Any) -> str:
    instant, zone, _ = element.clauses
    return f"CAST({compiler.process(instant, **kw)} AT TIME ZONE {compiler.process(zone, **kw)} AS DATE)"


SUBMITTED_ON = DayOf(INTERACTION.c.submitted_at, *ZONE)
LEGAL = or_(CASE.c.lodge_by <= SOON, CASE.c.effect_wanted.is_(True))
"""A limit set by law ends within seven days or has passed, or nobody knows from when it runs."""
WAITING = CASE.c.status.in_(select(CASE_STATUS.c.name).where(CASE_STATUS.c.pauses_target.is_(True)))


def weighed(weights: Weights) -> dict[str, int]:
    """The parameters of a statement that holds `CASE_POINTS` or `FOLLOW_UP_POINTS`."""
    named = weights._asdict()
    levels = named.pop("priority")
    return {
        **{f"w_{name}": thousandths(weight) for name, weight in named.items()},
        **{f"w_priority_{level}": thousandths(weight) for level, weight in enumerate(levels, 1)},
    }


def zoned(zone: ZoneInfo, now: Any) -> dict[str, str]:
    """The parameters of `SUBMITTED_ON`."""
    offset = now.astimezone(zone).utcoffset()
    return {"zone": zone.key, "zone_offset": f"{int(offset.total_seconds()) // 60:+d} minutes"}


def _weight(name: str) -> ColumnElement[int]:
    return bindparam(f"w_{name}", type_=Integer())


def _where(condition: ColumnElement[bool], name: str) -> ColumnElement[int]:
    return case((condition, _weight(name)), else_=literal(0, Integer()))


def _of_day(on: ColumnElement[Any]) -> ColumnElement[int]:
    late: ColumnElement[int] = Days(TODAY, on)
    step = case((late >= FULL_LATE, FULL_LATE), (late <= -FIRST_AHEAD, -FIRST_AHEAD), else_=late)
    slope = 4 * (step + FIRST_AHEAD) + FULL_LATE + FIRST_AHEAD
    return case((on.is_(None), literal(0, Integer())), else_=_weight("due") * slope // STEPS)


def _of_age(since: ColumnElement[Any]) -> ColumnElement[int]:
    old: ColumnElement[int] = Days(TODAY, since)
    return _weight("age") * case((old > OLDEST, OLDEST), (old < 0, 0), else_=old) // OLDEST


def _of_priority(level: ColumnElement[int]) -> ColumnElement[int]:
    levels = [(level <= at, _weight(f"priority_{at}")) for at in range(1, 5)]
    return case(*levels, else_=_weight("priority_5"))


CASE_POINTS: ColumnElement[int] = (
    _where(LEGAL, "legal")
    + _where(CASE.c.escalated_at.is_not(None), "escalated")
    + _of_priority(CASE.c.priority)
    + _where(CASE.c.owner_id.is_(None), "unclaimed")
    + _where(CASE.c.marked_for_review.is_(True), "review")
    + _of_age(CASE.c.opened_on)
    + _where(WAITING, "waiting")
    + _of_day(NEARER)
)
FOLLOW_UP_POINTS: ColumnElement[int] = (
    _weight(f"priority_{ORDINARY}") + _of_age(SUBMITTED_ON) + _of_day(INTERACTION.c.follow_up_on)
)
