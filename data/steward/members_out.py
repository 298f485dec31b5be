"""Members as a file that the membership system, a spreadsheet or this program takes in again (domain E1)."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from data.desk.desk import Desk
from data.exchange.member_rows import DAYS, FLAGS, PHONES, WORDS
from data.repositories.intake_known import OnRecord
from data.repositories.members_out import next_members
from data.rules.settling import PLACE
from data.rules.spreadsheets import harmless
from data.rules.standing import standing
from data.steward.mapping import load_mapping
from data.types.details import FIELDS, Part
from data.types.errors import NotAllowed
from data.types.staff import Access

FIELDS_OUT = ("imis_id", "first_name", "last_name", "informal_name", "email", *PHONES.values(), "member_type", "status",
              "category", "chapter", "join_date", "paid_thru", "org_id", "employer", "title", "birth_date", *FLAGS,
              "kind", *PLACE)  # fmt: skip
"""Fields of the mapping, in the order of the columns."""


def member_rows(desk: Desk) -> Iterator[list[str]]:
    """The headings, then a row a member; of several telephones of a kind the first. Raises NotAllowed."""
    _check(desk)
    headings = load_mapping().members
    yield [headings[field][0] for field in FIELDS_OUT]
    for record in _records(desk):
        cells = _cells(record)
        yield [harmless(cells.get(field, "")) for field in FIELDS_OUT]


def member_values(desk: Desk) -> Iterator[dict[str, Any]]:
    """Every member with all telephones, addresses and jobs; raises NotAllowed."""
    _check(desk)
    today = desk.today()
    for record in _records(desk):
        member = record.member
        found: dict[str, Any] = {"number": member["number"], "kind": member["kind"], "name": member["name"]}
        found |= {name: member[name] for name in (*WORDS, "membership_status", *DAYS, *FLAGS, "employer")}
        found["standing"] = standing(member["paid_through"], today, desk.arrears_days)
        found["missing_since"] = member["missing_since"]
        for part, name in zip(record.parts, ("phones", "emails", "addresses", "jobs"), strict=True):
            fields = [one.name for one in FIELDS[part]] + (["e164"] if part is Part.PHONE else [])
            found[name] = [{field: row[field] for field in fields} for row in _ordered(record, part)]
        yield found


def _check(desk: Desk) -> None:
    if desk.officer.access < Access.SUPERVISOR:
        raise NotAllowed("members are exported by a supervisor or an administrator")


def _records(desk: Desk) -> Iterator[OnRecord]:
    last = ""
    while True:
        with desk.store.reading() as connection:
            page = list(next_members(connection, last))
        if not page:
            return
        yield from (record for record in page if record.member["erased_at"] is None)
        last = page[-1].member["number"]


def _cells(record: OnRecord) -> dict[str, str]:
    member = record.member
    cells = {field: member[name] for name, field in WORDS.items()}
    cells |= {field: _day(member[name]) for name, field in DAYS.items()}
    cells |= {name: "1" if member[name] else "0" for name in FLAGS}
    cells |= {
        "imis_id": member["number"],
        "status": member["membership_status"],
        "kind": member["kind"].title(),
    }
    for row in reversed(_ordered(record, Part.PHONE)):
        if row["kind"] in PHONES:
            cells[PHONES[row["kind"]]] = row["shown"]
    cells["email"] = "; ".join(row["address"] for row in _ordered(record, Part.EMAIL))
    for row in record.parts[Part.ADDRESS][:1]:
        cells |= {name: row[name] for name in PLACE}
    for row in _ordered(record, Part.JOB)[:1]:
        cells |= {"employer": row["employer"], "title": row["role_title"]}
    return cells


def _ordered(record: OnRecord, part: Part) -> Sequence[Any]:
    return sorted(record.parts[part], key=lambda row: not row.get("is_primary", False))


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""
