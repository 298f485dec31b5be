"""What is due by the clock, of many open cases few of which are late, against a bare UPDATE of the same rows.

`CASES=100000 DUE=5000 python -m benchmarks tick` for other numbers than the usual.
"""

import os
import resource
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, update

from benchmarks.measured import Measured
from data.desk import clockwork, happenings
from data.desk.desk import Desk
from data.desk.opening import open_desk
from data.store.store import Store, now_utc, open_store
from data.store.tables import ASSIGNEE, CASE, CASE_TARGET, CASE_TYPE_OF_CASE, ROUTINE
from tests.builders import a_case, a_member, an_office

CASES = int(os.environ.get("CASES", "4000"))
DUE = int(os.environ.get("DUE", "200"))
BATCH = 5_000
BOUND = 20.0
"""An item is history, an escalation, what happened told, and a routine whose own act is told too."""


def fill(desk: Desk, store: Store) -> None:
    """So many open cases, the first of which are late, and a routine that waits for that."""
    first = a_case(desk, a_member(store))
    now = now_utc()
    with store.loading("benchmark") as connection:
        for table, owner in (
            (CASE, CASE.c.id),
            (CASE_TYPE_OF_CASE, CASE_TYPE_OF_CASE.c.case_id),
            (ASSIGNEE, ASSIGNEE.c.case_id),
            (CASE_TARGET, CASE_TARGET.c.case_id),
        ):
            found = [dict(row) for row in connection.execute(select(table).where(owner == first)).mappings()]
            for begin in range(1, CASES, BATCH):
                numbers = range(begin, min(begin + BATCH, CASES))
                connection.execute(insert(table), [_copy(row, at) for row in found for at in numbers])
        late = CASE_TARGET.c.case_id.in_([_id(at) for at in range(1, DUE + 1)])
        connection.execute(update(CASE_TARGET).values(due_at=now + timedelta(days=90)))
        connection.execute(update(CASE_TARGET).where(late).values(due_at=now - timedelta(hours=1)))
        connection.execute(
            insert(ROUTINE).values(
                id=_id(1),
                name="Late",
                trigger="target passed",
                case_types="",
                condition="priority <= 3",
                actions="review on",
                position=0,
                switched_on=True,
                archived=False,
            )
        )
    # What making them has left to be told.
    happenings.tell_waiting(desk)


def _id(at: int) -> UUID:
    return UUID(int=at)


def _copy(row: dict[str, Any], at: int) -> dict[str, Any]:
    if "case_id" in row:
        return {**row, "case_id": _id(at)}
    return {**row, "id": _id(at), "reference": row["reference"] + at}


def bare(store: Store) -> float:
    """Milliseconds an item for the row alone, in a transaction of its own."""
    begun = time.perf_counter()
    for at in range(1, DUE + 1):
        with store.deriving() as connection:
            one = CASE_TARGET.c.case_id == _id(at)
            connection.execute(update(CASE_TARGET).where(one).values(breached_at=None))
    return (time.perf_counter() - begun) * 1000 / DUE


def peak_mib() -> float:
    """The most memory this process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure() -> Measured:
    """One run over a file, with its floor before and after."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'tick.db'}"
        store = open_store(url, create=True)
        store.upgrade()
        with store.loading("benchmark") as connection:
            an_office(connection)
        desk = open_desk(url, "kim.tran")
        try:
            fill(desk, store)
            floors = [bare(store)]
            before = peak_mib()
            begun = time.perf_counter()
            done = clockwork.tick(desk)
            taken = (time.perf_counter() - begun) * 1000 / DUE
            grown = peak_mib() - before
            begun = time.perf_counter()
            again = clockwork.tick(desk)
            idle = (time.perf_counter() - begun) * 1000
            assert (done.breached, again.breached) == (DUE, 0)
            floors.append(bare(store))
        finally:
            desk.close()
            store.close()
    return Measured(
        f"tick, {DUE} late of {CASES} open cases, an item",
        taken,
        sum(floors) / len(floors),
        "an UPDATE of the row",
        BOUND,
        1,
        f"{1000 / taken:.0f} items a second, {grown:.0f} MiB more at most, nothing due {idle:.0f} ms",
    )
