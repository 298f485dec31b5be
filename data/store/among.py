"""Rows whose id is one of many, as one parameter: a statement is the same statement for any number of ids."""

import json
from collections.abc import Callable, Collection
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, String, TypeDecorator, Uuid, bindparam
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeEngine


class Ids(TypeDecorator[Collection[UUID]]):
    """Many ids: an array on Postgres, a JSON list on SQLite, each as that store keeps an id."""

    impl = String
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """What the driver is given."""
        return dialect.type_descriptor(ARRAY(Uuid()) if dialect.name == "postgresql" else String())

    def process_bind_param(self, value: Collection[UUID] | None, dialect: Dialect) -> Any:
        """As one text, which the store reads: the driver would look at each of them."""
        ids = [one.hex for one in value or ()]
        return f"{{{','.join(ids)}}}" if dialect.name == "postgresql" else json.dumps(ids)

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any]:
        """Nothing of the type beneath, which would take the text of an array for one."""
        return lambda value: self.process_bind_param(value, dialect)


class Among(FunctionElement[bool]):
    """Whether a column (first) holds one of the ids (second)."""

    inherit_cache = True
    type = Boolean()
    _is_implicitly_boolean = True
    """SQLite is asked for it as it stands: of what is said to equal 1, no index is used."""


IDS = bindparam("ids", type_=Ids())


@compiles(Among)
def _listed(element: Among, compiler: SQLCompiler, **kw: Any) -> str:
    column, ids = (compiler.process(part, **kw) for part in element.clauses)
    return f"{column} IN (SELECT one.value FROM json_each({ids}) AS one)"


@compiles(Among, "postgresql")
def _in_array(element: Among, compiler: SQLCompiler, **kw: Any) -> str:
    column, ids = (compiler.process(part, **kw) for part in element.clauses)
    return f"{column} = ANY({ids})"
