"""A whole union at work: two hundred officers with logins of their own, against the same with ten.

`OFFICERS=12 SECONDS=5 THINKING=2 python -m benchmarks load` for others than the usual. What counts first is that
nothing that was answered is missing and no case was claimed twice; then how long opening a case takes the slower ones.
"""

import math
import os
import random
import statistics
import time
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from threading import BrokenBarrierError
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import insert, select

from benchmarks.kept import Kept, kept
from benchmarks.measured import Measured
from benchmarks.officers import Answers, Given, Officer, all_at_work
from benchmarks.people import SEED
from benchmarks.plain_cases import FIRST, plain_cases
from benchmarks.population import copy_rows, fill
from benchmarks.processes import mib_of, server_ms_of
from data.desk.desk import Desk
from data.desk.opening import open_desk
from data.store.store import Store, now_utc, open_store
from data.store.tables import MEMBER, STAFF
from data.types.staff import Access
from tests import postgres
from tests.builders import team_id
from tests.granted import Logins

OFFICERS = int(os.environ.get("OFFICERS", "200"))
SECONDS = float(os.environ.get("SECONDS", "60"))
A_PROGRAM = int(os.environ.get("A_PROGRAM", "5"))
"""Officers a process, in both phases: fifty in one would wait for each other's interpreter, where each of an office has
her own."""
THINKING_S = float(os.environ.get("THINKING", "1"))
"""Between two acts of an officer, on average."""
FEW = 10
MEMBERS = 5_000
SHARED = 400
PATIENCE_S = 300.0
"""How long all of them may take to open their desks."""
BOUND = 2.0
AN_OFFICER = 4
"""Connections the server admits for each; she has one to read, one to write, one that listens."""


class Seat(NamedTuple):
    """Where somebody sits down."""

    url: str
    login: str


class Phase(NamedTuple):
    """So many officers for a while."""

    officers: int
    answers: list[Answers]
    back_ends: int
    back_end_mib: tuple[float, float]
    """What all of them hold: each its own alone, and with shared memory shared out; NaN where it may not be read."""
    desk_mib: float
    """What a desk adds to the program that opens it."""
    busy: float
    """Share of the machine's processors that the officers' own programs took."""
    own_ms: float
    """Milliseconds of processor that all programs took, from the first act on until the last desk was closed."""
    server_ms: float
    """The same of the server, with all that it does beside; NaN where it may not be read."""

    def an_act(self) -> str:
        """What an act cost the programs and the server, with what all the others heard of it."""
        own, server = self.own_ms / max(1, self.acts()), self.server_ms / max(1, self.acts())
        return f"{own:.1f} ms of processor an act in the programs, {server:.1f} in the server"

    def p95(self, act: str) -> float:
        """Milliseconds within which 95 of 100 were answered."""
        took = sorted(one for each in self.answers for one in each.took[act])
        return statistics.quantiles(took, n=20)[-1] if len(took) > 1 else math.nan

    def acts(self) -> int:
        """How many were answered."""
        return sum(len(took) for each in self.answers for took in each.took.values())


_START: Barrier


def _ready(barrier: Barrier) -> None:
    global _START
    _START = barrier


def _program(
    seats: list[Seat], given: Given, seconds: float, seed: int
) -> tuple[list[Answers], float, float]:
    """Open the desks, wait for the other processes, work: what was answered, MiB a desk, seconds of processor."""
    before = mib_of(os.getpid(), "Rss")
    try:
        desks = desks_at(seats)
        officers = [Officer(desk, given, random.Random(seed + at)) for at, desk in enumerate(desks)]
        for one in officers:
            one.begin()
            one.listen()
    except BaseException:
        _START.abort()
        raise
    weight = (mib_of(os.getpid(), "Rss") - before) / max(1, len(desks))
    _START.wait(PATIENCE_S)
    begun = time.process_time()
    until = time.monotonic() + seconds
    answers = all_at_work(officers, lambda _done: time.monotonic() < until, THINKING_S)
    busy = time.process_time() - begun
    for desk in desks:
        desk.close()
    return answers, weight, busy


def seats_for(logins: Logins, store: Store, many: int) -> list[Seat]:
    """So many more officers of one team, each with a login role of her own."""
    names = [f"officer{number:03}" for number in range(many)]
    made = [logins.admit(name, Access.OFFICER) for name in names]
    rows = [
        {
            "id": UUID(int=random.Random(login).getrandbits(128), version=4),
            "login": login,
            "name": name.title(),
            "title": "MSO",
            "access": int(Access.OFFICER),
            "team_id": team_id("MSD"),
            "active": True,
            "available": True,
        }
        for name, login in zip(names, made, strict=True)
    ]
    with store.loading("benchmark") as connection:
        connection.execute(insert(STAFF), rows)
    with logins.owner() as link:
        link.execute(
            "INSERT INTO staff_login (login, made_at, changed_at)"
            " SELECT login, now(), now() FROM staff WHERE login = ANY(%s)",
            (made,),
        )
    return [Seat(logins.url(name), login) for name, login in zip(names, made, strict=True)]


