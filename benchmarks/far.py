"""A key in the find line of a database that is 25 ms away, against one bare statement there."""

import asyncio
import multiprocessing
import statistics
import time
from multiprocessing.connection import Connection
from pathlib import Path

import psycopg

from benchmarks.measured import Measured
from benchmarks.population import OFFICER, filled_postgres
from benchmarks.prepared import many
from benchmarks.search import ROWS, keys, share
from data.desk import find
from data.desk.opening import open_desk
from tests import postgres

MANY = many(10_000)
AWAY_S = 0.025
"""What the way there and back takes."""
KEYS = 200
BOUND = 60 / 25
"""In ways there and back: a key is two statements at most, and the reckoning between them."""


def _proxy(folder: str, port: int, tell: Connection) -> None:
    """Serve until the process ends: each chunk arrives half the way's time later, in order."""

    async def pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        loop = asyncio.get_running_loop()
        while chunk := await reader.read(65_536):
            loop.call_later(AWAY_S / 2, writer.write, chunk)
        loop.call_later(AWAY_S, writer.close)

    async def taken(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_unix_connection(Path(folder) / f".s.PGSQL.{port}")
        await asyncio.gather(pump(reader, back), pump(there, writer))

    async def serve() -> None:
        server = await asyncio.start_server(taken, "127.0.0.1", 0)
        tell.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(serve())


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
    texts = keys()[:KEYS]
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
