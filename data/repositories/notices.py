"""Notices of officers: whom a happening concerns, and who was told already."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Select, Uuid, and_, bindparam, insert, or_, select
from sqlalchemy.engine import Connection, Row

from data.repositories.groups import MANAGERS, Groups
from data.repositories.staff import Staff
from data.rules.holding import assigned_facts
from data.rules.visibility import CaseFacts, may_see, viewer_of
from data.store.among import IDS, Among
from data.store.tables import (
    ASSIGNEE,
    CASE,
    CASE_ESCALATION,
    CASE_TYPE_OF_CASE,
    CASE_WATCHER,
    EMAIL,
    MEMBER,
    NOTICE,
    TASK,
)
from data.types.happenings import Happening, Kind
from data.types.notices import Concerned, Person
from data.types.staff import Assignee, Officer
from data.types.tasks import CASE_OWNER

_CASE_ID = bindparam("case_id", type_=Uuid())
_CASES: Select[Any] = select(CASE).where(Among(CASE.c.id, IDS))
_ASSIGNEES: Select[Any] = (
    select(ASSIGNEE.c.case_id, ASSIGNEE.c.officer_id, ASSIGNEE.c.team_id, ASSIGNEE.c.role)
    .where(Among(ASSIGNEE.c.case_id, IDS))
    .order_by(ASSIGNEE.c.case_id, ASSIGNEE.c.position)
)
_TYPES: Select[Any] = (
    select(CASE_TYPE_OF_CASE.c.case_id, CASE_TYPE_OF_CASE.c.case_type)
    .where(Among(CASE_TYPE_OF_CASE.c.case_id, IDS))
    .order_by(CASE_TYPE_OF_CASE.c.case_id, CASE_TYPE_OF_CASE.c.position)
)
_ESCALATED_TO: Select[Any] = (
    select(CASE_ESCALATION.c.case_id, CASE_ESCALATION.c.told)
    .where(Among(CASE_ESCALATION.c.case_id, IDS))
    .order_by(CASE_ESCALATION.c.raised_at, CASE_ESCALATION.c.id)
)
_WATCHERS: Select[Any] = select(CASE_WATCHER.c.case_id, CASE_WATCHER.c.officer_id).where(
    Among(CASE_WATCHER.c.case_id, IDS)
)
_HOLD_HERS: Select[Any] = (
    select(
        ASSIGNEE.c.officer_id,
        CASE.c.confidential,
        CASE.c.scope,
        CASE.c.team_id,
        CASE.c.acl,
        CASE.c.office_id,
    )
    .join_from(ASSIGNEE, CASE, CASE.c.id == ASSIGNEE.c.case_id)
    .where(
        CASE.c.member_id == bindparam("member_id", type_=Uuid()),
        CASE.c.is_open.is_(True),
        ASSIGNEE.c.officer_id.is_not(None),
    )
)
_TOLD = select(NOTICE.c.officer_id).where(
    or_(
        NOTICE.c.key == bindparam("key"),
        and_(
            NOTICE.c.act_id == bindparam("act_id", type_=Uuid()),
            NOTICE.c.case_id.is_not_distinct_from(_CASE_ID),
        ),
    )
)
_CONTACT = (
    select(MEMBER.c.name, MEMBER.c.do_not_contact, MEMBER.c.no_email, EMAIL.c.address)
    .outerjoin_from(MEMBER, EMAIL, EMAIL.c.member_id == MEMBER.c.id)
    .where(MEMBER.c.id == bindparam("member_id", type_=Uuid()))
    .order_by(EMAIL.c.is_primary.desc(), EMAIL.c.address)
    .limit(1)
)
_APPOINTMENT: Select[Any] = select(
    TASK.c.id, TASK.c.starts_at, TASK.c.minutes, TASK.c.version, TASK.c.status
).where(TASK.c.id == bindparam("task_id", type_=Uuid()))


class Contact(NamedTuple):
    """How a member is reached by mail."""

    name: str
    do_not_contact: bool
    no_email: bool
    address: str


class KnownCase(NamedTuple):
    """A case as it stands, and who may open it."""

    row: Row[Any]
    held: tuple[Assignee, ...]
    types: tuple[str, ...]
    told: frozenset[str]
    """Logins of those before whom it was put last."""
    seen_by: tuple[Person, ...]

    @property
    def holders(self) -> frozenset[UUID]:
        """The officers it is allocated to."""
        return frozenset(one.officer_id for one in self.held if one.officer_id is not None)


class People:
    """Everyone who works here, and what they may see of the cases that are told of; read once for many acts."""

    def __init__(self, connection: Connection) -> None:
        staff, groups = Staff(connection), Groups(connection)
        active = staff.active()
        held = staff.groups_of([one.id for one in active])
        self.all: tuple[Officer, ...] = tuple(one._replace(groups=held.get(one.id, ())) for one in active)
        self.leads = staff.sees_assigned()
        self.managers = groups.of_types(MANAGERS)
        self.teams = {team.id: team.name for team in staff.teams()}
        self._cases: dict[UUID, KnownCase] = {}
        self._watching: dict[UUID, frozenset[UUID]] = {}

    def of(self, held: Assignee | None, holders: frozenset[UUID]) -> frozenset[UUID]:
        """The officers that are meant."""
        if held is None:
            return frozenset()
        if held == CASE_OWNER:
            return holders
        if held.officer_id is not None:
            return frozenset([held.officer_id])
        if held.team_id is not None:
            return frozenset(one.id for one in self.all if one.team_id == held.team_id)
        return frozenset(one.id for one in self.all if held.role in one.roles)

    def said(self, held: Assignee | None) -> str:
        """The name of a team or role."""
        if held is None or held.officer_id is not None:
            return ""
        return held.role or (self.teams.get(held.team_id, "") if held.team_id else "")

    def case(self, connection: Connection, case_id: UUID) -> KnownCase:
        """The case as it was when it was read last."""
        if case_id not in self._cases:
            self.read(connection, [case_id])
        return self._cases[case_id]

    def watching(self, connection: Connection, case_id: UUID) -> frozenset[UUID]:
        """Who watches the case; what a routine does changes nothing of that."""
        if case_id not in self._watching:
            self.read(connection, [case_id])
        return self._watching[case_id]

    def read(self, connection: Connection, ids: Collection[UUID]) -> None:
        """Read these cases anew."""
        asked = {"ids": list(ids)}
        watch: dict[UUID, set[UUID]] = {one: set() for one in ids}
        for row in connection.execute(_WATCHERS, asked):
            watch[row.case_id].add(row.officer_id)
        self._watching |= {one: frozenset(who) for one, who in watch.items()}
        held: dict[UUID, list[Assignee]] = defaultdict(list)
        for row in connection.execute(_ASSIGNEES, asked):
            held[row.case_id].append(Assignee(row.officer_id, row.team_id, row.role))
        types: dict[UUID, list[str]] = defaultdict(list)
        for row in connection.execute(_TYPES, asked):
            types[row.case_id].append(row.case_type)
        told = {row.case_id: row.told for row in connection.execute(_ESCALATED_TO, asked)}
        for row in connection.execute(_CASES, asked):
            facts = _facts(held[row.id], row)
            seen_by = tuple(Person(one.id, one.login, one.team_id, self.sees(one, facts)) for one in self.all)
            self._cases[row.id] = KnownCase(
                row,
                tuple(held[row.id]),
                tuple(types[row.id]),
                frozenset(told.get(row.id, "").split()),
                seen_by,
            )

    def forget(self, case_id: UUID) -> None:
        """Something of it was changed."""
        self._cases.pop(case_id, None)

    def sees(self, officer: Officer, facts: CaseFacts) -> bool:
        """Whether she may open that case."""
        return may_see(viewer_of(officer), facts, supervisor_sees_assigned=self.leads)

    def sees_as_holder(self, row: Row[Any]) -> bool:
        """Whether who holds a case may open it: `row` has her, and of the case what decides."""
        facts = _facts([Assignee(officer_id=row.officer_id)], row)
        return any(one.id == row.officer_id and self.sees(one, facts) for one in self.all)

    def group_of(
        self, case_types: Iterable[str], held: Sequence[Assignee], team: UUID | None
    ) -> frozenset[UUID]:
        """Who may claim a case: its groups, else the teams and roles it is allocated to, else its team (A4.16)."""
        groups = {one for key in case_types for one in self.managers.get(key, ())}
        if groups:
            return frozenset(one.id for one in self.all if groups.intersection(one.groups))
        if any(one.officer_id is not None for one in held):
            # Nobody is to claim it, and no group was named that is told all the same.
            return frozenset()
        wide = [one for one in held if one.officer_id is None]
        if not wide and team is not None:
            wide = [Assignee(team_id=team)]
        return frozenset().union(*(self.of(one, frozenset()) for one in wide))


def _facts(held: Sequence[Assignee], case: Row[Any]) -> CaseFacts:
    acl = tuple(UUID(str(group)) for group in case.acl)
    return assigned_facts(held, case.confidential, case.scope, case.team_id, acl, case.office_id)


def concerned(
    connection: Connection, people: People, happening: Happening
) -> tuple[Concerned, Row[Any] | None]:
    """Of whom it may be told, and the case as it is; no case where it is about a member alone."""
    if happening.case_id is None:
        rows = connection.execute(_HOLD_HERS, {"member_id": happening.member_id}).all()
        everyone = tuple(Person(one.id, one.login, one.team_id, True) for one in people.all)
        # That she is told says that there is a case: so of one she may not open she is not.
        hold = frozenset(row.officer_id for row in rows if people.sees_as_holder(row))
        return Concerned(everyone, holders=hold), None
    case = people.case(connection, happening.case_id)
    return Concerned(
        people=case.seen_by,
        holders=case.holders,
        group=people.group_of(case.types, case.held, case.row.team_id),
        escalation=frozenset(one.id for one in people.all if one.login in case.told),
        performer=people.of(happening.whom, case.holders),
        given=people.of(happening.whom, case.holders),
        watchers=people.watching(connection, happening.case_id),
        case_types=case.types,
        unclaimed=not case.holders,
    ), case.row


def told_already(connection: Connection, happening: Happening) -> frozenset[UUID]:
    """Who knows of it, or was told of something else that the same act did to the same case.

    What the clock brings about together is told one by one, but for that the case was changed at all.
    """
    as_one = happening.actor_id is not None or happening.kind is Kind.CASE_CHANGED
    asked = {
        "key": happening.key,
        "act_id": happening.act_id if as_one else None,
        "case_id": happening.case_id,
    }
    return frozenset(connection.execute(_TOLD, asked).scalars())


def add(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Put them into the inboxes."""
    if rows:
        connection.execute(insert(NOTICE), rows)


def contact(connection: Connection, member_id: UUID) -> Contact | None:
    """How a member is reached."""
    row = connection.execute(_CONTACT, {"member_id": member_id}).first()
    return Contact(row.name, row.do_not_contact, row.no_email, row.address or "") if row else None


def appointment(connection: Connection, task_id: UUID) -> Row[Any] | None:
    """When an appointment is, how often it was changed, and whether it still stands."""
    return connection.execute(_APPOINTMENT, {"task_id": task_id}).first()
