"""Of a case: the day it opened, where it happened, and why it was created without an interaction."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import insert
from uuid_utils.compat import uuid7

from data.desk import cases, interactions
from data.desk.desk import Desk
from data.store.store import Store
from data.store.tables import ADDRESS
from data.types.errors import BadInput, Conflict, Incomplete
from tests.builders import TODAY, a_case_form, a_member, an_interaction_form

TICKET = "https://desk.example.org/agent/union/dv/12ab"


@pytest.fixture
def at_home(store: Store) -> UUID:
    """A member with an address."""
    member = a_member(store)
    with store.loading("test") as connection:
        connection.execute(
            insert(ADDRESS).values(
                id=uuid7(),
                member_id=member,
                street="12 Example St",
                suburb="Kinvale",
                state="VIC",
                postcode="3999",
                country="Australia",
                kind="home",
            )
        )
    return member


def test_a_case_opens_today_or_on_an_earlier_day(desk: Desk, store: Store) -> None:
    """Features A3.26."""
    member = a_member(store)
    today, earlier = a_case_form(member), a_case_form(member, opened_on=TODAY - timedelta(days=9))
    cases.create(desk, today)
    cases.create(desk, earlier)
    assert cases.read(desk, today.id).opened_on == TODAY
    assert cases.read(desk, earlier.id).opened_on == TODAY - timedelta(days=9)


def test_a_case_does_not_open_tomorrow(desk: Desk, store: Store) -> None:
    form = a_case_form(a_member(store), opened_on=TODAY + timedelta(days=1))
    with pytest.raises(BadInput, match="opened date"):
        cases.create(desk, form)


def test_the_place_is_the_contacts_address_unless_another_is_given(desk: Desk, at_home: UUID) -> None:
    """Features A3.27."""
    own, other, none = (
        a_case_form(at_home),
        a_case_form(at_home, location="Ward 3\x1b[31m, Bayview", location_note="by the lift"),
        a_case_form(at_home, location=""),
    )
    for form in (own, other, none):
        cases.create(desk, form)
    assert cases.read(desk, own.id).location == "12 Example St, Kinvale VIC 3999"
    read = cases.read(desk, other.id)
    assert (read.location, read.location_note) == ("Ward 3, Bayview", "by the lift")
    assert cases.read(desk, none.id).location == ""


def test_a_contact_without_an_address_gives_no_place(desk: Desk, store: Store) -> None:
    form = a_case_form(a_member(store))
    cases.create(desk, form)
    assert cases.read(desk, form.id).location == ""


def test_a_direct_case_keeps_its_reason_and_is_counted_as_direct(desk: Desk, store: Store) -> None:
    """Features A2.03."""
    member = a_member(store)
    form = a_case_form(member, direct_reason="The letter came by post.")
    cases.create(desk, form)
    record = cases.read(desk, form.id)
    assert (record.origin, record.direct_reason) == ("direct", "The letter came by post.")
    with pytest.raises(Incomplete):
        cases.create(desk, a_case_form(member, direct_reason=" "))


def test_the_ticket_stands_on_the_first_note_of_contact_and_case(desk: Desk, store: Store) -> None:
    """Features A1.30, A2.22."""
    contact = an_interaction_form(a_member(store), ticket_url=TICKET)
    interactions.submit(desk, contact)
    assert contact.member_id is not None
    form = a_case_form(contact.member_id, contact.id, ticket_url=TICKET)
    cases.create(desk, form)
    cases.add_note(desk, form.id, an_interaction_form(contact.member_id))
    assert [note.ticket_url for note in cases.read(desk, form.id).notes] == ["", TICKET]


def test_a_ticket_is_linked_later_to_the_case_and_its_first_note(desk: Desk, store: Store) -> None:
    """Features A2.22."""
    form = a_case_form(a_member(store))
    cases.create(desk, form)
    cases.add_note(desk, form.id, an_interaction_form(form.member_id))
    cases.link_ticket(desk, form.id, TICKET, "")
    record = cases.read(desk, form.id)
    assert (record.ticket_url, [note.ticket_url for note in record.notes]) == (TICKET, ["", TICKET])
    assert cases.link_ticket(desk, form.id, TICKET, "").already
    with pytest.raises(Conflict):
        cases.link_ticket(desk, form.id, "https://desk.example.org/agent/union/dv/99", "")
    with pytest.raises(BadInput):
        cases.link_ticket(desk, form.id, "javascript:alert(1)", TICKET)
    cases.link_ticket(desk, form.id, "", TICKET)
    assert cases.read(desk, form.id).ticket_url == ""
