"""The private memory of an import, with many members against few: pages of files are the system's, not ours."""

import multiprocessing
import re
import tempfile
from multiprocessing.connection import Connection
from pathlib import Path

from benchmarks.measured import Measured
from benchmarks.members_import import furnished
from benchmarks.people import write_csv
from benchmarks.prepared import many
from data.desk.opening import open_desk
from data.steward.members_in import Given, import_members

MANY = many(100_000)
FEW = 50_000
"""Enough to fill the 64 MiB that SQLite may keep of its file, and the days: up to there more rows hold more."""
BOUND = 1.2
STATUS = Path("/proc/self/status")


def private_mib() -> float:
    """What this process alone holds now, in MiB, without pages of files."""
    found = re.search(r"^RssAnon:\s+(\d+) kB", STATUS.read_text(encoding="ascii"), re.MULTILINE)
    assert found is not None
    return int(found[1]) / 1024


def _import(url: str, file: Path, tell: Connection) -> None:
    most = 0.0

    def seen(_done: int, _total: int) -> None:
        nonlocal most
        most = max(most, private_mib())

    desk = open_desk(url, "ann")
    try:
        import_members(desk, Given(file), seen)
    finally:
        desk.close()
    tell.send(max(most, private_mib()))


def most_mib(number: int) -> float:
    """The most that a process held while it took so many in, looked at after each batch."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "members.csv"
        write_csv(file, number)
        url = furnished(f"sqlite:///{folder}/members.db")
        here, there = multiprocessing.Pipe()
        context = multiprocessing.get_context("spawn")
        taking = context.Process(target=_import, args=(url, file, there))
        taking.start()
        try:
            return float(here.recv())
        finally:
            taking.join()


def measure() -> Measured:
    """Once each: what is held hardly differs from run to run."""
    few, most = most_mib(FEW), most_mib(MANY)
    return Measured(
        f"private memory of an import, {MANY:,} members, SQLite",
        most,
        few,
        f"the same with {FEW:,}",
        BOUND,
        1,
        "the most after any batch",
        "MiB",
    )
