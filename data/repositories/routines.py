"""Routines as they are kept, and what each has done."""

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import String, Uuid, bindparam, case, func, select
from sqlalchemy.engine import Connection, Row

from data.repositories.visible import VISIBLE, looking
from data.rules.reference import say_case
from data.store.tables import CASE, ROUTINE, ROUTINE_RUN
from data.types.routines import Outcome, Routine, RoutineRun, Trigger
from data.types.staff import Officer

_ALL = select(ROUTINE).where(ROUTINE.c.archived.is_(False)).order_by(ROUTINE.c.position)
_RAN = select(ROUTINE_RUN.c.id).where(
    ROUTINE_RUN.c.routine_id == bindparam("routine", type_=Uuid()),
    ROUTINE_RUN.c.case_id == bindparam("case", type_=Uuid()),
    ROUTINE_RUN.c.key == bindparam("key", type_=String()),
)
_CHAIN = select(ROUTINE_RUN.c.chain).where(ROUTINE_RUN.c.act_id == bindparam("act", type_=Uuid()))
_ALIKE: Any = {"partition_by": ROUTINE_RUN.c.routine_id}
_EVERY = (
    select(
        ROUTINE_RUN.c.routine_id,
        ROUTINE_RUN.c.at,
        ROUTINE_RUN.c.outcome,
        ROUTINE_RUN.c.said,
        CASE.c.reference,
        func.sum(case((ROUTINE_RUN.c.outcome == Outcome.DONE.value, 1), else_=0))
        .over(**_ALIKE)
        .label("done"),
        func.count().over(**_ALIKE).label("runs"),
        func.row_number()
        .over(**_ALIKE, order_by=(ROUTINE_RUN.c.at.desc(), ROUTINE_RUN.c.id.desc()))
        .label("place"),
    )
    .join_from(ROUTINE_RUN, CASE, CASE.c.id == ROUTINE_RUN.c.case_id)
    .where(VISIBLE)
    .subquery()
)
_LAST = select(_EVERY).where(_EVERY.c.place == 1)
_CUT = select(func.count()).where(
    ROUTINE_RUN.c.outcome == Outcome.CUT.value,
    ROUTINE_RUN.c.at >= bindparam("since", type_=ROUTINE_RUN.c.at.type),
)


class Ran(NamedTuple):
    """What a routine has done on the cases an officer may see."""

    done: int
    failed: int
    last: RoutineRun


class Routines:
    """The routines of a store."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> tuple[Routine, ...]:
        """Those in use, switched off or not, in the order of the office."""
        return tuple(_routine(row) for row in self._connection.execute(_ALL))

    def ran(self, routine_id: UUID, case_id: UUID, key: str) -> bool:
        """Whether it was set off by that already."""
        asked = {"routine": routine_id, "case": case_id, "key": key}
        return self._connection.execute(_RAN, asked).first() is not None

    def chain_of(self, act_id: UUID) -> tuple[str, ...]:
        """The routines that led to that act; none where it was an officer's, or the clock's."""
        found: str | None = self._connection.execute(_CHAIN, {"act": act_id}).scalar()
        return tuple(found.splitlines()) if found else ()

    def runs(self, officer: Officer) -> dict[UUID, Ran]:
        """What each has done."""
        return {
            row.routine_id: Ran(
                row.done,
                row.runs - row.done,
                RoutineRun(row.at, say_case(row.reference), Outcome(row.outcome), row.said),
            )
            for row in self._connection.execute(_LAST, looking(officer))
        }

    def cut_since(self, since: datetime) -> int:
        """How often one was cut since then, because it would have gone on for ever."""
        return self._connection.execute(_CUT, {"since": since}).scalar_one()


def _routine(row: Row[Any]) -> Routine:
    return Routine(
        id=row.id,
        name=row.name,
        trigger=Trigger(row.trigger),
        case_types=tuple(row.case_types.splitlines()),
        condition=row.condition,
        actions=tuple(row.actions.splitlines()),
        on=row.switched_on,
    )