def given_for(store: Store, shared: int, unclaimed: int) -> Given:
    """Cases that all change, and some that nobody has."""
    with store.reading() as connection:
        members = list(connection.execute(select(MEMBER.c.id)).scalars())
    cases = plain_cases(store, shared, members)
    free = plain_cases(store, unclaimed, members, owned=False, first=FIRST + shared)
    store.weigh()
    return Given(members[:500], cases, free)


def desks_at(seats: list[Seat]) -> list[Desk]:
    """The desks of all of them in this process."""
    return [open_desk(seat.url, seat.login, clock=now_utc) for seat in seats]


def phase(logins: Logins, seats: list[Seat], given: Given, seconds: float) -> Phase:
    """All of them at work for so long."""
    programs = math.ceil(len(seats) / A_PROGRAM)
    context = get_context("spawn")
    barrier = context.Barrier(programs + 1)
    with ProcessPoolExecutor(programs, context, _ready, (barrier,)) as pool:
        shares = [seats[at::programs] for at in range(programs)]
        work = [
            pool.submit(_program, share, given, seconds, SEED + 1000 * at) for at, share in enumerate(shares)
        ]
        try:
            barrier.wait(PATIENCE_S)
        except BrokenBarrierError:
            # What kept one of them from opening says more.
            for one in work:
                one.result()
            raise
        before = server_ms_of(logins)
        time.sleep(seconds * 0.7)
        back_ends = _back_ends(logins)
        done = [one.result() for one in work]
        server_ms = server_ms_of(logins) - before
    weights = [weight for _answers, weight, _busy in done]
    return Phase(
        len(seats),
        [one for answers, _weight, _busy in done for one in answers],
        len(back_ends),
        (_all_of(own for own, _both in back_ends), _all_of(both for _own, both in back_ends)),
        statistics.mean(weights),
        sum(busy for _answers, _weight, busy in done) / seconds / (os.cpu_count() or 1),
        sum(busy for _answers, _weight, busy in done) * 1e3,
        server_ms,
    )


def _back_ends(logins: Logins) -> list[tuple[float, float]]:
    with logins.owner() as link:
        found = link.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'casetui'"
        ).fetchall()
    pids = [int(str(pid)) for (pid,) in found]
    return [(mib_of(pid, "Private_Dirty"), mib_of(pid, "Pss")) for pid in pids]


def _all_of(sizes: Iterable[float]) -> float:
    """Of all, where one that ended meanwhile is as large as the others; NaN where none could be read."""
    found = list(sizes)
    read = [one for one in found if not math.isnan(one)]
    return statistics.mean(read) * len(found) if read else math.nan


def measure() -> Measured:
    """The few first, then all; both phases count for what was lost."""
    server = postgres.start({"max_connections": str(OFFICERS * AN_OFFICER + 20)})
    name = server.make()
    fill(server.url(name), MEMBERS, copy_rows)
    logins = Logins(server, name)
    try:
        store = open_store(server.url(name))
        seats = seats_for(logins, store, OFFICERS)
        unclaimed = int(SECONDS * 4) + 2
        given = given_for(store, SHARED, 2 * unclaimed)
        store.close()
        halves = (given.unclaimed[:unclaimed], given.unclaimed[unclaimed:])
        few = phase(logins, seats[:FEW], given._replace(unclaimed=halves[0]), SECONDS)
        all_of_them = phase(logins, seats, given._replace(unclaimed=halves[1]), SECONDS)
        with logins.owner() as link:
            found = kept(link, [*few.answers, *all_of_them.answers])
    finally:
        logins.close()
    _print(few, all_of_them, found)
    whole = found.lost + found.doubled + found.claimed_twice == 0
    return Measured(
        f"opening a case, 95 of 100 within, {OFFICERS} officers at work",
        all_of_them.p95("open") if whole else math.inf,
        few.p95("open"),
        f"the same with {few.officers}",
        BOUND,
        sum(len(each.took["open"]) for each in all_of_them.answers),
        _detail(all_of_them, found),
    )


def _detail(at_work: Phase, found: Kept) -> str:
    each, (own, both) = at_work.officers, at_work.back_end_mib
    return (
        f"{found.changes:,} changes acknowledged, {found.lost} lost, {found.doubled} doubled; {found.claims} claims,"
        f" {found.claimed_twice} double; {at_work.back_ends / each:.1f} connections and"
        f" {own / each:.1f} MiB of the server an officer, {both / each:.1f} with its shared memory shared out;"
        f" {at_work.desk_mib:.1f} MiB a desk; {at_work.an_act()};"
        f" {at_work.busy:.0%} of the processors in the officers' own programs"
    )


def _print(few: Phase, many: Phase, found: Kept) -> None:
    for at_work in (few, many):
        acts = ", ".join(f"{act} {at_work.p95(act):.0f}" for act in at_work.answers[0].took)
        refused = sum((each.refused for each in at_work.answers), Counter[str]())
        heard = sum(each.heard for each in at_work.answers) / at_work.officers
        print(f"  {at_work.officers} officers, {at_work.acts():,} acts, p95 in ms: {acts}")
        told = ", ".join(f"{kind} {count}" for kind, count in refused.items()) or "nothing"
        print(f"    refused: {told}; told of others' work {heard:.0f} times each; {_detail(at_work, found)}")
