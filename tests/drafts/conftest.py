"""A drafts file of its own for each test, and a clock that is turned by hand."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from data.drafts import Drafts
from data.drafts.sealed import KeyOf, no_key


class Hand:
    """A clock that is turned by hand; each look moves it on by a millisecond."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 22, 22, 41, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.at += timedelta(milliseconds=1)
        return self.at

    def turn(self, minutes: float) -> None:
        """Move on."""
        self.at += timedelta(minutes=minutes)


@pytest.fixture
def hand() -> Hand:
    return Hand()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kept" / "drafts.db"


Opener = Callable[..., Drafts]


@pytest.fixture
def opened(path: Path, hand: Hand) -> Iterator[Opener]:
    """Opens the file for an officer and a store, `kim` at `msd` if not said."""
    everyone: list[Drafts] = []

    def of(officer: str = "kim", store: str = "msd", key_of: KeyOf = no_key) -> Drafts:
        everyone.append(Drafts(path, officer, store, hand, key_of))
        return everyone[-1]

    yield of
    for drafts in everyone:
        drafts._file.close()


@pytest.fixture
def drafts(opened: Opener) -> Drafts:
    return opened()
