"""Who may see a case, as part of a statement: the SQL twin of `data.rules.visibility.may_see`.

A test walks the whole matrix and compares the two.
"""

from typing import Any

from sqlalchemy import Boolean, ColumnElement, Integer, String, Uuid, and_, bindparam, exists, or_
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from data.rules.visibility import Scope
from data.store.tables import ASSIGNEE, CASE
from data.store.watched import policies_hold
from data.types.staff import Access, Officer

VIEWER = bindparam("viewer", type_=Uuid())
TEAM = bindparam("team", type_=Uuid())
ACCESS = bindparam("access", type_=Integer())
GROUPS = bindparam("groups", type_=CASE.c.acl.type)
ROLES = (bindparam("title", type_=String()), bindparam("access_name", type_=String()))
OFFICE_OF = bindparam("office", type_=Uuid())
OF_ALL = bindparam("of_all", type_=Boolean())
"""An administrator of no office: every office is the viewer's (features A3.46)."""
LEADS = bindparam("leads", type_=Boolean())
"""The office lets this supervisor see what only the assigned of the own team see (features A3.18)."""


def looking(officer: Officer) -> dict[str, Any]:
    """The parameters of a statement that holds `VISIBLE`."""
    title, access_name = officer.roles
    return {
        "viewer": officer.id,
        "team": officer.team_id,
        "access": int(officer.access),
        "groups": [str(group) for group in officer.groups],
        "title": title,
        "access_name": access_name,
        "office": officer.office_id,
        "of_all": officer.of_all,
        "leads": officer.sees_assigned and officer.access >= Access.SUPERVISOR,
    }


class Admits(FunctionElement[bool]):
    """Whether the groups that a case names (first) hold one of the viewer's (second), or it names none."""

    inherit_cache = True
    type = Boolean()


@compiles(Admits)
def _text_admits(element: Admits, compiler: SQLCompiler, **kw: Any) -> str:
    named, own = (compiler.process(part, **kw) for part in element.clauses)
    # Both are JSON lists of ids in quotes, so that an id stands in the viewer's or does not.
    held = f"SELECT 1 FROM json_each({named}) AS admitted WHERE instr({own}, admitted.value) > 0"
    return f"({named} = '[]' OR EXISTS ({held}))"


@compiles(Admits, "postgresql")
def _array_admits(element: Admits, compiler: SQLCompiler, **kw: Any) -> str:
    named, own = (compiler.process(part, **kw) for part in element.clauses)
    return f"(cardinality({named}) = 0 OR {named} && {own})"


class Unwatched(FunctionElement[bool]):
    """The condition where nobody else holds it: a store whose policies hold for the login asks the same of every row.

    Asked twice it costs twice, since a subquery of it is looked through by policies too, and sent along it costs though
    it is never asked (docs/decisions/logins.md).
    """

    inherit_cache = True
    type = Boolean()


@compiles(Unwatched)
def _always(element: Unwatched, compiler: SQLCompiler, **kw: Any) -> str:
    (condition,) = (compiler.process(part, **kw) for part in element.clauses)
    return f"({condition})"


@compiles(Unwatched, "postgresql")
def _where_no_policy_does(element: Unwatched, compiler: SQLCompiler, **kw: Any) -> str:
    # Asked once a statement, of the table and the login as they are: policies that are off hold nobody.
    watched = "(SELECT row_security_active('public.case_record'))"
    if policies_hold(compiler.dialect):
        # Switched off behind an open program, they leave it nothing to see.
        return watched
    (condition,) = (compiler.process(part, **kw) for part in element.clauses)
    return f"({watched} OR ({condition}))"


def held_by_me(assignee: Any) -> ColumnElement[bool]:
    """A row of `assignee` names the officer, or a team or role the officer is of (features A2.12)."""
    return or_(assignee.c.officer_id == VIEWER, held_by_mine(assignee))


def held_by_mine(assignee: Any) -> ColumnElement[bool]:
    """The same for the team and the role alone."""
    return or_(assignee.c.team_id == TEAM, assignee.c.role.in_(ROLES))


def _visible() -> ColumnElement[bool]:
    in_scope = or_(
        CASE.c.scope == int(Scope.OFFICE),
        and_(CASE.c.team_id == TEAM, or_(CASE.c.scope == int(Scope.TEAM), LEADS)),
    )
    own = or_(CASE.c.office_id.is_(None), CASE.c.office_id == OFFICE_OF, OF_ALL)
    # A role is had in every office, and is allocated to in the case's own.
    named = or_(
        ASSIGNEE.c.officer_id == VIEWER, ASSIGNEE.c.team_id == TEAM, and_(own, ASSIGNEE.c.role.in_(ROLES))
    )
    assigned = exists().where(ASSIGNEE.c.case_id == CASE.c.id, named)
    return and_(
        or_(CASE.c.confidential.is_(False), int(Access.BASIC) < ACCESS),
        # The subquery last: for most rows the cheap tests have answered before.
        or_(
            and_(own, or_(int(Access.ADMIN) <= ACCESS, and_(in_scope, Admits(CASE.c.acl, GROUPS)))), assigned
        ),
    )


VISIBLE: ColumnElement[bool] = Unwatched(_visible())
"""True for the rows of `CASE` that the officer of `looking` may see."""
