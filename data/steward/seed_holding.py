"""Groups, rules of allocation and what a change of type does, from the configuration into a database."""

from typing import Any
from uuid import UUID

from sqlalchemy import Connection, insert, select, update

from data.repositories.groups import Groups
from data.rules.visibility import acl_of
from data.steward.config import Config
from data.store.tables import (
    ALLOCATION,
    CASE,
    CASE_TYPE_GROUP,
    CASE_TYPE_OF_CASE,
    RETYPE_VALUE,
    STAFF_GROUP,
)


def seed_holding(connection: Connection, config: Config) -> int:
    """Add what a database lacks; a rule that is there stays as the office has it. Answers how many rows."""
    rules = {"": config.office.assignment, **{kind.key: kind.assignment for kind in config.case_type}}
    new = _lacking(connection, ALLOCATION, ("case_type",), [
        {"case_type": key, "way": rule.to, "people": "\n".join(rule.staff)}
        for key, rule in rules.items() if rule is not None
    ])  # fmt: skip
    new += _lacking(connection, RETYPE_VALUE, ("from_type", "to_type", "field", "was"), [
        {"from_type": one.was, "to_type": one.to, "field": field, "was": was, "becomes": becomes}
        for one in config.retype for field, was, becomes in one.values()
    ])  # fmt: skip
    ids: dict[str, UUID] = {
        row.name: row.id for row in connection.execute(select(STAFF_GROUP.c.name, STAFF_GROUP.c.id))
    }
    added = _lacking(connection, CASE_TYPE_GROUP, ("case_type", "group_id", "role"), [
        {"case_type": kind.key, "group_id": ids[name], "role": role}
        for kind in config.case_type
        for role, names in (("manager", kind.managers), ("escalation", kind.escalation))
        for name in names if name in ids
    ])  # fmt: skip
    if added:
        follow_groups(connection)
    return new + added


def follow_groups(connection: Connection) -> int:
    """Let every case admit the groups of its types as they are now; answers how many changed (features A4.04)."""
    groups = Groups(connection)
    managers, escalation = groups.of_types("manager"), groups.of_types("escalation")
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


def _lacking(connection: Connection, table: Any, key: tuple[str, ...], rows: list[dict[str, Any]]) -> int:
    known = {tuple(row) for row in connection.execute(select(*(table.c[name] for name in key)))}
    new = [row for row in rows if tuple(row[name] for name in key) not in known]
    if new:
        connection.execute(insert(table), new)
    return len(new)
