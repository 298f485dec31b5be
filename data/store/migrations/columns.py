"""The columns migrations are written with."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

SOUGHT = sa.String().with_variant(sa.String(collation="C"), "postgresql")
"""Compared byte by byte, so that a range over a prefix is an index seek."""
GROUPS = sa.JSON().with_variant(ARRAY(sa.Uuid(as_uuid=False)), "postgresql")
key = sa.PrimaryKeyConstraint
unique = sa.UniqueConstraint


def _column(
    name: str, kind: sa.types.TypeEngine[Any], null: bool, default: str | None = None
) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=null, server_default=default)


def uuid(name: str, null: bool = False) -> sa.Column[Any]:
    """An id."""
    return _column(name, sa.Uuid(), null)


def words(name: str, null: bool = False, default: str | None = None) -> sa.Column[Any]:
    """Text of any length; a column added later needs its default for the rows that are there."""
    return _column(name, sa.String(), null, default)


def sought(name: str, default: str | None = None) -> sa.Column[Any]:
    """Text that is searched by prefix."""
    return _column(name, SOUGHT, False, default)


def whole(name: str, null: bool = False, default: str | None = None) -> sa.Column[Any]:
    """A whole number."""
    return _column(name, sa.Integer(), null, default)


def large(name: str) -> sa.Column[Any]:
    """A whole number of eight bytes."""
    return _column(name, sa.BigInteger(), False)


def flag(name: str, added: bool = False) -> sa.Column[Any]:
    """Yes or no; `added` later, the rows that are there say no."""
    return sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false() if added else None)


def day(name: str, null: bool = False) -> sa.Column[Any]:
    """A date that means a day."""
    return _column(name, sa.Date(), null)


def instant(name: str, null: bool = False) -> sa.Column[Any]:
    """A moment in UTC."""
    return _column(name, sa.DateTime(timezone=True), null)


def groups(name: str) -> sa.Column[Any]:
    """Ids of groups."""
    return _column(name, GROUPS, False)


def refers(column: str, target: str) -> sa.ForeignKeyConstraint:
    """A foreign key of one column."""
    return sa.ForeignKeyConstraint([column], [target])


def octets(name: str, added: bool = False) -> sa.Column[Any]:
    """Bytes; `added` later, the rows that are there have none."""
    return sa.Column(name, sa.LargeBinary(), nullable=False, server_default=sa.text("''") if added else None)
