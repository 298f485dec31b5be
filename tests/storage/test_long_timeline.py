"""A long life of contact: what is seen is read first, and the rest behind it (acceptance 5)."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from sqlalchemy import update

from data.desk import cases, documents, emails, interactions, members, messages
from data.desk.desk import Desk
from data.store.store import Store
from data.store.tables import CASE
from data.types.documents import Attachment
from data.types.emails import Target
from data.types.errors import NotFound
from data.types.messages import Way
from data.types.timeline import Counts, ItemKind
from tests.builders import Clock, a_case, a_case_form, a_member, an_interaction_form
from tests.mails import an_email
from tests.storage.statements import statements

DeskFor = Callable[[str], Desk]
MANY = 80


@pytest.fixture
def long_life(desk: Desk, store: Store, clock: Clock) -> UUID:
    """A member with 80 contacts."""
    member = a_member(store)
    for _ in range(MANY):
        clock.move(hours=1)
        interactions.submit(desk, an_interaction_form(member))
    return member


def test_the_first_are_read_with_all_counts_in_one_statement(desk: Desk, long_life: UUID) -> None:
    with statements(desk) as told:
        _, items, counts = members.page(desk, long_life)
    assert len(items) == members.FIRST
    assert counts == Counts(interactions=MANY)
    assert len([one for one in told if "interaction.member_id" in one.statement]) == 1
    with statements(desk) as profile:
        members.card(desk, long_life)
    # Beside the profile: the contacts, and the first lines of the newest.
    assert len(told) - len(profile) == 2


def test_first_and_rest_are_the_whole_in_its_order(desk: Desk, long_life: UUID) -> None:
    _, first, _ = members.page(desk, long_life)
    rest = members.timeline(desk, long_life, 500, opened=0, skip=len(first))
    whole = members.timeline(desk, long_life)
    assert (*first, *rest) == whole
    assert len(whole) == MANY
    assert all(not item.lines for item in rest)


def test_the_counts_are_those_of_the_lists_also_where_something_may_not_be_seen(
    desk_for: DeskFor, store: Store, clock: Clock
) -> None:
    kim, member = desk_for("kim.tran"), a_member(store)
    for hidden in (False, True):
        contact = an_interaction_form(member)
        interactions.submit(kim, contact)
        case = a_case_form(member, contact.id)
        cases.create(kim, case)
        for _ in range(2):
            clock.move(minutes=1)
            cases.add_note(kim, case.id, an_interaction_form(None))
        for case_id, member_id in ((case.id, None), (None, member)):
            documents.attach(kim, Attachment(uuid4(), "a.txt", b"A line.", case_id, member_id))
            an_e_mail = an_email(message_id=f"<{uuid4()}@example.org>")
            emails.add(kim, an_e_mail, "", Target(case_id=case_id, member_id=member_id))
        if hidden:
            with store.loading("test") as connection:
                connection.execute(update(CASE).where(CASE.c.id == case.id).values(confidential=True))
    a_case(kim, a_member(store))
    # What was written to her about no case; of a case it is a note.
    letter = messages.begin(kim, messages.to_write(kim, member), None, "We need")
    messages.send(kim, replace(letter, way=Way.COPY, subject="The ballot", body="It opens\n\non Monday."))
    for login, told in (("kim.tran", Counts(2, 2, 4, 4, 4, 1)), ("jo.marsh", Counts(2, 1, 2, 3, 3, 1))):
        at = desk_for(login)
        _, items, counts = members.page(at, member)
        assert counts == told
        assert counts.of(None) == len(items)
        for kind in ItemKind:
            alone = [item for item in items if item.kind is kind]
            with_it = [item for item in items if item.kind.chip is kind]
            assert counts.of(kind) == len(with_it)
            narrowed = [one.id for one in members.timeline(at, member, kind=kind)]
            assert narrowed == [one.id for one in with_it or alone]
        (sent,) = [item for item in items if item.kind is ItemKind.MESSAGE]
        assert (sent.channel, sent.title, sent.who, sent.number) == (
            "Email – outbound",
            "The ballot",
            "Kim Tran",
            "",
        )
        assert sent.lines == ("It opens", "on Monday.")


def test_nobody_has_no_contact_and_is_told(desk: Desk, store: Store) -> None:
    assert members.page(desk, a_member(store))[1:] == ((), Counts())
    with pytest.raises(NotFound):
        members.page(desk, uuid4())
