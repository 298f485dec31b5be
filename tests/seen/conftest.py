"""A furnished store for each test, and the program sitting at it."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest

from casetui import spares
from casetui.opening import Opener
from data.desk.desk import Desk
from data.desk.opening import open_desk
from tests.builders import Clock
from tests.seen.kit import WIDE, Sitting, program, running
from tests.seen.union import Furnished, furnish

Sit = Callable[..., AbstractAsyncContextManager[Sitting]]
"""Opens the program: `sit()`, `sit(size=NARROW)`, `sit(opener=gate)`."""


@pytest.fixture(autouse=True)
def screens_on_demand(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """No screen stands by: most tests end before anyone would use it."""
    if not request.module.__name__.endswith("test_spares"):
        monkeypatch.setattr(spares, "IDLE_S", 3600.0)


@pytest.fixture(scope="session")
def union_template(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Furnished]:
    """The furnished file, to be copied, and the ids in it."""
    path = tmp_path_factory.mktemp("union") / "casetui.db"
    shutil.copy(sqlite_template, path)
    return path, furnish(f"sqlite:///{path}")


@pytest.fixture
def union(union_template: tuple[Path, Furnished]) -> Furnished:
    """Ids of members and cases."""
    return union_template[1]


@pytest.fixture
def union_url(union_template: tuple[Path, Furnished], tmp_path: Path) -> str:
    """A fresh furnished store."""
    path = tmp_path / "casetui.db"
    shutil.copy(union_template[0], path)
    return f"sqlite:///{path}"


@pytest.fixture
def admin(union_url: str, clock: Clock) -> Iterator[Desk]:
    """An administrator's desk at that store."""
    desk = open_desk(union_url, "ravi.admin", clock=clock)
    yield desk
    desk.close()


@pytest.fixture
def sit(union_url: str, tmp_path: Path, clock: Clock) -> Sit:
    """Opens the program at the furnished store."""

    def opened(
        *, size: tuple[int, int] = WIDE, login: str = "kim.tran", opener: Opener | None = None
    ) -> AbstractAsyncContextManager[Sitting]:
        return running(program(union_url, tmp_path, clock, login=login, opener=opener), clock, size)

    return opened
