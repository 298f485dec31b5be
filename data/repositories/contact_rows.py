"""One change to a row of a contact: a telephone, an e-mail, an address or a job."""

import json
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from data.model import AddressRow, EmailRow, JobRow, LocalValue, MemberRow, PhoneRow
from data.rules.clean import clean_line
from data.rules.contact import LONGEST, made_here, read_email
from data.rules.days import read_day
from data.rules.phones import kept, kind_of_phone
from data.types.details import FIELDS, Deed, DetailEdit, Part
from data.types.errors import BadInput, Incomplete, NotFound

ContactRow = PhoneRow | EmailRow | AddressRow | JobRow
TABLES: dict[Part, type[ContactRow]] = {
    Part.PHONE: PhoneRow,
    Part.EMAIL: EmailRow,
    Part.ADDRESS: AddressRow,
    Part.JOB: JobRow,
}


@dataclass(slots=True)
class Conflicts:
    """Values that two people changed at once."""

    moved: bool
    """The contact is another version than the one that was read, so that values are compared."""
    fields: list[str] = field(default_factory=list)

    def see(self, stands: str, was: str, wanted: str, label: str) -> bool:
        """Whether to write the value; where someone else was first with another one it is noted instead."""
        if stands == wanted:
            return False
        if self.moved and stands != was:
            self.fields.append(label)
            return False
        return True


