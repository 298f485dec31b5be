"""A copy of a store in one file, made while it is used, and the way back."""

import os
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from shutil import which
from urllib.parse import quote

from data.store.hosts import places
from data.types.errors import BackupFailed, NotADatabase

Told = Callable[[int, int], None]
PAGES = 2_000
"""How many pages of a file are copied at once; others write in between."""
DUMPED = b"PGDMP"
"""How a dump of Postgres begins."""
FOLDERS = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql@*/bin")
INSTALL = "Install PostgreSQL's client programs (Debian: apt-get install postgresql-client) and run it again."
TOO_OLD = ("server version mismatch", "unsupported version")
TIMEOUT_S = 6 * 3600


def is_dump(file: Path) -> bool:
    """Whether a file is a dump of Postgres; raises BackupFailed when it cannot be read."""
    try:
        with file.open("rb") as opened:
            return opened.read(len(DUMPED)) == DUMPED
    except OSError as error:
        raise BackupFailed(f"{file}: {error.strerror or 'it cannot be read'}") from None


# SQLite


def copy_file(source: Path, target: Path, told: Told | None = None) -> None:
    """Copy a store in a file, whatever is written meanwhile, and check the copy.

    Raises NotADatabase for a source or copy that is damaged, BackupFailed where the disk refuses.
    """
    with refused(source), closing(sqlite3.connect(f"file:{quote(str(source))}?mode=ro", uri=True)) as whole:

        def progress(_status: int, remaining: int, total: int) -> None:
            if told is not None:
                told(total - remaining, total)

        with closing(sqlite3.connect(target)) as copy:
            whole.backup(copy, pages=PAGES, progress=progress, sleep=0.005)
            _sound(copy)


def revision_of(file: Path) -> str | None:
    """The schema of a store in a file, which is looked through whole; None for another program's, or none."""
    with refused(file), closing(sqlite3.connect(f"file:{quote(str(file))}?mode=ro", uri=True)) as opened:
        _sound(opened)
        known = "SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'"
        if not opened.execute(known).fetchone()[0]:
            return None
        found = opened.execute("SELECT version_num FROM alembic_version").fetchone()
        return str(found[0]) if found else None


def _sound(opened: sqlite3.Connection) -> None:
    (said,) = opened.execute("PRAGMA integrity_check(1)").fetchone()
    if said != "ok":
        raise NotADatabase("its own check found a fault")


@contextmanager
def refused(file: Path) -> Iterator[None]:
    """Tell what SQLite or the disk refuses, without a word of what is in the file."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
            raise NotADatabase(str(file)) from None
        why = {sqlite3.SQLITE_FULL: "the disk is full", sqlite3.SQLITE_BUSY: "another program writes to it"}
        raise BackupFailed(f"{file}: {why.get(code, 'it cannot be read or written')}") from None


# Postgres


def dump(url: str, password: str | None, target: Path) -> None:
    """Dump a store on a server, as of one moment; raises BackupFailed saying what to do."""
    _run("pg_dump", url, password, "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")


def look_through(file: Path) -> int:
    """Read a dump to its end; answers how many tables it holds rows of. Raises BackupFailed."""
    _ended("pg_restore", [f"--file={os.devnull}", str(file)], {})
    listed = _ended("pg_restore", ["--list", str(file)], {})
    return sum(" TABLE DATA " in line for line in listed.splitlines())


def put_back(url: str, password: str | None, file: Path) -> None:
    """Put a dump in the place of what the database holds: whole, or nothing is changed. Raises BackupFailed."""
    how = ("--clean", "--if-exists", "--single-transaction", "--exit-on-error")
    _run("pg_restore", url, password, *how, "--no-owner", "--no-privileges", "--no-comments", str(file))


def _run(program: str, url: str, password: str | None, *words: str) -> None:
    from psycopg.conninfo import make_conninfo

    given = {
        name: value for name, value in places(url, password).writes.items() if name != "application_name"
    }
    # On the command line every process of the machine could read it.
    secret = given.pop("password", None)
    environment = {"PGPASSWORD": str(secret)} if secret else {}
    _ended(program, [f"--dbname={make_conninfo('', **given)}", "--no-password", *words], environment)


def _ended(program: str, words: list[str], environment: dict[str, str]) -> str:
    """What the first such program says that knows the server's version; complaints may quote rows and are not told."""
    found = list(programs(program))
    if not found:
        raise BackupFailed(f"there is no {program} on this machine", todo=INSTALL)
    for path in found:
        done = subprocess.run(
            [path, *words],
            env={**os.environ, **environment, "LC_ALL": "C"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=TIMEOUT_S,
        )
        if done.returncode == 0:
            return done.stdout.decode(errors="replace")
        said = done.stderr.decode(errors="replace")
        if not any(old in said for old in TOO_OLD):
            raise BackupFailed(_why(said, program, done.returncode))
    raise BackupFailed(f"{program} here is older than the server or the file", todo=INSTALL)


def _why(said: str, program: str, code: int) -> str:
    for words, why in (
        ("password", "the server refused the login"),
        ("permission denied", "this login may not read or write everything; use the owner's"),
        ("No space left", "the disk is full"),
        ("could not connect", "the database does not answer"),
        ("connection to server", "the database does not answer"),
        ("end of file", "the file is cut short"),
        ("valid archive", "the file is no backup"),
    ):
        if words in said:
            return why
    return f"{program} ended with {code}"


def programs(name: str) -> Iterator[str]:
    """Where a program of PostgreSQL stands: the one on the path first, then newer before older."""
    first = which(name)
    if first is not None:
        yield first
    for pattern in FOLDERS:
        for folder in sorted(Path("/").glob(pattern[1:]), key=_version, reverse=True):
            if (folder / name).is_file():
                yield str(folder / name)


def _version(folder: Path) -> int:
    digits = "".join(sign for sign in folder.parent.name if sign.isdigit())
    return int(digits or 0)
