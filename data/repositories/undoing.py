"""Reading the history to take acts back: whose they are, what they changed, and who changed it since."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Select, Uuid, and_, bindparam, case, exists, func, or_, select
from sqlalchemy.engine import Connection

from data.repositories.nets import Done, Net, Since, Texts, joined, left, says
from data.repositories.visible import VISIBLE, looking
from data.rules.reference import say_case, say_interaction
from data.store.among import IDS, Among
from data.store.tables import ACT, CASE, CHANGE, CHANGE_VALUE, INTERACTION, MEMBER, STAFF, TASK
from data.types.staff import Officer


class Gesture(NamedTuple):
    """An act, or all acts of a batch."""

    id: UUID
    at: datetime
    action: str
    act_id: UUID
    """The first of them."""
    acts: int
    undoes: UUID | None
    reason: str
    """Of that act."""
    examples: tuple[UUID, ...]
    """Some of them, that one first: by those that changed most it is said what was done."""


_GESTURE = func.coalesce(ACT.c.batch_id, ACT.c.id)
_MINE = (
    select(
        _GESTURE.label("id"),
        func.max(ACT.c.at).label("at"),
        func.count(ACT.c.id).label("acts"),
    )
    .where(ACT.c.officer_id == bindparam("officer"), ACT.c.at >= bindparam("since", type_=ACT.c.at.type))
    .group_by(_GESTURE)
    .order_by(func.max(ACT.c.at).desc())
    .limit(bindparam("limit"))
)
_IDS = bindparam("ids", expanding=True, type_=Uuid())
EXAMPLES = 8
"""Of a batch: one case may have had already what the others were given."""
_PLACED = (
    select(
        ACT.c.id,
        func.row_number().over(partition_by=_GESTURE, order_by=(ACT.c.at, ACT.c.id)).label("place"),
    )
    .where(or_(ACT.c.id.in_(_IDS), ACT.c.batch_id.in_(_IDS)))
    .subquery()
)
_EXAMPLES = (
    select(ACT)
    .join_from(ACT, _PLACED, _PLACED.c.id == ACT.c.id)
    .where(_PLACED.c.place <= EXAMPLES)
    .order_by(_PLACED.c.place)
)
_OF = select(ACT).where(or_(ACT.c.id.in_(_IDS), ACT.c.batch_id.in_(_IDS))).order_by(ACT.c.at, ACT.c.id)
_UNDOING = select(_GESTURE.label("id"), ACT.c.undoes_id).where(ACT.c.undoes_id.in_(_IDS)).distinct()
_OWNERS = (
    select(
        CHANGE.c.owner_id,
        func.max(
            case(
                (and_(CHANGE.c.record_kind == CHANGE.c.owner_kind, CHANGE.c.field.in_(("+", "-"))), 1),
                else_=0,
            )
        ).label("itself"),
    )
    .join_from(CHANGE, ACT, ACT.c.id == CHANGE.c.act_id)
    .where(or_(ACT.c.id.in_(_IDS), ACT.c.batch_id.in_(_IDS)), CHANGE.c.owner_id.is_not(None))
    .group_by(CHANGE.c.owner_id)
)
_OWNERS_OF_ACTS = select(CHANGE.c.act_id, CHANGE.c.owner_id).where(CHANGE.c.act_id.in_(_IDS)).distinct()
_TASKS = select(CHANGE.c.act_id, CHANGE.c.record_id).where(
    CHANGE.c.act_id.in_(_IDS), CHANGE.c.record_kind == "task"
)
# What is neither seen nor unseen, for a column that is empty, is hidden too.
_HIDDEN = select(CASE.c.id).where(Among(CASE.c.id, IDS), case((VISIBLE, 0), else_=1) == 1)
_CHANGES = (
    select(
        CHANGE.c.act_id,
        CHANGE.c.record_kind,
        CHANGE.c.record_id,
        CHANGE.c.owner_kind,
        CHANGE.c.owner_id,
        CHANGE.c.field,
        CHANGE_VALUE.c.old,
        CHANGE_VALUE.c.new,
    )
    .outerjoin(CHANGE_VALUE, CHANGE_VALUE.c.change_id == CHANGE.c.id)
    .where(Among(CHANGE.c.act_id, IDS))
    .order_by(CHANGE.c.act_id, CHANGE.c.id)
)
_NUMBERS: tuple[tuple[Select[Any], Callable[[Any], str]], ...] = (
    (select(CASE.c.id, CASE.c.reference.label("said")).where(Among(CASE.c.id, IDS)), say_case),
    (
        select(INTERACTION.c.id, INTERACTION.c.reference.label("said")).where(Among(INTERACTION.c.id, IDS)),
        say_interaction,
    ),
    (select(MEMBER.c.id, MEMBER.c.name.label("said")).where(Among(MEMBER.c.id, IDS)), str),
)
"""What people say of each kind of record."""
TARGETS = ("case_target", "case_hold")
_MOVED = (
    select(CHANGE.c.owner_id, ACT.c.id, ACT.c.at, ACT.c.batch_id, ACT.c.undoes_id)
    .join_from(CHANGE, ACT, ACT.c.id == CHANGE.c.act_id)
    .where(
        CHANGE.c.owner_id.in_(_IDS),
        CHANGE.c.record_kind.in_(TARGETS),
        ACT.c.at >= bindparam("since", type_=ACT.c.at.type),
    )
    .distinct()
    .order_by(ACT.c.at, ACT.c.id)
)
_SINCE = (
    select(
        CHANGE.c.record_kind, CHANGE.c.record_id, CHANGE.c.field, CHANGE.c.owner_id,
        ACT.c.at, ACT.c.id.label("act_id"), ACT.c.officer_id, STAFF.c.name,
    )
    .join_from(CHANGE, ACT, ACT.c.id == CHANGE.c.act_id)
    .outerjoin(STAFF, STAFF.c.id == ACT.c.officer_id)
    .where(CHANGE.c.owner_id.in_(_IDS), ACT.c.at >= bindparam("since", type_=ACT.c.at.type))
    .order_by(ACT.c.at, ACT.c.id)
)  # fmt: skip


class Undoing:
    """The acts of one officer."""

    def __init__(self, connection: Connection, officer: Officer) -> None:
        self._connection = connection
        self._officer = officer

    def mine(self, since: datetime, limit: int) -> tuple[Gesture, ...]:
        """What the officer did since then, the newest first."""
        asked = {"officer": self._officer.id, "since": since, "limit": limit}
        found = self._connection.execute(_MINE, asked).all()
        examples = self._examples([row.id for row in found])
        out = [
            Gesture(
                row.id,
                row.at,
                first.action,
                first.id,
                row.acts,
                first.undoes_id,
                first.reason,
                tuple(act.id for act in (first, *more)),
            )
            for row in found
            for first, *more in (examples[row.id],)
        ]
        return tuple(sorted(out, key=lambda one: (one.at, one.act_id), reverse=True))

    def _examples(self, ids: Sequence[UUID]) -> dict[UUID, list[Any]]:
        """The first acts of each gesture, in their order."""
        found: dict[UUID, list[Any]] = defaultdict(list)
        for row in self._connection.execute(_EXAMPLES, {"ids": list(ids)}):
            found[row.batch_id or row.id].append(row)
        return found

    def acts(self, gesture: UUID) -> tuple[Done, ...]:
        """The act of that id, or the acts of that batch, in their order."""
        return tuple(
            Done(row.id, row.at, row.officer_id, row.action, row.batch_id, row.reason)
            for row in self._connection.execute(_OF, {"ids": [gesture]})
        )

    def taken_back(self, ids: Iterable[UUID]) -> dict[UUID, UUID]:
        """Those that were taken back and not done again, each with what took it back."""
        asked = list(ids)
        if not asked:
            return {}
        pairs = [(row.undoes_id, row.id) for row in self._connection.execute(_UNDOING, {"ids": asked})]
        again = self.taken_back({by for _, by in pairs})
        return {what: by for what, by in pairs if by not in again}

    def not_taken_back(self, gesture: UUID, acts: Sequence[Done], own: UUID | None) -> tuple[Done, ...]:
        """Those of its acts that still stand; `own` is the batch that takes them back just now."""
        undoing = {row.id for row in self._connection.execute(_UNDOING, {"ids": [gesture]})} - {own}
        standing = undoing - self.taken_back(undoing).keys()
        if not standing:
            return tuple(acts)
        if acts[0].batch_id is None:
            return ()
        # A batch that was broken off: what is not back yet goes on.
        back = {row.owner_id for row in self._connection.execute(_OWNERS, {"ids": list(standing)})}
        owners = self._connection.execute(_OWNERS_OF_ACTS, {"ids": [act.id for act in acts]})
        left = {row.act_id for row in owners if row.owner_id not in back}
        return tuple(act for act in acts if act.id in left)

    def owners_of(self, gesture: UUID) -> frozenset[UUID]:
        """The records that act or batch is about; one it made beside another, such as a noted try, is not named."""
        rows = self._connection.execute(_OWNERS, {"ids": [gesture]}).all()
        return frozenset(row.owner_id for row in rows if not row.itself) or frozenset(
            row.owner_id for row in rows
        )

    def hidden(self, ids: Iterable[UUID]) -> frozenset[UUID]:
        """The cases among these that the officer may not see."""
        asked = {"ids": list(ids), **looking(self._officer)}
        return frozenset(self._connection.execute(_HIDDEN, asked).scalars())

    def touching(self, gestures: Iterable[Gesture], record_id: UUID) -> frozenset[UUID]:
        """Those of the gestures that changed anything on that record, or of that member."""
        ids = [one.id for one in gestures]
        asked = (
            select(_GESTURE)
            .where(
                or_(ACT.c.id.in_(_IDS), ACT.c.batch_id.in_(_IDS)),
                exists().where(CHANGE.c.act_id == ACT.c.id, CHANGE.c.owner_id == record_id),
            )
            .distinct()
        )
        return frozenset(self._connection.execute(asked, {"ids": ids}).scalars())

    def nets(self, acts: Sequence[Done]) -> tuple[Net, ...]:
        """What the acts made of each row, all of them together."""
        by_id = {act.id: act for act in acts}
        out: dict[tuple[str, str], Net] = {}
        read = Texts()
        for row in self._connection.execute(_CHANGES, {"ids": list(by_id)}):
            at = (row.record_kind, row.record_id)
            out[at] = joined(out.get(at), row, by_id[row.act_id], read)
        return tuple(net for net in out.values() if says(net))

    def moved_since(self, nets: Iterable[Net]) -> frozenset[UUID]:
        """The cases whose targets or holds were changed after the acts, but for what was taken back again."""
        last: dict[UUID, Done] = {}
        for net in nets:
            if net.owner[1] is not None and net.kind in TARGETS:
                last[net.owner[1]] = net.act
        if not last:
            return frozenset()
        asked = {"ids": list(last), "since": min(act.at for act in last.values())}
        later: dict[UUID, list[Any]] = {}
        for row in self._connection.execute(_MOVED, asked):
            act = last[row.owner_id]
            if (row.at, row.id) > (act.at, act.id):
                later.setdefault(row.owner_id, []).append(row)
        return frozenset(owner for owner, rows in later.items() if left(rows))

    def since(self, nets: Iterable[Net], first: datetime, acts: Iterable[UUID]) -> "Since":
        """Who changed the same rows after these acts."""
        owners = {net.owner[1] for net in nets if net.owner[1] is not None}
        mine = set(acts)
        rows = self._connection.execute(_SINCE, {"ids": list(owners), "since": first})
        return Since([row for row in rows if row.act_id not in mine], self._officer)

    def numbers(self, ids: Iterable[UUID]) -> dict[UUID, str]:
        """The numbers people say of cases and interactions, the names of contacts."""
        left, out = set(ids), dict[UUID, str]()
        for statement, say in _NUMBERS:
            if left:
                found = self._connection.execute(statement, {"ids": list(left)})
                out |= {row.id: say(row.said) for row in found}
                left -= out.keys()
        return out

    def titles(self, acts: Iterable[UUID]) -> dict[UUID, str]:
        """What the tasks are called that these acts are about."""
        titles: dict[UUID, str] = {}
        changes = self._connection.execute(_TASKS, {"ids": list(acts)}).all()
        keys = {UUID(row.record_id) for row in changes}
        asked = select(TASK.c.id, TASK.c.title).where(TASK.c.id.in_(_IDS))
        known = {row.id: row.title for row in self._connection.execute(asked, {"ids": list(keys)})}
        for row in changes:
            titles.setdefault(row.act_id, known.get(UUID(row.record_id), ""))
        return titles
