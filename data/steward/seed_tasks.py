"""Kinds of task and checklists of a new database; what an office has changed is left as it is."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Table, insert, select

from data.steward.config import Config
from data.store.tables import CHECK_ITEM, TASK_TYPE

Named = Callable[[str, str], UUID]
"""The id of a row, by its table and its words."""


def seed_tasks(connection: Connection, config: Config, named: Named) -> int:
    """Insert what is not there yet and answer how many rows."""
    new = _missing(connection, named, TASK_TYPE, "label", [
        {
            **kind.model_dump(exclude={"performers"}),
            "performers": "\n".join(kind.performers),
            "position": position,
            "archived": False,
        }
        for position, kind in enumerate(config.task_type)
    ])  # fmt: skip
    return new + _missing(connection, named, CHECK_ITEM, "text", [
        {**item.model_dump(), "position": position, "archived": False}
        for position, item in enumerate(config.check_item)
    ])  # fmt: skip


def _missing(connection: Connection, named: Named, table: Table, key: str, rows: list[dict[str, Any]]) -> int:
    """Insert the rows whose id and whose words are both unknown for their case type."""
    held = connection.execute(select(table.c.id, table.c.case_type, table.c[key])).all()
    ids, words = {row[0] for row in held}, {(row[1], row[2]) for row in held}
    new = []
    for row in rows:
        made = {"id": named(table.name, f"{row['case_type']}/{row[key]}"), **row}
        if made["id"] not in ids and (row["case_type"], row[key]) not in words:
            new.append(made)
    if new:
        connection.execute(insert(table), new)
    return len(new)
