"""What is known of a contact, as rows that can be changed one by one (features A3.04)."""

from typing import NamedTuple
from uuid import UUID

from data.rules.phones import e164, kind_of_phone, national_digits, shown
from data.types.details import DO_NOT_CONTACT, FIELDS, Deed, DetailEdit, Part
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
    return tuple(rows)


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
