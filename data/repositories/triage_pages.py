"""The statements of a page of triage, each made once for a filter and an order (features A5.04).

Cases and follow-ups are seeks of their own, each in order and no longer than the page, put together in the statement:
none reads more than it shows, but where the order itself is counted out. What rows say beside their place is looked
up for those that are shown only.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    String,
    and_,
    bindparam,
    false,
    func,
    literal,
    literal_column,
    not_,
    null,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from data.repositories.cases import NEARER
from data.repositories.completeness import HOLD
from data.repositories.triage_terms import (
    AMONG_CASES,
    LEADING,
    OF_CASES,
    OF_FOLLOW_UPS,
    TOPIC,
    Asked,
    conditions,
)
from data.repositories.urgent import (
    CASE_POINTS,
    FOLLOW_UP_POINTS,
    LEGAL,
    ORDINARY,
    SUBMITTED_ON,
    WAITING,
)
from data.repositories.visible import VISIBLE
from data.store.among import Among, Ids
from data.store.tables import ASSIGNEE, CASE, INTERACTION, MEMBER, SETTING, STAFF, TEAM
from data.types.triage import Term

LED, DATED, UNDATED, ALL = range(4)
"""Stages of a list by day: limits set by law, then what has a day, then what has none; other orders have one."""
FEW = bindparam("few", type_=Ids())
"""The cases that a filter can mean, where they are few."""

WEIGHTS = select(SETTING.c.value).where(SETTING.c.key == literal_column("'urgency'")).scalar_subquery()
"""What the configuration says of urgency."""

_HOLDER = ASSIGNEE.alias("holder")
_FAR: ColumnElement[Any] = literal_column(f"'{date.max}'", CASE.c.lodge_by.type)
"""Written out: an index of what stands last is used for no parameter."""
_NOT_LED = not_(func.coalesce(LEGAL, false()))
_STAGES: dict[int, ColumnElement[bool]] = {
    LED: CASE.c.id.in_(LEADING),
    DATED: and_(NEARER.is_not(None), _NOT_LED),
    # Of both, the first alone is sought by an index.
    UNDATED: and_(CASE.c.follow_up_on.is_(None), func.coalesce(CASE.c.target_on, null()).is_(None), _NOT_LED),
}
_OPEN = CASE.c.is_open.is_(True)
_OPEN_TOO = func.coalesce(CASE.c.is_open, null()).is_(True)
"""Among some that are sought by id: hidden from the planner, which would read all that are open."""


class Summed(FunctionElement[date]):
    """A day of which the planner of Postgres knows nothing; of a file the column as it is, for which an index serves.

    Who follows up and on which day go together. Of two columns that are mostly empty the planner thinks that hardly any
    row has both: it would read and sort them all, where their index gives the first ones in order.
    """

    inherit_cache = True
    type = INTERACTION.c.follow_up_on.type


@compiles(Summed)
def _as_it_is(element: Summed, compiler: SQLCompiler, **kw: Any) -> str:
    (day,) = (compiler.process(part, **kw) for part in element.clauses)
    return day


@compiles(Summed, "postgresql")
def _and_nought(element: Summed, compiler: SQLCompiler, **kw: Any) -> str:
    (day,) = (compiler.process(part, **kw) for part in element.clauses)
    return f"({day} + 0)"


_HELD = INTERACTION.c.follow_up_officer_id.is_not(None)
_FOLLOW_UPS = (
    # That there is one: in whatever order they are wanted, open ones are sought by the index of their days.
    Summed(INTERACTION.c.follow_up_on) >= literal(date.min, INTERACTION.c.follow_up_on.type),
    # Hidden from the planner, which would read every contact without a case there ever was, or think them few.
    func.coalesce(INTERACTION.c.case_id.is_(None), false()),
)


class Shape(NamedTuple):
    """What decides the text of a statement."""

    terms: tuple[Term, ...]
    sort: str
    stages: tuple[int, ...]
    after: tuple[int, str] | None = None
    """Stage and kind of the row that the last page ended with."""
    few: bool = False
    """The cases are among few that were looked up before."""
    room: int | None = 128
    """How many rows of a kind are enough, written out: of a number given later Postgres thinks it a tenth of all."""


def open_of(
    asked: Asked, terms: Iterable[Term], *, few: bool = False, led: bool = False
) -> tuple[ColumnElement[bool], ...]:
    """What is open of a kind, as far as the officer may see it; of those `led` it is known that they are open."""
    if asked is OF_FOLLOW_UPS:
        # Said beside whose they are it would make them fewer to the planner, which reads them all then.
        return _FOLLOW_UPS if any(_names_who(term) for term in terms) else (_HELD, *_FOLLOW_UPS)
    if few:
        return Among(CASE.c.id, FEW), _OPEN_TOO, VISIBLE
    return (VISIBLE,) if led else (_OPEN, VISIBLE)


def _names_who(term: Term) -> bool:
    """Whether only what somebody in particular follows up can be meant."""
    return not term.negated and (
        term.field == "mine" or (term.field == "owner" and "none" not in term.entries)
    )


def keys_of(sort: str, stage: int, asked: Asked) -> tuple[ColumnElement[Any], ...]:
    """What rows are ordered by, before kind and number; all ascend, and none is ever empty."""
    of_case = asked.kind == "case"
    urgent = -(CASE_POINTS if of_case else FOLLOW_UP_POINTS)
    day = NEARER if of_case else INTERACTION.c.follow_up_on
    since = CASE.c.opened_on if of_case else SUBMITTED_ON
    if stage == LED:
        return func.coalesce(CASE.c.lodge_by, _FAR), urgent
    if stage in (DATED, UNDATED):
        return (day, urgent) if stage == DATED else (urgent,)
    if sort == "priority":
        level = CASE.c.priority if of_case else literal(ORDINARY, Integer())
        return level, func.coalesce(day, _FAR), urgent
    return {"urgency": (urgent,), "age": (since,), "number": ()}[sort]


@lru_cache(maxsize=256)
def places(shape: Shape) -> Select[Any] | None:
    """Stage, keys, kind, number, id and version of the rows in order; None where there cannot be any.

    Its parameters are `limit`, `mark_0` and so on with `mark_reference` where it begins after a row, and `few`.
    """
    arms = [
        arm
        for stage in shape.stages
        for asked in (AMONG_CASES if shape.few or stage == LED else OF_CASES, OF_FOLLOW_UPS)
        if (arm := _arm(shape, stage, asked)) is not None
    ]
    if not arms:
        return None
    found = (union_all(*arms) if len(arms) > 1 else arms[0]).subquery("place")
    whole = select(found).order_by(*_order(found))
    return whole.limit(bindparam("limit", type_=Integer())) if shape.room is not None else whole


@lru_cache(maxsize=256)
def page(shape: Shape) -> Select[Any] | None:
    """The same with all that a row of the table says."""
    found = places(shape)
    if found is None:
        return None
    place = found.subquery("page")
    of_case, of_contact = place.c.record == "case", place.c.record == "interaction"
    holds = func.coalesce(STAFF.c.name, _HOLDER.c.role, TEAM.c.name + " team", "")
    return (
        select(
            *place.c,
            MEMBER.c.name.label("member_name"),
            holds.label("owner"),
            place.c.owner_id.is_(None).label("unclaimed"),
            func.coalesce(CASE.c.title, INTERACTION.c.related_to).label("matter"),
            func.coalesce(INTERACTION.c.related_to, TOPIC).label("topic"),
            func.coalesce(NEARER, INTERACTION.c.follow_up_on).label("on_day"),
            func.coalesce(CASE.c.opened_on, SUBMITTED_ON, type_=CASE.c.opened_on.type).label("since"),
            func.coalesce(CASE.c.follow_up_on, INTERACTION.c.follow_up_on).label("follow_up_on"),
            CASE.c.target_on,
            CASE.c.lodge_by,
            CASE.c.status,
            CASE.c.priority,
            CASE.c.scope,
            CASE.c.confidential,
            CASE.c.marked_for_review,
            CASE.c.escalated_at.is_not(None).label("escalated"),
            LEGAL.label("legal"),
            WAITING.label("waiting"),
            HOLD.label("complete"),
            WEIGHTS.label("weights"),
        )
        .join_from(place, MEMBER, MEMBER.c.id == place.c.member_id)
        .outerjoin(STAFF, STAFF.c.id == place.c.owner_id)
        .outerjoin(CASE, and_(CASE.c.id == place.c.id, of_case))
        .outerjoin(INTERACTION, and_(INTERACTION.c.id == place.c.id, of_contact))
        .outerjoin(_HOLDER, and_(_HOLDER.c.case_id == CASE.c.id, _HOLDER.c.position == 0))
        .outerjoin(TEAM, TEAM.c.id == _HOLDER.c.team_id)
        .order_by(*_order(place))
    )


def _arm(shape: Shape, stage: int, asked: Asked) -> Select[Any] | None:
    """One kind in one stage, in order."""
    if asked is OF_FOLLOW_UPS and stage in (LED, UNDATED):
        return None
    must = conditions(shape.terms, asked)
    if must is None:
        return None
    keys, record = keys_of(shape.sort, stage, asked), "case" if asked.kind == "case" else "interaction"
    table = CASE if asked.kind == "case" else INTERACTION
    named = [key.label(f"key_{at}") for at, key in enumerate(keys)]
    found = select(
        literal(stage, Integer()).label("stage"),
        *named,
        literal(record, String()).label("record"),
        asked.reference.label("reference"),
        table.c.id,
        table.c.version,
        asked.member.label("member_id"),
        asked.owner.label("owner_id"),
    ).where(*open_of(asked, shape.terms, few=shape.few, led=stage == LED), *must)
    if asked.kind == "case" and stage in _STAGES:
        found = found.where(_STAGES[stage])
    if shape.after is not None and shape.after[0] == stage:
        found = found.where(_after(shape.after[1], record, keys, asked))
    found = found.order_by(*named, asked.reference)
    if shape.room is not None:
        found = found.limit(literal_column(str(shape.room)))
    return select(found.subquery())


def _after(mark: str, record: str, keys: Sequence[ColumnElement[Any]], asked: Asked) -> ColumnElement[bool]:
    values = [bindparam(f"mark_{at}", type_=key.type) for at, key in enumerate(keys)]
    if record == mark:
        number = bindparam("mark_reference", type_=Integer())
        both = tuple_(*keys, asked.reference) > tuple_(*values, number)
    elif not keys:
        return literal(record > mark)
    else:
        ours, last = tuple_(*keys), tuple_(*values)
        both = ours >= last if record > mark else ours > last
    # The first again alone, which an index serves.
    return and_(keys[0] >= values[0], both) if keys else both


def _order(place: Any) -> list[ColumnElement[Any]]:
    keys = [column for column in place.c if column.key.startswith("key_")]
    return [place.c.stage, *keys, place.c.record, place.c.reference]
