"""Statements that were compiled for one store serve the stores of later tests too.

Every engine compiles each statement it has not seen yet, and every test opens engines of its own: that was a fifth of
the time of the tests of the store. What is compiled depends on the statement, the kind of database and whether its
policies hold for the login.
"""

from typing import Any

from sqlalchemy import Engine
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.util import LRUCache

from data.store.watched import policies_hold

_COMPILED: LRUCache[Any, Any] = LRUCache(3000)


def _kind(dialect: DefaultDialect) -> tuple[object, ...]:
    return type(dialect), dialect.paramstyle, policies_hold(dialect)


def _alike(one: DefaultDialect, other: object) -> bool:
    return isinstance(other, DefaultDialect) and _kind(one) == _kind(other)


def _hash(one: DefaultDialect) -> int:
    return hash(_kind(one))


def keep() -> None:
    """From now on, in this process."""
    Engine._compiled_cache = property(lambda _: _COMPILED, lambda _engine, _own: None)  # type: ignore[assignment]
    # A cache asks for the very dialect otherwise, and every engine has one.
    DefaultDialect.__eq__ = _alike  # type: ignore[method-assign, assignment]
    DefaultDialect.__hash__ = _hash  # type: ignore[method-assign, assignment]
