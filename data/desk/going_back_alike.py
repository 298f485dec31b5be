"""Columns of many cases put back by one statement: where nothing else follows from them and nobody came between.

Every other case is left to be put back by itself, under all the rules (`data.desk.going_back`).
"""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from data.desk.desk import Desk
from data.repositories import many
from data.repositories.many import OF_CASE, VERSION
from data.repositories.nets import Net
from data.repositories.putting_back import value_of
from data.rules.reference import say_case
from data.store.history import Line, tell_beside
from data.types.staff import Access

COLUMNS = frozenset({"priority", "follow_up_on", "next_steps", "title"})
"""From which, put back, nothing follows."""
REVIEW = "marked_for_review"
"""Nothing follows from it either; not everyone may say it."""
MANY = 4
"""For fewer a statement of their own saves nothing."""


def put_back(desk: Desk, session: Session, nets: Sequence[Net]) -> tuple[tuple[str, ...], tuple[Net, ...]]:
    """Put those back that are like that; answers the numbers of their cases, and the nets that are left."""
    columns = COLUMNS | {REVIEW} if desk.officer.access > Access.BASIC else COLUMNS
    of: dict[tuple[str, UUID | None], list[Net]] = {}
    for net in nets:
        of.setdefault(net.owner, []).append(net)
    alike = {
        owner_id: held[0]
        for (kind, owner_id), held in of.items()
        if kind == OF_CASE and owner_id is not None and len(held) == 1 and _plain(held[0], columns)
    }
    if len(alike) < MANY:
        return (), tuple(nets)
    connection = session.connection()
    # All of them in the order of their ids, also those that are left: two who take back wait for one another.
    many.hold(connection, [one for kind, one in of if kind == OF_CASE and one is not None])
    names = sorted({name for net in alike.values() for name in net.fields})
    rows = many.held(connection, list(alike), desk.officer, ("reference", *names))
    back = {one: net for one, net in alike.items() if one in rows and _holds(rows[one], net)}
    many.put_each(connection, [_before(rows[one], net) for one, net in back.items()])
    tell_beside(session, OF_CASE, (line for one, net in back.items() for line in _lines(rows[one], net)))
    numbers = tuple(say_case(rows[one].reference) for one in back)
    return numbers, tuple(net for net in nets if net.owner[1] not in back)


def _plain(net: Net, columns: frozenset[str]) -> bool:
    """Whether the acts changed such columns of the case and no more, and counted it."""
    if net.kind != OF_CASE or net.was is None or net.now is None or net.erased or VERSION not in net.now:
        return False
    return columns.issuperset(net.fields)


def _holds(row: Any, net: Net) -> bool:
    """Whether the case still says what the acts made it say."""
    assert net.now is not None
    return all(getattr(row, name) == value_of(OF_CASE, name, net.now[name]) for name in net.fields)


def _before(row: Any, net: Net) -> dict[str, Any]:
    """What it is given: its values before the acts, and a count that forms which others have open notice."""
    assert net.was is not None
    was = {name: value_of(OF_CASE, name, net.was.get(name)) for name in net.fields}
    return {"id": row.id, **was, VERSION: row.version + 1}


def _lines(row: Any, net: Net) -> Iterable[Line]:
    assert net.was is not None
    assert net.now is not None
    for name in net.fields:
        yield Line(row.id, name, net.now[name], net.was.get(name))
    yield Line(row.id, VERSION, row.version, row.version + 1)