class Rows:
    """Does one change; whoever calls has the contact's own row locked."""

    def __init__(
        self, session: Session, member: MemberRow, edit: DetailEdit, both: Conflicts, today: date, region: str
    ) -> None:
        self._session = session
        self._member = member
        self._edit = edit
        self._both = both
        self._today = today
        self._region = region
        self._rows: list[ContactRow] = _rows_of(session, TABLES[edit.part], member.id)

    def work(self) -> bool:
        """Whether anything was changed. Raises BadInput, Incomplete, NotFound."""
        deed = self._edit.deed
        changed = {
            Deed.ADD: self._add,
            Deed.CHANGE: self._change,
            Deed.REMOVE: self._remove,
            Deed.PRIMARY: self._make_primary,
        }[deed]()
        if changed:
            self._session.flush()
            if self._edit.part is Part.JOB:
                self._follow_employer()
        return changed

    def _add(self) -> bool:
        if any(row.id == self._edit.id for row in self._rows):
            return False
        values = self._read(self._edit.values, whole=True)
        if self._stands(values):
            return False
        row = TABLES[self._edit.part](id=self._edit.id, member_id=self._member.id, is_local=True, **values)
        if self._edit.part is not Part.ADDRESS and not any(_is_primary(one) for one in self._rows):
            row.is_primary = True
        self._session.add(row)
        self._rows.append(row)
        removed = self._session.get(LocalValue, (self._member.id, _removed(row)))
        if removed is not None:
            self._session.delete(removed)
        return True

    def _stands(self, values: dict[str, Any]) -> bool:
        """Whether she has this telephone or address already, however it was written."""
        if self._edit.part is Part.PHONE:
            return bool(values["digits"]) and any(
                isinstance(row, PhoneRow) and row.digits == values["digits"] for row in self._rows
            )
        if self._edit.part is Part.EMAIL:
            return any(isinstance(row, EmailRow) and row.folded == values["folded"] for row in self._rows)
        return False

    def _change(self) -> bool:
        row = self._row()
        if row is None:
            raise NotFound(
                f"the {self._edit.part} was removed meanwhile", todo="Add it again if it is needed."
            )
        known = {one.name: one for one in FIELDS[self._edit.part]}
        wanted: dict[str, str] = {}
        for name, text in self._edit.changed().items():
            if name not in known:
                raise BadInput(f"a value of a {self._edit.part}; there are {', '.join(known)}")
            if known[name].day:
                day = read_day(clean_line(text), self._today)
                text = day.isoformat() if day else ""
            if self._both.see(
                _shown(getattr(row, name)),
                self._edit.was.get(name, ""),
                clean_line(text),
                known[name].label.lower(),
            ):
                wanted[name] = text
        if self._both.fields or not wanted:
            return False
        self._source(row)
        for name, value in self._read(wanted, whole=False).items():
            setattr(row, name, value)
        if isinstance(row, JobRow) and row.start_on and row.end_on and row.end_on < row.start_on:
            raise BadInput("the end of the job, which is before its beginning")
        return True

    def _remove(self) -> bool:
        row = self._row()
        if row is None:
            return False
        if not row.is_local or row.replaces:
            # The import has no row to find this in: it is told here that the membership system's own was taken away.
            said = row.replaces if row.is_local else source_words(row)
            held = self._session.get(LocalValue, (self._member.id, _removed(row)))
            if held is None and not made_here(self._member.number):
                self._session.add(
                    LocalValue(member_id=self._member.id, field=_removed(row), source_value=said)
                )
        self._session.delete(row)
        self._rows.remove(row)
        heir = next(iter(sorted(self._rows, key=lambda one: one.id)), None)
        if _is_primary(row) and heir is not None:
            self._source(heir)
            heir.is_primary = True
        return True

    def _make_primary(self) -> bool:
        row = self._row()
        if row is None or self._edit.part is Part.ADDRESS:
            raise NotFound(f"the {self._edit.part} was removed meanwhile")
        if _is_primary(row):
            return False
        for one in self._rows:
            if _is_primary(one) or one is row:
                self._source(one)
                one.is_primary = one is row
        return True

    def _row(self) -> ContactRow | None:
        return next((row for row in self._rows if row.id == self._edit.row_id), None)

    def _source(self, row: ContactRow) -> None:
        """From now on the row is ours; what the membership system said of it is kept."""
        if not row.is_local:
            row.replaces = "" if made_here(self._member.number) else source_words(row)
            row.is_local = True

    def _read(self, texts: dict[str, str], *, whole: bool) -> dict[str, Any]:
        """Columns from what was typed; a `whole` row must have what it cannot be without."""
        part, fields = self._edit.part, FIELDS[self._edit.part]
        unknown = set(texts) - {one.name for one in fields}
        if unknown:
            raise BadInput(f"a value of a {part}; there are {', '.join(one.name for one in fields)}")
        values: dict[str, Any] = {one.name: "" for one in fields} if whole else {}
        for one in fields:
            text = clean_line(texts.get(one.name, ""))
            if len(text) > LONGEST:
                raise BadInput(f"{one.label.lower()}, which is longer than {LONGEST} characters")
            if one.name in texts:
                values[one.name] = text
            if one.day and one.name in values:
                values[one.name] = read_day(text, self._today)
        return self._finished(values, fields[0].name, fields[0].label, whole=whole)

    def _finished(self, values: dict[str, Any], first: str, label: str, *, whole: bool) -> dict[str, Any]:
        part = self._edit.part
        if first in values and not values[first] and not (part is Part.ADDRESS and values.get("suburb")):
            raise Incomplete((label,))
        if part is Part.PHONE and "shown" in values:
            values["kind"] = values.get("kind") or (
                kind_of_phone(values["shown"], self._region) if whole else None
            )
            values |= kept(values["shown"], self._region)._asdict()
        if part is Part.EMAIL and "address" in values:
            values["address"] = read_email(values["address"])
            values["folded"] = values["address"].lower()
        if whole and part in (Part.EMAIL, Part.ADDRESS):
            values["kind"] = values["kind"] or "home"
        start, end = values.get("start_on"), values.get("end_on")
        if start and end and end < start:
            raise BadInput("the end of the job, which is before its beginning")
        return {name: value for name, value in values.items() if name != "kind" or value}

    def _follow_employer(self) -> None:
        """The employer beside the name is that of the primary job."""
        jobs = [row for row in self._rows if isinstance(row, JobRow)]
        employer = next((job.employer for job in jobs if job.is_primary), "")
        if self._member.employer != employer:
            self._member.employer = employer


def _rows_of(session: Session, table: type[ContactRow], member_id: UUID) -> list[ContactRow]:
    return list(session.scalars(select(table).where(inspect(table).c.member_id == member_id)))


def source_words(row: ContactRow) -> str:
    """What the membership system says of a row, in one text that an import can compare with what it says next."""
    if isinstance(row, PhoneRow):
        return row.shown
    if isinstance(row, EmailRow):
        return row.address
    part = Part.ADDRESS if isinstance(row, AddressRow) else Part.JOB
    return json.dumps({one.name: _shown(getattr(row, one.name)) for one in FIELDS[part]}, ensure_ascii=False)


def _removed(row: ContactRow) -> str:
    """Under which name `member_local` keeps that a row was taken away here: `member_phone/0491570006`."""
    if isinstance(row, PhoneRow):
        return f"{row.__tablename__}/{row.digits or row.shown}"
    return f"{row.__tablename__}/{row.folded if isinstance(row, EmailRow) else row.id}"


def _is_primary(row: ContactRow) -> bool:
    return not isinstance(row, AddressRow) and row.is_primary


def _shown(value: Any) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)
