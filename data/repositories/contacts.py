"""Adding contacts and changing what is known of them, within a unit of work; history is left by the session."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from data.model import AddressRow, EmailRow, LocalValue, MemberRow, PhoneRow
from data.rules.contact import made_here
from data.rules.naming import shown_name
from data.rules.phones import kept, kind_of_phone
from data.search.derived import search_columns, write_search_rows
from data.types.forms import ContactForm
from data.types.members import ContactKind

NON_MEMBER = "Non-member"
"""Membership status of whoever was entered here."""


def add_contact(
    session: Session, form: ContactForm, number: str, at: datetime, ids: tuple[UUID, ...], region: str
) -> None:
    """Add a checked and cleaned contact with one way or more to reach it; `ids` are those of its three rows."""
    organisation = form.kind is ContactKind.ORGANISATION
    given, family = ("", form.name) if organisation else (form.given, form.family)
    session.add(
        MemberRow(
            id=form.id,
            number=number,
            kind=form.kind.value,
            given=given,
            family=family,
            name=shown_name(form.kind, given, family),
            membership_status=NON_MEMBER,
            created_at=at,
            **search_columns(given, family),
        )
    )
    session.flush()
    names = {"given": given, "family": family, "informal": ""}
    write_search_rows(session.connection(), form.id, names)
    phone_id, email_id, address_id = ids
    kind = "work" if organisation else "home"
    if form.phone:
        session.add(
            PhoneRow(
                id=phone_id,
                member_id=form.id,
                kind=kind_of(form.phone, region, kind),
                is_primary=True,
                is_local=True,
                **kept(form.phone, region)._asdict(),
            )
        )
    if form.email:
        session.add(
            EmailRow(
                id=email_id,
                member_id=form.id,
                address=form.email,
                folded=form.email.lower(),
                kind=kind,
                is_primary=True,
                is_local=True,
            )
        )
    if form.street or form.suburb:
        session.add(
            AddressRow(
                id=address_id,
                member_id=form.id,
                street=form.street,
                suburb=form.suburb,
                state=form.state,
                postcode=form.postcode,
                country="",
                kind=kind,
                is_local=True,
            )
        )
    session.flush()


def kind_of(phone: str, region: str, otherwise: str) -> str:
    """`mobile` for a number that is one."""
    found = kind_of_phone(phone, region)
    return found if found == "mobile" else otherwise


def locked_member(session: Session, member_id: UUID) -> MemberRow | None:
    """The contact, held until the unit of work ends: whoever changes a part of it waits here."""
    return session.get(MemberRow, member_id, with_for_update=True)


def rename(session: Session, member: MemberRow, given: str, family: str, informal: str) -> None:
    """Give other names: as shown, folded, and in pairs, so that the contact is found by them from now on."""
    joined = member.name == f"{member.family}{member.given}" != member.family
    member.given, member.family, member.informal = given, family, informal
    member.name = shown_name(member.kind, given, family, joined)
    for name, value in search_columns(given, family).items():
        setattr(member, name, value)
    session.flush()
    names = {"given": given, "family": family, "informal": informal}
    write_search_rows(session.connection(), member.id, names, anew=True)


def remember(session: Session, member: MemberRow, field: str, said: str, now: str) -> None:
    """Keep what the membership system said of a field changed here, unless that is what is written now."""
    if made_here(member.number):
        return
    held = session.get(LocalValue, (member.id, field))
    if held is None:
        session.add(LocalValue(member_id=member.id, field=field, source_value=said))
    elif held.source_value == now:
        session.delete(held)
    session.flush()
