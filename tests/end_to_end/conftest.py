"""Chairs at a fresh store with two members; the program runs in a process and a terminal of its own."""

from pathlib import Path

import pytest

from data.store.store import open_store
from tests.builders import MOBILE, a_member
from tests.end_to_end.chair import Chair
from tests.seen.conftest import sit, union, union_template, union_url

__all__ = ["sit", "union", "union_template", "union_url"]


def furnish(url: str) -> None:
    """Andrea Gallagher with a telephone and a job, and Jane Smith."""
    store = open_store(url)
    a_member(store, "Andrea", "Gallagher", number="0048213", phones=(MOBILE,), employer="Bayview Hospital")
    a_member(store, "Jane", "Smith", number="0051177")
    store.close()


@pytest.fixture
def chair(tmp_path: Path, sqlite_url: str) -> Chair:
    """Kim Tran's chair at a SQLite store."""
    furnish(sqlite_url)
    return Chair(tmp_path / "home", sqlite_url).settle()


@pytest.fixture
def any_chair(tmp_path: Path, url: str) -> Chair:
    """Kim Tran's chair at a store of either kind: whatever uses it runs on both."""
    furnish(url)
    return Chair(tmp_path / "home", url).settle()


@pytest.fixture
def postgres_chair(tmp_path: Path, postgres_url: str) -> Chair:
    """Kim Tran's chair at a Postgres store."""
    furnish(postgres_url)
    return Chair(tmp_path / "home", postgres_url).settle()
