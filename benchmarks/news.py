"""From a colleague's save to the repainted screen, against a bare LISTEN in Python that reads one row (features B4)."""

import asyncio
import statistics
import tempfile
import time
from pathlib import Path
from uuid import UUID

import psycopg

from benchmarks.measured import Measured
from casetui import company
from data.desk import cases
from data.desk.desk import Desk
from data.desk.opening import open_desk
from data.store.store import open_store
from screens import hearing
from tests import postgres
from tests.builders import Clock, an_office, change_case
from tests.seen.kit import program, running
from tests.seen.union import furnish

ROUNDS = 20
BOUND = 10.0
LOOK_S = 0.0005
PATIENCE_S = 10.0


def measure() -> Measured:
    """A case open in one program, saved at another desk; in turns with one that only listens and reads."""
    server = postgres.start()
    database = server.make()
    try:
        url = server.url(database)
        store = open_store(url)
        store.upgrade()
        with store.loading("benchmark") as connection:
            an_office(connection)
        store.close()
        case = furnish(url)["overdue"]
        rests = company.BEGIN_S, hearing.REST_S
        company.BEGIN_S, hearing.REST_S = 0.01, 0.0
        sam = open_desk(url, "sam.ortiz", clock=Clock())
        try:
            seen = asyncio.run(_painted(url, sam, case))
        finally:
            company.BEGIN_S, hearing.REST_S = rests
        bare = _heard(url, sam, case)
        sam.close()
    finally:
        server.drop(database)
    return Measured(
        "a colleague's save until it is painted",
        statistics.median(seen),
        statistics.median(bare),
        "a bare LISTEN and one read",
        BOUND,
        ROUNDS,
        f"worst {max(seen):.0f} ms; without the rest between two readings",
    )


async def _painted(url: str, sam: Desk, case: UUID) -> list[float]:
    took = []
    with tempfile.TemporaryDirectory() as folder:
        clock = Clock()
        async with running(program(url, Path(folder), clock), clock) as kim:
            await kim.at_work()
            await kim.press("down", "enter")
            await kim.until("Ring HR.")
            await kim.until(lambda: kim.app.company._asked_at > 0)
            await asyncio.sleep(1.0)
            for at in range(ROUNDS):
                title = f"Title of round {at}"
                loop = asyncio.get_running_loop()
                saved = await loop.run_in_executor(None, _save, sam, case, title)
                while title not in kim.seen:
                    if time.perf_counter() - saved > PATIENCE_S:
                        raise TimeoutError(title)
                    await asyncio.sleep(LOOK_S)
                took.append((time.perf_counter() - saved) * 1000)
                await asyncio.sleep(0.6)
    return took


def _save(sam: Desk, case: UUID, title: str) -> float:
    """Save, and when that began."""
    read = cases.read(sam, case)
    begun = time.perf_counter()
    change_case(sam, read, title=title)
    return begun


def _heard(url: str, sam: Desk, case: UUID) -> list[float]:
    from threading import Thread

    took = []
    with psycopg.connect(url, autocommit=True) as bare:
        bare.execute("LISTEN casetui")
        for at in range(ROUNDS):
            begun: list[float] = []
            title = f"Bare round {at}"
            thread = Thread(target=lambda title=title, begun=begun: begun.append(_save(sam, case, title)))
            thread.start()
            next(bare.notifies(timeout=PATIENCE_S, stop_after=1))
            bare.execute("SELECT * FROM case_record WHERE id = %s", (case,)).fetchone()
            heard = time.perf_counter()
            thread.join()
            took.append((heard - begun[0]) * 1000)
    return took
