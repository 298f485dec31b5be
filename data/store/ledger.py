"""Writing the history where the program does it itself: acts, changes, values, and the links of the chains."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from sqlalchemy import func, select, update
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from data.model import CaseOpening
from data.rules.chain import NOBODY, Line, digest, seal
from data.rules.verifying import ERASED, ERASED_AT
from data.store.among import IDS, Among
from data.store.bulk import Bulk
from data.store.tables import ACT, CHANGE, CHANGE_LINK, CHANGE_VALUE
from data.types.chain import Facts

Owner = tuple[str, UUID | None]
# SQLite takes the seal from the row that has the highest place.
_HEADS = (
    select(
        CHANGE_LINK.c.owner_kind,
        CHANGE_LINK.c.owner_id,
        func.max(CHANGE_LINK.c.place).label("place"),
        CHANGE_LINK.c.seal,
    )
    .where(Among(CHANGE_LINK.c.owner_id, IDS))
    .group_by(CHANGE_LINK.c.owner_kind, CHANGE_LINK.c.owner_id)
)


class Told(NamedTuple):
    """One change to be told of."""

    id: UUID
    act_id: UUID
    record_kind: str
    record_id: str
    owner_kind: str
    owner_id: UUID | None
    field: str
    old: str | None
    new: str | None


def tell(bulk: Bulk, acts: Mapping[UUID, Facts], changes: Sequence[Told], *, begun: bool = False) -> None:
    """Write it down; the acts too, unless they were `begun` before. Whoever calls is the only writer."""
    by_link: dict[tuple[Owner, UUID], list[Told]] = {}
    for one in changes:
        by_link.setdefault(((one.owner_kind, one.owner_id), one.act_id), []).append(one)
    heads = _heads(bulk.connection, {owner for owner, _ in by_link})
    rows: list[dict[str, Any]] = []
    values: list[dict[str, Any]] = []
    links: list[dict[str, Any]] = []
    for (owner, act_id), told in by_link.items():
        kind, owner_id = owner
        last, before = heads.get(owner, (0, None))
        place, lines = last + 1, []
        for one in told:
            salt = uuid4()
            made = digest(salt, one.old, one.new)
            lines.append(Line(one.id, one.record_kind, one.record_id, one.field, made))
            rows.append(
                {
                    "id": one.id,
                    "act_id": act_id,
                    "record_kind": one.record_kind,
                    "record_id": one.record_id,
                    "owner_kind": kind,
                    "owner_id": owner_id,
                    "field": one.field,
                    "link": place,
                    "digest": made,
                }
            )
            values.append({"change_id": one.id, "old": one.old, "new": one.new, "salt": salt})
        sealed = seal(before, kind, owner_id, place, acts[act_id], lines)
        heads[owner] = place, sealed
        links.append(
            {
                "owner_kind": kind,
                "owner_id": owner_id or NOBODY,
                "place": place,
                "act_id": act_id,
                "seal": sealed,
            }
        )
    if not begun:
        bulk.insert(ACT, [act._asdict() for act in acts.values()])
    bulk.insert(CHANGE_LINK, links)
    bulk.insert(CHANGE, rows)
    bulk.insert(CHANGE_VALUE, values)


def erase_values(bulk: Bulk, act: Facts, member_id: UUID, new_id: Callable[[], UUID]) -> int:
    """Empty the values that history keeps of a member and tell of it under that act, which was begun before; answers
    how many there were.
    """
    connection = bulk.connection
    if bulk.tells:
        return int(connection.execute(select(func.casetui.erase_values(member_id))).scalar_one())
    changes = select(CHANGE.c.id).where(
        CHANGE.c.owner_id == member_id,
        CHANGE.c.owner_kind == "member",
        CHANGE.c.field.not_in((ERASED, ERASED_AT)),
    )
    emptied = update(CHANGE_VALUE).where(
        CHANGE_VALUE.c.change_id.in_(changes), CHANGE_VALUE.c.salt.is_not(None)
    )
    count = connection.execute(emptied.values(old=None, new=None, salt=None)).rowcount
    of = (new_id(), act.id, "member", str(member_id), "member", member_id, ERASED, str(count), "null")
    tell(bulk, {act.id: act}, [Told(*of)], begun=True)
    return count


def note_opening(
    session: Session, case_id: UUID, officer_id: UUID, at: datetime, new_id: Callable[[], UUID]
) -> None:
    """Note that an officer opened a case; a store that knows its officers says by itself who and when."""
    if session.connection().dialect.name == "postgresql":
        session.execute(select(func.casetui.note_opening(case_id)))
        return
    session.add(CaseOpening(id=new_id(), case_id=case_id, officer_id=officer_id, at=at))
    session.flush()


def _heads(connection: Connection, owners: set[Owner]) -> dict[Owner, tuple[int, bytes | None]]:
    """The last link of each chain."""
    known = {(kind, one or NOBODY): (kind, one) for kind, one in owners}
    found: dict[Owner, tuple[int, bytes | None]] = {}
    for row in connection.execute(_HEADS, {"ids": list({one or NOBODY for _, one in owners})}):
        owner = known.get((row.owner_kind, row.owner_id))
        if owner is not None:
            found[owner] = row.place, row.seal
    return found
