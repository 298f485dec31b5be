"""From what the file says of a member, and what is on record, to what is written (domain E1)."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import Enum
from typing import Any
from uuid import UUID

from data.repositories.intake_known import TABLES, OnRecord
from data.repositories.intake_writes import NAMES, Writes, asked_text
from data.rules.naming import folded, shown_name, written_together
from data.rules.settling import Stands, said_text, settle_rows, settle_value
from data.store.tables import MEMBER
from data.types.details import DO_NOT_CONTACT, Part
from data.types.intake import SaidRow, SourceMember
from data.types.members import ContactKind

OURS = (*NAMES, DO_NOT_CONTACT)
"""Fields that officers change; `member_local` may keep what had been said of them."""
ERASED = "Erased at the member's request"
"""Stands where the name stood."""
EMPTIED: dict[str, Any] = {
    **dict.fromkeys(("given", "family", "informal", "employer", "employer_number"), ""),
    **folded("", ""),
    "name": ERASED, "born_on": None, "joined_on": None, "paid_through": None, "do_not_contact": True,
    "no_post": True, "no_email": True,
}  # fmt: skip
FRESH: dict[str, Any] = {
    **dict.fromkeys(("given", "family", "informal", "membership_status", "member_type", "category"), ""),
    **dict.fromkeys(("chapter", "employer", "employer_number"), ""),
    **dict.fromkeys(("paid_through", "joined_on", "born_on", "missing_since", "erased_at"), None),
    **dict.fromkeys(("do_not_contact", "no_post", "no_email"), False),
    "version": 1,
}  # fmt: skip


class Became(Enum):
    """What became of a row of the file; named as the counts."""

    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    ERASED = "erased"


class Plan:
    """Turns rows of the file into writes."""

    def __init__(
        self, writes: Writes, new_id: Callable[[], UUID], at: datetime, today: date, region: str
    ) -> None:
        self._writes = writes
        self._new_id = new_id
        self._at = at
        self._today = today
        self._region = region
        self.asked = 0

    def new(self, source: SourceMember) -> Became:
        """A member who is not on record; one to be erased never gets there."""
        if source.erase:
            return Became.UNCHANGED
        member_id = self._new_id()
        row = {**FRESH, "id": member_id, "number": source.number, **source.columns}
        row["name"] = _shown(row["kind"], row)
        row["source_hash"], row["created_at"] = source.digest, self._at
        for part, said in source.parts.items():
            self._writes.add_rows(part, member_id, said)
        jobs = source.parts.get(Part.JOB, ())
        if jobs:
            row["employer"] = jobs[0].values["employer"]
        self._writes.add_member(row, jobs)
        return Became.NEW

    def known(self, source: SourceMember, record: OnRecord) -> Became:
        """A member who is on record under another row of the file, or without one."""
        was = record.member
        seen = {"source_hash": source.digest, "missing_since": None}
        if source.erase:
            if was["erased_at"] is not None:
                self._writes.change(MEMBER, was, seen)
                return Became.UNCHANGED
            emptied = {**EMPTIED, **seen, "erased_at": self._at, "version": was["version"] + 1}
            self._writes.erase(record, emptied)
            return Became.ERASED
        asked: dict[str, str] = {}
        new = self._columns(source, record, asked)
        if was["erased_at"] is not None:
            new["erased_at"] = None
        changed = any(was[name] != value for name, value in new.items())
        for part, said in source.parts.items():
            changed = self._part(part, said, source, record, asked, new) or changed
        self.asked += len(asked)
        self._writes.ask(record, asked)
        if was["missing_since"] is not None:
            changed = True
        if changed:
            new["version"] = was["version"] + 1
        self._writes.change(MEMBER, was, {**new, **seen})
        return Became.UPDATED if changed else Became.UNCHANGED

    def _columns(self, source: SourceMember, record: OnRecord, asked: dict[str, str]) -> dict[str, Any]:
        was = record.member
        new = dict(source.columns)
        for name in OURS:
            if name not in new or name not in record.local:
                continue
            theirs = _said(new[name])
            stands = settle_value(_said(was[name]), record.local[name], theirs)
            if stands is Stands.BOTH:
                self._writes.forget(was["id"], name)
            else:
                del new[name]
                if stands is Stands.ASK:
                    asked[name] = theirs
        names = {name: new.get(name, was[name]) for name in NAMES}
        if any(names[name] != was[name] for name in NAMES) or was["erased_at"] is not None:
            new |= folded(names["given"], names["family"])
            new["name"] = _shown(new["kind"], names)
            self._writes.rename(was["id"])
        return new

    def _part(
        self,
        part: Part,
        said: tuple[SaidRow, ...],
        source: SourceMember,
        record: OnRecord,
        asked: dict[str, str],
        new: dict[str, Any],
    ) -> bool:
        """Settle the rows of a part; whether anything changed."""
        member_id, table = record.member["id"], TABLES[part]
        held, head = record.parts[part], f"{table.name}/"
        removed = {name: text for name, text in record.local.items() if name.startswith(head)}
        settled = settle_rows(
            part,
            held,
            removed,
            said,
            kinds=source.kinds,
            in_full=source.jobs_in_full,
            region=self._region,
            today=self._today,
        )
        for name in settled.forget:
            self._writes.forget(member_id, name)
        for row, one in settled.ask:
            asked[f"{head}{row['id']}"] = asked_text(one.values)
        gone = {row["id"] for row in settled.drop}
        changes = {row["id"]: values for row, values in settled.change}
        after = [{**row, **changes.get(row["id"], {})} for row in held if row["id"] not in gone]
        lacks = part is not Part.ADDRESS and not any(row["is_primary"] for row in after)
        if lacks and after:
            heir = after[0]
            heir["is_primary"] = True
            changes.setdefault(heir["id"], {})["is_primary"] = True
        for row in held:
            if row["id"] in changes:
                self._writes.change(table, row, changes[row["id"]])
        for place, one in enumerate(settled.add):
            primary = lacks and not after and place == 0
            added = self._writes.add_row(part, member_id, one.values, primary=primary)
            after.append(added)
        for row in settled.drop:
            self._writes.drop(part, row)
        if part is Part.JOB and new["kind"] == ContactKind.PERSON:
            new["employer"] = next((row["employer"] for row in after if row["is_primary"]), "")
        changed = bool(settled.add or settled.drop or changes)
        return changed or (part is Part.JOB and new.get("employer", "") != record.member["employer"])


def _shown(kind: str, names: Mapping[str, Any]) -> str:
    given, family = names["given"], names["family"]
    return shown_name(kind, given, family, written_together(given, family))


def _said(value: Any) -> str:
    """As `member_local` keeps a value: `yes` or nothing for a yes or no."""
    if isinstance(value, bool):
        return "yes" if value else ""
    return said_text(value)


def missing_change(was: Mapping[str, Any], at: datetime) -> dict[str, Any]:
    """What is written of a member whom the file lacks."""
    return {"missing_since": at, "version": was["version"] + 1}
