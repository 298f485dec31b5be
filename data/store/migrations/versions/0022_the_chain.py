"""The chain of every record's history, and who opened a confidential case."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

from data.model.columns import UtcTime
from data.rules.chain import NOBODY, Line, digest, seal
from data.store.migrations.columns import instant, key, octets, refers, uuid, whole, words
from data.types.chain import Facts

revision = "0022"
down_revision = "0020"

_ID, _TEXT = sa.Uuid(), sa.String()


def _table(name: str, *columns: sa.ColumnClause[Any]) -> sa.TableClause:
    return sa.table(name, *columns)


_ACT = _table(
    "act",
    sa.column("id", _ID),
    sa.column("at", UtcTime()),
    sa.column("officer_id", _ID),
    sa.column("action", _TEXT),
    sa.column("reason", _TEXT),
    sa.column("batch_id", _ID),
    sa.column("undoes_id", _ID),
)
_CHANGE = _table(
    "change",
    sa.column("id", _ID),
    sa.column("act_id", _ID),
    *(sa.column(name, _TEXT) for name in ("record_kind", "record_id", "owner_kind", "field")),
    sa.column("owner_id", _ID),
    sa.column("link", sa.Integer()),
    sa.column("digest", sa.LargeBinary()),
)
_VALUE = _table(
    "change_value",
    sa.column("change_id", _ID),
    sa.column("old", _TEXT),
    sa.column("new", _TEXT),
    sa.column("salt", _ID),
)
_LINK = _table(
    "change_link",
    sa.column("owner_id", _ID),
    sa.column("owner_kind", _TEXT),
    sa.column("place", sa.Integer()),
    sa.column("act_id", _ID),
    sa.column("seal", sa.LargeBinary()),
)
_OLD = (
    sa.select(_CHANGE, _VALUE.c.old, _VALUE.c.new, *(column.label(f"its_{column.name}") for column in _ACT.c))
    .join_from(_CHANGE, _ACT, _ACT.c.id == _CHANGE.c.act_id)
    .outerjoin(_VALUE, _VALUE.c.change_id == _CHANGE.c.id)
    .order_by(_CHANGE.c.owner_kind, _CHANGE.c.owner_id, _ACT.c.at, _ACT.c.id, _CHANGE.c.id)
)
_PUT_CHANGE = (
    sa.update(_CHANGE)
    .where(_CHANGE.c.id == sa.bindparam("of", type_=_ID))
    .values(link=sa.bindparam("place"), digest=sa.bindparam("made", type_=sa.LargeBinary()))
)
_PUT_SALT = (
    sa.update(_VALUE)
    .where(_VALUE.c.change_id == sa.bindparam("of", type_=_ID))
    .values(salt=sa.bindparam("with_salt", type_=_ID))
)
MANY = 5_000
"""Rows read before what they came to is written."""


def upgrade() -> None:
    """Make the chain, and seal the history that is there as it stands today."""
    op.add_column("change", whole("link", default="0"))
    op.add_column("change", octets("digest", added=True))
    op.add_column("change_value", uuid("salt", null=True))
    op.create_table(
        "change_link",
        uuid("owner_id"),
        words("owner_kind"),
        whole("place"),
        uuid("act_id"),
        octets("seal"),
        key("owner_id", "owner_kind", "place"),
    )
    op.create_table(
        "case_opening",
        uuid("id"),
        uuid("case_id"),
        uuid("officer_id"),
        instant("at"),
        refers("case_id", "case_record.id"),
        refers("officer_id", "staff.id"),
        key("id"),
    )
    op.create_index("ix_case_opening_case", "case_opening", ["case_id", "at"])
    _seal_what_is_there()


def _seal_what_is_there() -> None:
    connection = op.get_bind()
    # Read whole before anything is written: the rows are read in the order of what is written.
    rows = connection.execute(_OLD).all()
    changes: list[dict[str, Any]] = []
    values: list[dict[str, Any]] = []
    links: list[dict[str, Any]] = []
    for _, owned in groupby(rows, key=lambda row: (row.owner_kind, row.owner_id)):
        for link in _chain(owned, changes, values):
            links.append(link)
            if len(changes) >= MANY:
                _write(connection, changes, values, links)
    _write(connection, changes, values, links)


def _chain(
    owned: Iterator[Any], changes: list[dict[str, Any]], values: list[dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    before: bytes | None = None
    for place, (_, told) in enumerate(groupby(owned, key=lambda row: row.act_id), 1):
        lines = []
        for row in told:
            salt = uuid4()
            made = digest(salt, row.old, row.new)
            lines.append(Line(row.id, row.record_kind, row.record_id, row.field, made))
            changes.append({"of": row.id, "place": place, "made": made})
            values.append({"of": row.id, "with_salt": salt})
            act = Facts(
                row.act_id,
                row.its_at,
                row.its_officer_id,
                row.its_action,
                row.its_reason,
                row.its_batch_id,
                row.its_undoes_id,
            )
            kind, owner = row.owner_kind, row.owner_id
        before = seal(before, kind, owner, place, act, lines)
        yield {
            "owner_id": owner or NOBODY, "owner_kind": kind, "place": place, "act_id": act.id, "seal": before
        }  # fmt: skip


def _write(connection: sa.Connection, *rows: list[dict[str, Any]]) -> None:
    for statement, some in zip((_PUT_CHANGE, _PUT_SALT, sa.insert(_LINK)), rows, strict=True):
        if some:
            connection.execute(statement, some)
            some.clear()
