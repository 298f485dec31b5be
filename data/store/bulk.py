"""Many rows at once, the quickest way each store has, within one transaction.

Postgres: COPY into a temporary table, then one statement; a COPY straight into the table would be refused where
policies guard its rows. SQLite: one prepared statement, run for every row.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from operator import itemgetter
from typing import Any

from sqlalchemy import Boolean, String, Table, Uuid, bindparam, exc, func, select
from sqlalchemy.engine import Connection

Values = Mapping[str, Any]
Made = dict[int, tuple[Any, Any]]
"""By where a value is in memory what is written for it, and the value itself: held, nothing else gets its place."""
CHUNK = 500
"""Ids in one statement."""
_LOADING = select(func.set_config("casetui.loading", bindparam("what", type_=String()), True))


def state_loading(connection: Connection, what: str) -> None:
    """Have a store that tells history by itself leave single rows untold: `all`, new `members`, empty for none."""
    connection.execute(_LOADING, {"what": what})


class Bulk:
    """Writes rows by the hundred; all rows of one call have the same columns."""

    def __init__(self, connection: Connection, *, tells: bool = False) -> None:
        self.connection = connection
        self.tells = tells
        """Whether the store tells history of these rows itself."""
        self._postgres = connection.dialect.name == "postgresql"
        self._driver: Any = connection.connection.driver_connection
        self._stages: set[str] = set()
        """Temporary tables that this transaction has put rows into."""
        self._ids: Made = {}
        """Ids as this store keeps them: the rows of a member name it in half a dozen tables."""

    def insert(self, table: Table, rows: Sequence[Values], *, known: bool = False) -> None:
        """Add the rows; those whose key is there already are left out if they may be `known`."""
        if not rows:
            return
        columns = tuple(rows[0])
        clause = " ON CONFLICT DO NOTHING" if known else ""
        if self._postgres:
            stage = self._staged(table, columns, rows)
            names = _listed(columns)
            self._run(f'INSERT INTO "{table.name}" ({names}) SELECT {names} FROM "{stage}"{clause}')
            return
        marks = ", ".join("?" * len(columns))
        self._many(
            f'INSERT INTO "{table.name}" ({_listed(columns)}) VALUES ({marks}){clause}',
            self._plain(table, columns, rows),
        )

    @contextmanager
    def new_members(self) -> Iterator[None]:
        """Their act tells of members that are new, not a row each."""
        if self.tells:
            state_loading(self.connection, "members")
        yield
        if self.tells:
            state_loading(self.connection, "")

    def update(self, table: Table, rows: Sequence[Values]) -> None:
        """Give rows known by their `id` new values."""
        by_columns: dict[tuple[str, ...], list[Values]] = {}
        for row in rows:
            by_columns.setdefault(tuple(sorted(row)), []).append(row)
        for names, same in by_columns.items():
            changed = tuple(name for name in names if name != "id")
            if self._postgres:
                stage = self._staged(table, (*changed, "id"), same)
                said = ", ".join(f'"{name}" = "{stage}"."{name}"' for name in changed)
                self._run(
                    f'UPDATE "{table.name}" SET {said} FROM "{stage}" WHERE "{table.name}".id = "{stage}".id'
                )
                continue
            said = ", ".join(f'"{name}" = ?' for name in changed)
            self._many(
                f'UPDATE "{table.name}" SET {said} WHERE id = ?', self._plain(table, (*changed, "id"), same)
            )

    def delete(self, table: Table, column: str, keys: Sequence[Any]) -> None:
        """Remove the rows whose column is one of the keys."""
        for start in range(0, len(keys), CHUNK):
            self.connection.execute(table.delete().where(table.c[column].in_(keys[start : start + CHUNK])))

    def _staged(self, table: Table, columns: Sequence[str], rows: Sequence[Values]) -> str:
        """Bring the rows to the server, into a table of this connection that is empty again with the transaction."""
        stage = f"stage_{table.name}"
        if stage in self._stages:
            self._run(f'TRUNCATE "{stage}"')
        else:
            self._run(
                f'CREATE TEMP TABLE IF NOT EXISTS "{stage}" ON COMMIT DELETE ROWS'
                f' AS SELECT * FROM "{table.name}" WITH NO DATA'
            )
            self._stages.add(stage)
        self._copy(f'COPY "{stage}" ({_listed(columns)}) FROM STDIN', map(itemgetter(*columns), rows))
        return stage

    def _copy(self, statement: str, rows: Iterable[Sequence[Any]]) -> None:
        from psycopg import Error

        try:
            with self._driver.cursor().copy(statement) as copy:
                for row in rows:
                    copy.write_row(row)
        except Error as error:
            # The driver is spoken to directly: its errors are told like all others.
            raise exc.DBAPIError.instance(statement, None, error, Error) from None

    def _plain(self, table: Table, columns: Sequence[str], rows: Sequence[Values]) -> list[tuple[Any, ...]]:
        """The rows as the driver takes them: ids and days as this store keeps them."""
        dialect = self.connection.dialect
        cells: list[Iterable[Any]] = list(zip(*map(itemgetter(*columns), rows), strict=True))
        for place, name in enumerate(columns):
            kind = table.c[name].type
            # The driver takes yes and no as they are.
            way = None if isinstance(kind, Boolean) else kind.dialect_impl(dialect).bind_processor(dialect)
            if way is None:
                continue
            if name == "id":
                cells[place] = map(way, cells[place])
            else:
                cells[place] = _all(way, cells[place], self._ids if isinstance(kind, Uuid) else {})
        return list(zip(*cells, strict=True))

    def _run(self, statement: str) -> None:
        self.connection.exec_driver_sql(statement)

    def _many(self, statement: str, rows: list[tuple[Any, ...]]) -> None:
        self.connection.exec_driver_sql(statement, rows)


def _all(way: Callable[[Any], Any], cells: Iterable[Any], made: Made) -> Iterable[Any]:
    """Every cell of a column that way, the very same thing once: many rows have one id, one yes, one day."""
    there = tuple(cells)
    places = list(map(id, there))
    for place, cell in dict(zip(places, there, strict=True)).items():
        if place not in made:
            made[place] = (way(cell), cell)
    return [made[place][0] for place in places]


def _listed(columns: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in columns)
