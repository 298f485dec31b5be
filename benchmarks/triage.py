"""The first page of the queue and a change of its filter, against the bare query of the same rows."""

import shutil
import sqlite3
import statistics
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from sqlalchemy import func, insert, select
from uuid_utils.compat import uuid7

from benchmarks.measured import Measured
from benchmarks.prepared import HOME, environment
from data.desk import triage
from data.desk.desk import Desk
from data.desk.opening import open_desk
from data.store.tables import CASE, MEMBER, STAFF

OPEN = 20_000
"""Open cases in the queue."""
ROUNDS = 15
BOUND = 2.0
"""Times the bare query: visibility, names, topics and urgency are what is paid for."""
FILTER = "priority<=2 mine"
BARE = """SELECT id, reference, title FROM case_record WHERE is_open IS 1 AND CASE WHEN target_on IS NULL THEN
 follow_up_on WHEN follow_up_on IS NULL THEN target_on WHEN target_on < follow_up_on THEN target_on ELSE follow_up_on
 END IS NOT NULL ORDER BY CASE WHEN target_on IS NULL THEN follow_up_on WHEN follow_up_on IS NULL THEN target_on
 WHEN target_on < follow_up_on THEN target_on ELSE follow_up_on END LIMIT 100"""


def filled(path: Path) -> Desk:
    """A desk of a supervisor at a union with that many open cases."""
    environment()
    shutil.copy(HOME / "demo.db", path)
    desk = open_desk(f"sqlite:///{path}", "lena")
    with desk.store.loading("benchmark") as connection:
        members = list(connection.execute(select(MEMBER.c.id)).scalars())
        staff = list(connection.execute(select(STAFF.c.id)).scalars())
        first = (connection.execute(select(func.max(CASE.c.reference))).scalar() or 10_000) + 1
        today = desk.today()
        connection.execute(
            insert(CASE),
            [
                {
                    "id": uuid7(),
                    "reference": first + at,
                    "member_id": members[at % len(members)],
                    "title": f"Case {at}",
                    "status": "Open",
                    "is_open": True,
                    "follow_up_on": today.fromordinal(today.toordinal() + at % 300 - 30),
                    "opened_on": today.fromordinal(today.toordinal() - at % 400),
                    "priority": at % 5 + 1,
                    "owner_id": staff[at % len(staff)],
                    "acl": [],
                    "origin": "direct",
                    "created_by": staff[0],
                    "created_at": datetime.now(UTC),
                }
                for at in range(OPEN)
            ],
        )
    return desk


def timed(desk: Desk, text: str) -> tuple[float, float]:
    """Milliseconds for a page, and for the counts that follow it on the screen."""
    wanted = triage.read(desk, text)
    began = perf_counter()
    triage.page(desk, wanted)
    there = perf_counter()
    triage.counts(desk, wanted)
    return (there - began) * 1e3, (perf_counter() - there) * 1e3


def measure() -> Measured:
    """Both in turns; the first of each only warms the caches."""
    path = HOME / "triage.db"
    desk = filled(path)
    ours: list[float] = []
    counted: list[float] = []
    narrowed: list[float] = []
    bare: list[float] = []
    plain = sqlite3.connect(path)
    for _ in range(ROUNDS + 1):
        page, counts = timed(desk, "")
        ours.append(page)
        counted.append(counts)
        narrowed.append(timed(desk, FILTER)[0])
        began = perf_counter()
        plain.execute(BARE).fetchall()
        bare.append((perf_counter() - began) * 1e3)
    plain.close()
    desk.close()
    return Measured(
        f"the first page of {OPEN:,} open cases",
        statistics.median(ours[1:]),
        statistics.median(bare[1:]),
        "the bare query of the same rows",
        BOUND,
        ROUNDS,
        f"a change of the filter {statistics.median(narrowed[1:]):.0f} ms; the counts after it"
        f" {statistics.median(counted[1:]):.0f} ms",
    )
