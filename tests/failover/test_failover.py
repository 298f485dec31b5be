"""The primary is killed while officers save: nothing acknowledged is lost, nothing is doubled (`make test-system`)."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest

from data.desk import find
from data.desk.lasting import lasting
from data.desk.opening import open_desk
from data.local.passwords import VARIABLE
from data.store.store import open_store
from tests.builders import Clock, a_member, an_office
from tests.house.modules import ROOT

pytestmark = pytest.mark.system
WRITERS = 3
SECONDS = {"TTL": "10", "LOOP": "1", "RETRY": "3"}
"""Shorter than the reference's own, so that a host that is gone is replaced sooner."""


class Cluster:
    """Three nodes under Patroni on loopback ports."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder = folder
        self.port = port
        self.url = _said("start", "3", str(folder), PORT=str(port), **SECONDS)
        self.password = (folder / "password").read_text().strip()

    def primary(self) -> int:
        """The number of the node that takes changes."""
        for number in (1, 2, 3):
            try:
                with self._link(number) as link:
                    if not link.execute("SELECT pg_is_in_recovery()").fetchall()[0][0]:
                        return number
            except psycopg.Error:
                continue
        return 0

    def _link(self, number: int) -> psycopg.Connection:
        return psycopg.connect(
            host="127.0.0.1", port=self.port + number, user="postgres", password=self.password,
            dbname="casetui", connect_timeout=2, autocommit=True,
        )  # fmt: skip

    def kill(self, number: int) -> None:
        """End a node as a power cut would: Patroni first, then every process of its server, without a word."""
        lines = (self.folder / "processes").read_text().splitlines()
        (patroni,) = [int(line.split()[0]) for line in lines if line.endswith(f" node{number}")]
        server = int((self.folder / f"node{number}/data/postmaster.pid").read_text().splitlines()[0])
        found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(server)], capture_output=True, text=True)
        for pid in (patroni, server):
            os.kill(pid, signal.SIGKILL)
        for pid in map(int, found.stdout.split()):
            # One of a connection that was just closed has ended by itself.
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def stop(self) -> None:
        _said("stop", str(self.folder))


def _said(program: str, *words: str, **environment: str) -> str:
    done = subprocess.run(
        [str(ROOT / "deploy" / program), *words],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def _free_ports() -> int:
    """Where a hundred ports begin of which the first is free."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return 20_000 + int(taken.getsockname()[1]) % 8_000


@pytest.fixture
def cluster(monkeypatch: pytest.MonkeyPatch) -> Iterator[Cluster]:
    # Not pytest's own folder: the server's user may not enter it.
    with TemporaryDirectory(prefix="casetui-failover-", ignore_cleanup_errors=True) as name:
        Path(name).chmod(0o755)
        made = Cluster(Path(name) / "nodes", _free_ports())
        monkeypatch.setenv(VARIABLE, made.password)
        try:
            yield made
        finally:
            made.stop()


def wait(until: Callable[[], bool], seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while not until():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.1)


def lines(folder: Path, name: str) -> list[str]:
    return [line for file in sorted(folder.glob(f"*/{name}")) for line in file.read_text().splitlines()]


def test_nothing_acknowledged_is_lost_and_nothing_is_doubled(cluster: Cluster, tmp_path: Path) -> None:
    store = open_store(cluster.url, cluster.password, clock=Clock())
    store.upgrade()
    with store.loading("test") as connection:
        an_office(connection)
    member = a_member(store)
    store.close()

    # One's own writes are seen although the standby is read from.
    near = open_desk(f"{cluster.url}&read_from=standby", "kim.tran", password=cluster.password)
    for number in range(5):
        a_member(near.store, "Jane", "Lagging", number=f"900{number}")
        assert len(find.members(near, "lagging")) == number + 1
    wait(lambda: bool(find.members(near, "lagging")) and near.store.lag_s is not None, 20)

    writers = []
    for number in range(WRITERS):
        folder = tmp_path / str(number)
        folder.mkdir()
        command = [sys.executable, "-m", "tests.failover.writer", cluster.url, str(member), str(folder)]
        writers.append(subprocess.Popen(command, cwd=ROOT))
    try:
        wait(lambda: len(lines(tmp_path, "answered")) > 10 * WRITERS)
        first = cluster.primary()
        cluster.kill(first)
        wait(lambda: cluster.primary() not in (0, first))
        second = cluster.primary()
        before = len(lines(tmp_path, "answered"))
        wait(lambda: len(lines(tmp_path, "answered")) > before + 6 * WRITERS)
        (tmp_path / "stop").touch()
        assert [writer.wait(120) for writer in writers] == [0] * WRITERS
    finally:
        for writer in writers:
            writer.kill()
    # One standby is the primary now, and has another: no save was on one server alone.
    assert len(lasting(lambda: find.members(near, "lagging"))) == 5
    near.close()

    with cluster._link(second) as link:
        contacts = link.execute("SELECT id::text, reference, case_id::text FROM interaction").fetchall()
        cases = link.execute("SELECT id::text, reference FROM case_record").fetchall()
        acts = link.execute(
            "SELECT count(*) FROM act WHERE action IN ('interactions.submit', 'cases.create')"
        )
        saved = int(acts.fetchall()[0][0])
        assert link.execute("SHOW synchronous_standby_names").fetchone() != ("",)
    begun = lines(tmp_path, "begun")
    answered = [line.split() for line in lines(tmp_path, "answered")]
    kept = {f"{row[0]} I-{row[1]}" for row in contacts} | {f"{row[0]} C-{row[1]}" for row in cases}
    assert {" ".join(pair) for pair in answered} <= kept, "acknowledged and lost"
    # Everything that was begun got its answer, once, and each case hangs on the contact it was made of.
    assert sorted(begun) == sorted(pair[0] for pair in answered)
    assert len(begun) == len(contacts) + len(cases) == saved
    assert {row[0]: row[2] for row in contacts} == dict(zip(begun[0::2], begun[1::2], strict=True))
