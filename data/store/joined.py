"""Texts of many rows as one, with a blank between: each store has a name of its own for it."""

from typing import Any

from sqlalchemy import String
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class Joined(FunctionElement[str]):
    """All that the column has, in no order; nothing of no rows."""

    inherit_cache = True
    type = String()


@compiles(Joined)
def _group_concat(element: Joined, compiler: SQLCompiler, **kw: Any) -> str:
    return f"group_concat({compiler.process(element.clauses, **kw)}, ' ')"


@compiles(Joined, "postgresql")
def _string_agg(element: Joined, compiler: SQLCompiler, **kw: Any) -> str:
    return f"string_agg({compiler.process(element.clauses, **kw)}, ' ')"
