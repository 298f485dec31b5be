"""Every open case and open follow-up that an officer may see, page by page in the order asked for (features A5.04).

Cases and follow-ups are two seeks, each in order and no longer than the page, put together here: no statement reads
more than it shows, but where the order itself is counted out. A page begins after the row the last one ended with.
"""

import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    and_,
    func,
    literal,
    null,
    or_,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.engine import Connection, Row

from data.repositories.cases import NEARER, Cases
from data.repositories.triage_rows import number, work_row
from data.repositories.triage_terms import OF_CASES, OF_FOLLOW_UPS, TOPIC, Asked, conditions
from data.repositories.urgent import (
    CASE_POINTS,
    FOLLOW_UP_POINTS,
    LEGAL,
    ORDINARY,
    SOON,
    SUBMITTED_ON,
    WAITING,
    weighed,
    zoned,
)
from data.repositories.visible import VISIBLE, looking
from data.rules.deadlines import until
from data.store.tables import ASSIGNEE, CASE, INTERACTION, MEMBER, SETTING, STAFF, TEAM
from data.types.staff import Officer
from data.types.triage import Mark, Page, Picked, TriageCounts, Wanted
from data.types.urgency import Weights

LED, DATED, UNDATED, ALL = range(4)
"""Stages of a list by day: limits set by law, then what has a day, then what has none; other orders have one."""

_HOLDER = ASSIGNEE.alias("holder")
_LIMITED = CASE.alias("limited")
_CASES = select(CASE).where(CASE.c.is_open.is_(True), VISIBLE)
_LED_CASES = select(CASE).where(VISIBLE)
"""Of which it is known already that they are open."""
_FOLLOW_UPS = select(INTERACTION).where(
    INTERACTION.c.follow_up_officer_id.is_not(None),
    INTERACTION.c.follow_up_on.is_not(None),
    # Hidden from the planner, which would read every contact without a case there ever was.
    func.coalesce(INTERACTION.c.case_id, null()).is_(None),
    # Says nothing more, but in whatever order they are wanted, open ones are sought by their index.
    INTERACTION.c.follow_up_on >= literal(date.min, INTERACTION.c.follow_up_on.type),
)
_LEADING = union_all(
    select(_LIMITED.c.id).where(_LIMITED.c.is_open.is_(True), _LIMITED.c.lodge_by <= SOON),
    select(_LIMITED.c.id).where(_LIMITED.c.is_open.is_(True), _LIMITED.c.effect_wanted.is_(True)),
)
"""Two seeks: of one condition for both, every open case would be read."""
_STAGES: dict[int, ColumnElement[bool]] = {
    LED: CASE.c.id.in_(_LEADING),
    DATED: and_(
        NEARER.is_not(None), or_(CASE.c.lodge_by.is_(None), CASE.c.lodge_by > SOON), CASE.c.effect_wanted.is_(False)
    ),
    UNDATED: and_(
        CASE.c.target_on.is_(None),
        CASE.c.follow_up_on.is_(None),
        or_(CASE.c.lodge_by.is_(None), CASE.c.lodge_by > SOON),
        CASE.c.effect_wanted.is_(False),
    ),
}  # fmt: skip
_FAR = literal(date.max, CASE.c.lodge_by.type)


def _keys(sort: str, stage: int, asked: Asked) -> tuple[ColumnElement[Any], ...]:
    """What rows are ordered by, before kind and number; all ascend, and none is ever empty."""
    of_case = asked is OF_CASES
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


def _after(mark: Mark, keys: tuple[ColumnElement[Any], ...], asked: Asked) -> ColumnElement[bool]:
    record = "case" if asked is OF_CASES else "interaction"
    if record == mark.record:
        both = tuple_(*keys, asked.reference) > tuple_(
            *(literal(value, key.type) for value, key in zip(mark.place, keys, strict=True)),
            literal(mark.reference, Integer()),
        )
    elif not keys:
        return literal(record > mark.record)
    else:
        ours = tuple_(*keys)
        last = tuple_(*(literal(value, key.type) for value, key in zip(mark.place, keys, strict=True)))
        both = ours >= last if record > mark.record else ours > last
    # The first again alone, which an index serves.
    return and_(keys[0] >= literal(mark.place[0], keys[0].type), both) if keys else both


def _one(
    wanted: Wanted, stage: int, asked: Asked, after: Mark | None, limit: int | None
) -> Select[Any] | None:
    """The rows of one kind in one stage, in order; None where there cannot be any."""
    must = conditions(wanted.terms, asked)
    if must is None:
        return None
    keys = _keys(wanted.sort, stage, asked)
    of_cases = _LED_CASES if stage == LED else _CASES
    found = (
        (of_cases if asked is OF_CASES else _FOLLOW_UPS)
        .add_columns(
            *(key.label(f"key_{at}") for at, key in enumerate(keys)),
            (CASE_POINTS if asked is OF_CASES else FOLLOW_UP_POINTS).label("points"),
            (LEGAL if asked is OF_CASES else literal(False)).label("legal"),
            (WAITING if asked is OF_CASES else literal(False)).label("waiting"),
            (NEARER if asked is OF_CASES else INTERACTION.c.follow_up_on).label("on_day"),
            (CASE.c.opened_on if asked is OF_CASES else SUBMITTED_ON).label("since"),
        )
        .where(*must)
    )
    if asked is OF_CASES and stage in _STAGES:
        found = found.where(_STAGES[stage])
    if after is not None:
        found = found.where(_after(after, keys, asked))
    return found.order_by(*keys, asked.reference).limit(limit)


