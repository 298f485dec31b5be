"""Machines at a fresh store."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from data.store.store import Store, open_store
from tests.builders import a_member
from tests.program.commands import Inside, Machine


@pytest.fixture
def casetui(tmp_path: Path, sqlite_url: str) -> Machine:
    """A machine at a fresh SQLite store."""
    return Machine(tmp_path / "home", sqlite_url)


@pytest.fixture
def inside(casetui: Machine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Inside:
    """The same machine, its commands run in this process."""
    return Inside(casetui, monkeypatch, capsys)


@pytest.fixture
def casetui_anywhere(tmp_path: Path, url: str) -> Machine:
    """A machine at a fresh store of either kind."""
    return Machine(tmp_path / "home", url)


@pytest.fixture
def bare(tmp_path: Path) -> Machine:
    """A machine on which nothing is set up."""
    return Machine(tmp_path / "home", "")


@pytest.fixture
def sqlite_store(sqlite_url: str) -> Iterator[Store]:
    store = open_store(sqlite_url)
    yield store
    store.close()


@pytest.fixture
def andrew(sqlite_store: Store) -> UUID:
    """Andrew Gallagher, 0048213, at Bayview Hospital."""
    return a_member(
        sqlite_store,
        "Andrew",
        "Gallagher",
        number="0048213",
        phones=("0491 570 006",),
        employer="Bayview Hospital",
    )
