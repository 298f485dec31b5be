"""The drafts file: opened, moved aside when it is damaged, and written one short transaction at a time."""

import os
import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from threading import RLock
from typing import TypeVar

from data.types.errors import DraftsFull, DraftsUnavailable

FORMAT = 3
"""Version of the file's tables, kept in `PRAGMA user_version`."""

TABLES = """
CREATE TABLE draft (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, officer TEXT NOT NULL, store TEXT NOT NULL, form TEXT NOT NULL,
    state TEXT NOT NULL, started_at TEXT NOT NULL, kept_at TEXT NOT NULL, turn INTEGER NOT NULL DEFAULT 0,
    problem TEXT NOT NULL DEFAULT '', discarded_at TEXT, discarded_by INTEGER
);
CREATE INDEX draft_owner ON draft (officer, store, state);
CREATE TABLE sent (id TEXT PRIMARY KEY, at TEXT NOT NULL);
"""

CALLS = """
CREATE TABLE call (
    id INTEGER PRIMARY KEY AUTOINCREMENT, officer TEXT NOT NULL, store TEXT NOT NULL, number TEXT NOT NULL,
    name TEXT NOT NULL, call_id TEXT NOT NULL, outbound INTEGER NOT NULL, rang_at TEXT NOT NULL,
    known_as TEXT NOT NULL DEFAULT '', member_id TEXT, outcome TEXT NOT NULL DEFAULT ''
);
CREATE INDEX call_owner ON call (officer, store, outcome);
"""
"""The caller log, which files of version 1 lack."""

OWNED = """
ALTER TABLE draft RENAME TO draft_before;
DROP INDEX draft_owner;
CREATE TABLE draft (
    id TEXT NOT NULL, kind TEXT NOT NULL, officer TEXT NOT NULL, store TEXT NOT NULL, form TEXT NOT NULL,
    state TEXT NOT NULL, started_at TEXT NOT NULL, kept_at TEXT NOT NULL, turn INTEGER NOT NULL DEFAULT 0,
    problem TEXT NOT NULL DEFAULT '', discarded_at TEXT, discarded_by INTEGER,
    PRIMARY KEY (id, officer, store)
);
INSERT INTO draft SELECT * FROM draft_before ORDER BY rowid;
DROP TABLE draft_before;
CREATE INDEX draft_owner ON draft (officer, store, state);
"""
"""An id once for each officer: one who takes up what a colleague shared may sit at the same machine.

Until version 2 the second of them was told that there is no such draft.
"""

DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}

Answer = TypeVar("Answer")


class DraftsFile:
    """One connection that several threads use in turn."""

    def __init__(self, path: Path, clock: Callable[[], datetime]) -> None:
        self.path = path
        self.notice = ""
        """What the officer should be told of the file, in words; empty when all is well."""
        self._clock = clock
        self._turn = RLock()
        self._connection = self._opened()

    def run(self, work: Callable[[sqlite3.Connection], Answer]) -> Answer:
        """Do the work in one transaction, all or nothing.

        A file that turns out damaged is moved aside and the work is done in a new one. Raises DraftsFull and
        DraftsUnavailable.
        """
        with self._turn:
            try:
                return self._transaction(work)
            except sqlite3.DatabaseError as error:
                if not _damaged(error):
                    raise _told(error) from None
            self._connection.close()
            self._move_aside()
            self._connection = self._opened()
            return self._transaction(work)

    def scrub(self) -> None:
        """Carry what was written into the file, so that removed text is left in no log beside it.

        What was done stands already, so a failure is only told in the notice.
        """
        with self._turn:
            try:
                self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            except sqlite3.DatabaseError:
                self.notice = (
                    "Removed drafts may stand in the log beside the drafts file until the next start."
                )

    def close(self) -> None:
        """Close the file; the log beside it goes with the last connection."""
        with self._turn:
            self._connection.close()

    def _transaction(self, work: Callable[[sqlite3.Connection], Answer]) -> Answer:
        connection = self._connection
        connection.execute("BEGIN IMMEDIATE")
        try:
            answer = work(connection)
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        return answer

    def _opened(self) -> sqlite3.Connection:
        try:
            try:
                return self._connected()
            except sqlite3.DatabaseError as error:
                if not _damaged(error):
                    raise
            self._move_aside()
            return self._connected()
        except sqlite3.DatabaseError as error:
            raise _told(error) from None
        except OSError as error:
            raise DraftsUnavailable(error.strerror or type(error).__name__) from None

    def _connected(self) -> sqlite3.Connection:
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Made with narrow rights before SQLite opens it; the log files beside it take the same rights.
        os.close(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600))
        self.path.chmod(0o600)
        connection = sqlite3.connect(self.path, timeout=5, isolation_level=None, check_same_thread=False)
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=NORMAL")
            connection.execute("PRAGMA secure_delete=ON")
            if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                raise _corrupt()
            self._prepare(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _prepare(self, connection: sqlite3.Connection) -> None:
        """Make the tables of a new file; of two programs that start at once, one makes them."""
        connection.execute("BEGIN IMMEDIATE")
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version > FORMAT:
            raise DraftsUnavailable(
                "the file was made by a newer casetui", todo="Update casetui on this machine."
            )
        for made_in, tables in ((1, TABLES), (2, CALLS), (3, OWNED)):
            if version < made_in:
                for statement in tables.strip().split(";\n"):
                    connection.execute(statement)
        if version < FORMAT:
            connection.execute(f"PRAGMA user_version={FORMAT}")
        connection.execute("COMMIT")

    def _move_aside(self) -> None:
        """Give the damaged file a dated name; it is kept, since a part of it may still be read."""
        stamp = self._clock().strftime("%Y%m%d-%H%M%S")
        aside = self.path.with_name(f"{self.path.name}.damaged-{stamp}")
        count = 1
        while aside.exists():
            count += 1
            aside = self.path.with_name(f"{self.path.name}.damaged-{stamp}-{count}")
        for tail in ("", "-wal", "-shm"):
            part = self.path.with_name(self.path.name + tail)
            if part.exists():
                part.rename(aside.with_name(aside.name + tail))
        self.notice = f"The drafts file was damaged. It is kept as {aside.name}; a new one was begun."


def _damaged(error: sqlite3.DatabaseError) -> bool:
    # Extended codes carry the primary code in their low byte.
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in DAMAGED


def _corrupt() -> sqlite3.DatabaseError:
    error = sqlite3.DatabaseError("quick_check found damage")
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    return error


def _told(error: sqlite3.DatabaseError) -> DraftsFull | DraftsUnavailable:
    if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_FULL:
        return DraftsFull()
    return DraftsUnavailable(getattr(error, "sqlite_errorname", type(error).__name__))
