"""One engine to read and one to write, for `sqlite:///PATH` and for every URL that libpq understands."""

import math
import os
import random
import select
import sqlite3
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import Connection, ExceptionContext
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry

from data.rules.retrying import BUSY, pause
from data.store.drives import network_drive
from data.store.hosts import places
from data.store.kept_ready import keep_ready
from data.store.pool import Pool
from data.types.errors import BadInput, NetworkDrive, NotSetUp

BUSY_MS = 10_000
READ_TIMEOUT_MS = 10_000
WRITE_TIMEOUT_MS = 30_000
IDLE_TIMEOUT_MS = 60_000
"""After so long without a statement the server ends a transaction whose program was cut off, and lets its locks go."""
IN_MEMORY = "-c seq_page_cost=0.25 -c random_page_cost=1"
"""What a desk asks for stands in memory: a page costs the server, beside the looking at its rows, a quarter of one that
comes from a disk. Planned for a disk, the name of one officer was found by reading all of the staff. The options of a
URL come after it."""
READ_ONLY = "25006"
ALLOWED_ON_A_NETWORK = "CASETUI_NETWORK_DRIVE"
"""Variable that allows a file on a network drive when it is 1; for one program on one machine at a time."""
REST_S = 2.0
"""After so long a connection is asked whether it still lives: a way there and back, too much for every key."""


@dataclass(frozen=True, slots=True)
class Engines:
    """The pools of one store: of Postgres two connections that read, one that writes, one that listens."""

    kind: str
    """`sqlite` or `postgres`."""
    reads: Engine
    writes: Engine
    listens: Engine
    """One connection that hears what others change; opened only by a program that stays."""
    standby: Engine | None = None
    """Where what may lag is read, if the URL names one."""
    exception: str = ""
    """What the URL makes an exception of, in words that are shown."""
    renew_password: Callable[[str], None] = lambda password: None
    """Connections that are made from now on use this one."""


def sqlite_path(url: str) -> Path:
    """The file of a `sqlite:///PATH` URL."""
    return Path(url.removeprefix("sqlite:///"))


def engines(url: str, password: str | None, *, create: bool) -> Engines:
    """The engines for a URL.

    Raises BadInput for another kind of URL, NotSetUp for a file that does not exist unless `create`.
    """
    if url.startswith("sqlite:///"):
        return _sqlite(sqlite_path(url), create=create)
    if url.startswith(("postgresql://", "postgres://")):
        return _postgres(url, password)
    raise BadInput("a database is sqlite:///PATH or postgresql://USER@HOST/NAME")


def _refuse_a_network(path: Path) -> None:
    """Raises NetworkDrive unless that was allowed: two machines that write to one file there damage it."""
    if os.environ.get(ALLOWED_ON_A_NETWORK) == "1":
        return
    if kind := network_drive(path):
        raise NetworkDrive(f"{path} is on {kind}")


