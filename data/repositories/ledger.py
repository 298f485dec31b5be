"""Reading the chains of histories: their links with everything these hold fast, and their ends."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import String, Uuid, and_, bindparam, cast, exists, func, select, tuple_
from sqlalchemy.engine import Connection

from data.rules.chain import NOBODY
from data.store.among import IDS, Among
from data.store.tables import ACT, CASE, CHANGE, CHANGE_LINK, CHANGE_VALUE, INTERACTION, MEMBER, STAFF
from data.types.chain import Change, End, Facts, Link

PAGE = 200
"""Chains read at once."""
LINK = CHANGE_LINK.c
_CHAINS = (
    select(LINK.owner_id, LINK.owner_kind).distinct().order_by(LINK.owner_id, LINK.owner_kind).limit(PAGE)
)
_AFTER = _CHAINS.where(
    tuple_(LINK.owner_id, LINK.owner_kind) > tuple_(bindparam("id", type_=Uuid()), bindparam("kind"))
)
_COUNT = select(func.count()).select_from(select(LINK.owner_id, LINK.owner_kind).distinct().subquery())
_WHOLE = (
    select(
        CHANGE_LINK,
        CHANGE.c.id.label("change_id"),
        CHANGE.c.act_id.label("told_of"),
        CHANGE.c.record_kind,
        CHANGE.c.record_id,
        CHANGE.c.field,
        CHANGE.c.digest,
        CHANGE_VALUE.c.change_id.label("value_id"),
        CHANGE_VALUE.c.old,
        CHANGE_VALUE.c.new,
        CHANGE_VALUE.c.salt,
        ACT.c.id.label("known_act"),
        ACT.c.at,
        ACT.c.officer_id,
        ACT.c.action,
        ACT.c.reason,
        ACT.c.batch_id,
        ACT.c.undoes_id,
        func.coalesce(STAFF.c.name, "").label("who"),
    )
    .outerjoin(ACT, ACT.c.id == LINK.act_id)
    .outerjoin(STAFF, STAFF.c.id == ACT.c.officer_id)
    .order_by(LINK.owner_id, LINK.owner_kind, LINK.place, CHANGE.c.id)
)
_SAME = and_(CHANGE.c.link == LINK.place, CHANGE.c.owner_kind == LINK.owner_kind)


def _with_changes(owned: Any) -> Any:
    values = CHANGE.outerjoin(CHANGE_VALUE, CHANGE_VALUE.c.change_id == CHANGE.c.id)
    return _WHOLE.select_from(CHANGE_LINK.outerjoin(values, and_(_SAME, owned)))


_OF_RECORDS = _with_changes(CHANGE.c.owner_id == LINK.owner_id).where(Among(LINK.owner_id, IDS))
_OF_NOBODY = _with_changes(CHANGE.c.owner_id.is_(None)).where(LINK.owner_id == NOBODY)
_LOOSE = (
    select(CHANGE, ACT.c.at, func.coalesce(STAFF.c.name, "").label("who"))
    .outerjoin(ACT, ACT.c.id == CHANGE.c.act_id)
    .outerjoin(STAFF, STAFF.c.id == ACT.c.officer_id)
    .where(
        ~exists().where(
            LINK.place == CHANGE.c.link,
            LINK.owner_kind == CHANGE.c.owner_kind,
            LINK.owner_id == func.coalesce(CHANGE.c.owner_id, bindparam("nobody", NOBODY, Uuid())),
        )
    )
    .limit(1)
)
_last = select(
    LINK.owner_id, LINK.owner_kind, func.max(LINK.place).label("place")
).group_by(LINK.owner_id, LINK.owner_kind).subquery()  # fmt: skip
_ENDS = (
    select(CHANGE_LINK.c.owner_kind, CHANGE_LINK.c.owner_id, CHANGE_LINK.c.place, CHANGE_LINK.c.seal)
    .join(
        _last,
        and_(
            _last.c.owner_id == LINK.owner_id,
            _last.c.owner_kind == LINK.owner_kind,
            _last.c.place == LINK.place,
        ),
    )
    .order_by(LINK.owner_id, LINK.owner_kind)
)


class Chains:
    """The chains of a store, whoever may see the records: whoever walks them sees no value."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def count(self) -> int:
        """How many there are."""
        return int(self._connection.execute(_COUNT).scalar_one())

    def all_of(self) -> Iterator[list[Link]]:
        """Every chain, its links in their order."""
        after: dict[str, Any] = {}
        while True:
            asked = _AFTER if after else _CHAINS
            owners = self._connection.execute(asked, after).all()
            if not owners:
                return
            yield from self.of({row.owner_id for row in owners}, {tuple(row) for row in owners})
            after = {"id": owners[-1].owner_id, "kind": owners[-1].owner_kind}

    def of(self, ids: set[UUID], only: set[Any] | None = None) -> Iterator[list[Link]]:
        """The chains of these owners."""
        if NOBODY in ids:
            yield from self._read(_OF_NOBODY, {}, only)
        if ids - {NOBODY}:
            yield from self._read(_OF_RECORDS, {"ids": list(ids - {NOBODY})}, only)

    def _read(self, statement: Any, asked: dict[str, Any], only: set[Any] | None) -> Iterator[list[Link]]:
        rows = self._connection.execute(statement, asked).all()
        for owner, chain in groupby(rows, key=lambda row: (row.owner_id, row.owner_kind)):
            links = [_link(list(told)) for _, told in groupby(chain, key=lambda row: row.place)]
            if only is None or owner in only:
                yield links

    def loose(self) -> Any:
        """A change that stands in no link of any chain; None where there is none."""
        return self._connection.execute(_LOOSE).first()

    def ends(self) -> Iterator[End]:
        """The last link of every chain."""
        with self._connection.execute(_ENDS) as rows:
            for row in rows:
                yield End(*row)

    def named(self, kind: str, owner_id: UUID) -> str:
        """What people call the owner of a chain; empty where it is gone."""
        found = _NAMES.get(kind)
        if found is None:
            return ""
        name, column = found
        said = self._connection.execute(select(name).where(column == owner_id)).scalar()
        return "" if said is None else str(said)

    def case_of(self, reference: int) -> UUID | None:
        """The id of the case of that number."""
        return self._connection.execute(select(CASE.c.id).where(CASE.c.reference == reference)).scalar()


_NAMES: dict[str, Any] = {
    "case_record": ("C-" + cast(CASE.c.reference, String), CASE.c.id),
    "interaction": ("I-" + cast(INTERACTION.c.reference, String), INTERACTION.c.id),
    "member": (MEMBER.c.number, MEMBER.c.id),
    "staff": (STAFF.c.login, STAFF.c.id),
}


def _link(rows: Sequence[Any]) -> Link:
    first = rows[0]
    act = None
    if first.known_act is not None:
        act = Facts(
            first.known_act,
            first.at,
            first.officer_id,
            first.action,
            first.reason,
            first.batch_id,
            first.undoes_id,
        )
    changes = tuple(
        Change(
            row.change_id,
            row.told_of,
            row.record_kind,
            row.record_id,
            row.field,
            row.digest,
            row.value_id is not None,
            row.old,
            row.new,
            row.salt,
        )
        for row in rows
        if row.change_id is not None
    )
    return Link(
        first.owner_kind, first.owner_id, first.place, first.seal, first.act_id, act, first.who, changes
    )
