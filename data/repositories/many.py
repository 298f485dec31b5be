"""Many cases and interactions at once: held, read, given the same values, with what history is told of each."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Select, String, Uuid, bindparam, cast, delete, exists, func, or_, select, update
from sqlalchemy.engine import Connection, Row

from data.repositories.visible import VISIBLE, looking
from data.store.among import IDS, Among
from data.store.bulk import CHUNK, Bulk
from data.store.history import NOTHING as NOTHING
from data.store.history import Written
from data.store.ledger import Told
from data.store.ledger import tell as write_told
from data.store.tables import (
    ACT,
    ASSIGNEE,
    CASE,
    CASE_TAG,
    CASE_TYPE,
    CASE_TYPE_OF_CASE,
    CHANGE,
    CHANGE_VALUE,
    INTERACTION,
    STAFF,
    TASK_TYPE,
)
from data.types.chain import Facts
from data.types.staff import Assignee, Officer

# In the order of their ids: of two who hold many of the same at once, one waits for the other.
_HOLD = select(func.count()).select_from(
    select(CASE.c.id).where(Among(CASE.c.id, IDS)).order_by(CASE.c.id).with_for_update().subquery()
)
_TYPED = CASE_TYPE_OF_CASE.c.case_id == CASE.c.id
_MORE = (
    or_(CASE.c.scope != 0, CASE.c.confidential, cast(CASE.c.acl, String()).not_in(("[]", "{}"))).label(
        "guarded"
    ),
    exists()
    .where(
        _TYPED,
        CASE_TYPE_OF_CASE.c.position == 0,
        CASE_TYPE.c.key == CASE_TYPE_OF_CASE.c.case_type,
        CASE_TYPE.c.next_follow_up != "",
    )
    .label("promised"),
    exists()
    .where(
        _TYPED,
        TASK_TYPE.c.case_type == CASE_TYPE_OF_CASE.c.case_type,
        TASK_TYPE.c.auto_generate.is_(True),
        TASK_TYPE.c.archived.is_(False),
        TASK_TYPE.c.condition != "",
    )
    .label("conditional"),
)
"""From what more follows than the column itself."""
_HOLDERS = select(ASSIGNEE).where(Among(ASSIGNEE.c.case_id, IDS)).order_by(ASSIGNEE.c.position)
_TAGS = select(CASE_TAG.c.case_id, CASE_TAG.c.tag_id).where(Among(CASE_TAG.c.case_id, IDS))
_DONE = (
    select(CHANGE.c.owner_id)
    .join_from(CHANGE, ACT, ACT.c.id == CHANGE.c.act_id)
    .where(ACT.c.batch_id == bindparam("batch", type_=Uuid()))
    .distinct()
)
_SINCE = (
    select(
        CHANGE.c.owner_id,
        CHANGE.c.act_id,
        CHANGE.c.record_kind,
        CHANGE.c.field,
        CHANGE_VALUE.c.old,
        ACT.c.officer_id,
        func.coalesce(STAFF.c.name, "").label("who"),
    )
    .join_from(CHANGE, ACT, ACT.c.id == CHANGE.c.act_id)
    .join(CHANGE_VALUE, CHANGE_VALUE.c.change_id == CHANGE.c.id)
    .outerjoin(STAFF, STAFF.c.id == ACT.c.officer_id)
    .where(CHANGE.c.owner_kind == bindparam("kind", type_=String()), Among(CHANGE.c.owner_id, IDS))
    .order_by(ACT.c.at, ACT.c.id)
)
_BY_NUMBER = {
    "case": select(CASE.c.id, CASE.c.reference, CASE.c.version).where(
        CASE.c.reference.in_(bindparam("numbers", expanding=True)), VISIBLE
    ),
    "interaction": select(INTERACTION.c.id, INTERACTION.c.reference, INTERACTION.c.version).where(
        INTERACTION.c.reference.in_(bindparam("numbers", expanding=True))
    ),
}
VERSION = "version"
OF_CASE, OF_ASSIGNEE, OF_TAG = CASE.name, ASSIGNEE.name, CASE_TAG.name


class Mine(NamedTuple):
    """What the acts of one gesture have in common."""

    action: str
    officer_id: UUID | None
    reason: str
    batch_id: UUID | None
    at: datetime


class Changed(NamedTuple):
    """One field that one record has another value of now."""

    record_kind: str
    record_id: str
    field: str
    old: object
    new: object


@cache
def _seen(columns: tuple[str, ...]) -> Select[Any]:
    wanted = (CASE.c.id, CASE.c.version, *(CASE.c[name] for name in columns), *_MORE)
    return select(*wanted).where(Among(CASE.c.id, IDS), VISIBLE)


def hold(connection: Connection, ids: Collection[UUID]) -> None:
    """Keep these cases for this transaction until it ends."""
    connection.execute(_HOLD, {"ids": list(ids)})


def held(
    connection: Connection, ids: Collection[UUID], officer: Officer, columns: Iterable[str]
) -> dict[UUID, Row[Any]]:
    """These columns of cases, held until the transaction ends; those the officer may not see are not there.

    `guarded` are those that not everyone sees; from a follow-up day more follows where one is `promised`, from a
    priority where tasks are `conditional`.
    """
    asked = {"ids": list(ids)}
    hold(connection, ids)
    # After the lock: someone may have hidden a case from this officer meanwhile.
    rows = connection.execute(_seen(tuple(columns)), {**asked, **looking(officer)}).all()
    return {row.id: row for row in rows}


def numbered(
    connection: Connection, record: str, numbers: Sequence[int], officer: Officer
) -> dict[int, tuple[UUID, int]]:
    """Id and version of cases or interactions by their number; those the officer may not see are not there."""
    found: dict[int, tuple[UUID, int]] = {}
    seen = looking(officer) if record == "case" else {}
    for start in range(0, len(numbers), CHUNK):
        asked = {"numbers": list(numbers[start : start + CHUNK]), **seen}
        for row in connection.execute(_BY_NUMBER[record], asked):
            found[row.reference] = (row.id, row.version)
    return found


def holders(connection: Connection, ids: Collection[UUID]) -> dict[UUID, list[Assignee]]:
    """Whom each is allocated to, the primary one first."""
    found: dict[UUID, list[Assignee]] = defaultdict(list)
    for row in connection.execute(_HOLDERS, {"ids": list(ids)}):
        found[row.case_id].append(Assignee(row.officer_id, row.team_id, row.role))
    return found


def done_before(connection: Connection, batch_id: UUID) -> frozenset[UUID]:
    """Records that an act of that gesture has changed already."""
    return frozenset(connection.execute(_DONE, {"batch": batch_id}).scalars())


def changed_since(
    connection: Connection, kind: str, read: Mapping[UUID, int], but: UUID | None
) -> dict[UUID, dict[str, str]]:
    """Of records that were read at these versions: field or table that others have changed since, and who."""
    if not read:
        return {}
    rows = connection.execute(_SINCE, {"kind": kind, "ids": list(read)}).all()
    later = {
        row.act_id
        for row in rows
        if (row.record_kind, row.field) == (kind, VERSION)
        and (row.old or "").isdigit()
        and int(row.old) >= read[row.owner_id]
    }
    found: dict[UUID, dict[str, str]] = defaultdict(dict)
    for row in rows:
        if row.act_id in later and row.officer_id != but:
            name = row.field if row.record_kind == kind else row.record_kind
            found[row.owner_id][name] = row.who or "The program"
    return found


def put_alike(connection: Connection, ids: Collection[UUID], values: Mapping[str, Any]) -> None:
    """Give all of these cases the same values."""
    connection.execute(
        update(CASE).where(Among(CASE.c.id, IDS)).values(**values, version=CASE.c.version + 1),
        {"ids": list(ids)},
    )


def put_each(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Give each of these cases, known by its `id`, the values of its own."""
    Bulk(connection).update(CASE, rows)


