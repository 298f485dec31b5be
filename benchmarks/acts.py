"""What each act of an officer's day costs: statements, and the processor's time in the program and at the server.

One officer by herself, over a login of her own. `TIMES=400 python -m benchmarks acts` for others than the usual.
"""

import os
import random
import time
from collections.abc import Callable, Iterator
from itertools import cycle
from typing import NamedTuple

from sqlalchemy import event

from benchmarks.load import MEMBERS, SHARED, desks_at, given_for, seats_for
from benchmarks.measured import Measured
from benchmarks.officers import SHARES, Given, Officer
from benchmarks.people import SEED
from benchmarks.population import copy_rows, fill
from benchmarks.processes import server_ms_of
from data.desk import holding
from data.desk.desk import Desk
from data.store.store import open_store
from tests import postgres
from tests.granted import Logins

TIMES = int(os.environ.get("TIMES", "200"))
"""How often each: the system counts what a process takes in hundredths of a second."""
WARM = 20
BOUND = 24.0
_BARE = "UPDATE case_record SET next_steps = 'Ring her, ' || clock_timestamp() WHERE id = %s"
"""One statement in a transaction of its own; the server tells its history, as of all."""


class Cost(NamedTuple):
    """Of one act, on average."""

    own_ms: float
    server_ms: float
    statements: float


def measure() -> Measured:
    """Each kind of act for itself, and the mix of them against a bare update."""
    server = postgres.start()
    name = server.make()
    fill(server.url(name), MEMBERS, copy_rows)
    logins = Logins(server, name)
    try:
        store = open_store(server.url(name))
        seats = seats_for(logins, store, 1)
        given = given_for(store, SHARED, TIMES + WARM)
        store.close()
        (desk,) = desks_at(seats)
        floor = _bare(logins, given)
        costs = dict(_costs(logins, desk, given))
        desk.close()
    finally:
        logins.close()
    for act, cost in costs.items():
        print(
            f"  {act}: {cost.own_ms:.2f} ms in the program, {cost.server_ms:.2f} at the server,"
            f" {cost.statements:.1f} statements"
        )
    mixed = Cost(*(_mixed([cost[place] for cost in costs.values()]) for place in range(3)))
    return Measured(
        "an act of an officer's day, time of the processor in the program and at the server",
        mixed.own_ms + mixed.server_ms,
        floor.own_ms + floor.server_ms,
        "one bare update of a case in a transaction of its own",
        BOUND,
        TIMES * len(costs),
        f"{mixed.own_ms:.2f} ms in the program, {mixed.server_ms:.2f} at the server, {mixed.statements:.1f} statements",
    )


def _mixed(each: list[float]) -> float:
    shares = SHARES.values()
    return sum(share * one for share, one in zip(shares, each, strict=True)) / sum(shares)


def _costs(logins: Logins, desk: Desk, given: Given) -> Iterator[tuple[str, Cost]]:
    officer = Officer(desk, given, random.Random(SEED))
    officer.begin()
    free = iter(given.unclaimed)
    # Of those who claim the same case one has it; what it costs her is what is measured.
    acts = {**officer.acts, "claim": lambda: holding.claim(desk, next(free))}
    heard = _Heard(desk)
    for act, done in acts.items():
        yield act, _cost(logins, done, lambda: heard.statements)


def _bare(logins: Logins, given: Given) -> Cost:
    with logins.owner() as link:
        cases = cycle(given.shared)
        return _cost(logins, lambda: link.execute(_BARE, (next(cases),)), lambda: 0)


def _cost(logins: Logins, act: Callable[[], object], asked: Callable[[], int]) -> Cost:
    for _ in range(WARM):
        act()
    before, server, own = asked(), server_ms_of(logins), time.process_time()
    for _ in range(TIMES):
        act()
    own = time.process_time() - own
    return Cost(own * 1e3 / TIMES, (server_ms_of(logins) - server) / TIMES, (asked() - before) / TIMES)


class _Heard:
    """Counts what a desk asks the store."""

    def __init__(self, desk: Desk) -> None:
        self.statements = 0
        for pool in (desk.store._pools.reads, desk.store._pools.writes):
            event.listen(pool, "before_cursor_execute", self._one)

    def _one(self, *_of: object) -> None:
        self.statements += 1
