"""The work list: the rows in order, the counts, and how complete the cases shown are (features A5.03, A5.04)."""

from datetime import date, timedelta
from functools import reduce
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CTE,
    Boolean,
    ColumnElement,
    CompoundSelect,
    Date,
    Executable,
    Integer,
    Select,
    String,
    Subquery,
    and_,
    bindparam,
    case,
    cast,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.engine import Connection, Row

from data.repositories.cases import NEARER, Cases
from data.repositories.messages import Messages
from data.repositories.tasks import OWN_COUNTED
from data.repositories.triage_terms import topic_of
from data.repositories.visible import VIEWER, VISIBLE, held_by_mine, looking
from data.rules.awaited import awaited_mark
from data.rules.holding import marks_said
from data.rules.reference import say_case, say_interaction
from data.store.tables import ASSIGNEE, CASE, INTERACTION, MEMBER, STAFF, TEAM
from data.types.staff import Access, Officer
from data.types.work import WorkGroup, WorkKind, WorkList, WorkRow

NEXT_DAYS = 7
ORDINARY = 3
"""The priority of a follow-up that is no case."""

_TODAY = bindparam("today", type_=Date())
_SOON = bindparam("soon", type_=Date())
_FAR = bindparam("far", date.max, type_=Date())
_LIMIT = bindparam("limit", type_=Integer())
_GROUPS = tuple(WorkGroup)


# Under names of their own: who may see a case asks for its assignees too.
_HOLDER = ASSIGNEE.alias("holder")
_FIRST = ASSIGNEE.alias("first")
_OURS = exists().where(_FIRST.c.case_id == CASE.c.id, _FIRST.c.position == 0, held_by_mine(_FIRST))
"""Allocated to a team or role of the officer."""


def _cases(*conditions: Any, ours: ColumnElement[bool] | None = None) -> Select[Any]:
    return select(
        literal("case", String()).label("record"),
        CASE.c.id.label("id"),
        CASE.c.reference.label("reference"),
        CASE.c.member_id.label("member_id"),
        CASE.c.title.label("matter"),
        CASE.c.owner_id.label("owner_id"),
        NEARER.label("on_day"),
        CASE.c.follow_up_on.label("follow_up_on"),
        CASE.c.priority.label("priority"),
        CASE.c.opened_on.label("since"),
        CASE.c.marked_for_review.label("for_review"),
        CASE.c.confidential.label("confidential"),
        CASE.c.scope.label("scope"),
        (literal(False, Boolean()) if ours is None else ours).label("ours"),
        CASE.c.escalated_at.is_not(None).label("escalated"),
        CASE.c.lodge_by.label("lodge_by"),
        CASE.c.effect_wanted.label("effect_wanted"),
        CASE.c.version.label("version"),
    ).where(CASE.c.is_open.is_(True), *conditions, VISIBLE)


def _follow_ups(*conditions: Any) -> Select[Any]:
    return select(
        literal("interaction", String()).label("record"),
        INTERACTION.c.id.label("id"),
        INTERACTION.c.reference.label("reference"),
        INTERACTION.c.member_id.label("member_id"),
        INTERACTION.c.related_to.label("matter"),
        INTERACTION.c.follow_up_officer_id.label("owner_id"),
        INTERACTION.c.follow_up_on.label("on_day"),
        INTERACTION.c.follow_up_on.label("follow_up_on"),
        literal(ORDINARY, Integer()).label("priority"),
        INTERACTION.c.follow_up_on.label("since"),
        literal(False, Boolean()).label("for_review"),
        literal(False, Boolean()).label("confidential"),
        literal(0, Integer()).label("scope"),
        literal(False, Boolean()).label("ours"),
        literal(False, Boolean()).label("escalated"),
        cast(null(), Date()).label("lodge_by"),
        literal(False, Boolean()).label("effect_wanted"),
        INTERACTION.c.version.label("version"),
    ).where(
        INTERACTION.c.follow_up_officer_id.is_not(None),
        INTERACTION.c.follow_up_on.is_not(None),
        INTERACTION.c.case_id.is_(None),
        *conditions,
    )


