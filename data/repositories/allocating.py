"""Whose turn it is: the rules of allocation, and how long each waits since a case came (features A5.10)."""

from datetime import date
from uuid import UUID

from sqlalchemy import bindparam, func, literal, select, union_all, update
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from data.rules.allocation import Allocation, Candidate, Way
from data.store.ending import write_last
from data.store.tables import CASE_TYPE, OFFICE, STAFF
from data.types.staff import Access, Officer

_RULES = union_all(
    select(literal("").label("under"), OFFICE.c.assign_to, OFFICE.c.assign_staff, OFFICE.c.assign_last),
    select(CASE_TYPE.c.key, CASE_TYPE.c.assign_to, CASE_TYPE.c.assign_staff, CASE_TYPE.c.assign_last).where(
        CASE_TYPE.c.assign_to != ""
    ),
)
_CANDIDATES = select(STAFF).where(STAFF.c.active.is_(True)).order_by(STAFF.c.name, STAFF.c.id)
_LAST_OF_TYPE = (
    update(CASE_TYPE).where(CASE_TYPE.c.key == bindparam("under")).values(assign_last=bindparam("officer"))
)
_LAST = update(OFFICE).values(assign_last=bindparam("officer"))
_HIGHEST = select(func.max(STAFF.c.turn) + 1).scalar_subquery()
_TURN = update(STAFF).where(STAFF.c.id == bindparam("officer")).values(turn=_HIGHEST)


def rules(session: Session) -> dict[str, Allocation]:
    """The office's rule, under an empty key, and those of case types that do not inherit it."""
    return {
        row.under: Allocation(Way(row.assign_to), tuple(row.assign_staff.splitlines()), row.assign_last)
        for row in session.connection().execute(_RULES)
    }


def candidates(session: Session, today: date, office_id: UUID | None) -> tuple[Candidate, ...]:
    """Everyone who works here, in the office's order; of a case office and the whole organisation, or everyone."""
    return tuple(
        Candidate(
            row.id,
            row.login,
            Access(row.access),
            Officer(
                row.id,
                row.login,
                row.name,
                row.title,
                Access(row.access),
                None,
                row.available,
                row.away_until,
            ).here(today),
            row.turn,
        )
        for row in session.connection().execute(_CANDIDATES)
        if office_id is None or row.office_id in (None, office_id)
    )


def remember_last(session: Session, under: str, officer_id: UUID) -> None:
    """Whoever comes after this one is next by the rule that stands under that key."""
    asked = {"officer": officer_id, **({"under": under} if under else {})}
    session.connection().execute(_LAST_OF_TYPE if under else _LAST, asked)


def took_turn(session: Session, officer_id: UUID | None) -> None:
    """A case was allocated to this officer just now: everyone else waits longer.

    Written where the unit of work ends: all who allocate to one officer write the same row.
    """
    if officer_id is not None:
        write_last(session, _TURN, {"officer": officer_id})


def turn_taken(connection: Connection, officer_id: UUID) -> None:
    """The same outside a session."""
    connection.execute(_TURN, {"officer": officer_id})
