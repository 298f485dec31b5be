"""A submitted interaction put right: the new words stand, the old ones are in the history."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import update
from uuid_utils.compat import uuid7

from data.desk import cases, history, interactions, queue, sending
from data.desk.desk import Desk
from data.drafts import Drafts
from data.store.store import Store
from data.store.tables import CASE
from data.types.errors import BadInput, Conflict, Incomplete, NotAllowed, NotFound, TicketTaken
from data.types.forms import InteractionEdit
from data.types.notes import Section
from data.types.records import InteractionRecord
from tests.builders import Clock, a_case_form, a_member, an_interaction_form, job_of

FRIDAY = date(2026, 11, 27)
TICKET = "https://desk.example.org/agent/union/dv/12ab"


@pytest.fixture
def contact(desk: Desk, store: Store) -> InteractionRecord:
    form = an_interaction_form(a_member(store))
    interactions.submit(desk, form)
    return interactions.read(desk, form.id)


def an_edit(
    record: InteractionRecord, *, sections: dict[str, str] | None = None, **now: Any
) -> InteractionEdit:
    """An edit of some sections by title, and of some fields."""
    form = interactions.begin_edit(record, uuid7())
    bodies = sections or {}
    form.now.sections = [Section(part.title, bodies.get(part.title, part.body)) for part in form.now.sections]
    for name, value in now.items():
        setattr(form.now, name, value)
    return form


def test_new_words_stand_and_the_old_ones_are_in_the_history(desk: Desk, contact: InteractionRecord) -> None:
    """Features A1.32."""
    after = interactions.edit(
        desk,
        an_edit(contact, sections={"Issue": "Roster changed with one day's notice."}, outcome="Referred"),
    )
    assert (after.sections[1].body, after.outcome) == ("Roster changed with one day's notice.", "Referred")
    assert after.version == contact.version + 1
    assert interactions.read(desk, contact.id) == after
    changes = {
        line.field: line
        for line in history.of_interaction(desk, contact.id)
        if line.action == "interactions.edit"
    }
    assert (changes["Issue"].old, changes["Issue"].new) == (
        "Roster changed without notice.",
        "Roster changed with one day's notice.",
    )
    assert (changes["outcome"].old, changes["outcome"].who) == ("Follow-up required", "Kim Tran")


def test_case_types_are_changed_in_their_order(desk: Desk, contact: InteractionRecord) -> None:
    assert interactions.edit(desk, an_edit(contact, case_types=["DISC", "ROS"])).case_types == ("DISC", "ROS")
    again = interactions.read(desk, contact.id)
    assert interactions.edit(desk, an_edit(again, case_types=["DISC"])).case_types == ("DISC",)
    told = [
        (line.old, line.new) for line in history.of_interaction(desk, contact.id) if line.field == "case type"
    ]
    assert told == [("ROS", None), (None, "DISC"), (None, "ROS")]


def test_an_edit_sent_twice_writes_once(desk: Desk, contact: InteractionRecord) -> None:
    edit = an_edit(contact, outcome="Resolved")
    first = interactions.edit(desk, edit)
    assert interactions.edit(desk, edit) == first


def test_a_waiting_edit_goes_out_with_what_else_waits(
    desk: Desk, contact: InteractionRecord, tmp_path: Any, clock: Clock
) -> None:
    drafts = Drafts(tmp_path / "drafts.db", "kim.tran", "store", clock)
    drafts.wait(an_edit(contact, outcome="Resolved"))
    ((_, saved),) = sending.send_waiting(desk, drafts)
    assert getattr(saved, "number", saved) == contact.number
    assert interactions.read(desk, contact.id).outcome == "Resolved"


def test_changes_of_different_fields_both_stand(
    desk: Desk, desk_for: Callable[[str], Desk], contact: InteractionRecord
) -> None:
    interactions.edit(desk_for("sam.ortiz"), an_edit(contact, related_to="Leave"))
    after = interactions.edit(desk, an_edit(contact, sections={"Advice": "Keep the old roster."}))
    assert (after.related_to, after.sections[3].body) == ("Leave", "Keep the old roster.")


def test_the_same_section_is_a_conflict_that_names_it(
    desk: Desk, desk_for: Callable[[str], Desk], contact: InteractionRecord
) -> None:
    interactions.edit(desk_for("sam.ortiz"), an_edit(contact, sections={"Issue": "Sam's words."}))
    with pytest.raises(Conflict, match="Issue") as told:
        interactions.edit(desk, an_edit(contact, sections={"Issue": "Kim's words."}, outcome="Resolved"))
    assert told.value.fields == ("Issue",)
    stands = interactions.read(desk, contact.id)
    assert (stands.sections[1].body, stands.outcome) == ("Sam's words.", contact.outcome)


def test_of_two_at_once_one_wins_and_one_is_told(
    desk: Desk, desk_for: Callable[[str], Desk], contact: InteractionRecord
) -> None:
    def write(who: Desk) -> str:
        try:
            interactions.edit(who, an_edit(contact, sections={"Issue": who.officer.name}))
        except Conflict:
            return "conflict"
        return "saved"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(write, (desk, desk_for("sam.ortiz")))) == ["conflict", "saved"]


@pytest.mark.parametrize(
    ("fields", "gap"),
    [({"related_to": " "}, "About"), ({"interaction_type": ""}, "Type")],
)
def test_what_is_mandatory_cannot_be_emptied(
    desk: Desk, contact: InteractionRecord, fields: dict[str, Any], gap: str
) -> None:
    with pytest.raises(Incomplete) as told:
        interactions.edit(desk, an_edit(contact, **fields))
    assert told.value.gaps == (gap,)
    assert interactions.read(desk, contact.id) == contact


def test_a_note_without_a_word_is_refused(desk: Desk, contact: InteractionRecord) -> None:
    blank = dict.fromkeys((part.title for part in contact.sections), " \n")
    with pytest.raises(Incomplete):
        interactions.edit(desk, an_edit(contact, sections=blank))


@pytest.mark.parametrize(
    "fields",
    [{"outcome": "Lost"}, {"related_to": "Weather"}, {"case_types": ["XX"]}, {"ticket_url": "http://x"}],
)
def test_a_choice_that_no_list_holds_is_refused(
    desk: Desk, contact: InteractionRecord, fields: dict[str, Any]
) -> None:
    with pytest.raises(BadInput):
        interactions.edit(desk, an_edit(contact, **fields))
    assert interactions.read(desk, contact.id) == contact


def test_what_steers_a_terminal_is_cleaned_on_the_way_in(desk: Desk, contact: InteractionRecord) -> None:
    after = interactions.edit(desk, an_edit(contact, sections={"Issue": "red\x1b[31m\x00 line"}))
    assert after.sections[1].body == "red line"


def test_a_ticket_added_later_stands_on_the_contact_and_no_other_contact_takes_it(
    desk: Desk, contact: InteractionRecord
) -> None:
    """Features A1.18."""
    assert interactions.edit(desk, an_edit(contact, ticket_url=TICKET)).ticket_url == TICKET
    other = an_interaction_form(contact.member_id)
    interactions.submit(desk, other)
    with pytest.raises(TicketTaken, match="it is I-20001"):
        interactions.edit(desk, an_edit(interactions.read(desk, other.id), ticket_url=TICKET + "?x=1"))


def test_a_follow_up_set_later_stands_in_the_work_list(desk: Desk, contact: InteractionRecord) -> None:
    interactions.edit(desk, an_edit(contact, follow_up_on=FRIDAY))
    assert [(row.number, row.on) for row in queue.mine(desk).rows] == [(contact.number, FRIDAY)]


def test_the_follow_up_of_one_that_became_a_case_is_the_cases(desk: Desk, contact: InteractionRecord) -> None:
    cases.create(desk, a_case_form(contact.member_id, contact.id))
    record = interactions.read(desk, contact.id)
    with pytest.raises(NotAllowed, match="became C-10001"):
        interactions.edit(desk, an_edit(record, follow_up_on=FRIDAY))
    assert interactions.edit(desk, an_edit(record, outcome="Converted to case")).case_reference == 10001


def test_an_interaction_that_is_none_is_not_found(desk: Desk, contact: InteractionRecord) -> None:
    with pytest.raises(NotFound):
        interactions.edit(desk, replace(an_edit(contact, outcome="Resolved"), interaction_id=uuid7()))
    with pytest.raises(NotFound):
        history.of_interaction(desk, uuid7())


# To another member


@pytest.fixture
def andrew(store: Store) -> UUID:
    return a_member(store, "Andrew", "Gallagher", number="0048214")


def test_a_contact_under_the_wrong_member_is_moved_on_the_record(
    desk: Desk, store: Store, andrew: UUID
) -> None:
    andrea = a_member(store, number="0048213", employer="Bayview Hospital")
    form = an_interaction_form(andrea, job_id=job_of(store, andrea), follow_up_on=FRIDAY)
    interactions.submit(desk, form)
    after = interactions.move(desk, form.id, andrew, "Two members of one name.")
    assert (after.member_name, after.job, after.follow_up_on) == ("Andrew Gallagher", None, FRIDAY)
    changes = [line for line in history.of_interaction(desk, form.id) if line.action == "interactions.move"]
    assert {line.reason for line in changes} == {"Two members of one name."}
    told = {line.field: (line.old, line.new) for line in changes}
    assert told.keys() == {"member", "job", "version"}
    assert told["member"] == ("Andrea Gallagher", "Andrew Gallagher")
    assert told["job"] == ("Bayview Hospital", None)


def test_moving_needs_a_reason(desk: Desk, contact: InteractionRecord, andrew: UUID) -> None:
    with pytest.raises(Incomplete):
        interactions.move(desk, contact.id, andrew, " ")


def test_what_became_a_case_is_not_moved(desk: Desk, contact: InteractionRecord, andrew: UUID) -> None:
    cases.create(desk, a_case_form(contact.member_id, contact.id))
    with pytest.raises(NotAllowed, match="I-20001 became C-10001"):
        interactions.move(desk, contact.id, andrew, "Wrong member.")
    assert interactions.read(desk, contact.id).member_id == contact.member_id


def test_a_case_that_the_officer_may_not_see_is_not_named(
    desk: Desk, desk_for: Callable[[str], Desk], contact: InteractionRecord, andrew: UUID
) -> None:
    form = a_case_form(contact.member_id, contact.id)
    cases.create(desk, form)
    with desk.store.loading("test") as connection:
        connection.execute(update(CASE).where(CASE.c.id == form.id).values(confidential=True))
    with pytest.raises(NotAllowed, match="became a case"):
        interactions.move(desk_for("jo.marsh"), contact.id, andrew, "Wrong member.")


def test_moving_to_nobody_or_to_the_same_member_is_refused(desk: Desk, contact: InteractionRecord) -> None:
    with pytest.raises(NotFound):
        interactions.move(desk, contact.id, uuid7(), "Wrong member.")
    with pytest.raises(NotAllowed):
        interactions.move(desk, contact.id, contact.member_id, "Wrong member.")
