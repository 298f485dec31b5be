"""What officers ask all day, over a login that policies watch, against the owner of the tables, whom none stops.

`CASES=100000 python -m benchmarks policies` for another number than the usual; a million takes some minutes.
"""

import statistics
import time
from collections.abc import Callable
from contextlib import suppress
from random import Random
from typing import Any
from uuid import UUID

from psycopg import sql
from sqlalchemy import Connection, Table, select, text

from benchmarks.measured import Measured
from benchmarks.people import SEED
from benchmarks.population import AT, BATCH, Row, copy_rows, fill
from benchmarks.processes import on_one_processor
from benchmarks.queue import CASES, MEMBERS, OFFICER
from benchmarks.queue import fill as fill_cases
from data.desk import cases, find, history, members, notes, queue, triage
from data.desk.desk import Desk
from data.store.store import Store, open_store
from data.store.tables import CASE, NOTE, SECTION
from data.types.errors import StoreUnavailable
from tests import postgres
from tests.builders import staff_id
from tests.granted import Logins

ROUNDS, FEWEST = 15, 3
COLLEAGUES = 200
"""Among whom the cases are shared out."""
WARMING = 6
"""The first rounds, until the statements are prepared."""
ENOUGH_S = 20.0
"""After so long with one question what was measured is enough."""
LISTS, TEXT = 1.6, 2.5
"""Bounds: of lists and opening; of counts over everybody's cases, finding and full text."""
Ask = Callable[[Desk], object]


def measure() -> Measured:
    """Each in turns over both logins; the line is of what comes nearest to its bound, or passes it."""
    server = postgres.start(postgres.ROOMY)
    name = server.make()
    fill(server.url(name), MEMBERS, copy_rows)
    store = open_store(server.url(name))
    fill_cases(store, CASES, copied, COLLEAGUES)
    _write_notes(store)
    # Whoever tidies up after so many rows would do it meanwhile.
    server.run(sql.SQL("VACUUM ANALYZE"), name)
    opened = _some_cases(store)
    store.close()
    logins = Logins(server, name)
    try:
        on_one_processor(logins)
        return _measured(logins, opened)
    finally:
        logins.close()


def _measured(logins: Logins, opened: list[UUID]) -> Measured:
    asked: dict[str, tuple[Ask, float]] = {
        "list of cases": (cases.listing, LISTS),
        "my work": (queue.mine, LISTS),
        "first page of Triage": (lambda desk: triage.page(desk, triage.read(desk, ""), None, 100), LISTS),
        "counts of Triage": (triage.counts, LISTS),
        "load of everybody": (queue.load, TEXT),
        "opening ten cases": (lambda desk: [cases.read(desk, one) for one in opened], LISTS),
        "history of ten cases": (lambda desk: [history.of_case(desk, one) for one in opened], LISTS),
        "find by name": (lambda desk: find.members(desk, "smi"), TEXT),
        "find by number": (lambda desk: find.members(desk, "C-10010"), TEXT),
        "page of a member": (
            lambda desk: members.page(desk, cases.read(desk, opened[0]).member_id),
            TEXT,
        ),
        "notes by their words": (lambda desk: notes.find(desk, "needle"), TEXT),
    }
    watched, owner = logins.desk(OFFICER), logins.desk_of_owner(OFFICER)
    found = []
    for what, (ask, bound) in asked.items():
        ours, bare = _in_turns(ask, watched, owner)
        found.append((what, ours, bare, bound))
        print(f"  {what}: {ours:.1f} ms, {bare:.1f} as the owner, {ours / bare:.2f} x, at most {bound}")
    what, ours, bare, bound = max(found, key=lambda one: one[1] / one[2] / one[3])
    return Measured(
        f"Policies on, {what} among {CASES:,} cases",
        ours,
        bare,
        "the same as the owner",
        bound,
        ROUNDS,
        detail="of " + ", ".join(f"{name} {mine / plain:.2f} x" for name, mine, plain, _ in found),
    )


def copied(connection: Connection, table: Table, rows: list[Row]) -> None:
    """The quickest way in: no trigger looks at the rows, nor whether those they point to are there."""
    connection.execute(text("SET LOCAL session_replication_role = replica"))
    connection.execute(text("SET LOCAL statement_timeout = 0"))
    copy_rows(connection, table, rows)


def _in_turns(ask: Ask, watched: Desk, owner: Desk) -> tuple[float, float]:
    """Medians in milliseconds; what takes longer than the program waits counts as that long."""
    times: tuple[list[float], list[float]] = ([], [])
    ends = time.monotonic() + ENOUGH_S
    for number in range(ROUNDS + WARMING):
        if time.monotonic() > ends and len(times[1]) >= FEWEST:
            break
        for desk, into in zip((watched, owner), times, strict=True):
            begun = time.perf_counter()
            with suppress(StoreUnavailable):
                ask(desk)
            if number >= WARMING or time.monotonic() > ends - ENOUGH_S / 2:
                into.append((time.perf_counter() - begun) * 1e3)
    return statistics.median(times[0]), statistics.median(times[1])


def _write_notes(store: Store) -> None:
    """A note on every case, every two-hundredth with the word that is looked for."""
    words = Random(SEED)
    with store.loading("benchmark") as connection:
        ids = list(connection.execute(select(CASE.c.id)).scalars())
        for first in range(0, len(ids), BATCH):
            some = ids[first : first + BATCH]
            copied(connection, NOTE, [_note(one) for one in some])
            copied(connection, SECTION, [_section(one, words) for one in some])


def _note(case: UUID) -> dict[str, Any]:
    blank = ("channel", "ticket_url", "ticket_ref", "spoke_with")
    flags = ("identity_checked", "no_advice", "reviewed_prior")
    return {
        "id": case,
        "case_id": case,
        "template": "none",
        "security": "standard",
        "author_id": staff_id(OFFICER),
        "written_at": AT,
        **dict.fromkeys(blank, ""),
        **dict.fromkeys(flags, False),
    }


def _section(note: UUID, dice: Random) -> dict[str, Any]:
    word = "needle" if dice.random() < 0.005 else "roster"
    body = f"The {word} was changed without notice, and she was told of it the evening before. " * 3
    return {"note_id": note, "position": 0, "title": "Note", "body": body}


def _some_cases(store: Store) -> list[UUID]:
    with store.reading() as connection:
        asked = select(CASE.c.id).where(
            CASE.c.scope == 0, CASE.c.office_id.is_(None), CASE.c.confidential.is_(False), CASE.c.is_open
        )
        free = list(connection.execute(asked.order_by(CASE.c.reference).limit(200)).scalars())
        return [one for one in free if _admits(connection, one)][:10]


def _admits(connection: Any, case: UUID) -> bool:
    return not connection.execute(select(CASE.c.acl).where(CASE.c.id == case)).scalar()
