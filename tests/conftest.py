"""Fixtures of every test: a fresh store of either kind, a desk at it, and a terminal that keeps still."""

import gc
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# Before anything imports Textual or keyring: no movement, and no keyring of the machine.
os.environ["TEXTUAL_ANIMATIONS"] = "none"
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
os.environ.setdefault("TZ", "UTC")

from data.desk.desk import Desk
from data.desk.opening import open_desk
from data.store.store import Store, open_store
from tests import compiled, postgres
from tests.builders import Clock, an_office
from tests.shelf import Shelf

# A slow machine is no fault of what is tried.
settings.register_profile("house", deadline=None)
settings.load_profile("house")
compiled.keep()


def pytest_collection_finish() -> None:
    """Let Textual's pilot look more often whether the program is idle, and the collector less often.

    Looking for cycles after every few hundred objects took a quarter of the time of the tests of screens; and of what
    is imported and collected nothing is garbage.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)
    if "textual" in sys.modules:
        import textual._wait

        textual._wait.SLEEP_GRANULARITY = 1 / 200


@pytest.fixture(scope="session", autouse=True)
def home_apart(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Never the settings and drafts of whoever runs the tests."""
    os.environ["CASETUI_HOME"] = str(tmp_path_factory.mktemp("home"))


def _furnish(url: str, *, create: bool) -> None:
    store = open_store(url, create=create, clock=Clock())
    store.upgrade()
    with store.loading("test") as connection:
        an_office(connection)
    store.close()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated and seeded file, to be copied."""
    path = tmp_path_factory.mktemp("template") / "casetui.db"
    _furnish(f"sqlite:///{path}", create=True)
    return path


@pytest.fixture(scope="session")
def postgres_server() -> postgres.Server:
    """The server of this test process."""
    return postgres.start()


@pytest.fixture(scope="session")
def postgres_template(postgres_server: postgres.Server) -> Iterator[str]:
    """A migrated and seeded database, to be cloned."""
    name = postgres_server.make()
    _furnish(postgres_server.url(name), create=False)
    yield name
    postgres_server.drop(name)


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """A fresh SQLite store."""
    path = tmp_path / "casetui.db"
    shutil.copy(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture(scope="session")
def postgres_shelf(postgres_server: postgres.Server, postgres_template: str) -> Iterator[Shelf]:
    """The database that tests use after each other: making one takes longer than most of them."""
    shelf = Shelf(postgres_server, postgres_template)
    yield shelf
    shelf.close()


@pytest.fixture
def postgres_url(postgres_server: postgres.Server, postgres_shelf: Shelf) -> Iterator[str]:
    """A fresh Postgres store."""
    yield postgres_server.url(postgres_shelf.take())
    postgres_shelf.give_back()


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest) -> str:
    """A fresh store of either kind: whatever uses it runs on both."""
    found: str = request.getfixturevalue(f"{request.param}_url")
    return found


@pytest.fixture
def clock() -> Clock:
    """Monday 23 November 2026, 9:41 in Melbourne."""
    return Clock()


@pytest.fixture
def store(url: str, clock: Clock) -> Iterator[Store]:
    """A fresh store, migrated and seeded, without members."""
    opened = open_store(url, clock=clock)
    yield opened
    opened.close()


@pytest.fixture
def desk_for(url: str, clock: Clock) -> Iterator[Callable[[str], Desk]]:
    """Opens the desk of any of `tests.builders.PEOPLE` at the store."""
    opened: list[Desk] = []

    def of(login: str) -> Desk:
        opened.append(open_desk(url, login, clock=clock))
        return opened[-1]

    yield of
    for desk in opened:
        desk.close()


@pytest.fixture
def desk(desk_for: Callable[[str], Desk]) -> Desk:
    """Kim Tran's desk."""
    return desk_for("kim.tran")
