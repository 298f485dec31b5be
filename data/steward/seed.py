"""The lists, the office and the teams of a new database, from the configuration."""

import json
from datetime import date
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from sqlalchemy import Connection, Table, insert, select

from data.repositories.config_lists import LISTS, OFFICE_FIELDS, PARTS
from data.repositories.config_shapes import Values
from data.steward.config import Config, DeadlineRule
from data.steward.groups import follow_groups
from data.store.tables import OFFICE, SETTING
from data.types.deadlines import DeadlineRule as Rule

OURS = uuid5(NAMESPACE_URL, "casetui:lists")
"""Rows of a list are named by their words, so that seeding twice meets the same rows."""


def list_id(table: str, name: str) -> UUID:
    """The id of a seeded row of a list; the same in every database."""
    return uuid5(OURS, f"{table}/{name}")


def seed_lists(connection: Connection, config: Config) -> int:
    """Insert what is not there yet and answer how many rows; what an office has changed is left as it is."""
    from data.steward.comparing import entries_of

    values = config.model_dump()
    new = _office(connection, values)
    for one in LISTS:
        table = one.row.__table__  # type: ignore[attr-defined]
        rows = [
            {
                **({"id": list_id(table.name, entry.key)} if "id" in table.c else {}),
                **one.key_columns(entry.key),
                **entry.columns,
                "position": position,
                "archived": False,
            }
            for position, entry in enumerate(entries_of(one, values[one.path]))
        ]
        new += _missing(connection, table, tuple(field.name for field in one.named_by), rows)
    parts = [{"key": key, "value": json.dumps(values[key], ensure_ascii=False)} for key in PARTS]
    new += _missing(connection, SETTING, ("key",), parts)
    if new:
        follow_groups(connection)
    return new


def rule_of(rule: DeadlineRule) -> Rule:
    """A limit of the configuration as the program knows it."""
    values = rule.model_dump(exclude={"was", "roll_forward_non_business", "verified_on", "instead_of"})
    return Rule(
        **values,
        roll_forward=rule.roll_forward_non_business,
        verified_on=date.fromisoformat(rule.verified_on) if rule.verified_on else None,
        instead_of=tuple(rule.instead_of),
    )


def _office(connection: Connection, values: Values) -> int:
    """The one office of the database; an existing one stays as it is, whatever its name is now."""
    if connection.execute(select(OFFICE.c.id).limit(1)).first():
        return 0
    said = {
        field.name: field.kept(values[section][field.key])
        for section, fields in OFFICE_FIELDS.items()
        for field in fields
    }
    connection.execute(insert(OFFICE).values(id=list_id("office", "office"), **said))
    return 1


def _missing(connection: Connection, table: Table, key: tuple[str, ...], rows: list[dict[str, Any]]) -> int:
    """Insert the rows whose key and id are both unknown: one that was renamed stays as it is."""
    held = connection.execute(select(table)).mappings().all()
    keys = {tuple(str(row[name]) for name in key) for row in held}
    ids = {row.get("id") for row in held} - {None}
    new = [row for row in rows if tuple(row[name] for name in key) not in keys and row.get("id") not in ids]
    if new:
        connection.execute(insert(table), new)
    return len(new)
