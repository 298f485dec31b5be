"""Backing up a store into one file, and restoring it from there."""

import os
import tempfile
from pathlib import Path
from typing import NamedTuple

from data.local.database import fingerprint
from data.steward.roles import make_database
from data.store import backups
from data.store.backups import Told
from data.store.engines import sqlite_path
from data.store.schema import HEAD
from data.store.store import open_store
from data.types.errors import (
    BackupFailed,
    CasetuiError,
    FirstPassword,
    LoginOff,
    NotEncrypted,
    NotSetUp,
    SchemaNewer,
    StoreUnavailable,
    WrongPassword,
)


class Backup(NamedTuple):
    """A backup that was made and looked through, or put back."""

    file: Path
    kind: str
    size: int
    """Bytes of the file."""
    revision: str
    """Of the schema in it."""
    wanted: str
    """This program's."""


def back_up(
    url: str, password: str | None, file: Path, *, over: bool = False, told: Told | None = None
) -> Backup:
    """Copy a store into a file readable by its owner only, whole or not at all; others work on meanwhile.

    Raises BackupFailed for a file that is there unless `over`, or what went wrong; what reaching a store raises.
    """
    if file.exists() and not over:
        raise BackupFailed(f"{file} is there already", todo="Name another file, or give --replace.")
    store = open_store(url, password)
    try:
        store.check()
        revision = store.revision() or ""
    finally:
        store.close()
    folder = file.absolute().parent
    try:
        handle, name = tempfile.mkstemp(dir=folder, prefix=f".{file.name}-")
    except OSError as error:
        raise BackupFailed(f"{folder}: {error.strerror or 'it cannot be written'}") from None
    os.close(handle)
    part = Path(name)
    try:
        if store.kind == "sqlite":
            backups.copy_file(sqlite_path(url), part, told)
        else:
            backups.dump(url, password, part)
            backups.look_through(part)
        with part.open("rb") as made:
            os.fsync(made.fileno())
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
    return Backup(file, store.kind, file.stat().st_size, revision, HEAD)


def held_by(url: str, password: str | None) -> bool:
    """Whether a store holds anything that a restored backup would take the place of.

    Raises what says that nobody could look: a server that does not answer, or refuses the login.
    """
    try:
        store = open_store(url, password)
    except NotSetUp:
        return False
    try:
        store.check()
    except NotSetUp:
        return False
    except (StoreUnavailable, WrongPassword, FirstPassword, LoginOff, NotEncrypted):
        raise
    except CasetuiError:
        return True
    finally:
        store.close()
    return True


def name_of(url: str) -> str:
    """What is typed to allow writing over a store: the name of its file or database."""
    return fingerprint(url).partition("?")[0].rstrip("/").rpartition("/")[2]


def restore(url: str, password: str | None, file: Path, *, told: Told | None = None) -> Backup:
    """Put a backup in the place of what the store holds; the backup is looked through before.

    A database that is missing at a server is made. Raises BackupFailed, NotADatabase or SchemaNewer, and then nothing
    was changed.
    """
    local = url.startswith("sqlite:")
    if backups.is_dump(file) is local:
        raise BackupFailed(
            f"{file} is no backup of a database {'in a file' if local else 'on a server'}",
            todo="A backup goes back to the kind of database that it came from.",
        )
    if not local:
        backups.look_through(file)
        make_database(url, password)
        backups.put_back(url, password, file)
        return Backup(file, "postgres", file.stat().st_size, _revision(url, password), HEAD)
    found = backups.revision_of(file)
    if found is None:
        raise BackupFailed(f"{file} holds no union")
    if int(found) > int(HEAD):
        raise SchemaNewer(f"the schema in {file} is {found}, this program's {HEAD}")
    path = sqlite_path(url)
    if not path.exists():
        open_store(url, create=True).close()
    backups.copy_file(file, path, told)
    return Backup(file, "sqlite", file.stat().st_size, found, HEAD)


def _revision(url: str, password: str | None) -> str:
    store = open_store(url, password)
    try:
        return store.revision() or ""
    finally:
        store.close()
