"""A page of a supervisor's work list, asked of every case whether she may see it, against the same page unasked.

`CASES=100000 python -m benchmarks queue` for another number than the usual.
"""

import os
import shutil
import statistics
import time
from collections.abc import Callable
from datetime import timedelta
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Table, insert, select, true

from benchmarks.measured import Measured
from benchmarks.people import SEED, TODAY
from benchmarks.population import AT, BATCH, Into, Row, members_url
from benchmarks.prepared import HOME
from data.desk.opening import open_desk
from data.repositories import visible, work
from data.store.schema import HEAD
from data.store.store import Store, open_store
from data.store.tables import ASSIGNEE, CASE, CASE_TYPE_OF_CASE, GROUP_MEMBER, MEMBER, STAFF, STAFF_GROUP
from data.types.staff import Access
from data.types.work import WorkList
from tests.builders import PEOPLE, staff_id, team_id, two_offices

CASES = int(os.environ.get("CASES", "20000"))
MEMBERS, PAGE, ROUNDS = 5_000, 200, 15
BOUND = 1.6
OFFICER = "lena.vogt"
GROUPS = tuple(UUID(int=number) for number in (11, 12))
"""Lena is in the first."""


def cases_url(many: int) -> str:
    """A file of so many open cases and a fifth more that are closed, which is kept for the next time."""
    path = HOME / f"cases-{many}-{HEAD}.db"
    if not path.exists():
        begun = path.with_suffix(".part")
        shutil.copy(Path(members_url(MEMBERS).removeprefix("sqlite:///")), begun)
        store = open_store(f"sqlite:///{begun}")
        try:
            fill(store, many)
        finally:
            store.close()
        begun.rename(path)
    return f"sqlite:///{path}"


def _insert(connection: Connection, table: Table, rows: list[Row]) -> None:
    connection.execute(insert(table), rows)


def fill(store: Store, many: int, into: Into = _insert, colleagues: int = 0) -> None:
    """Two offices, two groups, and cases of every kind of visibility, most of them everybody's.

    They are of those on the staff and of so many colleagues more.
    """
    offices = two_offices(store, victoria=["kim.tran", "lena.vogt", "jo.marsh"], queensland=["sam.ortiz"])
    dice = Random(SEED)
    with store.loading("benchmark") as connection:
        named = [{"id": one, "name": str(one), "position": 0, "archived": False} for one in GROUPS]
        connection.execute(insert(STAFF_GROUP), named)
        connection.execute(insert(GROUP_MEMBER).values(group_id=GROUPS[0], officer_id=staff_id(OFFICER)))
        more = [_colleague(number) for number in range(colleagues)]
        if more:
            connection.execute(insert(STAFF), more)
        owners = [*(staff_id(login) for login in PEOPLE), *(one["id"] for one in more)]
        members = connection.execute(select(MEMBER.c.id)).scalars().all()
        total = many + many // 5
        for first in range(0, total, BATCH):
            rows = [
                _case(number, dice, members, offices, owners, number < many)
                for number in range(first, min(first + BATCH, total))
            ]
            into(connection, CASE, rows)
            kinds = [{"case_id": row["id"], "case_type": "ROS", "position": 0} for row in rows]
            into(connection, CASE_TYPE_OF_CASE, kinds)
            held = [
                {"case_id": row["id"], "position": 0, "officer_id": row["owner_id"]}
                for row in rows
                if row["owner_id"] is not None
            ]
            into(connection, ASSIGNEE, held)


def _colleague(number: int) -> Row:
    return {
        "id": UUID(int=1_000_000 + number),
        "login": f"colleague{number}",
        "name": f"Colleague {number}",
        "title": "MSO",
        "access": int(Access.OFFICER),
        "team_id": team_id("MSD"),
        "active": True,
        "available": True,
    }


def _case(
    number: int, dice: Random, members: Any, offices: tuple[UUID, ...], owners: list[UUID], is_open: bool
) -> Row:
    teams = [team_id("MSD"), team_id("Industrial")]
    return {
        "id": UUID(int=dice.getrandbits(128), version=4),
        "reference": 10_001 + number,
        "member_id": dice.choice(members),
        "title": f"Matter {number}",
        "status": "Open" if is_open else "Closed",
        "is_open": is_open,
        "follow_up_on": TODAY + timedelta(days=dice.randrange(-30, 90)),
        "opened_on": TODAY - timedelta(days=dice.randrange(200)),
        "owner_id": dice.choice([*owners, None]),
        "confidential": dice.random() < 0.05,
        "scope": dice.choices((0, 1, 2), (85, 10, 5))[0],
        "team_id": dice.choice(teams),
        "office_id": dice.choice([*offices, None]),
        "acl": [str(dice.choice(GROUPS))] if dice.random() < 0.1 else [],
        "origin": "converted",
        "created_by": owners[0],
        "created_at": AT,
        "version": 1,
        "priority": 3,
        "marked_for_review": False,
        "effect_wanted": False,
        **dict.fromkeys(
            (
                "substatus",
                "kept_open",
                "close_reason",
                "next_steps",
                "direct_reason",
                "ticket_url",
                "location",
                "location_note",
                "effect",
            ),
            "",
        ),
    }


def unasked() -> Any:
    """The module of work lists, made once more with nothing asked of what may be seen."""
    spec = spec_from_file_location("benchmarks.work_unasked", work.__file__)
    assert spec is not None and spec.loader is not None
    module, asked = module_from_spec(spec), visible.VISIBLE
    visible.VISIBLE = true()
    try:
        spec.loader.exec_module(module)
    finally:
        visible.VISIBLE = asked
    return module


def timed(read: Callable[[], WorkList]) -> float:
    """Milliseconds for one page."""
    begun = time.perf_counter()
    assert len(read().rows) == PAGE
    return (time.perf_counter() - begun) * 1e3


def measure() -> Measured:
    """Both in turns on one connection; the first of each only warms the caches."""
    desk = open_desk(cases_url(CASES), OFFICER)
    ours: list[float] = []
    bare: list[float] = []
    try:
        with desk.store.reading() as connection:
            asked = work.Work(connection, desk.officer)
            plain = unasked().Work(connection, desk.officer)
            for _ in range(ROUNDS + 1):
                ours.append(timed(lambda: asked.list(TODAY, PAGE)))
                bare.append(timed(lambda: plain.list(TODAY, PAGE)))
    finally:
        desk.close()
    return Measured(
        f"a page of the work list of {CASES:,} open cases, those she may see",
        statistics.median(ours[1:]),
        statistics.median(bare[1:]),
        "the same page of all of them",
        BOUND,
        ROUNDS,
        f"worst {max(ours[1:]):.0f} ms",
    )
