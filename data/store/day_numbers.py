"""Days as numbers, which either store counts in its own way: for averages of ages."""

from typing import Any

from sqlalchemy import Float
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class DaysBetween(FunctionElement[float]):
    """How many days the second date lies after the first."""

    inherit_cache = True
    type = Float()


@compiles(DaysBetween)
def _by_julian_days(element: DaysBetween, compiler: SQLCompiler, **kw: Any) -> str:
    first, second = (compiler.process(part, **kw) for part in element.clauses)
    return f"(julianday({second}) - julianday({first}))"


@compiles(DaysBetween, "postgresql")
def _by_dates(element: DaysBetween, compiler: SQLCompiler, **kw: Any) -> str:
    first, second = (compiler.process(part, **kw) for part in element.clauses)
    return f"({second} - {first})"