# Three seeks instead of one OR over owners: each is served by its own index.
_OWN = union_all(
    _cases(CASE.c.owner_id == VIEWER),
    _cases(CASE.c.owner_id.is_(None), ours=_OURS),
    _follow_ups(INTERACTION.c.follow_up_officer_id == VIEWER),
)
_TEAM = union_all(
    _cases(CASE.c.owner_id.is_not(None)), _cases(CASE.c.owner_id.is_(None), ours=_OURS), _follow_ups()
)


def _statements(todo: CompoundSelect[Any], *, decides: bool) -> tuple[Executable, Executable]:
    """Rows of one list, each with all its counts; and the counts of one without a row. What is to do is gone through
    once for both. For those who decide, what is escalated leads it.
    """
    all_ = todo.subquery()
    leads = or_(all_.c.lodge_by <= _SOON, all_.c.effect_wanted.is_(True))
    group = case(
        (leads, _GROUPS.index(WorkGroup.LEGAL)),
        (and_(all_.c.owner_id.is_(None), all_.c.ours.is_(True)), _GROUPS.index(WorkGroup.OURS)),
        (all_.c.owner_id.is_(None), _GROUPS.index(WorkGroup.UNCLAIMED)),
        (all_.c.on_day < _TODAY, _GROUPS.index(WorkGroup.OVERDUE)),
        (all_.c.on_day == _TODAY, _GROUPS.index(WorkGroup.TODAY)),
        (all_.c.on_day <= _SOON, _GROUPS.index(WorkGroup.NEXT)),
        else_=_GROUPS.index(WorkGroup.MINE),
    )
    first = case((leads, all_.c.lodge_by), else_=all_.c.on_day)
    legal, escalated = _GROUPS.index(WorkGroup.LEGAL), _GROUPS.index(WorkGroup.ESCALATED)
    placed = case((leads, legal), (all_.c.escalated, escalated), else_=group) if decides else group
    grouped = select(all_, group.label("counted_no"), placed.label("group_no"), first.label("placed_on")).cte(
        "grouped"
    )
    counts = _counts(grouped)
    # Names are looked up for the rows that are shown, not for everything there is to do.
    page = select(grouped).order_by(*_order(grouped)).limit(_LIMIT).subquery()
    rows = (
        select(
            page,
            MEMBER.c.name.label("member_name"),
            func.coalesce(STAFF.c.name, _HOLDER.c.role, TEAM.c.name + " team", "").label("owner"),
            case((page.c.record == "case", topic_of(page.c.id)), else_=page.c.matter).label("topic"),
            counts.scalar_subquery().label("counts"),
        )
        .join_from(page, MEMBER, MEMBER.c.id == page.c.member_id)
        .outerjoin(STAFF, STAFF.c.id == page.c.owner_id)
        # Unclaimed, it is told which team or role it waits for.
        .outerjoin(_HOLDER, and_(_HOLDER.c.case_id == page.c.id, _HOLDER.c.position == 0))
        .outerjoin(TEAM, TEAM.c.id == _HOLDER.c.team_id)
        .order_by(*_order(page))
    )
    return rows, counts


def _counts(grouped: CTE) -> Select[Any]:
    """How many are in each group, to be reviewed, and of tasks late and for today: as one text, which a row bears."""
    numbers = (
        *(func.count().filter(grouped.c.counted_no == number) for number in range(len(_GROUPS))),
        func.count().filter(grouped.c.for_review.is_(True)),
    )
    said = (cast(one, String()).concat(" ") for one in numbers)
    return select(reduce(ColumnElement.concat, (*said, OWN_COUNTED)).label("counts")).select_from(grouped)


