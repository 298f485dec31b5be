"""Groups of staff: who is in them, and which case types they manage (features A4.04, A4.05)."""

from collections import defaultdict
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.engine import Connection

from data.store.tables import CASE_TYPE_GROUP, GROUP_MEMBER, STAFF, STAFF_GROUP
from data.types.staff import Group

_OF_TYPES = (
    select(CASE_TYPE_GROUP.c.case_type, CASE_TYPE_GROUP.c.group_id)
    .join_from(CASE_TYPE_GROUP, STAFF_GROUP, STAFF_GROUP.c.id == CASE_TYPE_GROUP.c.group_id)
    .where(CASE_TYPE_GROUP.c.role == bindparam("role"), STAFF_GROUP.c.archived.is_(False))
    .order_by(STAFF_GROUP.c.position)
)
_ALL = select(STAFF_GROUP.c.id, STAFF_GROUP.c.name).where(STAFF_GROUP.c.archived.is_(False))
_MEMBERS = (
    select(GROUP_MEMBER.c.group_id, STAFF.c.login)
    .join_from(GROUP_MEMBER, STAFF, STAFF.c.id == GROUP_MEMBER.c.officer_id)
    .where(STAFF.c.active.is_(True))
    .order_by(STAFF.c.login)
)
_ROLES = select(CASE_TYPE_GROUP.c.group_id, CASE_TYPE_GROUP.c.case_type, CASE_TYPE_GROUP.c.role).order_by(
    CASE_TYPE_GROUP.c.case_type
)


class Groups:
    """The groups of a store."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of_types(self, role: str) -> dict[str, tuple[UUID, ...]]:
        """The groups of each case type in a role, `manager` or `escalation`."""
        found: dict[str, tuple[UUID, ...]] = defaultdict(tuple)
        for row in self._connection.execute(_OF_TYPES, {"role": role}):
            found[row.case_type] += (row.group_id,)
        return dict(found)

    def all(self) -> tuple[Group, ...]:
        """Every group in use, with who is in it and what it is for."""
        members: dict[UUID, list[str]] = defaultdict(list)
        for one in self._connection.execute(_MEMBERS):
            members[one.group_id].append(one.login)
        types: dict[tuple[UUID, str], list[str]] = defaultdict(list)
        for held in self._connection.execute(_ROLES):
            types[held.group_id, held.role].append(held.case_type)
        return tuple(
            Group(
                row.id,
                row.name,
                tuple(members[row.id]),
                tuple(types[row.id, "manager"]),
                tuple(types[row.id, "escalation"]),
            )
            for row in self._connection.execute(_ALL.order_by(STAFF_GROUP.c.position))
        )
