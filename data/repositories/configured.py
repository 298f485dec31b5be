"""What is configured now: the entries of every list, the settings of the office, and how much uses them."""

import json
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from data.repositories.config_lists import LISTS, OFFICE_FIELDS, PARTS
from data.repositories.config_shapes import Inner, ListOf, Shape, Values
from data.store.tables import OFFICE, SETTING
from data.types.configured import Use


class Stored(NamedTuple):
    """An entry as the store has it."""

    key: str
    columns: Values
    """Without its natural key, id and place."""
    archived: bool
    id: UUID | None


class Configured:
    """The configuration of a store."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def entries(self, one: ListOf) -> list[Stored]:
        """Every entry of a list in its order; the archived ones too."""
        table = _table(one)
        apart = {*_APART, *(field.name for field in one.named_by)}
        order = (table.c.position, *(table.c[field.name] for field in one.named_by))
        return [
            Stored(
                one.key_in_store(row),
                {key: value for key, value in row.items() if key not in apart},
                bool(row["archived"]),
                row.get("id"),
            )
            for row in self._connection.execute(select(table).order_by(*order)).mappings()
        ]

    def office(self) -> dict[str, Values]:
        """What the office has set for itself, as the file says it; empty while there is no office."""
        row = self._connection.execute(select(OFFICE).limit(1)).mappings().first()
        if row is None:
            return {}
        return {
            section: {field.key: field.said(row[field.name]) for field in fields}
            for section, fields in OFFICE_FIELDS.items()
        }

    def parts(self) -> Values:
        """The parts that are kept whole."""
        kept = {row.key: row.value for row in self._connection.execute(select(SETTING))}
        return {key: json.loads(kept[key]) for key in PARTS if key in kept}

    def values(self) -> Values:
        """The whole configuration as a file would say it; what is archived is left out."""
        return {
            **self.parts(),
            **self.office(),
            **{one.path: in_file(one, self.entries(one)) for one in LISTS},
        }

    def used(self, one: ListOf) -> dict[str, tuple[Use, ...]]:
        """How much uses each entry, by natural key."""
        names = {str(entry.id): entry.key for entry in self.entries(one)}
        found: dict[str, list[Use]] = {}
        for use in one.uses:
            counted = self._connection.execute(select(use.column, func.count()).group_by(use.column))
            for value, many in counted:
                key = names.get(str(value)) if use.by_id else str(value)
                if key is not None and value not in (None, ""):
                    found.setdefault(key, []).append(Use(use.said, many))
        return {key: tuple(uses) for key, uses in found.items()}

    def used_inner(self, inner: Inner, of: str) -> dict[str, Use]:
        """How much names each line of a field of that entry."""
        asked = select(inner.column, func.count()).where(inner.of == of, inner.column != "")
        counted = self._connection.execute(asked.group_by(inner.column))
        return {str(value): Use(inner.said, many) for value, many in counted}


_APART = ("id", "position", "archived")


def _table(one: ListOf) -> Any:
    return one.row.__table__  # type: ignore[attr-defined]


def in_file(one: ListOf, entries: list[Stored]) -> Any:
    """A list as the file says it, without what is archived."""
    active = [entry for entry in entries if not entry.archived]
    if one.shape is Shape.NAMES:
        return [entry.key for entry in active]
    if one.texts:
        return {entry.key: entry.columns[one.fields[0].name] for entry in active}
    if one.shape is Shape.KEYED:
        return {entry.key: one.values(entry.columns) for entry in active}
    return [{**one.key_values(entry.key), **one.values(entry.columns)} for entry in active]
