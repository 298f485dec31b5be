"""A gesture over a thousand cases taken back, against bare statements that write the same rows."""

import json
import os
import statistics
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import bindparam, insert, select, update
from uuid_utils.compat import uuid7

from benchmarks.measured import Measured
from casetui import garbage
from data.desk import undoing
from data.desk.desk import Desk
from data.desk.opening import open_desk
from data.model import CaseRow
from data.store.store import Store, now_utc, open_store
from data.store.tables import ACT, ASSIGNEE, CASE, CASE_TARGET, CHANGE, CHANGE_LINK, CHANGE_VALUE
from tests import postgres
from tests.builders import a_case, a_member, an_office

CASES = int(os.environ.get("CASETUI_BENCH_UNDO", "1000"))
"""How many cases; 5,000 is the largest gesture there is."""
ROUNDS, BOUND = 5, 3.0
SEAL = bytes(32)
"""As long as a real one; the floor hashes nothing."""
LATER = 1_000
"""Where the links of the floor stand in their chain: behind what is there, and the next behind them."""


def a_gesture(desk: Desk, store: Store) -> UUID:
    """So many cases, each given another priority by an act of one batch; answers the batch."""
    first, batch = a_case(desk, a_member(store)), uuid7()
    with store.loading("benchmark") as connection:
        for table, owner in (
            (CASE, CASE.c.id),
            (ASSIGNEE, ASSIGNEE.c.case_id),
            (CASE_TARGET, CASE_TARGET.c.case_id),
        ):
            found = [dict(row) for row in connection.execute(select(table).where(owner == first)).mappings()]
            connection.execute(insert(table), [_copy(row, at) for row in found for at in range(1, CASES)])
    for at in range(CASES):
        with store.writing(action="cases.change", officer_id=desk.officer.id, batch_id=batch) as session:
            row = session.get_one(CaseRow, _id(at) if at else first)
            row.priority, row.version = 2, row.version + 1
            session.flush()
    return batch


def _id(at: int) -> UUID:
    return UUID(int=at)


def _copy(row: dict[str, Any], at: int) -> dict[str, Any]:
    if "case_id" in row:
        return {**row, "case_id": _id(at)}
    return {**row, "id": _id(at), "reference": row["reference"] + at}


def bare(desk: Desk, store: Store, priority: int) -> float:
    """Milliseconds for the rows and their history, with nothing asked before."""
    begun = time.perf_counter()
    with store.reading() as connection:
        rows = connection.execute(select(CASE.c.id, CASE.c.priority, CASE.c.version)).all()
    for start in range(0, len(rows), undoing.TOGETHER):
        part, act_id = rows[start : start + undoing.TOGETHER], uuid7()
        changes: list[dict[str, Any]] = []
        values: list[dict[str, Any]] = []
        links: list[dict[str, Any]] = []
        for row in part:
            links.append(
                {
                    "owner_kind": "case_record", "owner_id": row.id, "place": LATER + row.version,
                    "act_id": act_id, "seal": SEAL,
                }
            )  # fmt: skip
            for name, old, new in (
                ("priority", row.priority, priority), ("version", row.version, row.version + 1)
            ):  # fmt: skip
                one = uuid7()
                changes.append(
                    {
                        "id": one, "act_id": act_id, "record_kind": "case_record", "record_id": str(row.id),
                        "owner_kind": "case_record", "owner_id": row.id, "field": name,
                        "link": LATER + row.version, "digest": SEAL,
                    }
                )  # fmt: skip
                values.append(
                    {"change_id": one, "old": json.dumps(old), "new": json.dumps(new), "salt": uuid4()}
                )
        with store.loading("benchmark") as connection:
            connection.execute(
                update(CASE)
                .where(CASE.c.id == bindparam("one"))
                .values(priority=bindparam("now"), version=bindparam("next")),
                [{"one": row.id, "now": priority, "next": row.version + 1} for row in part],
            )
            connection.execute(
                insert(ACT).values(
                    id=act_id, at=now_utc(), officer_id=desk.officer.id, action="bare", reason=""
                )
            )
            connection.execute(insert(CHANGE_LINK), links)
            connection.execute(insert(CHANGE), changes)
            connection.execute(insert(CHANGE_VALUE), values)
    return (time.perf_counter() - begun) * 1e3


def taken_back(desk: Desk, gesture: UUID) -> tuple[float, UUID]:
    """Milliseconds, and what takes it back again."""
    begun = time.perf_counter()
    undone = undoing.undo(desk, gesture)
    took = (time.perf_counter() - begun) * 1e3
    assert undone.done == CASES and undone.id is not None and not undone.kept
    return took, undone.id


def measure_sqlite() -> Measured:
    """On one desk's own store."""
    with TemporaryDirectory() as folder:
        return _measured(f"sqlite:///{Path(folder) / 'undo.db'}")


def measure_postgres() -> Measured:
    """On a shared store."""
    server = postgres.start()
    return _measured(server.url(server.make()))


def _measured(url: str) -> Measured:
    """In turns: taken back and done again, and the bare statements; the first of each only warms the caches."""
    store = open_store(url, create=True)
    store.upgrade()
    with store.loading("benchmark") as connection:
        an_office(connection)
    desk = open_desk(url, "kim.tran")
    # The collector works as it does in the program, for the floor too.
    garbage.begin()
    try:
        gesture = a_gesture(desk, store)
        store.weigh()
        ours, floors = [], []
        for _ in range(ROUNDS + 1):
            took, gesture = taken_back(desk, gesture)
            ours.append(took)
            with store.reading() as connection:
                stands = connection.execute(select(CASE.c.priority).limit(1)).scalar_one()
            floors.append(bare(desk, store, stands))
    finally:
        desk.close()
        store.close()
    return Measured(
        f"a gesture over {CASES:,} cases taken back, {store.kind}",
        statistics.median(ours[1:]),
        statistics.median(floors[1:]),
        "bare statements that write the same rows and their history",
        BOUND,
        ROUNDS,
        f"worst {max(ours[1:]):.0f} ms",
    )
