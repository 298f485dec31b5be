"""An officer's chair: a machine of her own with its settings and drafts, at a store whose rows can be asked for."""

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Self

import psycopg

from data.local.settings import Settings, write_settings
from tests.end_to_end.terminal import Terminal
from tests.end_to_end.terminal import _environment as terminal_environment
from tests.forked import PROGRAM as FORKED
from tests.forked import Nursery

ROOT = Path(__file__).parents[2]
"""The checkout, from which the program is run."""
PROGRAM = (sys.executable, "-m", "casetui")


@cache
def _nursery() -> Nursery:
    return Nursery(FORKED, terminal_environment({}))


def rows_of(url: str, statement: str, *, change: bool = False) -> list[tuple[Any, ...]]:
    """Plain SQL past the program: the rows of a statement, or a change that is committed."""
    if url.startswith("sqlite:///"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"), timeout=20)) as file:
            rows = file.execute(statement).fetchall()
            file.commit()
            return rows
    with psycopg.connect(url, autocommit=True) as link:
        cursor = link.execute(statement)
        return cursor.fetchall() if cursor.description else []


def plain_id(value: object) -> str:
    """An id of either store, which keep it as text with or without hyphens or as UUID."""
    return str(value).replace("-", "")


@dataclass
class Chair:
    """Where one officer works."""

    home: Path
    """CASETUI_HOME of the machine."""
    url: str
    """The store in the settings."""
    officer: str = "kim.tran"
    past: str = ""
    """The URL by which the tests themselves reach the store, where it is another."""
    environment: dict[str, str] = field(default_factory=dict)
    """What else the program is told."""

    def settle(self) -> Self:
        """Write the settings of the machine."""
        self.home.mkdir(parents=True, exist_ok=True)
        write_settings(Settings(self.url, self.officer), self.home / "settings.toml")
        return self

    @contextmanager
    def running(
        self,
        *words: str,
        columns: int = 100,
        rows: int = 30,
        ready: str = "Home   Kim Tran",
        command: tuple[str, ...] = (),
        **environment: str,
    ) -> Iterator[Terminal]:
        """The program in a terminal, once it shows `ready`; whatever still runs at the end is killed.

        Forked from one that has imported it, unless a `command` is given: then that is started.
        """
        told = {"CASETUI_HOME": str(self.home), **self.environment, **environment}
        nursery = None if command else _nursery()
        with Terminal(
            [*command, *words], columns=columns, rows=rows, environment=told, folder=ROOT, nursery=nursery
        ) as terminal:
            if ready:
                terminal.wait_for(ready)
            yield terminal

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        """Rows of the store."""
        return rows_of(self.past or self.url, statement)

    def one(self, statement: str) -> Any:
        """The single value of a statement."""
        ((value,),) = self.rows(statement)
        return value

    def drafts(self) -> list[tuple[str, str, str]]:
        """Officer, state and form, as JSON, of every draft on the machine that is not discarded."""
        with closing(sqlite3.connect(self.home / "drafts.db")) as file:
            return file.execute(
                "SELECT officer, state, form FROM draft WHERE discarded_at IS NULL ORDER BY rowid"
            ).fetchall()

    @property
    def log(self) -> str:
        """Everything in the log; empty while there is none."""
        path = self.home / "casetui.log"
        return path.read_text("utf-8") if path.exists() else ""
