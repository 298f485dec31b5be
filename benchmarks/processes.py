"""What the system says of the processes of a program and of its server."""

import math
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg

from tests.granted import Logins


def mib_of(pid: int, what: str) -> float:
    """`Rss`, `Pss` or `Private_Dirty` of a process in MiB; NaN where it may not be read."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines():
            if line.startswith(f"{what}:"):
                return int(line.split()[1]) / 1024
    return math.nan


def server_ms_of(logins: Logins) -> float:
    """Milliseconds of processor that the server has taken, those of its processes that ended included."""
    with logins.owner() as link, suppress(OSError):
        server = server_of(link)
        all_of_it = sum(float(ticks) for ticks in stat_of(server)[11:15])
        for child in Path(f"/proc/{server}/task/{server}/children").read_text(encoding="ascii").split():
            with suppress(OSError):
                all_of_it += sum(float(ticks) for ticks in stat_of(int(child))[11:13])
        return all_of_it / os.sysconf("SC_CLK_TCK") * 1e3
    return math.nan


def stat_of(pid: int) -> list[str]:
    """What the system says of a process, from its state on: its parent, and at 11 to 14 what it took, itself and those
    of its children that ended."""
    return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(") ")[2].split()


def server_of(link: psycopg.Connection[Any]) -> int:
    """The process that all of a server's others come from."""
    return int(stat_of(link.info.backend_pid)[1])


def on_one_processor(logins: Logins) -> None:
    """Have this program and all connections that are made from now on take turns on one.

    Whether another has to be woken for a statement, and for whose, is chance, and takes longer than the statement.
    """
    with logins.owner() as link:
        server = server_of(link)
    one = {max(os.sched_getaffinity(0))}
    for process in (0, server):
        os.sched_setaffinity(process, one)
