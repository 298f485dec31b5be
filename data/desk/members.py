"""One member: the card, the timeline; a contact that is new."""

from dataclasses import replace
from uuid import UUID

from data.desk.checking import refuse_gaps
from data.desk.desk import Desk
from data.repositories.contacts import add_contact, locked_member
from data.repositories.members import Members
from data.repositories.timeline import Timeline
from data.rules.clean import clean_line
from data.rules.contact import LONGEST, contact_gaps, number_of, read_email
from data.rules.phones import national_digits
from data.search.alike import Alike
from data.types.errors import BadInput
from data.types.forms import ContactForm
from data.types.members import ContactKind, MemberCard, MemberHit
from data.types.records import Saved
from data.types.stop import Stop
from data.types.timeline import OPENED, Counts, ItemKind, TimelineItem

WORDS = ("given", "family", "name", "phone", "email", "street", "suburb", "state", "postcode")
"""What is typed of a new contact."""
TIMELINE = 500
"""Contacts of a member that are read at once."""
FIRST = 60
"""Contacts that are read before any other, so that they are seen at once: more than a screenful."""


def card(desk: Desk, member_id: UUID, stop: Stop | None = None) -> MemberCard:
    """The profile; raises NotFound."""
    with desk.store.reading(stop) as connection:
        return Members(connection, desk.officer).card(member_id, desk.today(), desk.arrears_days)


def by_number(desk: Desk, number: str, stop: Stop | None = None) -> MemberCard:
    """The profile of a membership number; raises NotFound."""
    with desk.store.reading(stop) as connection:
        members = Members(connection, desk.officer)
        return members.card(members.id_of(clean_line(number).upper()), desk.today(), desk.arrears_days)


def timeline(
    desk: Desk,
    member_id: UUID,
    limit: int = TIMELINE,
    stop: Stop | None = None,
    kind: ItemKind | None = None,
    opened: int = OPENED,
    skip: int = 0,
) -> tuple[TimelineItem, ...]:
    """Interactions, cases and their notes in one line, or one kind of them, newest first (features A1.06).

    The newest `skip` of them are left out. The first `opened` have their first lines, the others none.
    """
    with desk.store.reading(stop) as connection:
        return Timeline(connection, desk.officer).of_member(member_id, limit, kind, opened, skip)


def page(
    desk: Desk, member_id: UUID, limit: int = FIRST, stop: Stop | None = None
) -> tuple[MemberCard, tuple[TimelineItem, ...], Counts]:
    """The profile, the newest contacts, and how many there are of each kind; raises NotFound."""
    with desk.store.reading(stop) as connection:
        card = Members(connection, desk.officer).card(member_id, desk.today(), desk.arrears_days)
        return card, *Timeline(connection, desk.officer).counted(member_id, limit)


def create(desk: Desk, form: ContactForm) -> Saved:
    """Make the contact once, however often it is sent; without a membership number it gets one of ours, `N-00001`.

    Raises Incomplete, BadInput (features A3.05, A3.06).
    """
    form = _cleaned(form)
    with desk.store.writing(action="members.create", officer_id=desk.officer.id, key=form.id) as session:
        already = locked_member(session, form.id)
        if already is not None:
            return Saved(form.id, 0, already.number, already=True)
        refuse_gaps(contact_gaps(form))
        number = desk.store.next_contact(session)
        ids = (desk.new_id(), desk.new_id(), desk.new_id())
        add_contact(session, form, number, desk.clock(), ids, desk.region)
    return Saved(form.id, number_of(number), number)


def alike(desk: Desk, form: ContactForm, stop: Stop | None = None) -> tuple[MemberHit, ...]:
    """Who has the same name in either order, the same telephone or e-mail: may be the contact that is being made."""
    form = _tidied(form)
    given, family = ("", form.name) if form.kind is ContactKind.ORGANISATION else (form.given, form.family)
    with desk.store.reading(stop) as connection:
        return Alike(connection, desk.today(), desk.arrears_days).to(
            given, family, national_digits(form.phone, desk.region) if form.phone else "", form.email
        )


def _cleaned(form: ContactForm) -> ContactForm:
    """A copy to save, with nothing of the other kind in it; the form on the screen stays as it was typed."""
    tidy = _tidied(form)
    tidy.email = read_email(form.email)
    for name in WORDS:
        if len(getattr(tidy, name)) > LONGEST:
            raise BadInput(f"{name}, which is longer than {LONGEST} characters")
    if form.kind is ContactKind.ORGANISATION:
        tidy.given = tidy.family = ""
    return tidy


def _tidied(form: ContactForm) -> ContactForm:
    tidy = replace(form)
    for name in WORDS:
        setattr(tidy, name, clean_line(getattr(form, name)))
    return tidy
