"""A statement that is asked on every key: its text is made once, and its rows stay as the driver has them.

SQLAlchemy finds a statement again by all it is made of, puts in every value by its name, and makes an id and a day of
each text of a row, of which a few are shown.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.engine import Connection, Dialect

from data.store.kept_ready import READY
from data.store.watched import policies_hold


class Fixed:
    """Such a statement; its parameters have names, as always."""

    def __init__(self, statement: Any) -> None:
        self._statement = statement
        self._texts: dict[tuple[str, bool], _Text] = {}

    def rows(self, connection: Connection, values: Mapping[str, Any]) -> Sequence[Any]:
        """What it answers; of `values` only those it has are taken."""
        dialect = connection.dialect
        kind = (dialect.name, policies_hold(dialect))
        made = self._texts.get(kind)
        if made is None:
            made = self._texts[kind] = _Text(self._statement, dialect)
        return connection.exec_driver_sql(made.text, made.filled(values), execution_options=READY).all()


class _Text:
    """What one kind of store is sent."""

    def __init__(self, statement: Any, dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect)
        self.text = str(compiled)
        self._names: list[str] = list(compiled.positiontup)
        marks = {name: compiled.binds[name] for name in self._names}
        ways = {name: mark.type.dialect_impl(dialect).bind_processor(dialect) for name, mark in marks.items()}
        self._ways = {name: way for name, way in ways.items() if way is not None}
        self._own = {name: mark.effective_value for name, mark in marks.items() if not mark.required}

    def filled(self, values: Mapping[str, Any]) -> tuple[Any, ...]:
        """The values in the order of their marks, as the driver takes them."""
        given = {**self._own, **values}
        for name, way in self._ways.items():
            given[name] = way(given[name])
        return tuple([given[name] for name in self._names])
