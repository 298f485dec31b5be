"""A key in the find line of a database that is 25 ms away, against one bare statement there."""

import multiprocessing
import socket
import statistics
import time
from multiprocessing.connection import Connection
from pathlib import Path
from queue import SimpleQueue
from threading import Thread

import psycopg

from benchmarks.measured import Measured
from benchmarks.population import OFFICER, filled_postgres
from benchmarks.prepared import many
from benchmarks.search import KEYS, ROWS, keys, share
from data.desk import find
from data.desk.opening import open_desk
from tests import postgres

MANY = many(10_000)
AWAY_S = 0.025
"""What the way there and back takes."""
BOUND = 60 / 25
"""In ways there and back: a key is two statements at most, and the reckoning between them."""


Late = SimpleQueue[tuple[float, bytes]]
"""What has come, and when it is to arrive; nothing more is the end."""


def _proxy(folder: str, port: int, tell: Connection) -> None:
    """Serve until the process ends: each chunk arrives half the way's time later, in order.

    Threads wait for the very moment; an event loop rounds its timers up to a millisecond each.
    """
    with socket.create_server(("127.0.0.1", 0)) as server:
        tell.send(server.getsockname()[1])
        while True:
            here = server.accept()[0]
            here.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            there = socket.socket(socket.AF_UNIX)
            there.connect(str(Path(folder) / f".s.PGSQL.{port}"))
            for source, drain in ((here, there), (there, here)):
                late: Late = SimpleQueue()
                Thread(target=_take, args=(source, late), daemon=True).start()
                Thread(target=_give, args=(late, drain), daemon=True).start()


def _take(source: socket.socket, late: Late) -> None:
    chunk = b"."
    while chunk:
        chunk = source.recv(65_536)
        late.put((time.perf_counter() + AWAY_S / 2, chunk))


def _give(late: Late, drain: socket.socket) -> None:
    while True:
        due, chunk = late.get()
        time.sleep(max(0.0, due - time.perf_counter()))
        if not chunk:
            drain.shutdown(socket.SHUT_WR)
            return
        drain.sendall(chunk)


def measure() -> Measured:
    """Keys through the proxy, each followed by a bare statement on a connection of its own."""
    server = postgres.start()
    database = filled_postgres(server, MANY)
    here, there = multiprocessing.Pipe()
    context = multiprocessing.get_context("spawn")
    address = (str(server.address["host"]), int(server.address.get("port", 5432)))
    proxy = context.Process(target=_proxy, args=(*address, there), daemon=True)
    proxy.start()
    try:
        url = f"postgresql://postgres@127.0.0.1:{here.recv()}/{database}"
        return _measured(url)
    finally:
        proxy.terminate()
        proxy.join()


def _measured(url: str) -> Measured:
    texts = keys()
    desk = open_desk(url, OFFICER)
    took: list[float] = []
    bare: list[float] = []
    try:
        with psycopg.connect(url, autocommit=True) as link:
            for text in texts:
                find.members(desk, text, ROWS)
            for text in texts:
                began = time.perf_counter()
                find.members(desk, text, ROWS)
                took.append((time.perf_counter() - began) * 1e3)
                began = time.perf_counter()
                link.execute("SELECT 1").fetchall()
                bare.append((time.perf_counter() - began) * 1e3)
    finally:
        desk.close()
    return Measured(
        f"a key in the find line, {MANY:,} members, a database {AWAY_S * 1e3:.0f} ms away: 95 of 100 within",
        share(took, 95),
        statistics.median(bare),
        "one bare statement there",
        BOUND,
        KEYS,
        f"median {statistics.median(took):.0f} ms",
    )
