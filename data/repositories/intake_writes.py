"""What a batch of the membership file writes: gathered member by member, written table by table."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Table

from data.repositories.intake_known import TABLES, OnRecord
from data.rules.chain import NOBODY
from data.search.derived import SearchRows, search_rows
from data.search.keeping import SHARED, derived, drop, standing, sweep, together
from data.store.bulk import Bulk
from data.store.history import history_text
from data.store.ledger import Told, erase_values, tell
from data.store.tables import (
    ADDRESS,
    EMAIL,
    JOB,
    MEMBER,
    MEMBER_ASKED,
    MEMBER_LOCAL,
    PHONE,
)
from data.store.told import DERIVED
from data.types.chain import Facts
from data.types.details import Part
from data.types.intake import SaidRow

Row = dict[str, Any]
ORDER = (MEMBER, PHONE, EMAIL, ADDRESS, JOB)
BLANK: dict[Part, Row] = {
    Part.PHONE: {"is_primary": False, "is_local": False, "replaces": ""},
    Part.EMAIL: {"is_primary": False, "is_local": False, "replaces": ""},
    Part.ADDRESS: {"is_local": False, "replaces": ""},
    Part.JOB: {
        **dict.fromkeys(("worksite", "department", "role_title", "classification", "pay_point"), ""),
        **dict.fromkeys(("award_agreement", "employment_type", "hours_fte", "state"), ""),
        "start_on": None, "end_on": None, "is_delegate": False, "is_primary": False, "is_local": False,
        "replaces": "",
    },
}  # fmt: skip
"""What a row of a part has in the columns that the file does not name."""
NAMES = ("given", "family", "informal")
WORKPLACE = frozenset({"employer", "worksite"})
"""Columns of a job by which its member is found."""


class Writes:
    """Everything one transaction is to write."""

    def __init__(self, new_id: Callable[[], UUID], at: datetime) -> None:
        self._new_id = new_id
        self._at = at
        self.inserts: dict[Table, list[Row]] = {table: [] for table in ORDER}
        """Of members that were not on record."""
        self._found_by: list[SearchRows] = []
        """By what those are found."""
        self._added: dict[Table, list[Row]] = {table: [] for table in ORDER}
        """Of those who were."""
        self._updates: dict[Table, dict[UUID, Row]] = {}
        self._deletes: dict[Table, list[UUID]] = {}
        self._anew: set[UUID] = set()
        """Members who are found by other words from now on."""
        self._forgotten: list[tuple[UUID, str]] = []
        self._asked: list[Row] = []
        self._answered: list[tuple[UUID, str]] = []
        self._emptied: list[UUID] = []
        self._changes: list[Told] = []
        """Without their act, which is made when it is written."""

    def add_member(self, row: Row, jobs: Iterable[SaidRow]) -> None:
        """A member that was not on record, under all its columns but those for searching, who works there."""
        workplaces = [one.values.get(name, "") for one in jobs for name in ("employer", "worksite")]
        found_by = search_rows(row["id"], row["given"], row["family"], row["informal"], workplaces)
        row.update(found_by.columns)
        self.inserts[MEMBER].append(row)
        self._found_by.append(found_by)

    def add_rows(self, part: Part, member_id: UUID, said: Iterable[SaidRow]) -> None:
        """The rows of a part of a member that was not on record; the first is called first."""
        blank, into, primary = BLANK[part], self.inserts[TABLES[part]], part is not Part.ADDRESS
        for one in said:
            row = {"id": self._new_id(), "member_id": member_id, **blank, **one.values}
            if primary:
                row["is_primary"] = True
                primary = False
            into.append(row)

    def add_row(self, part: Part, member_id: UUID, values: Mapping[str, Any], *, primary: bool) -> Row:
        """A row of a part of a member who was there; history is told of it."""
        row = {"id": self._new_id(), "member_id": member_id, **BLANK[part], **values}
        if part is not Part.ADDRESS:
            row["is_primary"] = primary
        self._added[TABLES[part]].append(row)
        if part is Part.JOB:
            self._anew.add(member_id)
        self._note(TABLES[part], row["id"], member_id, "+", None, history_text(row))
        return row

    def change(self, table: Table, was: Mapping[str, Any], new: Mapping[str, Any]) -> None:
        """Give a row new values; history is told of each, with the old one."""
        differing = {name: value for name, value in new.items() if was[name] != value}
        if not differing:
            return
        self._updates.setdefault(table, {}).setdefault(was["id"], {}).update(differing)
        if table is JOB and WORKPLACE & differing.keys():
            self._anew.add(was["member_id"])
        owner = was["id"] if table is MEMBER else was["member_id"]
        for name, value in differing.items():
            if name not in DERIVED:
                self._note(table, was["id"], owner, name, history_text(was[name]), history_text(value))

    def rename(self, member_id: UUID) -> None:
        """Find a member by other names from now on."""
        self._anew.add(member_id)

    def drop(self, part: Part, row: Mapping[str, Any]) -> None:
        """Take a row away; history keeps what it was."""
        self._deletes.setdefault(TABLES[part], []).append(row["id"])
        if part is Part.JOB:
            self._anew.add(row["member_id"])
        self._note(TABLES[part], row["id"], row["member_id"], "-", history_text(dict(row)), None)

    def forget(self, member_id: UUID, field: str) -> None:
        """What was kept of a value of the membership system's is of no use any more."""
        self._forgotten.append((member_id, field))

    def ask(self, record: OnRecord, asked: Mapping[str, str]) -> None:
        """Ask about these values of a member and no others."""
        member_id = record.member["id"]
        for field in record.asked:
            if asked.get(field) != record.asked[field]:
                self._answered.append((member_id, field))
        for field, theirs in asked.items():
            if record.asked.get(field) != theirs:
                self._asked.append(
                    {"member_id": member_id, "field": field, "theirs": theirs, "asked_at": self._at}
                )

    def erase(self, record: OnRecord, emptied: Mapping[str, Any]) -> None:
        """Empty what tells who the member is, also in history; cases, notes and jobs stay."""
        member_id = record.member["id"]
        self.change(MEMBER, record.member, emptied)
        self._anew.add(member_id)
        for part in (Part.PHONE, Part.EMAIL, Part.ADDRESS):
            for row in record.parts[part]:
                self.drop(part, row)
        self._forgotten.extend((member_id, field) for field in record.local)
        self._answered.extend((member_id, field) for field in record.asked)
        self._emptied.append(member_id)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to write."""
        return not (self.inserts[MEMBER] or self._updates or self._emptied)

    def write(self, bulk: Bulk, action: str, officer_id: UUID, reason: str) -> None:
        """Write it all as one act of history; the bulk was begun for the same."""
        for table, ids in self._deletes.items():
            bulk.delete(table, "id", ids)
        for table, rows in self._updates.items():
            bulk.update(table, [{"id": row_id, **values} for row_id, values in rows.items()])
        with bulk.new_members():
            for table in ORDER:
                bulk.insert(table, self.inserts[table])
        for table, added in self._added.items():
            bulk.insert(table, added)
        self._let_find(bulk)
        _delete_pairs(bulk, MEMBER_LOCAL, self._forgotten)
        _delete_pairs(bulk, MEMBER_ASKED, self._answered)
        bulk.insert(MEMBER_ASKED, self._asked)
        act = Facts(self._new_id(), self._at, officer_id, action, reason, None, None)
        if not bulk.tells:
            tell(bulk, {act.id: act}, [one._replace(act_id=act.id) for one in self._changes])
        for member_id in self._emptied:
            erase_values(bulk, act, member_id, self._new_id)

    def _let_find(self, bulk: Bulk) -> None:
        """What new members are found by, and those whose names or workplaces are others now."""
        anew = sorted(self._anew)
        words, places = drop(bulk.connection, anew)
        found_by = [*self._found_by, *derived(bulk.connection, anew).values()]
        for table, rows in together(found_by, standing(bulk.connection, found_by)).items():
            bulk.insert(table, rows, known=table in SHARED)
        sweep(bulk.connection, words, places)

    def _note(
        self, table: Table, row_id: UUID, owner: UUID, field: str, old: str | None, new: str | None
    ) -> None:
        self._changes.append(
            Told(self._new_id(), NOBODY, table.name, str(row_id), "member", owner, field, old, new)
        )


def asked_text(values: Mapping[str, Any]) -> str:
    """The columns of a row that is asked about."""
    return history_text(dict(values))


def _delete_pairs(bulk: Bulk, table: Table, pairs: Sequence[tuple[UUID, str]]) -> None:
    by_field: dict[str, list[UUID]] = {}
    for member_id, name in pairs:
        by_field.setdefault(name, []).append(member_id)
    for name, ids in by_field.items():
        bulk.connection.execute(table.delete().where(table.c.field == name, table.c.member_id.in_(ids)))
