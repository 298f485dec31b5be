"""Groups that manage case types, and the cases that admit them (features A4.04)."""

from uuid import UUID

from sqlalchemy import Connection, select, update

from data.repositories.groups import ESCALATION, MANAGERS, Groups
from data.rules.visibility import acl_of
from data.store.tables import CASE, CASE_TYPE_OF_CASE


def follow_groups(connection: Connection) -> int:
    """Let every case admit the groups of its types as they are now; answers how many changed (features A4.04)."""
    groups = Groups(connection)
    managers, escalation = groups.of_types(MANAGERS), groups.of_types(ESCALATION)
    types: dict[UUID, list[str]] = {}
    held = select(CASE_TYPE_OF_CASE).order_by(CASE_TYPE_OF_CASE.c.case_id, CASE_TYPE_OF_CASE.c.position)
    for row in connection.execute(held):
        types.setdefault(row.case_id, []).append(row.case_type)
    changed = 0
    for row in connection.execute(select(CASE.c.id, CASE.c.acl)).all():
        wanted = [str(group) for group in acl_of(types.get(row.id, ()), managers, escalation)]
        if wanted != [str(group) for group in row.acl]:
            connection.execute(update(CASE).where(CASE.c.id == row.id).values(acl=wanted))
            changed += 1
    return changed
