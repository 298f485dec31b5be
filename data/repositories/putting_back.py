"""Rows made to say again what they said before an act, within a unit of work (features B23, B26)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Column, Date, Uuid, inspect, select, tuple_
from sqlalchemy.orm import Session
from sqlmodel import SQLModel

import data.model as model
from data.model.columns import UtcTime
from data.repositories.nets import Net
from data.store.told import DERIVED
from data.store.watched import policies_hold
from data.types.errors import NotAllowed

_PLACES = {
    "case_assignee": "case_id",
    "case_hold": "case_id",
    "case_case_type": "case_id",
    "note_section": "note_id",
}
"""Tables whose rows have places among those of the same parent, and the column that says which."""
_SKIPPED = DERIVED | {"version"}


def _models() -> dict[str, type[SQLModel]]:
    found = (getattr(model, name) for name in model.__all__)
    return {str(one.__tablename__): one for one in found}


MODELS = _models()
_ORDER = {table.name: place for place, table in enumerate(SQLModel.metadata.sorted_tables)}
"""Parents before their children."""


def _referrers() -> dict[str, list[tuple[type[SQLModel], Column[Any]]]]:
    out: dict[str, list[tuple[type[SQLModel], Column[Any]]]] = {}
    for table in SQLModel.metadata.sorted_tables:
        for key in table.foreign_keys:
            if table.name in MODELS:
                out.setdefault(key.column.table.name, []).append((MODELS[table.name], key.parent))
    return out


_REFERRERS = _referrers()
"""Which rows name rows of a table."""


class Item(NamedTuple):
    """One change that is to go back: a column of a row, or the whole of it."""

    net: Net
    field: str


class Rows:
    """The rows that acts have changed, as they stand now; whoever calls holds their records locked, and gives those
    that she has read already.
    """

    def __init__(self, session: Session, nets: Sequence[Net], held: Iterable[SQLModel] = ()) -> None:
        self._session = session
        self._rows: dict[tuple[str, str], SQLModel] = {
            (str(row.__tablename__), _text(inspect(type(row)).primary_key_from_instance(row))): row
            for row in held
        }
        self._family: dict[tuple[str, UUID], list[Any]] = {}
        made = [net for net in nets if net.was is None]
        for kind, group in groupby(sorted(nets, key=lambda net: net.kind), key=lambda net: net.kind):
            missing = [net for net in group if (net.kind, net.key) not in self._rows]
            if missing:
                self._load(kind, missing)
        self._hanging = self._hang_on(made, nets)

    def _load(self, kind: str, nets: list[Net]) -> None:
        mapper = inspect(MODELS[kind])
        keys = mapper.primary_key
        wanted = [identity(net) for net in nets]
        where = keys[0].in_([one[0] for one in wanted]) if len(keys) == 1 else tuple_(*keys).in_(wanted)
        for row in self._session.scalars(select(MODELS[kind]).where(where)):
            self._rows[kind, _text(mapper.primary_key_from_instance(row))] = row
        if kind in _PLACES:
            self.know_family(kind, {self._parent(net) for net in nets})

    def know_family(self, kind: str, parents: Iterable[UUID]) -> None:
        """Read all rows of a table that has places, for these parents."""
        ids = [one for one in parents if (kind, one) not in self._family]
        if not ids:
            return
        table = MODELS[kind]
        parent = inspect(table).columns[_PLACES[kind]]
        self._family |= {(kind, one): [] for one in ids}
        place = inspect(table).columns["position"]
        for row in self._session.scalars(select(table).where(parent.in_(ids)).order_by(place)):
            self._family[kind, getattr(row, _PLACES[kind])].append(row)

    def family(self, kind: str, parent: UUID) -> list[Any]:
        """All rows of such a table, in their places."""
        return self._family[kind, parent]

    def _parent(self, net: Net) -> UUID:
        names = [column.name for column in inspect(MODELS[net.kind]).primary_key]
        found = identity(net)[names.index(_PLACES[net.kind])]
        assert isinstance(found, UUID)
        return found

    def _hang_on(self, made: Sequence[Net], nets: Sequence[Net]) -> set[tuple[str, UUID]]:
        """Rows the acts made that rows of somebody else name."""
        known = {(net.kind, net.key) for net in nets if net.was is None}
        found: set[tuple[str, UUID]] = set()
        for kind in {net.kind for net in made} & _REFERRERS.keys():
            ids = [identity(net)[0] for net in made if net.kind == kind]
            for table, column in _REFERRERS[kind]:
                mapper = inspect(table)
                for row in self._session.scalars(select(table).where(column.in_(ids))):
                    key = _text(mapper.primary_key_from_instance(row))
                    if (str(table.__tablename__), key) not in known:
                        found.add((kind, getattr(row, column.name)))
        return found

    def row(self, net: Net) -> Any:
        """The row as it stands; None where there is none."""
        return self._rows.get((net.kind, net.key))

    def holds(self, item: Item) -> bool:
        """Whether the row still says what the act made it say."""
        net, row = item.net, self.row(item.net)
        if net.erased:
            return False
        if item.field == "-":
            return row is None
        if row is None:
            return False
        if item.field == "+":
            assert net.now is not None
            return all(self._same(net, name, row) for name in net.now if name not in _SKIPPED) and (
                net.kind not in _REFERRERS or (net.kind, identity(net)[0]) not in self._hanging
            )
        return self._same(net, item.field, row)

    def _same(self, net: Net, name: str, row: Any) -> bool:
        assert net.now is not None
        return bool(getattr(row, name) == value_of(net.kind, name, net.now[name]))

    def in_places(self, items: Sequence[Item]) -> bool:
        """Whether rows that have places would still have them one after the other."""
        families = {(item.net.kind, self._parent(item.net)) for item in items if item.net.kind in _PLACES}
        for kind, parent in families:
            mine = [it for it in items if it.net.kind == kind and self._parent(it.net) == parent]
            places = [values["position"] for values in self.after(kind, parent, mine)]
            if places and places != list(range(places[0], places[0] + len(places))):
                return False
        return True

    def after(self, kind: str, parent: UUID, items: Sequence[Item]) -> list[dict[str, Any]]:
        """What the rows of a parent would say once these went back, in their places."""
        names = [column.key for column in inspect(MODELS[kind]).column_attrs]
        rows = {
            _text(inspect(MODELS[kind]).primary_key_from_instance(row)): {
                name: getattr(row, name) for name in names
            }
            for row in self.family(kind, parent)
        }
        for net, field in items:
            if field == "+":
                rows.pop(net.key, None)
            elif field == "-":
                rows[net.key] = values_of(net)
            else:
                assert net.was is not None
                rows[net.key][field] = value_of(kind, field, net.was.get(field))
        return sorted(rows.values(), key=lambda values: int(values["position"]))

    def put_back(self, items: Sequence[Item]) -> None:
        """Write it: what was made goes, children first; what changed is as before; what went is there again.

        Raises NotAllowed where the server does not let this login take away what was made.
        """
        for _, group in groupby(
            sorted((it for it in items if it.field == "+"), key=lambda it: -_ORDER[it.net.kind]),
            key=lambda it: it.net.kind,
        ):
            rows = [self.row(item.net) for item in group]
            for row in rows:
                self._session.delete(row)
            self._session.flush()
            self._refuse_kept(rows)
        for net, field in items:
            if field not in "+-":
                assert net.was is not None
                setattr(self.row(net), field, value_of(net.kind, field, net.was.get(field)))
        self._session.flush()
        for _, group in groupby(
            sorted((it for it in items if it.field == "-"), key=lambda it: _ORDER[it.net.kind]),
            key=lambda it: it.net.kind,
        ):
            self._session.add_all(MODELS[item.net.kind](**values_of(item.net)) for item in group)
            self._session.flush()

    def _refuse_kept(self, rows: Sequence[Any]) -> None:
        """A policy says nothing of what it keeps: it is there still."""
        if policies_hold(self._session.connection().dialect):
            for row in rows:
                mapper = inspect(type(row))
                if self._session.get(type(row), mapper.primary_key_from_instance(row)) is not None:
                    raise NotAllowed("the database does not let this login take away again what was added")


def _text(key: Iterable[object]) -> str:
    return "/".join(str(part) for part in key)


def identity(net: Net) -> tuple[Any, ...]:
    """The primary key of a row that history names in one text."""
    columns = inspect(MODELS[net.kind]).primary_key
    parts = net.key.split("/", len(columns) - 1)
    return tuple(
        int(part) if column.name == "position" else value_of(net.kind, column.name, part)
        for column, part in zip(columns, parts, strict=True)
    )


def value_of(kind: str, name: str, value: Any) -> Any:
    """A value as the column has it, from how history keeps it."""
    if value is None:
        return None
    column = inspect(MODELS[kind]).columns[name].type
    if isinstance(column, Uuid):
        return UUID(value)
    if isinstance(column, UtcTime):
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if isinstance(column, Date) else value


def values_of(net: Net) -> dict[str, Any]:
    """All columns of a row that was removed."""
    assert net.was is not None
    return {name: value_of(net.kind, name, value) for name, value in net.was.items()}
