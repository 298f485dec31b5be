"""Who works here, and the office they work in."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Uuid, bindparam, func, select
from sqlalchemy.engine import Connection, Row

from data.store.tables import CASE_OFFICE, GROUP_MEMBER, OFFICE, STAFF, STAFF_GROUP, TEAM
from data.types.staff import Access, CaseOffice, Officer, OfficeRules, Team

_STAFF = select(STAFF, func.coalesce(CASE_OFFICE.c.name, "").label("office")).outerjoin_from(
    STAFF, CASE_OFFICE, CASE_OFFICE.c.id == STAFF.c.office_id
)
_BY_LOGIN = _STAFF.where(STAFF.c.login == bindparam("login"), STAFF.c.active.is_(True))
_GROUPS_OF = (
    select(GROUP_MEMBER.c.group_id)
    .join_from(GROUP_MEMBER, STAFF_GROUP, STAFF_GROUP.c.id == GROUP_MEMBER.c.group_id)
    .where(GROUP_MEMBER.c.officer_id == bindparam("officer"), STAFF_GROUP.c.archived.is_(False))
)
_GROUPS_OF_MANY = (
    select(GROUP_MEMBER.c.officer_id, GROUP_MEMBER.c.group_id)
    .join_from(GROUP_MEMBER, STAFF_GROUP, STAFF_GROUP.c.id == GROUP_MEMBER.c.group_id)
    .where(
        GROUP_MEMBER.c.officer_id.in_(bindparam("officers", expanding=True)),
        STAFF_GROUP.c.archived.is_(False),
    )
)
_SEES_ASSIGNED = select(OFFICE.c.supervisor_sees_assigned).limit(1)
_ACTIVE = _STAFF.where(STAFF.c.active.is_(True)).order_by(STAFF.c.name, STAFF.c.id)
_FORMER = _STAFF.where(
    STAFF.c.active.is_(False), STAFF.c.id.in_(bindparam("ids", expanding=True, type_=Uuid()))
).order_by(STAFF.c.name, STAFF.c.id)
_TEAMS = (
    select(TEAM.c.id, TEAM.c.name).where(TEAM.c.archived.is_(False)).order_by(TEAM.c.position, TEAM.c.name)
)
_OFFICES = (
    select(CASE_OFFICE.c.id, CASE_OFFICE.c.name)
    .where(CASE_OFFICE.c.archived.is_(False))
    .order_by(CASE_OFFICE.c.position, CASE_OFFICE.c.name)
)
_OFFICE = select(
    OFFICE.c.name,
    OFFICE.c.zone,
    OFFICE.c.region,
    OFFICE.c.state,
    OFFICE.c.arrears_days,
    OFFICE.c.representation_months,
    OFFICE.c.tribunal_months,
    OFFICE.c.pre_existing,
    OFFICE.c.duplicate_days,
    OFFICE.c.case_completeness,
    OFFICE.c.case_sections,
    OFFICE.c.reopen_days,
    OFFICE.c.outcome,
    OFFICE.c.substatus_required,
    OFFICE.c.template,
    OFFICE.c.follow_up_default,
    OFFICE.c.due_default,
    OFFICE.c.free_tasks,
    OFFICE.c.ticket_address,
).limit(1)


class Office(NamedTuple):
    """The office whose store this is."""

    name: str
    zone: str
    region: str
    state: str
    rules: OfficeRules


def _officer(row: Row[Any]) -> Officer:
    return Officer(
        id=row.id,
        login=row.login,
        name=row.name,
        title=row.title,
        access=Access(row.access),
        team_id=row.team_id,
        available=row.available,
        away_until=row.away_until,
        away_reason=row.away_reason,
        office_id=row.office_id,
        office=row.office,
    )


class Staff:
    """The staff of a store."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of_login(self, login: str) -> Officer | None:
        """The active member of staff with that login, with the groups that admit to cases."""
        row = self._connection.execute(_BY_LOGIN, {"login": login}).first()
        if row is None:
            return None
        groups = self._connection.execute(_GROUPS_OF, {"officer": row.id}).scalars()
        sees_assigned = self._connection.execute(_SEES_ASSIGNED).scalar()
        return _officer(row)._replace(groups=tuple(groups), sees_assigned=bool(sees_assigned))

    def active(self) -> tuple[Officer, ...]:
        """Everyone who works here now, by name."""
        return tuple(_officer(row) for row in self._connection.execute(_ACTIVE))

    def groups_of(self, officers: Sequence[UUID]) -> dict[UUID, tuple[UUID, ...]]:
        """The groups each of some officers is in."""
        rows = self._connection.execute(_GROUPS_OF_MANY, {"officers": list(officers)})
        found: dict[UUID, tuple[UUID, ...]] = {}
        for row in rows:
            found[row.officer_id] = (*found.get(row.officer_id, ()), row.group_id)
        return found

    def sees_assigned(self) -> bool:
        """Whether the office lets supervisors see what only the assigned of their team see (features A3.18)."""
        return bool(self._connection.execute(_SEES_ASSIGNED).scalar())

    def former(self, ids: Iterable[UUID]) -> tuple[Officer, ...]:
        """Those among them who do not work here any more, by name: never available."""
        rows = self._connection.execute(_FORMER, {"ids": list(ids)})
        return tuple(_officer(row)._replace(available=False, away_until=None) for row in rows)

    def teams(self) -> tuple[Team, ...]:
        """Every team that cases can be given to, in the order of the office."""
        return tuple(Team(row.id, row.name) for row in self._connection.execute(_TEAMS))

    def offices(self) -> tuple[CaseOffice, ...]:
        """The case offices of the organisation, in its order; none where all of it is one (features A3.01)."""
        return tuple(CaseOffice(row.id, row.name) for row in self._connection.execute(_OFFICES))

    def office(self) -> Office | None:
        """The office, if it has been set up."""
        row = self._connection.execute(_OFFICE).first()
        if row is None:
            return None
        rules = OfficeRules(*row[4:])
        return Office(*row[:4], rules._replace(case_sections=tuple(row.case_sections.splitlines())))
