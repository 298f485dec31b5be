"""The one place where a driver's error becomes a sentence; nothing of the statement or its values gets through."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import exc

from data.types.errors import (
    BadInput,
    CasetuiError,
    ConnectionLost,
    LoginOff,
    NoPrimary,
    NotADatabase,
    NotAllowed,
    NotEncrypted,
    NotFound,
    NotSetUp,
    RightMissing,
    StoreFull,
    StoreReadOnly,
    StoreUnavailable,
    UnknownOfficer,
    WrongPassword,
)
from data.types.stop import Stop, Stopped

LOST = "The connection was lost"
UNHEARD = "nothing is heard from it"
TOO_MANY = "too many people are connected"
SQLITE = {
    sqlite3.SQLITE_BUSY: StoreUnavailable("another program is writing to the file"),
    sqlite3.SQLITE_LOCKED: StoreUnavailable("another program is writing to the file"),
    sqlite3.SQLITE_READONLY: StoreReadOnly(),
    sqlite3.SQLITE_PERM: StoreReadOnly(),
    sqlite3.SQLITE_FULL: StoreFull(),
    sqlite3.SQLITE_IOERR: StoreUnavailable("the disk does not read or write"),
    sqlite3.SQLITE_CANTOPEN: StoreUnavailable("the file cannot be opened"),
    sqlite3.SQLITE_NOTADB: NotADatabase(),
    sqlite3.SQLITE_CORRUPT: NotADatabase(),
}
"""By SQLite's primary result code, which is the low byte of the extended one."""

POSTGRES: dict[str, CasetuiError] = {
    "28P01": WrongPassword(),
    "28000": WrongPassword(),
    "25006": StoreReadOnly(),
    "53100": StoreFull(),
    "3D000": NotSetUp("the server has no database of that name"),
    "42501": NotAllowed("the server refused it to this login"),
    "57014": StoreUnavailable("the server took too long"),
    "55P03": StoreUnavailable("a record is being changed by someone else for too long"),
    "40001": StoreUnavailable("two saves met; it is tried again"),
    "40P01": StoreUnavailable("two saves met; it is tried again"),
    "53300": StoreUnavailable(TOO_MANY),
    "53200": StoreUnavailable("the server has no memory left"),
    "53400": StoreUnavailable("the question is larger than the server allows"),
    "57P03": StoreUnavailable("the server is starting or ending"),
    "08006": StoreUnavailable(UNHEARD),
    "CT001": NotAllowed("only an administrator makes and changes logins", todo="Ask an administrator."),
    "CT002": NotAllowed("nobody does it to the own login", todo="Ask another administrator."),
    "CT003": BadInput(
        "the login, which is no plain name or is another kind of login at this server; give another one"
    ),
    "CT004": BadInput("the password, which did not come as a verifier"),
    "CT005": NotFound("nobody of that login works here", todo="`casetui staff list` names who does."),
    "CT006": BadInput(
        "the login, which there is already; `casetui staff reset` gives it a new first password"
    ),
}
"""By SQLSTATE: 08006 is what `data.store.guard` gives a server that says nothing; CT are our own functions'."""

MISSING_GRANT = "aclcheck_error"
"""The place in the server that refuses for want of a grant; its words may be in any language."""

REFUSED_LOGINS = ("password authentication failed", "no password supplied", "pg_hba.conf", "role ")
"""Words of a refused connection: before there is a session, libpq hands on the server's text and no SQLSTATE."""

REFUSED_LINKS: tuple[tuple[tuple[str, ...], CasetuiError], ...] = (
    (("certificate", "does not support SSL"), NotEncrypted()),
    (("is not permitted to log in",), LoginOff()),
    (("permission denied for database",), UnknownOfficer()),
)
"""Words of a refused connection of which more can be said."""


FULL = ("too many clients", "too many connections", "connection slots are reserved")
"""Words of a server that lives and admits nobody."""

