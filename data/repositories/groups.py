"""Groups of staff: who is in them, and which case types they manage (features A4.04, A4.05)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.engine import Connection, RowMapping

from data.store.tables import CASE_TYPE, GROUP_MEMBER, STAFF, STAFF_GROUP
from data.types.staff import Group

_OF_TYPES = select(
    CASE_TYPE.c.key, CASE_TYPE.c.managers, CASE_TYPE.c.escalation, CASE_TYPE.c.starters
).order_by(CASE_TYPE.c.key)
_ALL = (
    select(STAFF_GROUP.c.id, STAFF_GROUP.c.name)
    .where(STAFF_GROUP.c.archived.is_(False))
    .order_by(STAFF_GROUP.c.position)
)
_MEMBERS = (
    select(GROUP_MEMBER.c.group_id, STAFF.c.login)
    .join_from(GROUP_MEMBER, STAFF, STAFF.c.id == GROUP_MEMBER.c.officer_id)
    .where(STAFF.c.active.is_(True))
    .order_by(STAFF.c.login)
)
_NAMES_OF = (
    select(STAFF_GROUP.c.name)
    .join_from(GROUP_MEMBER, STAFF_GROUP, STAFF_GROUP.c.id == GROUP_MEMBER.c.group_id)
    .where(GROUP_MEMBER.c.officer_id == bindparam("officer"), STAFF_GROUP.c.archived.is_(False))
)
MANAGERS, ESCALATION, STARTERS = "managers", "escalation", "starters"
"""What a group is to a case type."""


class Groups:
    """The groups of a store."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._read: tuple[Sequence[Any], Sequence[RowMapping]] | None = None

    def of_types(self, role: str) -> dict[str, tuple[UUID, ...]]:
        """The groups of each case type in a role, such as MANAGERS; case types without any are left out."""
        if self._read is None:
            groups = self._connection.execute(_ALL).all()
            self._read = groups, self._connection.execute(_OF_TYPES).mappings().all()
        known, types = self._read
        found: dict[str, tuple[UUID, ...]] = {}
        for row in types:
            names = row[role].splitlines()
            ids = tuple(group.id for group in known if group.name in names)
            if ids:
                found[row["key"]] = ids
        return found

    def escalated_to(self, case_types: Iterable[str]) -> tuple[str, ...]:
        """Logins of those before whom cases of these types are escalated."""
        groups = self.of_types(ESCALATION)
        wanted = {group for key in case_types for group in groups.get(key, ())}
        return tuple(
            dict.fromkeys(one.login for one in self._connection.execute(_MEMBERS) if one.group_id in wanted)
        )

    def names_of(self, officer_id: UUID) -> frozenset[str]:
        """Names of the groups that the officer is in now."""
        return frozenset(self._connection.execute(_NAMES_OF, {"officer": officer_id}).scalars())

    def all(self) -> tuple[Group, ...]:
        """Every group in use, with who is in it and what it is for."""
        members: dict[UUID, list[str]] = defaultdict(list)
        for one in self._connection.execute(_MEMBERS):
            members[one.group_id].append(one.login)
        managers, escalation, starters = (self.of_types(role) for role in (MANAGERS, ESCALATION, STARTERS))
        return tuple(
            Group(
                row.id,
                row.name,
                tuple(members[row.id]),
                tuple(key for key, groups in managers.items() if row.id in groups),
                tuple(key for key, groups in escalation.items() if row.id in groups),
                tuple(key for key, groups in starters.items() if row.id in groups),
            )
            for row in self._connection.execute(_ALL)
        )
