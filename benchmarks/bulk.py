"""One act on many cases, against one bare UPDATE of them with the rows that history keeps of it.

`CASES=5000 python -m benchmarks bulk_sqlite bulk_postgres` for another number than the usual.
"""

import os
import sqlite3
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID, uuid4

import psycopg
from sqlalchemy import select
from uuid_utils.compat import uuid7

from benchmarks.measured import Measured
from benchmarks.plain_cases import plain_cases
from casetui import garbage
from data.desk import bulk, choices
from data.desk.desk import Desk
from data.desk.opening import open_desk
from data.rules import deeds
from data.store.engines import sqlite_path
from data.store.store import open_store
from data.store.tables import CASE
from data.types.triage import Picked
from tests import postgres
from tests.builders import START, Clock, a_member, an_office, staff_id

CASES = int(os.environ.get("CASES", "1000"))
ROUNDS = 5
BOUND = 3.0
SEAL = bytes(32)
"""As long as a real one; the floor hashes nothing."""
Rows = dict[str, list[tuple[Any, ...]]]
COLUMNS = {
    "act": ("id", "at", "officer_id", "action", "reason", "batch_id"),
    "change_link": ("owner_id", "owner_kind", "place", "act_id", "seal"),
    "change": (
        "id", "act_id", "record_kind", "record_id", "owner_kind", "owner_id", "field", "link", "digest",
    ),
    "change_value": ("change_id", "old", "new", "salt"),
}  # fmt: skip


def measure_sqlite() -> Measured:
    """On one desk's own store."""
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder)}/bulk.db"
        return _measured(url, lambda priority, rows: _bare_sqlite(url, priority, rows), lambda one: one.hex)


def measure_postgres() -> Measured:
    """On a shared store."""
    server = postgres.start()
    url = server.url(server.make())
    return _measured(url, lambda priority, rows: _bare_postgres(url, priority, rows), lambda one: one)


def _measured(url: str, bare: Callable[[int, Rows], None], kept: Callable[[UUID], Any]) -> Measured:
    desk = _furnished(url)
    # The collector works as it does in the program, for the floor too.
    garbage.begin()
    try:
        known = deeds.Known(choices.read(desk), desk.today())
        ours: list[float] = []
        floor: list[float] = []
        for _ in range(ROUNDS):
            # What history keeps is made of what was read: that belongs to the floor.
            floor.append(_timed(lambda: bare(4, _rows(_picked(desk), kept))))
            picked, wanted = _picked(desk), (deeds.parse("priority 2", known),)
            began = time.perf_counter()
            done = bulk.apply(desk, picked, wanted, batch_id=uuid7())
            ours.append((time.perf_counter() - began) * 1e3)
            assert (len(done.done), done.already) == (CASES, 0), done
        return Measured(
            f"{CASES:,} cases given a priority, {desk.store.kind}",
            statistics.median(ours),
            statistics.median(floor),
            "one UPDATE with the rows of history",
            BOUND,
            ROUNDS,
            f"{statistics.median(ours) / CASES * 1e3:.0f} µs a case, {bulk.AT_ONCE} a transaction",
        )
    finally:
        desk.close()


def _timed(act: Callable[[], None]) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1e3


def _furnished(url: str) -> Desk:
    store = open_store(url, create=True, clock=Clock())
    store.upgrade()
    with store.loading("benchmark") as connection:
        an_office(connection)
    plain_cases(store, CASES, [a_member(store)])
    store.weigh()
    store.close()
    return open_desk(url, "lena.vogt", clock=Clock())


def _picked(desk: Desk) -> list[Picked]:
    with desk.store.reading() as connection:
        rows = connection.execute(select(CASE.c.id, CASE.c.reference, CASE.c.version))
        return [Picked("case", row.id, f"C-{row.reference}", row.version) for row in rows]


def _rows(picked: Sequence[Picked], kept: Callable[[UUID], Any]) -> Rows:
    """What history keeps of it, ready to be written: an act, two changes and their values a case."""
    rows: Rows = {table: [] for table in COLUMNS}
    batch, officer = kept(uuid7()), kept(staff_id("lena.vogt"))
    at = str(START.replace(tzinfo=None))
    for one in picked:
        act, case = kept(uuid7()), kept(one.id)
        rows["act"].append((act, at, officer, "bulk.priority", "", batch))
        # Where it stands in its chain: the version goes on with every act, as the place does.
        rows["change_link"].append((case, "case_record", one.version, act, SEAL))
        for field, old, new in (("priority", "2", "4"), ("version", str(one.version), str(one.version + 1))):
            change = kept(uuid7())
            told = (change, act, "case_record", str(one.id), "case_record", case, field, one.version, SEAL)
            rows["change"].append(told)
            rows["change_value"].append((change, old, new, kept(uuid4())))
    return rows


def _bare_sqlite(url: str, priority: int, rows: Rows) -> None:
    file = sqlite3.connect(sqlite_path(url), isolation_level=None)
    for pragma in ("foreign_keys = ON", "cache_size = -65536", "journal_mode = WAL", "synchronous = FULL"):
        file.execute(f"PRAGMA {pragma}")
    file.execute("BEGIN IMMEDIATE")
    file.execute("UPDATE case_record SET priority = ?, version = version + 1", (priority,))
    for table, values in rows.items():
        marks = ", ".join("?" for _ in COLUMNS[table])
        file.executemany(f"INSERT INTO {table} ({', '.join(COLUMNS[table])}) VALUES ({marks})", values)
    file.execute("COMMIT")
    file.close()


def _bare_postgres(url: str, priority: int, rows: Rows) -> None:
    with psycopg.connect(url) as link:
        # The store's own history would be told on top of that of the floor.
        link.execute("SET session_replication_role = replica")
        link.execute("UPDATE case_record SET priority = %s, version = version + 1", (priority,))
        for table, values in rows.items():
            with link.cursor().copy(
                f"COPY {table} ({', '.join(COLUMNS[table])}) FROM STDIN".encode()
            ) as copy:
                for row in values:
                    copy.write_row(row)