def _sqlite(path: Path, *, create: bool) -> Engines:
    _refuse_a_network(path)
    if not path.exists():
        if not create:
            raise NotSetUp("the database file does not exist")
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Made by us first, so that neither it nor the files SQLite puts beside it are ever open to others.
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    shared: dict[str, Any] = {
        "poolclass": Pool,
        "hide_parameters": True,
        "max_overflow": 0,
        "pool_timeout": 15,
    }
    reads = create_engine(f"sqlite:///{path}", pool_size=2, **shared)
    # One writer in the process: threads queue here instead of in SQLite's busy loop.
    writes = create_engine(f"sqlite:///{path}", pool_size=1, **shared)

    def prepare(connection: sqlite3.Connection, *settings: str) -> None:
        # The driver must not begin or end transactions by itself; `begin` below does.
        connection.isolation_level = None
        for pragma in (
            f"busy_timeout = {BUSY_MS}",
            "foreign_keys = ON",
            "cache_size = -65536",
            "mmap_size = 2147418112",
            "temp_store = MEMORY",
            *settings,
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(reads, "connect")
    def _reader(connection: sqlite3.Connection, _record: object) -> None:
        prepare(connection, "query_only = ON")

    @event.listens_for(writes, "connect")
    def _writer(connection: sqlite3.Connection, _record: object) -> None:
        prepare(connection, "journal_mode = WAL", "synchronous = FULL")

    @event.listens_for(writes, "handle_error")
    def _open_anew(context: ExceptionContext) -> None:
        # A file opened while it could not be written stays so for that connection, whatever its mode becomes.
        code = getattr(context.original_exception, "sqlite_errorcode", 0) & 0xFF
        if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR):
            context.is_disconnect = True

    @event.listens_for(reads, "begin")
    def _begin_read(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN")

    @event.listens_for(writes, "begin")
    def _begin_write(connection: Connection) -> None:
        # A read that turns into a write later cannot wait for its turn; so every writer waits at the start.
        _wait_to_write(connection)

    def watcher() -> sqlite3.Connection:
        # Never makes a file where somebody took it away.
        known = f"{path.absolute().as_uri()}?mode=ro"
        return sqlite3.connect(known, uri=True, isolation_level=None, check_same_thread=False)

    listens = create_engine("sqlite://", creator=watcher, pool_size=1, **shared)
    return Engines("sqlite", reads, writes, listens)


def _wait_to_write(connection: Connection) -> None:
    """Begin to write as soon as no other program does; SQLite's own waiting always sleeps equally long."""
    driver: Any = connection.connection.driver_connection
    until = time.monotonic() + BUSY_MS / 1000
    driver.execute("PRAGMA busy_timeout = 0")
    try:
        for tries in count():
            try:
                driver.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() >= until:
                    break
                time.sleep(pause(BUSY, tries, random.random()))
            else:
                return
        # Once more by the library, which makes the driver's error one of its own.
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    finally:
        with suppress(sqlite3.ProgrammingError):  # given up over an error of the disk
            driver.execute(f"PRAGMA busy_timeout = {BUSY_MS}")


def _ask_after_a_rest(pool: Engine) -> None:
    """Have a connection that rested answer before it is used, and one the server said anything on meanwhile.

    A server that ends says so: then there is something to read, which is seen without asking.
    """

    @event.listens_for(pool, "checkin")
    def _rests(_connection: object, record: ConnectionPoolEntry) -> None:
        record.info["rests_since"] = time.monotonic()

    @event.listens_for(pool, "checkout")
    def _asked(connection: Any, record: ConnectionPoolEntry, _borrowed: object) -> None:
        rested = time.monotonic() - record.info.get("rests_since", math.inf)
        try:
            if rested >= REST_S or select.select([connection.fileno()], [], [], 0)[0]:
                with connection.hurried():
                    pool.dialect.do_ping(connection)
        except pool.dialect.loaded_dbapi.Error:
            raise DisconnectionError from None


def _postgres(url: str, password: str | None) -> Engines:
    from psycopg import Error

    from data.store.guard import Described, guarded

    at = places(url, password)

    def engine(pool_size: int, given: dict[str, Any], options: str, **further: Any) -> Engine:
        own_options = given.get("options", "")
        made = create_engine(
            "postgresql+psycopg://",
            paramstyle="numeric_dollar",
            poolclass=Pool,
            pool_size=pool_size,
            max_overflow=0,
            pool_timeout=15,
            hide_parameters=True,
            **further,
        )
        _ask_after_a_rest(made)

        @event.listens_for(made, "do_connect")
        def _connect(_dialect: object, _record: object, _args: object, parameters: dict[str, Any]) -> object:
            # A statement is over before the server has compiled it, with the policies of its tables the more so.
            parameters.update(given, options=f"{IN_MEMORY} {own_options} -c jit=off {options}".strip())
            # The statements of finding are long, and psycopg's own way looks through them for marks every time.
            return guarded({**parameters, "cursor_factory": Described})

        return made

    def reader(given: dict[str, Any]) -> Engine:
        made = engine(
            2,
            given,
            f"-c statement_timeout={READ_TIMEOUT_MS} -c plan_cache_mode=force_generic_plan"
            " -c default_transaction_read_only=on",
            # Outside a transaction psycopg keeps its prepared statements, and a search takes a third of the time.
            isolation_level="AUTOCOMMIT",
            skip_autocommit_rollback=True,
            # The one that answered last answers soonest: its server knows the tables, and it has not rested.
            pool_use_lifo=True,
        )
        keep_ready(made)
        return made

    writes = engine(
        1,
        at.writes,
        f"-c statement_timeout={WRITE_TIMEOUT_MS} -c lock_timeout={BUSY_MS}"
        f" -c idle_in_transaction_session_timeout={IDLE_TIMEOUT_MS}",
    )
    keep_ready(writes)
    # The sections of a note come as one statement: history is told by statement, which costs more than a row does.
    writes.dialect.use_insertmanyvalues_wo_returning = True
    if at.several:

        @event.listens_for(writes, "handle_error")
        def _look_for_the_primary(context: ExceptionContext) -> None:
            # What was the primary may have become a standby under a connection that lives on.
            origin = context.original_exception
            if isinstance(origin, Error) and origin.sqlstate == READ_ONLY:
                context.is_disconnect = True

    listens = engine(1, at.reads, "").execution_options(isolation_level="AUTOCOMMIT")
    standby = reader(at.standby) if at.standby else None
    return Engines("postgres", reader(at.reads), writes, listens, standby, at.exception, at.renew_password)
