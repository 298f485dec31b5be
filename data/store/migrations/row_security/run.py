"""Statements that guard tables, run as they are; SQLite has nothing of the kind."""

from collections.abc import Iterable

from sqlalchemy import Connection


def run(connection: Connection, statements: Iterable[str]) -> None:
    """Run them on Postgres, past SQLAlchemy, which would read parameters out of colons and per cent signs."""
    if connection.dialect.name != "postgresql":
        return
    for one in statements:
        cursor = connection.connection.cursor()
        cursor.execute(one)
        cursor.close()
