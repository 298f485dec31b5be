"""What must be known of a whole file before its first row is taken, kept on the disk so that memory stays flat.

The file it uses has no name and is gone with the process.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import Self

from data.types.errors import BadInput

CACHE_KIB = 2_048
"""What is held of it in memory. Numbers mostly come in order: more would only hold more."""
_SCHEMA = f"""
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -{CACHE_KIB};
CREATE TABLE seen (number TEXT PRIMARY KEY, digest BLOB, line INTEGER, clash INTEGER) WITHOUT ROWID;
CREATE TABLE job (number TEXT, line INTEGER, cells TEXT, PRIMARY KEY (number, line)) WITHOUT ROWID;
BEGIN;
"""
_SEE = (
    "INSERT INTO seen VALUES (?, ?, ?, 0) ON CONFLICT (number) DO UPDATE"
    " SET clash = max(clash, CASE WHEN digest = excluded.digest THEN 0 ELSE excluded.line END)"
)


class Scratch:
    """Numbers and digests of the members' rows, and the rows of the jobs' file by member."""

    def __init__(self) -> None:
        self._file = sqlite3.connect("", isolation_level=None)
        self._file.executescript(_SCHEMA)
        self.rows = self.members = 0
        """Rows with a number, and how many different numbers there are."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        self._file.close()

    def see(self, rows: Sequence[tuple[str, bytes, int]]) -> None:
        """Note number, digest and line of rows; raises BadInput when the disk is full."""
        # In order they meet the same pages, and of a number that stands twice the first line stays the first.
        self._write(_SEE, sorted(rows, key=itemgetter(0)))
        self.rows += len(rows)

    def add_jobs(self, rows: Sequence[tuple[str, int, Sequence[str]]]) -> None:
        """Keep the cells of rows of the jobs' file."""
        self._write(
            "INSERT INTO job VALUES (?, ?, ?)",
            [(number, line, json.dumps(cells)) for number, line, cells in rows],
        )

    def counted(self) -> None:
        """All rows have been seen."""
        self.members = self._file.execute("SELECT count(*) FROM seen").fetchone()[0]

    @property
    def repeats(self) -> bool:
        """Whether some number stands more than once."""
        return self.rows != self.members

    def first(self, number: str) -> tuple[int, int]:
        """The first line of a number, and a line that says something else of it, 0 for none."""
        found = self._file.execute("SELECT line, clash FROM seen WHERE number = ?", (number,)).fetchone()
        if found is None:
            raise BadInput("the file was changed while it was read; import it again")
        return found[0], found[1]

    def jobs(self, number: str) -> list[tuple[int, list[str]]]:
        """The rows of the jobs' file for a member, with their lines."""
        found = self._file.execute("SELECT line, cells FROM job WHERE number = ? ORDER BY line", (number,))
        return [(line, json.loads(cells)) for line, cells in found]

    def jobs_of_nobody(self) -> Iterator[tuple[int, str]]:
        """Line and number of rows of the jobs' file whose member is not in the members' file."""
        yield from self._file.execute(
            "SELECT line, number FROM job WHERE number NOT IN (SELECT number FROM seen) ORDER BY line"
        )

    def missing(self, known: Iterable[str]) -> Iterator[str]:
        """Those of the numbers that no row had; both run in byte order, neither is held in memory."""
        seen = self._file.execute("SELECT number FROM seen ORDER BY number")
        here = next(seen, None)
        for number in known:
            while here is not None and here[0] < number:
                here = next(seen, None)
            if here is None or here[0] != number:
                yield number

    def _write(self, statement: str, rows: Sequence[tuple[object, ...]]) -> None:
        try:
            self._file.executemany(statement, rows)
        except sqlite3.OperationalError:
            raise BadInput("the disk for temporary files is full; nothing was imported") from None