def _named(found: Select[Any], asked: Asked) -> Select[Any]:
    """The same rows with names: looked up for those that are shown only."""
    page = found.subquery()
    order = [column for column in page.c if column.key.startswith("key_")]
    if asked is OF_FOLLOW_UPS:
        return (
            select(page, MEMBER.c.name.label("member_name"), STAFF.c.name.label("owner"))
            .join_from(page, MEMBER, MEMBER.c.id == page.c.member_id)
            .join(STAFF, STAFF.c.id == page.c.follow_up_officer_id)
            .order_by(*order, page.c.reference)
        )
    waits = func.coalesce(STAFF.c.name, _HOLDER.c.role, TEAM.c.name + " team", "")
    return (
        select(page, MEMBER.c.name.label("member_name"), waits.label("owner"), TOPIC.label("topic"))
        .join_from(page, CASE, CASE.c.id == page.c.id)
        .join(MEMBER, MEMBER.c.id == page.c.member_id)
        .outerjoin(STAFF, STAFF.c.id == page.c.owner_id)
        .outerjoin(_HOLDER, and_(_HOLDER.c.case_id == page.c.id, _HOLDER.c.position == 0))
        .outerjoin(TEAM, TEAM.c.id == _HOLDER.c.team_id)
        .order_by(*order, page.c.reference)
    )


class Triage:
    """The whole queue of a store, as one officer sees it on a day."""

    def __init__(self, connection: Connection, officer: Officer, now: datetime, zone: ZoneInfo) -> None:
        self._connection = connection
        self._officer = officer
        self._today = now.astimezone(zone).date()
        self.weights = self._weights()
        self._asked = {
            "today": self._today,
            "soon": until(self._today),
            **weighed(self.weights),
            **zoned(zone, now),
            **looking(officer),
        }

    def page(self, wanted: Wanted, after: Mark | None, limit: int) -> Page:
        """At most `limit` rows after that mark, and where they ended."""
        rows, end = self._found(wanted, after, limit, named=True)
        held = Cases(self._connection, self._officer).complete(
            row.id for row, record, _ in rows if record == "case"
        )
        return Page(
            tuple(
                work_row(row, record, held.get(row.id), self.weights, self._today, self._asked["soon"])
                for row, record, _ in rows
            ),
            end,
        )

    def picked(self, wanted: Wanted) -> tuple[Picked, ...]:
        """Every record of a filter, in the order of the list."""
        rows, _ = self._found(wanted, None, None, named=False)
        return tuple(
            Picked(record, row.id, number(record, row.reference), row.version) for row, record, _ in rows
        )

    def counts(self, wanted: Wanted) -> TriageCounts:
        """How many there are of everything that the filter finds, in one statement."""
        parts = []
        for asked in (OF_CASES, OF_FOLLOW_UPS):
            must = conditions(wanted.terms, asked)
            if must is None:
                continue
            base = _CASES if asked is OF_CASES else _FOLLOW_UPS
            flags = (
                asked.flags.get(name, literal(False)).label(name)
                for name in TriageCounts._fields
                if name != "open"
            )
            parts.append(base.with_only_columns(*flags).where(*must))
        if not parts:
            return TriageCounts()
        all_ = union_all(*parts).subquery()
        counted = select(
            func.count().label("open"),
            *(func.count().filter(column.is_(True)).label(column.key) for column in all_.c),
        ).select_from(all_)
        return TriageCounts(**self._connection.execute(counted, self._asked).mappings().one())

    def _weights(self) -> Weights:
        kept = self._connection.execute(select(SETTING.c.value).where(SETTING.c.key == "urgency")).scalar()
        found: dict[str, Any] = json.loads(kept) if kept else {}
        if "priority" in found:
            found["priority"] = tuple(found["priority"])
        return Weights()._replace(**found)

    def _found(
        self, wanted: Wanted, after: Mark | None, limit: int | None, *, named: bool
    ) -> tuple[list[tuple[Row[Any], str, int]], Mark | None]:
        """Rows with their kind and stage, one more than asked for having been looked for."""
        stages = (LED, DATED, UNDATED) if wanted.sort == "due" else (ALL,)
        out: list[tuple[Row[Any], str, int]] = []
        for stage in stages:
            if (after is not None and stage < after.stage) or (limit is not None and len(out) > limit):
                continue
            mark = after if after is not None and stage == after.stage else None
            room = None if limit is None else limit + 1 - len(out)
            out += self._stage(wanted, stage, mark, room, named=named)
        if limit is None or len(out) <= limit:
            return out, None
        out = out[:limit]
        row, record, stage = out[-1]
        return out, Mark(stage, _place(row), record, row.reference)

    def _stage(
        self, wanted: Wanted, stage: int, after: Mark | None, room: int | None, *, named: bool
    ) -> Iterator[tuple[Row[Any], str, int]]:
        rows = []
        for asked, record in ((OF_CASES, "case"), (OF_FOLLOW_UPS, "interaction")):
            if record == "interaction" and stage in (LED, UNDATED):
                continue
            found = _one(wanted, stage, asked, after, room)
            if found is None:
                continue
            asks = _named(found, asked) if named else found
            rows += [(row, record, stage) for row in self._connection.execute(asks, self._asked)]
        rows.sort(key=lambda one: (_place(one[0]), one[1], one[0].reference))
        yield from rows[:room]


def _place(row: Row[Any]) -> tuple[Any, ...]:
    return tuple(value for name, value in row._mapping.items() if str(name).startswith("key_"))
