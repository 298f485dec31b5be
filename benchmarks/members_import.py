"""A file of members taken in, against writing the same rows bare: executemany on SQLite, COPY on Postgres.

`MEMBERS=1000000 ROUNDS=1 python -m benchmarks import_sqlite` for other numbers than the usual.
"""

import os
import sqlite3
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psycopg
from sqlalchemy import Table, insert

from benchmarks.measured import Measured
from benchmarks.people import write_csv
from benchmarks.prepared import many
from data.desk.opening import open_desk
from data.repositories.intake_writes import ORDER
from data.steward.config import load_config
from data.steward.members_in import Given, import_members
from data.steward.seed import seed_lists
from data.store.engines import sqlite_path
from data.store.store import open_store
from data.store.tables import MEMBER_NAME, MEMBER_WORKPLACE, NAME_TERM, STAFF, TERM_KEY, WORKPLACE_WORD
from data.types.staff import Access
from tests import postgres

MANY = many(100_000)
ROUNDS = int(os.environ.get("ROUNDS", "3"))
BOUND = 4.0
WRITTEN = (*ORDER, MEMBER_NAME, MEMBER_WORKPLACE, NAME_TERM, TERM_KEY, WORKPLACE_WORD)
"""What a file of members leaves in a store: who they are, and what they are found by."""
Rows = dict[Table, list[tuple[Any, ...]]]


def measure_sqlite() -> Measured:
    """On one desk's own store."""
    with TemporaryDirectory() as folder:
        count = iter(range(1_000))
        return _measured(
            Path(folder),
            lambda: f"sqlite:///{folder}/{next(count)}.db",
            _read_sqlite,
            _bare_sqlite,
            "executemany of the same rows on SQLite",
        )


def measure_postgres() -> Measured:
    """On a shared store."""
    server = postgres.start()
    with TemporaryDirectory() as folder:
        return _measured(
            Path(folder),
            lambda: server.url(server.make()),
            _read_postgres,
            _bare_postgres,
            "COPY of the same rows on Postgres",
        )


def _measured(
    folder: Path,
    new_url: Callable[[], str],
    read: Callable[[str], Rows],
    bare: Callable[[str, Rows], None],
    floor_is: str,
) -> Measured:
    file = folder / "members.csv"
    write_csv(file, MANY)
    ours: list[float] = []
    floor: list[float] = []
    again: list[float] = []
    rows: Rows = {}
    for _ in range(ROUNDS):
        url = furnished(new_url())
        ours.append(_timed(_imported, url, file, MANY))
        again.append(_timed(_imported, url, file, 0))
        rows = rows or read(url)
        floor.append(_timed(bare, furnished(new_url()), rows))
    written = sum(map(len, rows.values()))
    return Measured(
        f"{MANY:,} members taken in",
        statistics.median(ours),
        statistics.median(floor),
        floor_is,
        BOUND,
        ROUNDS,
        f"{written:,} rows; the same file again {statistics.median(again) / 1e3:.1f} s",
    )


def _timed(act: Callable[..., None], *given: Any) -> float:
    began = time.perf_counter()
    act(*given)
    return (time.perf_counter() - began) * 1e3


def furnished(url: str) -> str:
    """A store with its lists and an administrator, and nobody else."""
    store = open_store(url, create=True)
    store.upgrade()
    with store.loading("benchmark") as connection:
        seed_lists(connection, load_config())
        officer = {"name": "Ann", "title": "Administrator", "active": True, "available": True}
        connection.execute(
            insert(STAFF).values(id=store._new_id(), login="ann", access=int(Access.ADMIN), **officer)
        )
    store.close()
    return url


def _imported(url: str, file: Path, new: int) -> None:
    desk = open_desk(url, "ann", clock=lambda: datetime.now(UTC))
    try:
        result = import_members(desk, Given(file))
    finally:
        desk.close()
    assert (result.new, result.rejected) == (new, 0), result


def _read_sqlite(url: str) -> Rows:
    with sqlite3.connect(sqlite_path(url)) as file:
        return {table: file.execute(_select(table)).fetchall() for table in WRITTEN}


def _bare_sqlite(url: str, rows: Rows) -> None:
    file = sqlite3.connect(sqlite_path(url), isolation_level=None)
    for pragma in ("foreign_keys = ON", "cache_size = -65536", "journal_mode = WAL", "synchronous = FULL"):
        file.execute(f"PRAGMA {pragma}")
    file.execute("BEGIN IMMEDIATE")
    for table, values in rows.items():
        file.executemany(f"INSERT INTO {table.name} ({_columns(table)}) VALUES ({_marks(table)})", values)
    file.execute("COMMIT")
    file.close()


def _read_postgres(url: str) -> Rows:
    with psycopg.connect(url) as link:
        return {table: link.execute(_select(table).encode()).fetchall() for table in WRITTEN}


def _bare_postgres(url: str, rows: Rows) -> None:
    with psycopg.connect(url) as link:
        # Bare rows: the store would leave a row of history for every value of each.
        link.execute("SELECT set_config('casetui.loading', 'all', true)")
        for table, values in rows.items():
            statement = f"COPY {table.name} ({_columns(table)}) FROM STDIN"
            with link.cursor().copy(statement.encode()) as copy:
                for row in values:
                    copy.write_row(row)


def _select(table: Table) -> str:
    return f"SELECT {_columns(table)} FROM {table.name}"


def _columns(table: Table) -> str:
    return ", ".join(column.name for column in table.columns)


def _marks(table: Table) -> str:
    return ", ".join("?" for _ in table.columns)
