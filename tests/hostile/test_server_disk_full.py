"""The disk of the server is really full: it is said, the words wait here, and go out once there is room."""

import os
import pwd
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from tests.end_to_end.calls import a_note_ready_to_submit, leave
from tests.end_to_end.chair import Chair
from tests.postgres import Server

pytestmark = [
    pytest.mark.system,
    pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk"),
]
SMALL = "casetui_small_disk"


@contextmanager
def a_small_disk(server: Server) -> Iterator[Path]:
    """Three megabytes, the server's own."""
    assert server.folder is not None
    owner = pwd.getpwuid(server.folder.stat().st_uid)
    with tempfile.TemporaryDirectory(prefix="casetui-disk-") as name:
        Path(name).chmod(0o755)
        disk = Path(name) / "disk"
        disk.mkdir()
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(disk)])
        if mounted.returncode:
            pytest.skip("this machine lets nobody mount a disk")
        try:
            os.chown(disk, owner.pw_uid, owner.pw_gid)
            yield disk
        finally:
            subprocess.run(["umount", "--lazy", str(disk)], check=True)


@contextmanager
def notes_on(disk: Path, server: Server, url: str) -> Iterator[psycopg.Connection]:
    """What is written in notes goes to that disk; a connection that can fill it."""
    server.run(
        sql.SQL("CREATE TABLESPACE {} LOCATION {}").format(sql.Identifier(SMALL), sql.Literal(str(disk)))
    )
    try:
        with psycopg.connect(url, autocommit=True) as link:
            link.execute(f"ALTER TABLE note_section SET TABLESPACE {SMALL}")
            link.execute(f"CREATE TABLE filler (words text) TABLESPACE {SMALL}")
            try:
                yield link
            finally:
                link.execute("DROP TABLE IF EXISTS filler")
                link.execute("ALTER TABLE note_section SET TABLESPACE pg_default")
    finally:
        server.run(sql.SQL("DROP TABLESPACE {}").format(sql.Identifier(SMALL)))


def fill(link: psycopg.Connection) -> None:
    """To the last block."""
    with suppress(psycopg.errors.DiskFull):
        while True:
            link.execute("INSERT INTO filler SELECT repeat('x', 1000) FROM generate_series(1, 7)")


def test_what_is_saved_while_the_servers_disk_is_full_goes_out_when_there_is_room(
    postgres_chair: Chair, postgres_server: Server
) -> None:
    if postgres_server.folder is None:
        pytest.skip("only the disk of the tests' own server is filled")
    words = "Written while the disk of the server was full."
    with (
        a_small_disk(postgres_server) as disk,
        notes_on(disk, postgres_server, postgres_chair.url) as link,
        postgres_chair.running() as terminal,
    ):
        # No room is left in blocks that are there: the note needs one of its own.
        link.execute("DELETE FROM note_section")
        link.execute("VACUUM FULL note_section")
        fill(link)
        a_note_ready_to_submit(terminal, words)
        terminal.press("ctrl+s")
        terminal.wait_for("The database is full.", "1 waiting to send")
        assert postgres_chair.one("SELECT count(*) FROM interaction") == 0
        # Reading goes on meanwhile.
        terminal.press("f9")
        terminal.wait_for("Home   Kim Tran")
        link.execute("DROP TABLE filler")
        terminal.press("ctrl+g", "w")
        terminal.wait_for("is saved.", seconds=40)
        leave(terminal)
        assert postgres_chair.one(f"SELECT count(*) FROM note_section WHERE body = '{words}'") == 1
