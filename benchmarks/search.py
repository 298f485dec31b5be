"""A key in the find line, from its text to the rows: 600 beginnings of all that an officer types, on both stores."""

import statistics
import time
from collections.abc import Iterator
from contextlib import closing
from random import Random
from typing import Any

from benchmarks.find_quality import misspelt
from benchmarks.measured import Measured
from benchmarks.people import Person, people
from benchmarks.population import postgres_desk, sqlite_desk
from benchmarks.prepared import many
from data.desk import find
from data.desk.desk import Desk
from data.rules.folding import fold, prefix_end
from tests import postgres

MANY = many(100_000)
KEYS = 600
ROWS = 50
SEED = 11
TYPED_FROM = 5_000
"""Members of whom the texts are made: the first of any number are the same."""
FEW = 10_000
GROWTH = 5.0
"""How much longer the slowest keys but five in a hundred may take with many members than with few."""
BOUNDS = {"sqlite": 60.0, "postgres": 60.0}
"""Of the slowest keys but five in a hundred, in bare lookups: 5 and 8 ms at a million members, idle."""
BARE = {
    "sqlite": "SELECT * FROM member WHERE family_folded >= ? AND family_folded < ? LIMIT 50",
    "postgres": "SELECT * FROM member WHERE family_folded >= $1 AND family_folded < $2 LIMIT 50",
}


def texts(person: Person, dice: Random) -> Iterator[str]:
    """What is typed of a member, in every way."""
    given, family = fold(person.given), fold(person.family)
    yield from (family, given, f"{given} {family}", f"{family} {given}")
    yield person.number
    if person.mobile:
        yield from (person.mobile, f"{family} {person.mobile[-4:]}", person.mobile[-6:])
    if person.email:
        yield person.email
    yield person.employer
    yield f"{family} {person.employer.split()[0]}"
    yield f"{given} {family} {person.born_on.day}/{person.born_on.month}/{person.born_on.year}"
    if len(family) > 4:
        yield from (misspelt(dice, family), f"{given} {misspelt(dice, family)}")


def keys() -> list[str]:
    """So many texts as they stand in the find line after a key."""
    dice = Random(SEED)
    some = list(people(TYPED_FROM))
    found: list[str] = []
    while len(found) < KEYS:
        text = dice.choice(list(texts(dice.choice(some), dice)))
        found.append(text[: dice.randint(1, len(text))])
    return found


def timed(desk: Desk, all_keys: list[str]) -> tuple[list[float], list[float], str]:
    """Milliseconds of each key and of a bare lookup after it; and the slowest key."""
    for text in all_keys:
        find.members(desk, text, ROWS)  # the caches of a morning's work
    took: list[float] = []
    bare: list[float] = []
    with desk.store.reading() as connection:
        driver: Any = connection.connection.driver_connection
        for text in all_keys:
            began = time.perf_counter()
            find.members(desk, text, ROWS)
            took.append((time.perf_counter() - began) * 1e3)
            word = fold(text)[:3] or "a"
            began = time.perf_counter()
            driver.execute(BARE[desk.store.kind], (word, prefix_end(word))).fetchall()
            bare.append((time.perf_counter() - began) * 1e3)
    return took, bare, all_keys[took.index(max(took))]


def share(values: list[float], percent: int) -> float:
    """The value that so many in a hundred do not pass."""
    return sorted(values)[len(values) * percent // 100]


def of(desk: Desk) -> Measured:
    """One store."""
    took, bare, slowest = timed(desk, keys())
    kind = desk.store.kind
    return Measured(
        f"a key in the find line, {MANY:,} members, {kind}: 95 of 100 within",
        share(took, 95),
        statistics.median(bare),
        f"a bare lookup of {ROWS} rows",
        BOUNDS[kind],
        KEYS,
        f"median {statistics.median(took):.2f} ms, 99 of 100 {share(took, 99):.1f} ms, slowest {slowest!r}",
    )


def measure_sqlite() -> Measured:
    """On a file."""
    desk = sqlite_desk(MANY)
    try:
        return of(desk)
    finally:
        desk.close()


def measure_postgres() -> Measured:
    """On a server of this run's own, by a local socket."""
    server = postgres.start()
    desk = postgres_desk(server, MANY)
    try:
        return of(desk)
    finally:
        desk.close()


def grown(many_desk: Desk, few_desk: Desk) -> Measured:
    """The same keys at two stores of one kind, in turns."""
    all_keys = keys()
    took: dict[int, list[float]] = {MANY: [], FEW: []}
    desks = {MANY: many_desk, FEW: few_desk}
    for desk in desks.values():
        for text in all_keys:
            find.members(desk, text, ROWS)
    for text in all_keys:
        for number, desk in desks.items():
            began = time.perf_counter()
            find.members(desk, text, ROWS)
            took[number].append((time.perf_counter() - began) * 1e3)
    return Measured(
        f"a key in the find line as members grow to {MANY:,}, {many_desk.store.kind}: 95 of 100 within",
        share(took[MANY], 95),
        share(took[FEW], 95),
        f"the same with {FEW:,}",
        GROWTH,
        KEYS,
        f"median {statistics.median(took[MANY]):.2f} and {statistics.median(took[FEW]):.2f} ms",
    )


def measure_growth_sqlite() -> Measured:
    """On two files."""
    with closing(sqlite_desk(MANY)) as many_desk, closing(sqlite_desk(FEW)) as few_desk:
        return grown(many_desk, few_desk)


def measure_growth_postgres() -> Measured:
    """On two databases of a server of this run's own, or of one that keeps them."""
    server = postgres.start()
    with closing(postgres_desk(server, MANY)) as many_desk, closing(postgres_desk(server, FEW)) as few_desk:
        return grown(many_desk, few_desk)
