"""Many cases that get the same values, by a statement for all: priority, review, follow-up day, primary assignee, tags.

Only where nothing else follows from it; every other case is left to be done by itself, under all the rules.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy.engine import Row

from data.desk.bulk_single import refuse_changed
from data.desk.desk import Desk
from data.desk.held import check_assignees
from data.repositories import many
from data.repositories.allocating import turn_taken
from data.repositories.lists import Lists
from data.repositories.many import NOTHING, OF_ASSIGNEE, OF_CASE, OF_TAG, Changed, Mine
from data.rules.clean import clean_line
from data.rules.deeds import signed
from data.store.bulk import Bulk
from data.types.bulk import Deed, Refused
from data.types.errors import Conflict
from data.types.staff import Access, Assignee
from data.types.triage import Picked

COLUMNS = {
    "priority": "priority",
    "review": "marked_for_review",
    "follow-up": "follow_up_on",
    "assign": "owner_id",
}
GONE = "There is no such case, or it is one you may not see."


class Alike(NamedTuple):
    """What became of some cases."""

    done: tuple[Picked, ...] = ()
    refused: tuple[Refused, ...] = ()
    left: tuple[Picked, ...] = ()
    """To be done one by one."""
    already: int = 0


def fits(desk: Desk, deeds: Sequence[Deed]) -> bool:
    """Whether these deeds may be columns and no more; what takes something away may break a rule of the office."""
    return desk.officer.access > Access.BASIC and all(
        deed.name == "tag" or (deed.name in COLUMNS and deed.value is not None) for deed in deeds
    )


def do(
    desk: Desk, picked: Sequence[Picked], deeds: Sequence[Deed], reason: str, action: str, batch_id: UUID
) -> Alike:
    """Do it with these cases in one transaction, an act of history for each.

    Raises NotAllowed for somebody to whom no case can go.
    """
    mine = Mine(action, desk.officer.id, clean_line(reason), batch_id, desk.clock())
    with desk.store.bulk(
        action=action, officer_id=mine.officer_id, reason=mine.reason, batch_id=batch_id, each=True
    ) as bulk:
        return _Batch(desk, bulk, picked, deeds).do(mine)


class _Batch:
    def __init__(self, desk: Desk, bulk: Bulk, picked: Sequence[Picked], deeds: Sequence[Deed]) -> None:
        self.desk, self.bulk = desk, bulk
        self.deeds = [deed for deed in deeds if deed.name in COLUMNS]
        self.picked = {one.id: one for one in picked}
        self.values: dict[str, Any] = {COLUMNS[deed.name]: deed.value for deed in self.deeds}
        self.signed = [signed(str(deed.value)) for deed in deeds if deed.name == "tag"]
        self.tags: dict[UUID, bool] = {}
        """Those that are put on, or taken off."""
        self.tagged: Mapping[UUID, set[UUID]] = {}
        given = self.values.get("owner_id")
        self.to: Assignee | None = given if isinstance(given, Assignee) else None
        if self.to is not None:
            self.values["owner_id"] = self.to.officer_id
            if self.to.team_id is not None:
                self.values["team_id"] = self.to.team_id

    def do(self, mine: Mine) -> Alike:
        connection, ids = self.bulk.connection, list(self.picked)
        if not self._know_tags():
            return Alike(left=tuple(self.picked.values()))
        if self.to is not None:
            check_assignees(connection, [self.to], [], confidential=False)
        rows = many.held(connection, ids, self.desk.officer, self.values)
        refused = [Refused(one, GONE) for one in self.picked.values() if one.id not in rows]
        holders = many.holders(connection, ids) if self.to is not None else {}
        self.tagged = many.tags_of(connection, ids) if self.tags else {}
        left = self._with_more(rows, holders)
        todo = [row for row in rows.values() if row.id not in left]
        others = many.changed_since(
            connection,
            OF_CASE,
            {row.id: read for row in todo if (read := self.picked[row.id].version) not in (0, row.version)},
            mine.officer_id,
        )
        changes: dict[UUID, list[Changed]] = {}
        for row in todo:
            found = self._changes(row, holders.get(row.id, []))
            if found and row.id in others:
                try:
                    self._refuse(row, found, others[row.id])
                except Conflict as error:
                    refused.append(
                        Refused(self.picked[row.id], f"{error.detail}; it stands as they left it.")
                    )
                    continue
            changes[row.id] = found
        self._write(mine, {one: found for one, found in changes.items() if found}, holders)
        return Alike(
            tuple(self.picked[one] for one in changes),
            tuple(refused),
            tuple(self.picked[one] for one in self.picked if one in left),
            sum(not found for found in changes.values()),
        )

    def _know_tags(self) -> bool:
        """Whether the office has them all; each case by itself says what is wrong with one."""
        lists = Lists(self.bulk.connection)
        for on, name in self.signed:
            tag_id = lists.tag(name, archived=not on)
            if tag_id is None:
                return False
            self.tags[tag_id] = on
        return True

    def _with_more(self, rows: Mapping[UUID, Row[Any]], holders: dict[UUID, list[Assignee]]) -> set[UUID]:
        """Cases from which more follows: a target, a task, who sees it."""
        day, asked, to = "follow_up_on" in self.values, "priority" in self.values or self.tags, self.to
        return {
            row.id
            for row in rows.values()
            if (day and row.promised)
            or (asked and row.conditional)
            or (to is not None and (row.guarded or to in holders.get(row.id, [])[1:]))
        }

    def _changes(self, row: Row[Any], held: list[Assignee]) -> list[Changed]:
        """What differs, as history is told of it; nothing where it is so already."""
        key = str(row.id)
        found = [
            Changed(OF_CASE, key, name, plainly(getattr(row, name)), plainly(value))
            for name, value in self.values.items()
            if getattr(row, name) != value
        ]
        if self.to is not None and held[:1] != [self.to]:
            found += self._assigned(row.id, held)
        for tag_id, on in self.tags.items():
            if on is not (tag_id in self.tagged.get(row.id, ())):
                found.append(_tagged(row.id, tag_id, on=on))
        if found:
            found.append(Changed(OF_CASE, key, many.VERSION, row.version, row.version + 1))
        return found

    def _assigned(self, case_id: UUID, held: list[Assignee]) -> list[Changed]:
        assert self.to is not None
        names = ("officer_id", "team_id", "role")
        now = {name: plainly(getattr(self.to, name)) for name in names}
        place = f"{case_id}/0"
        if not held:
            row = {"case_id": str(case_id), "position": 0, **now}
            return [Changed(OF_ASSIGNEE, place, "+", NOTHING, row)]
        before = {name: plainly(getattr(held[0], name)) for name in names}
        return [
            Changed(OF_ASSIGNEE, place, name, before[name], now[name])
            for name in names
            if before[name] != now[name]
        ]

    def _refuse(self, row: Row[Any], found: Sequence[Changed], others: dict[str, str]) -> None:
        fields = {one.field if one.record_kind == OF_CASE else one.record_kind for one in found}
        for deed in self.deeds:
            column = COLUMNS[deed.name]
            if column in fields or (deed.name == "assign" and OF_ASSIGNEE in fields):
                refuse_changed(deed, self.picked[row.id], others)

    def _write(
        self, mine: Mine, changes: dict[UUID, list[Changed]], holders: dict[UUID, list[Assignee]]
    ) -> None:
        if not changes:
            return
        many.put_alike(self.bulk.connection, list(changes), self.values)
        if self.to is not None:
            unclaimed = [one for one in changes if not holders.get(one)]
            many.put_primary(self.bulk, [one for one in changes if holders.get(one)], unclaimed, self.to)
            if self.to.officer_id is not None:
                turn_taken(self.bulk.connection, self.to.officer_id)
        for tag_id, on in self.tags.items():
            other = [one for one in changes if on is not (tag_id in self.tagged.get(one, ()))]
            if on:
                many.put_tag(self.bulk, tag_id, other)
            else:
                many.take_tag(self.bulk.connection, tag_id, other)
        many.tell(self.bulk, mine, changes, self.desk.new_id)


def _tagged(case_id: UUID, tag_id: UUID, *, on: bool) -> Changed:
    key, row = f"{case_id}/{tag_id}", {"case_id": str(case_id), "tag_id": str(tag_id)}
    return Changed(OF_TAG, key, "+", NOTHING, row) if on else Changed(OF_TAG, key, "-", row, NOTHING)


def plainly(value: object) -> object:
    """As it is compared and kept: ids and days as text."""
    return str(value) if isinstance(value, UUID) else value.isoformat() if isinstance(value, date) else value