def _order(rows: CTE | Subquery) -> tuple[ColumnElement[Any], ...]:
    day = func.coalesce(rows.c.placed_on, _FAR)
    return rows.c.group_no, day, rows.c.priority, rows.c.since, rows.c.record, rows.c.reference


_OF_OFFICER = _statements(_OWN, decides=False)
_OF_TEAM = _statements(_TEAM, decides=True)


_OPEN_OF = select(
    select(func.count())
    .select_from(CASE)
    .where(CASE.c.owner_id == bindparam("officer"), CASE.c.is_open.is_(True), VISIBLE)
    .scalar_subquery(),
    select(func.count())
    .select_from(INTERACTION)
    .where(
        INTERACTION.c.follow_up_officer_id == bindparam("officer"),
        INTERACTION.c.follow_up_on.is_not(None),
        INTERACTION.c.case_id.is_(None),
    )
    .scalar_subquery(),
)


def open_of(connection: Connection, officer_id: UUID, viewer: Officer) -> tuple[int, int]:
    """How many open cases, of those that `viewer` may see, and follow-ups somebody holds."""
    cases, follow_ups = connection.execute(_OPEN_OF, {"officer": officer_id, **looking(viewer)}).one()
    return int(cases), int(follow_ups)


class Work:
    """The work lists of a store."""

    def __init__(self, connection: Connection, officer: Officer) -> None:
        self._connection = connection
        self._officer = officer

    def list(self, today: date, limit: int) -> WorkList:
        """The officer's own list with what nobody has claimed; supervisors and administrators see everyone's."""
        statements = _OF_TEAM if self._officer.access >= Access.SUPERVISOR else _OF_OFFICER
        asked = {
            "today": today,
            "soon": today + timedelta(days=NEXT_DAYS),
            "limit": limit,
            **looking(self._officer),
        }
        rows = self._connection.execute(statements[0], asked).all()
        counts = rows[0].counts if rows else self._connection.execute(statements[1], asked).scalar_one()
        *grouped, for_review, tasks_late, tasks_today = map(int, counts.split())
        held = Cases(self._connection, self._officer).complete(row.id for row in rows if row.record == "case")
        waits = Messages(self._connection).awaited(row.id for row in rows if row.record == "case")
        number = dict(zip(_GROUPS, grouped, strict=True))
        return WorkList(
            rows=tuple(_row(row, held.get(row.id), awaited_mark(waits.get(row.id))) for row in rows),
            overdue=number[WorkGroup.OVERDUE],
            today=number[WorkGroup.TODAY],
            next_days=number[WorkGroup.NEXT],
            unclaimed=number[WorkGroup.OURS] + number[WorkGroup.UNCLAIMED],
            for_review=for_review,
            legal=number[WorkGroup.LEGAL],
            tasks_late=tasks_late,
            tasks_today=tasks_today,
        )


def _kind(row: Row[Any]) -> WorkKind:
    if _GROUPS[row.group_no] is WorkGroup.LEGAL:
        return WorkKind.DEADLINE
    if row.owner_id is None:
        return WorkKind.UNCLAIMED
    if row.on_day is None:
        return WorkKind.OPEN
    return WorkKind.FOLLOW_UP if row.on_day == row.follow_up_on else WorkKind.TARGET


def _row(row: Row[Any], held: int | None, waits: str) -> WorkRow:
    say = say_case if row.record == "case" else say_interaction
    return WorkRow(
        group=_GROUPS[row.group_no],
        kind=_kind(row),
        on=row.placed_on,
        record=row.record,
        id=row.id,
        number=say(row.reference),
        member_id=row.member_id,
        member_name=row.member_name,
        matter=row.matter,
        owner=row.owner,
        priority=row.priority,
        complete=held,
        marks=", ".join(filter(None, (marks_said(row.scope, row.confidential, row.for_review), waits))),
        escalated=row.escalated,
        version=row.version,
        topic=row.topic,
    )
