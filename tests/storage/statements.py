"""What is asked of a store, heard."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from sqlalchemy import event

from data.desk.desk import Desk


class Asked(NamedTuple):
    """One statement as it was executed."""

    statement: str
    parameters: Any


@contextmanager
def statements(desk: Desk, *, writing: bool = False) -> Iterator[list[Asked]]:
    """The statements that are executed meanwhile to read, or in units of work."""
    told: list[Asked] = []
    pool = desk.store._pools.writes if writing else desk.store._pools.reads

    def heard(conn: object, cursor: object, statement: str, parameters: Any, *more: object) -> None:
        told.append(Asked(statement, parameters))

    event.listen(pool, "before_cursor_execute", heard)
    try:
        yield told
    finally:
        event.remove(pool, "before_cursor_execute", heard)


def rows(desk: Desk, told: list[Asked]) -> int:
    """How many rows they bring, asked again."""
    with desk.store.reading() as connection:
        asked = [one for one in told if one.statement.startswith("SELECT")]
        return sum(len(connection.exec_driver_sql(*one).all()) for one in asked)
