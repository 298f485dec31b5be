"""One ticket, one interaction; and what is kept of how a contact went."""

import threading
from collections.abc import Callable

import pytest
from sqlalchemy import update

from data.desk import cases, find, interactions
from data.desk.desk import Desk
from data.store.store import Store
from data.store.tables import OFFICE
from data.types.errors import BadInput, CasetuiError, TicketTaken
from tests.builders import a_case, a_case_form, a_member, an_interaction_form

URL = "https://desk.example.com/support/union/ShowHomePage.do#Cases/dv/{}"
DeskFor = Callable[[str], Desk]


def test_the_same_ticket_in_another_address_is_refused_by_the_number_it_has(
    desk_for: DeskFor, store: Store
) -> None:
    desk, member = desk_for("kim.tran"), a_member(store)
    first = interactions.submit(desk, an_interaction_form(member, ticket_url=URL.format("ab12")))
    with pytest.raises(TicketTaken, match=f"it is {first.number}"):
        interactions.submit(
            desk, an_interaction_form(member, ticket_url="https://desk.example.com/agent/dv/ab12?x=1")
        )


def test_the_same_note_sent_again_is_no_second_ticket(desk_for: DeskFor, store: Store) -> None:
    desk, form = desk_for("kim.tran"), an_interaction_form(a_member(store), ticket_url=URL.format("ab12"))
    interactions.submit(desk, form)
    assert interactions.submit(desk, form).already


def test_another_desk_s_ticket_of_the_same_id_is_another_ticket(desk_for: DeskFor, store: Store) -> None:
    desk, member = desk_for("kim.tran"), a_member(store)
    interactions.submit(desk, an_interaction_form(member, ticket_url=URL.format("ab12")))
    other = an_interaction_form(member, ticket_url="https://tickets.example.org/agent/dv/ab12")
    assert interactions.submit(desk, other).number == "I-20002"


def test_a_number_alone_is_kept_and_found_and_has_an_address_where_the_office_says_one(
    desk_for: DeskFor, store: Store
) -> None:
    """Domain E2."""
    desk, member = desk_for("kim.tran"), a_member(store)
    first = an_interaction_form(member, ticket_url="4711")
    interactions.submit(desk, first)
    assert interactions.read(desk, first.id).ticket_url == "#4711"
    assert [one.record_id for one in find.members(desk, "#4711")] == [first.id]
    with pytest.raises(TicketTaken):
        interactions.submit(desk, an_interaction_form(member, ticket_url=" #4711"))
    with store.loading("test") as connection:
        connection.execute(
            update(OFFICE).values(ticket_address="https://desk.example.com/tickets/details/{ticket}")
        )
    case = a_case(desk_for("kim.tran"), member)
    cases.link_ticket(desk_for("kim.tran"), case, "4712", "")
    assert cases.read(desk, case).ticket_url == "https://desk.example.com/tickets/details/4712 #4712"


def test_two_officers_with_one_ticket_at_once_leave_one_interaction(desk_for: DeskFor, store: Store) -> None:
    member = a_member(store)
    ready = threading.Barrier(2)
    outcomes: list[object] = []

    def submit(login: str) -> None:
        desk, form = desk_for(login), an_interaction_form(member, ticket_url=URL.format("cd34"))
        ready.wait(10)
        try:
            outcomes.append(interactions.submit(desk, form).number)
        except CasetuiError as error:
            outcomes.append(type(error))

    threads = [threading.Thread(target=submit, args=(login,)) for login in ("kim.tran", "sam.ortiz")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(outcomes) == 2
    assert TicketTaken in outcomes
    assert sum(isinstance(one, str) for one in outcomes) == 1


def test_how_the_contact_went_is_read_back(desk_for: DeskFor, store: Store) -> None:
    desk = desk_for("kim.tran")
    form = an_interaction_form(
        a_member(store),
        spoke_with="representative",
        identity_checked=True,
        no_advice=True,
        reviewed_prior=True,
    )
    interactions.submit(desk, form)
    kept = interactions.read(desk, form.id)
    assert (kept.spoke_with, kept.identity_checked, kept.no_advice, kept.reviewed_prior) == (
        "representative", True, True, True,
    )  # fmt: skip


def test_a_contact_about_a_case_keeps_it_too(desk_for: DeskFor, store: Store) -> None:
    desk, member = desk_for("kim.tran"), a_member(store)
    case = a_case_form(member, direct_reason="Clear from the start")
    cases.create(desk, case)
    form = an_interaction_form(member, about_case_id=case.id, spoke_with="employer", identity_checked=True)
    interactions.submit(desk, form)
    note = cases.read(desk, case.id).notes[0]
    assert (note.spoke_with, note.identity_checked, note.channel) == ("employer", True, "Phone – inbound")


def test_a_word_that_is_nobody_is_refused(desk_for: DeskFor, store: Store) -> None:
    desk = desk_for("kim.tran")
    with pytest.raises(BadInput, match="spoke with"):
        interactions.submit(desk, an_interaction_form(a_member(store), spoke_with="her dog"))
