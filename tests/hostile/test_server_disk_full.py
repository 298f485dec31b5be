"""The disk of the server is really full: it is said, the words wait here, and go out once there is room."""

import os
import pwd
import re
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from data.desk.opening import open_desk
from data.exchange.scanning import MANY as BATCH
from data.steward.members_in import Given, import_members
from data.types.errors import ImportStopped
from tests.end_to_end.calls import a_note_ready_to_submit, leave
from tests.end_to_end.chair import Chair
from tests.postgres import Server
from tests.storage.member_files import MANY, a_long_file, held, members_in

pytestmark = [
    pytest.mark.system,
    pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk"),
]
SMALL = "casetui_small_disk"
HALF_OF_THEM = 1_750_000
"""Bytes in which the first of three batches of members has room, and not all of them."""


@contextmanager
def a_small_disk(server: Server) -> Iterator[Path]:
    """Eight megabytes, the server's own."""
    assert server.folder is not None
    owner = pwd.getpwuid(server.folder.stat().st_uid)
    with tempfile.TemporaryDirectory(prefix="casetui-disk-") as name:
        Path(name).chmod(0o755)
        disk = Path(name) / "disk"
        disk.mkdir()
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(disk)])
        if mounted.returncode:
            pytest.skip("this machine lets nobody mount a disk")
        try:
            os.chown(disk, owner.pw_uid, owner.pw_gid)
            yield disk
        finally:
            subprocess.run(["umount", "--lazy", str(disk)], check=True)


@contextmanager
def on_disk(table: str, disk: Path, server: Server, url: str) -> Iterator[psycopg.Connection]:
    """What is written in that table goes to that disk; a connection that can fill it."""
    server.run(
        sql.SQL("CREATE TABLESPACE {} LOCATION {}").format(sql.Identifier(SMALL), sql.Literal(str(disk)))
    )
    try:
        with psycopg.connect(url, autocommit=True) as link:
            link.execute(f"ALTER TABLE {table} SET TABLESPACE {SMALL}")
            link.execute(f"CREATE TABLE filler (words text) TABLESPACE {SMALL}")
            try:
                yield link
            finally:
                link.execute("DROP TABLE IF EXISTS filler")
                link.execute(f"ALTER TABLE {table} SET TABLESPACE pg_default")
    finally:
        server.run(sql.SQL("DROP TABLESPACE {}").format(sql.Identifier(SMALL)))


def fill(link: psycopg.Connection, disk: Path, room: int = 0) -> None:
    """To the last block, or until so many bytes are left."""
    with suppress(psycopg.errors.DiskFull):
        while not room or os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize > room:
            link.execute("INSERT INTO filler SELECT repeat('x', 1000) FROM generate_series(1, 7)")


def test_what_is_saved_while_the_servers_disk_is_full_goes_out_when_there_is_room(
    postgres_chair: Chair, postgres_server: Server
) -> None:
    if postgres_server.folder is None:
        pytest.skip("only the disk of the tests' own server is filled")
    words = "Written while the disk of the server was full."
    with (
        a_small_disk(postgres_server) as disk,
        on_disk("note_section", disk, postgres_server, postgres_chair.url) as link,
        postgres_chair.running() as terminal,
    ):
        # No room is left in blocks that are there: the note needs one of its own.
        link.execute("DELETE FROM note_section")
        link.execute("VACUUM FULL note_section")
        fill(link, disk)
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


def test_an_import_that_fills_the_servers_disk_half_way_goes_on_when_there_is_room(
    postgres_server: Server, postgres_url: str, sqlite_url: str, tmp_path: Path
) -> None:
    if postgres_server.folder is None:
        pytest.skip("only the disk of the tests' own server is filled")
    file = a_long_file(tmp_path)
    whole, desk = open_desk(sqlite_url, "ravi.admin"), open_desk(postgres_url, "ravi.admin")
    with (
        closing(whole),
        closing(desk),
        a_small_disk(postgres_server) as disk,
        on_disk("member", disk, postgres_server, postgres_url) as link,
    ):
        import_members(whole, Given(file))
        fill(link, disk, HALF_OF_THEM)
        with pytest.raises(ImportStopped) as stopped:
            import_members(desk, Given(file))
        line = re.fullmatch(r"the database is full.* at line (\d+) of long\.csv", stopped.value.detail)
        there = members_in(postgres_url)
        assert there in (BATCH, 2 * BATCH)
        assert line is not None and int(line[1]) == there + 2
        link.execute("DROP TABLE filler")
        again = import_members(desk, Given(file))
        assert (again.new, again.unchanged) == (MANY - there, there)
        assert held(desk.store) == held(whole.store)
