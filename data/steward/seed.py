"""The lists, the office and the teams of a new database, from the configuration."""

from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from sqlalchemy import Connection, Table, insert, or_, select

from data.repositories.outlines import body_of
from data.steward.config import Config
from data.steward.seed_holding import seed_holding
from data.store.tables import (
    CASE_STATUS,
    CASE_TYPE,
    INTERACTION_TYPE,
    OFFICE,
    OUTCOME,
    OUTLINE,
    RELATED_TO,
    STAFF_GROUP,
    TAG,
    TEAM,
)

OURS = uuid5(NAMESPACE_URL, "casetui:lists")
"""Rows of a list are named by their words, so that seeding twice meets the same rows."""


def list_id(table: str, name: str) -> UUID:
    """The id of a seeded row of a list; the same in every database."""
    return uuid5(OURS, f"{table}/{name}")


def seed_lists(connection: Connection, config: Config) -> int:
    """Insert what is not there yet and answer how many rows; what an office has changed is left as it is."""
    types = config.case_type
    new = _office(connection, config)
    new += _missing(connection, CASE_TYPE, "key", [
        {
            "key": kind.key,
            "label": kind.label,
            "position": position,
            "target_working_days": kind.target_working_days,
            "deadline_rule": kind.deadline_rule,
            "archived": False,
        }
        for position, kind in enumerate(types)
    ])  # fmt: skip
    new += _missing(connection, TEAM, "name", [{"name": name} for name in config.teams])
    new += _missing(connection, INTERACTION_TYPE, "name", _ordered(config.interaction_types))
    new += _missing(connection, TAG, "name", _ordered(config.tags))
    new += _missing(connection, OUTCOME, "name", _ordered(config.interaction_outcomes))
    new += _missing(connection, RELATED_TO, "name", [
        {
            "name": topic.name,
            "position": position,
            "industrial": topic.industrial,
            "default_case_type": topic.default_case_type,
            "archived": False,
        }
        for position, topic in enumerate(config.related_to)
    ])  # fmt: skip
    new += _missing(connection, OUTLINE, "name", [
        {"name": one.name, "body": body_of(one.outline()), "position": position, "archived": False}
        for position, one in enumerate(config.outline)
    ])  # fmt: skip
    new += _missing(connection, CASE_STATUS, "name", [
        {
            "name": status.name,
            "kind": status.kind,
            "position": position,
            "pauses_target": status.pauses_target,
            "archived": False,
        }
        for position, status in enumerate(config.status)
    ])  # fmt: skip
    new += _missing(connection, STAFF_GROUP, "name", _ordered(config.groups))
    return new + seed_holding(connection, config)


def _office(connection: Connection, config: Config) -> int:
    """The one office of the database; an existing one stays as it is, whatever its name is now."""
    if connection.execute(select(OFFICE.c.id).limit(1)).first():
        return 0
    office = config.office
    connection.execute(
        insert(OFFICE).values(
            id=list_id("office", "office"),
            name=office.name,
            zone=office.zone,
            region=office.region,
            state=office.state,
            arrears_days=config.standing.arrears_days,
            representation_months=config.eligibility.min_months_representation,
            tribunal_months=config.eligibility.min_months_tribunal,
            pre_existing=config.eligibility.pre_existing,
            duplicate_days=office.duplicate_days,
            case_completeness=office.case_completeness,
            case_sections="\n".join(office.case_sections),
            reopen_days=office.reopen_days,
            supervisor_sees_assigned=office.supervisor_sees_assigned,
        )
    )
    return 1


def _ordered(names: list[str]) -> list[dict[str, Any]]:
    return [{"name": name, "position": position, "archived": False} for position, name in enumerate(names)]


def _missing(connection: Connection, table: Table, key: str, rows: list[dict[str, Any]]) -> int:
    """Insert the rows whose key and id are both unknown: one that was renamed stays as it is."""
    if not rows:
        return 0
    if "id" in table.c:
        rows = [{"id": list_id(table.name, row[key]), **row} for row in rows]
    columns = [table.c[name] for name in ("id", key) if name in table.c]
    known = connection.execute(
        select(*columns).where(or_(*(column.in_([row[column.name] for row in rows]) for column in columns)))
    )
    seen = {value for row in known for value in row}
    new = [row for row in rows if not seen.intersection(row[column.name] for column in columns)]
    if new:
        connection.execute(insert(table), new)
    return len(new)
