"""Columns, tags and primary assignees of many cases put back by statements: where nothing else follows from them and
nobody came between.

Every other case is left to be put back by itself, under all the rules (`data.desk.going_back`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from data.desk.desk import Desk
from data.desk.held import check_assignees, people
from data.repositories import many
from data.repositories.many import OF_ASSIGNEE, OF_CASE, OF_TAG, VERSION
from data.repositories.nets import Net
from data.repositories.putting_back import identity, value_of
from data.rules.reference import say_case
from data.store.bulk import Bulk
from data.store.history import NOTHING, Line, tell_beside
from data.types.errors import BadInput, NotAllowed
from data.types.staff import Access, Assignee

COLUMNS = frozenset({"priority", "follow_up_on", "next_steps", "title"})
"""From which, put back, nothing follows."""
OTHERS = frozenset({"marked_for_review", "owner_id", "team_id"})
"""Nothing follows from them either; not everyone may say them."""
MANY = 4
"""For fewer a statement of their own saves nothing."""


@dataclass(slots=True)
class _Case:
    """What the acts made of one case."""

    itself: Net
    primary: Net | None = None
    """Who holds it first."""
    tags: list[Net] = field(default_factory=list)

    @property
    def given(self) -> bool:
        """Whether they gave it to somebody else."""
        return self.primary is not None or not {"owner_id", "team_id"}.isdisjoint(self.itself.fields)


@dataclass(frozen=True, slots=True)
class _Stands:
    """How the cases stand now."""

    rows: Mapping[UUID, Any]
    holders: Mapping[UUID, list[Assignee]]
    tags: Mapping[UUID, set[UUID]]


def put_back(desk: Desk, session: Session, nets: Sequence[Net]) -> tuple[tuple[str, ...], tuple[Net, ...]]:
    """Put those back that are like that; answers the numbers of their cases, and the nets that are left."""
    of: dict[tuple[str, UUID | None], list[Net]] = {}
    for net in nets:
        of.setdefault(net.owner, []).append(net)
    columns = COLUMNS | OTHERS if desk.officer.access > Access.BASIC else COLUMNS
    alike = {
        owner_id: one
        for (kind, owner_id), held in of.items()
        if kind == OF_CASE and owner_id is not None and (one := _plain(held, columns)) is not None
    }
    if len(alike) < MANY:
        return (), tuple(nets)
    connection = session.connection()
    # All of them in the order of their ids, also those that are left: two who take back wait for one another.
    many.hold(connection, [one for kind, one in of if kind == OF_CASE and one is not None])
    names = sorted({name for one in alike.values() for name in one.itself.fields})
    stands = _Stands(
        many.held(connection, list(alike), desk.officer, ("reference", "office_id", *names)),
        many.holders(connection, [one for one, case in alike.items() if case.given]),
        many.tags_of(connection, [one for one, case in alike.items() if case.tags]),
    )
    back = {one: case for one, case in alike.items() if _holds(desk, one, case, stands)}
    back = _to_whom_it_may_go(session, back, stands)
    many.put_each(connection, [_before(stands.rows[one], case.itself) for one, case in back.items()])
    _put_primaries(session, back, stands)
    _put_tags(session, back)
    tell_beside(
        session, OF_CASE, (line for one, case in back.items() for line in _lines(stands.rows[one], case))
    )
    numbers = tuple(say_case(stands.rows[one].reference) for one in back)
    return numbers, tuple(net for net in nets if net.owner[1] not in back)


def _plain(nets: Sequence[Net], columns: frozenset[str]) -> _Case | None:
    """What the acts changed of a case, where that is such columns, tags and who is first, and no more."""
    found: _Case | None = None
    beside: list[Net] = []
    for net in nets:
        if net.erased:
            return None
        if net.kind != OF_CASE:
            beside.append(net)
        elif net.was is not None and net.now is not None and VERSION in net.now:
            found = _Case(net) if columns.issuperset(net.fields) else None
    if found is None:
        return None
    for net in beside:
        if net.kind == OF_TAG:
            found.tags.append(net)
        elif net.kind == OF_ASSIGNEE and net.key.endswith("/0") and "owner_id" in columns:
            found.primary = net
        else:
            return None
    return found


# Whether it may go back so


def _holds(desk: Desk, one: UUID, case: _Case, stands: _Stands) -> bool:
    """Whether the case still says what the acts made it say, and nothing hangs on who has it."""
    row = stands.rows.get(one)
    if row is None:
        return False
    now = case.itself.now
    assert now is not None
    if any(getattr(row, name) != value_of(OF_CASE, name, now[name]) for name in case.itself.fields):
        return False
    if case.given and (row.guarded or not _of_hers(desk, row.office_id)):
        return False
    has = stands.tags.get(one, set())
    if any((_tag_of(net) in has) is not (net.now is not None) for net in case.tags):
        return False
    return case.primary is None or _is_first(case.primary, stands.holders.get(one, []))


def _of_hers(desk: Desk, office: UUID | None) -> bool:
    """A case of another office is seen by whoever holds it: giving it back may shut her out."""
    return office is None or office == desk.officer.office_id or desk.officer.of_all


def _is_first(net: Net, held: Sequence[Assignee]) -> bool:
    """Whether the first stands as the acts left it; one who came, or went, alone."""
    if net.now is None:
        return not held
    if net.was is None and len(held) != 1:
        return False
    return bool(held) and all(
        getattr(held[0], name) == value_of(OF_ASSIGNEE, name, value)
        for name, value in net.now.items()
        if name not in ("case_id", "position")
    )


def _tag_of(net: Net) -> UUID:
    found = identity(net)[1]
    assert isinstance(found, UUID)
    return found


def _first_before(net: Net, held: Sequence[Assignee]) -> Assignee | None:
    """Who was first before the acts; None for nobody."""
    if net.was is None:
        return None
    names = {
        name: value_of(OF_ASSIGNEE, name, value)
        for name, value in net.was.items()
        if name not in ("case_id", "position")
    }
    return replace(held[0], **names) if net.now is not None else Assignee(**names)


def _to_whom_it_may_go(session: Session, back: dict[UUID, _Case], stands: _Stands) -> dict[UUID, _Case]:
    """Without those that nobody could be given now to whom they went back."""
    connection, known = session.connection(), None
    may: dict[Assignee, bool] = {}
    left: dict[UUID, _Case] = {}
    for one, case in back.items():
        held = stands.holders.get(one, [])
        first = _first_before(case.primary, held) if case.primary is not None else None
        if first is not None and first not in may:
            known = known or people(connection)
            try:
                check_assignees(connection, [first], [], confidential=False, known=known)
                may[first] = True
            except (NotAllowed, BadInput):
                may[first] = False
        if first is None or (may[first] and first not in held[1:]):
            left[one] = case
    return left


# Writing


def _before(row: Any, net: Net) -> dict[str, Any]:
    """What it is given: its values before the acts, and a count that forms which others have open notice."""
    assert net.was is not None
    was = {name: value_of(OF_CASE, name, net.was.get(name)) for name in net.fields}
    return {"id": row.id, **was, VERSION: row.version + 1}


def _put_primaries(session: Session, back: Mapping[UUID, _Case], stands: _Stands) -> None:
    to: dict[Assignee | None, tuple[list[UUID], list[UUID]]] = {}
    for one, case in back.items():
        if case.primary is not None:
            held = stands.holders.get(one, [])
            some, none = to.setdefault(_first_before(case.primary, held), ([], []))
            (some if held else none).append(one)
    connection = session.connection()
    for first, (some, none) in to.items():
        if first is None:
            many.take_primary(connection, some)
        else:
            many.put_primary(Bulk(connection), some, none, first)


def _put_tags(session: Session, back: Mapping[UUID, _Case]) -> None:
    came: dict[UUID, list[UUID]] = {}
    went: dict[UUID, list[UUID]] = {}
    for one, case in back.items():
        for net in case.tags:
            (went if net.now is None else came).setdefault(_tag_of(net), []).append(one)
    connection = session.connection()
    for tag_id, ids in came.items():
        many.take_tag(connection, tag_id, ids)
    for tag_id, ids in went.items():
        many.put_tag(Bulk(connection), tag_id, ids)


def _lines(row: Any, case: _Case) -> Iterable[Line]:
    itself = case.itself
    assert itself.was is not None
    assert itself.now is not None
    for name in itself.fields:
        yield Line(row.id, name, itself.now[name], itself.was.get(name))
    yield Line(row.id, VERSION, row.version, row.version + 1)
    for net in (*((case.primary,) if case.primary is not None else ()), *case.tags):
        if net.was is None:
            yield Line(row.id, "-", net.now, NOTHING, net.kind, net.key)
        elif net.now is None:
            yield Line(row.id, "+", NOTHING, net.was, net.kind, net.key)
        else:
            for name in net.fields:
                yield Line(row.id, name, net.now[name], net.was.get(name), net.kind, net.key)