def put_primary(bulk: Bulk, ids: Collection[UUID], unclaimed: Collection[UUID], to: Assignee) -> None:
    """Make this one the primary of cases that have one, and the only one of those that have nobody."""
    whom = {"officer_id": to.officer_id, "team_id": to.team_id, "role": to.role}
    if ids:
        first = update(ASSIGNEE).where(ASSIGNEE.c.position == 0, Among(ASSIGNEE.c.case_id, IDS))
        bulk.connection.execute(first.values(**whom), {"ids": list(ids)})
    bulk.insert(ASSIGNEE, [{"case_id": one, "position": 0, **whom} for one in unclaimed])


def take_primary(connection: Connection, ids: Collection[UUID]) -> None:
    """Have nobody hold these cases, which one holds."""
    connection.execute(
        delete(ASSIGNEE).where(ASSIGNEE.c.position == 0, Among(ASSIGNEE.c.case_id, IDS)), {"ids": list(ids)}
    )


def tags_of(connection: Connection, ids: Collection[UUID]) -> dict[UUID, set[UUID]]:
    """The tags of each case that has any."""
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for row in connection.execute(_TAGS, {"ids": list(ids)}):
        found[row.case_id].add(row.tag_id)
    return found


def put_tag(bulk: Bulk, tag_id: UUID, ids: Collection[UUID]) -> None:
    """Put a tag on these cases, which have it not."""
    bulk.insert(CASE_TAG, [{"case_id": one, "tag_id": tag_id} for one in ids])


def take_tag(connection: Connection, tag_id: UUID, ids: Collection[UUID]) -> None:
    """Take a tag off these cases."""
    connection.execute(
        delete(CASE_TAG).where(CASE_TAG.c.tag_id == tag_id, Among(CASE_TAG.c.case_id, IDS)),
        {"ids": list(ids)},
    )


def tell(
    bulk: Bulk,
    mine: Mine,
    changes: Mapping[UUID, Sequence[Changed]],
    new_id: Callable[[], UUID],
    kind: str = OF_CASE,
) -> None:
    """Tell history of each record in an act of its own, where the store does not tell of it by itself."""
    if bulk.tells:
        return
    acts: dict[UUID, Facts] = {}
    lines: list[Told] = []
    texts = Written()
    for record_id, fields in changes.items():
        act_id = new_id()
        acts[act_id] = Facts(
            act_id, mine.at, mine.officer_id, mine.action, mine.reason, mine.batch_id, undoes_id=None
        )
        lines += (
            Told(
                new_id(),
                act_id,
                one.record_kind,
                one.record_id,
                kind,
                record_id,
                one.field,
                texts.of(one.old),
                texts.of(one.new),
            )
            for one in fields
        )
    write_told(bulk, acts, lines)