CONNECTING: tuple[tuple[str, CasetuiError], ...] = (
    ("session is read-only", NoPrimary()),
    ("server is in hot standby mode", NoPrimary()),
    ("the database system is", StoreUnavailable("the server is starting or ending")),
    ("not accepting connections", StoreUnavailable("the server is starting or ending")),
    ("timeout expired", StoreUnavailable(UNHEARD)),
    ("resolve host", StoreUnavailable("no server of that name is known here")),
    ("Connection refused", StoreUnavailable("no server runs at that address")),
    ("No such file or directory", StoreUnavailable("no server runs at that address")),
    ("unreachable", StoreUnavailable("this machine has no way to it")),
    ("No route to host", StoreUnavailable("this machine has no way to it")),
)
"""Words of a connection that did not come about, the telling before the general where several hosts were tried."""


def _fresh(error: CasetuiError) -> CasetuiError:
    """A new error of the same words: a raised one carries its own trace."""
    return type(error)(error.detail, todo=error.todo)


def _of_sqlite(origin: sqlite3.Error) -> CasetuiError | None:
    code = getattr(origin, "sqlite_errorcode", None)
    if code is None:
        return None
    if code == sqlite3.SQLITE_READONLY_DIRECTORY:
        return StoreReadOnly("its folder must admit writing, even to read")
    known = SQLITE.get(code & 0xFF)
    return _fresh(known) if known else None


def _of_postgres(origin: BaseException) -> CasetuiError | None:
    state: str | None = getattr(origin, "sqlstate", None)
    if state:
        known = POSTGRES.get(state)
        diagnosis = getattr(origin, "diag", None)
        if state == "42501" and getattr(diagnosis, "source_function", None) == MISSING_GRANT:
            return RightMissing()
        if known:
            return _fresh(known)
        return ConnectionLost(LOST) if state.startswith(("08", "57P", "58")) else None
    words = str(origin)
    for marks, refused in REFUSED_LINKS:
        if any(mark in words for mark in marks):
            return _fresh(refused)
    if any(said in words for said in FULL):
        return StoreUnavailable(TOO_MANY)
    if "FATAL" in words or "fe_sendauth" in words:
        if "database" in words and "does not exist" in words:
            return _fresh(POSTGRES["3D000"])
        if any(said in words for said in REFUSED_LOGINS):
            return WrongPassword()
    return next((_fresh(told) for said, told in CONNECTING if said in words), None)


def translated(error: exc.SQLAlchemyError, stop: Stop | None = None) -> CasetuiError | Stopped:
    """What the officer is told about an error of the driver or the pool."""
    if isinstance(error, exc.TimeoutError):
        return StoreUnavailable("every connection is in use")
    origin = getattr(error, "orig", None)
    if isinstance(origin, sqlite3.Error):
        code = getattr(origin, "sqlite_errorcode", None)
        if code is not None and code & 0xFF == sqlite3.SQLITE_INTERRUPT:
            return Stopped()
        known = _of_sqlite(origin)
    elif origin is not None:
        if getattr(origin, "sqlstate", None) == "57014" and stop is not None and stop.pulled:
            return Stopped()
        known = _of_postgres(origin)
    else:
        known = None
    if known is not None:
        return known
    if isinstance(error, exc.DBAPIError) and error.connection_invalidated:
        return ConnectionLost(LOST)
    if isinstance(error, exc.OperationalError | exc.InterfaceError):
        return StoreUnavailable()
    # The driver's own text may quote a row ("Key (name)=(…) already exists"), so only its kind is told.
    kind = type(origin).__name__ if origin is not None else type(error).__name__
    return CasetuiError(f"the database refused it ({kind})")


@contextmanager
def told(stop: Stop | None = None) -> Iterator[None]:
    """Raise what a driver or pool raises within as an error of `data.types.errors`, or as `Stopped`."""
    try:
        yield
    except exc.SQLAlchemyError as error:
        raise translated(error, stop) from None
