"""What is known of a contact, as rows that can be changed one by one (features A3.04)."""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple
from uuid import UUID

from data.rules.merging import Clash
from data.rules.phones import e164, kind_of_phone, national_digits, shown
from data.types.details import DO_NOT_CONTACT, FIELDS, TABLE_OF, Deed, DetailEdit, Part
from data.types.members import Address, ContactKind, Email, Job, MemberCard, Phone


class DetailRow(NamedTuple):
    """One telephone, address, …; or the names; without id and words where there is none on record."""

    part: Part
    id: UUID | None
    said: str
    kind: str = ""
    primary: bool = False
    local: bool = False
    """Written here, not by the membership system."""
    theirs: str = ""
    """What the membership system says since, though it was changed here: someone is to say which stands."""
    asked: tuple[str, ...] = ()
    """Of the names: which of them."""


def detail_rows(card: MemberCard) -> tuple[DetailRow, ...]:
    """Names first, then what reaches her, jobs and tags; an empty part is a row too, so that it can be filled."""
    known = f", known as {card.informal}" if card.informal and card.informal != card.given else ""
    rows = [
        DetailRow(Part.MEMBER, None, f"{card.name}{known}", local=bool(set(card.local) - {DO_NOT_CONTACT}))
    ]
    rows += [
        DetailRow(Part.PHONE, one.id, one.shown, one.kind, one.primary, one.local) for one in card.phones
    ] or [DetailRow(Part.PHONE, None, "")]
    rows += [
        DetailRow(Part.EMAIL, one.id, one.address, one.kind, one.primary, one.local) for one in card.emails
    ] or [DetailRow(Part.EMAIL, None, "")]
    rows += [
        DetailRow(Part.ADDRESS, one.id, one.line, one.kind, local=one.local) for one in card.addresses
    ] or [DetailRow(Part.ADDRESS, None, "")]
    rows += [_job(job) for job in card.jobs] or [DetailRow(Part.JOB, None, "")]
    rows.append(DetailRow(Part.TAG, None, ", ".join(card.tags)))
    return tuple(_with_asked(row, dict(card.asked)) for row in rows)


def _with_asked(row: DetailRow, asked: Mapping[str, str]) -> DetailRow:
    """With what the membership system says, where it is asked about."""
    if row.part is Part.MEMBER:
        names = tuple(field for field in asked if "/" not in field)
        return row._replace(theirs=", ".join(_said_name(name, asked[name]) for name in names), asked=names)
    theirs = asked.get(f"{TABLE_OF.get(row.part)}/{row.id}")
    return row if theirs is None else row._replace(theirs=said_values(row.part, json.loads(theirs)))


def _said_name(field: str, theirs: str) -> str:
    if field == DO_NOT_CONTACT:
        return "do not contact" if theirs else "may be contacted"
    return theirs or "no name there"


def said_values(part: Part, values: Mapping[str, Any]) -> str:
    """The values of a row in one line, without what kind it is."""
    told = [values.get(one.name) for one in FIELDS[part] if one.name != "kind"]
    return ", ".join(said_value(value) for value in told if value)


def said_value(value: Any) -> str:
    """A value in words."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _job(job: Job) -> DetailRow:
    role = " ".join(part for part in (job.role_title, job.classification) if part)
    said = ", ".join(part for part in (job.employer, job.worksite, role) if part)
    kind = f"to {job.end_on:%b %Y}" if job.end_on else f"from {job.start_on:%b %Y}" if job.start_on else ""
    return DetailRow(Part.JOB, job.id, said, kind, job.primary, job.local)


def detail_values(card: MemberCard, part: Part, row_id: UUID | None) -> dict[str, str]:
    """The values of a row as text; empty ones for a row that is not there yet."""
    if part is Part.MEMBER:
        names = ("family",) if card.kind is ContactKind.ORGANISATION else ("given", "family", "informal")
        return {name: getattr(card, name) for name in names}
    rows: dict[Part, tuple[Phone | Email | Address | Job, ...]] = {
        Part.PHONE: card.phones,
        Part.EMAIL: card.emails,
        Part.ADDRESS: card.addresses,
        Part.JOB: card.jobs,
    }
    row = next((one for one in rows[part] if one.id == row_id), None) if row_id is not None else None
    values: dict[str, str] = {}
    for field in FIELDS[part]:
        value = getattr(row, field.name) if row is not None else None
        values[field.name] = "" if value is None else value.isoformat() if field.day else str(value)
    return values


def take_in(edit: DetailEdit, theirs: Mapping[str, str], labels: Mapping[str, str]) -> tuple[Clash, ...]:
    """Have the change begin from what stands now: theirs where nothing was typed, mine where it was.

    Answers what both changed to different values, under these labels.
    """
    clashes = []
    for name, label in labels.items():
        old, mine, now = edit.was.get(name, ""), edit.values[name], theirs.get(name, "")
        if mine == old:
            edit.values[name] = now
        elif now not in (old, mine):
            clashes.append(Clash(name, label, old, mine, now))
    edit.was = dict(theirs)
    return tuple(clashes)


def has_number(card: MemberCard, number: str, region: str) -> bool:
    """Whether the number is one of hers, however it is written."""
    digits = national_digits(number, region)
    return any(
        phone.shown == number or (digits != "" and national_digits(phone.shown, region) == digits)
        for phone in card.phones
    )


def number_edit(edit_id: UUID, card: MemberCard, number: str, region: str) -> DetailEdit:
    """The change that adds the number of a caller to the phones of a member."""
    whole = e164(number, region)
    values = {"shown": shown(whole, region) if whole else number, "kind": kind_of_phone(number, region)}
    label = f"{card.name}  {card.number}"
    return DetailEdit(edit_id, card.id, label, card.version, Part.PHONE, Deed.ADD, values=values)
