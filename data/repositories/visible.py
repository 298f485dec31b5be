"""Who may see a case, as part of a statement: the SQL twin of `data.rules.visibility.may_see`.

A test walks the whole matrix and compares the two.
"""

from typing import Any

from sqlalchemy import Boolean, ColumnElement, Integer, Uuid, and_, bindparam, exists, or_
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from data.rules.visibility import Scope
from data.store.tables import ASSIGNEE, CASE
from data.types.staff import Access, Officer

VIEWER = bindparam("viewer", type_=Uuid())
TEAM = bindparam("team", type_=Uuid())
ACCESS = bindparam("access", type_=Integer())


def looking(officer: Officer) -> dict[str, Any]:
    """The parameters of a statement that holds `VISIBLE`."""
    return {"viewer": officer.id, "team": officer.team_id, "access": int(officer.access)}


class NoGroups(FunctionElement[bool]):
    """Whether the case types admit all groups; nobody is in a group yet, so any named group shuts out."""

    inherit_cache = True
    type = Boolean()


@compiles(NoGroups)
def _text_is_empty(element: NoGroups, compiler: SQLCompiler, **kw: Any) -> str:
    return f"({compiler.process(element.clauses, **kw)} = '[]')"


@compiles(NoGroups, "postgresql")
def _array_is_empty(element: NoGroups, compiler: SQLCompiler, **kw: Any) -> str:
    return f"(cardinality({compiler.process(element.clauses, **kw)}) = 0)"


def _visible() -> ColumnElement[bool]:
    in_scope = or_(
        CASE.c.scope == int(Scope.OFFICE), and_(CASE.c.scope == int(Scope.TEAM), CASE.c.team_id == TEAM)
    )
    assigned = exists().where(
        ASSIGNEE.c.case_id == CASE.c.id, or_(ASSIGNEE.c.officer_id == VIEWER, ASSIGNEE.c.team_id == TEAM)
    )
    return and_(
        or_(CASE.c.confidential.is_(False), int(Access.BASIC) < ACCESS),
        # The subquery last: for most rows the cheap tests have answered before.
        or_(int(Access.ADMIN) <= ACCESS, and_(in_scope, NoGroups(CASE.c.acl)), assigned),
    )


VISIBLE = _visible()
"""True for the rows of `CASE` that the officer of `looking` may see."""
