"""A follow-up that another officer is to do: it says who and what, and stands in her list."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from uuid_utils.compat import uuid7

from data.desk import follow_ups, history, interactions, queue
from data.desk.desk import Desk
from data.store.store import Store
from data.types.errors import BadInput, Conflict, Incomplete, NotAllowed
from data.types.records import InteractionRecord
from tests.builders import TODAY, a_case, a_member, an_interaction_form, job_of, staff_id, take_back

SAM, AISHA = staff_id("sam.ortiz"), staff_id("aisha.bello")
Desks = Callable[[str], Desk]


def numbers(desk: Desk) -> list[str]:
    return [row.number for row in queue.mine(desk).rows]


def edited(desk: Desk, record: InteractionRecord, **now: Any) -> InteractionRecord:
    form = interactions.begin_edit(record, uuid7())
    for name, value in now.items():
        setattr(form.now, name, value)
    return interactions.edit(desk, form)


@pytest.fixture
def given(desk: Desk, store: Store) -> UUID:
    """Kim's contact, which Sam is to follow up today."""
    form = an_interaction_form(
        a_member(store), follow_up_on=TODAY, follow_up_by=SAM, follow_up_action="Send the\tletter to HR"
    )
    interactions.submit(desk, form)
    return form.id


@pytest.fixture
def contact(desk: Desk, store: Store) -> InteractionRecord:
    form = an_interaction_form(a_member(store, employer="Bayview Hospital"))
    interactions.submit(desk, form)
    return interactions.read(desk, form.id)


def test_it_stands_in_the_list_of_whom_it_was_given_to_and_in_no_other(
    desk: Desk, desk_for: Desks, given: UUID
) -> None:
    """Features A1.19."""
    assert [numbers(desk_for(who)) for who in ("sam.ortiz", "kim.tran", "aisha.bello")] == [
        ["I-20001"],
        [],
        [],
    ]
    assert numbers(desk_for("lena.vogt")) == ["I-20001"]
    record = interactions.read(desk, given)
    assert (record.officer_name, record.follow_up_by, record.follow_up_by_name) == (
        "Kim Tran",
        SAM,
        "Sam Ortiz",
    )
    assert record.follow_up_action == "Send the letter to HR"


def test_the_brief_says_who_and_what(desk_for: Desks, given: UUID) -> None:
    sam = desk_for("sam.ortiz")
    brief = queue.brief(sam, "interaction", given)
    assert (brief.owner, brief.to_do, brief.follow_up_by) == ("Sam Ortiz", "Send the letter to HR", SAM)
    follow_ups.tick_off(sam, given)
    done = queue.brief(sam, "interaction", given)
    assert (done.owner, done.to_do, done.follow_up_by) == ("Kim Tran", "", None)
    # Nor does a case that is made of it begin with what is done.
    assert interactions.as_form(interactions.read(sam, given)).follow_up_action == ""


@pytest.mark.parametrize("words", [{"follow_up_by": SAM}, {"follow_up_action": "Send the letter"}])
def test_without_a_day_it_would_stand_in_no_list_and_is_asked_for(
    desk: Desk, store: Store, contact: InteractionRecord, words: dict[str, Any]
) -> None:
    with pytest.raises(Incomplete) as told:
        interactions.submit(desk, an_interaction_form(a_member(store), **words))
    assert told.value.gaps == ("Follow-up",)
    with pytest.raises(Incomplete):
        edited(desk, contact, **words)
    assert interactions.read(desk, contact.id).version == contact.version


def test_nobody_is_given_a_follow_up_who_does_not_work_here(
    desk: Desk, store: Store, contact: InteractionRecord
) -> None:
    words = {"follow_up_on": TODAY, "follow_up_by": uuid7()}
    with pytest.raises(BadInput, match="does not work here"):
        interactions.submit(desk, an_interaction_form(a_member(store), **words))
    with pytest.raises(BadInput, match="does not work here"):
        edited(desk, contact, **words)
    with pytest.raises(BadInput, match="does not work here"):
        follow_ups.give(desk, edited(desk, contact, follow_up_on=TODAY).id, uuid7(), staff_id("kim.tran"))


def test_a_note_of_a_case_refuses_them_since_the_case_has_its_own(desk: Desk, store: Store) -> None:
    case = a_case(desk, a_member(store))
    form = an_interaction_form(None, about_case_id=case, follow_up_action="Send the letter")
    with pytest.raises(BadInput, match="staff and its next steps"):
        interactions.submit(desk, form)


def test_who_and_what_are_put_right_and_stand_in_the_history_by_name(
    desk: Desk, desk_for: Desks, given: UUID
) -> None:
    record = interactions.read(desk, given)
    after = edited(desk, record, follow_up_by=AISHA, follow_up_action="Ring HR")
    assert (after.follow_up_by_name, after.follow_up_action) == ("Aisha Bello", "Ring HR")
    assert (numbers(desk_for("aisha.bello")), numbers(desk_for("sam.ortiz"))) == (["I-20001"], [])
    told = {
        line.field: (line.old, line.new)
        for line in history.of_interaction(desk, given)
        if line.action == "interactions.edit"
    }
    assert told["follow-up by"] == ("Sam Ortiz", "Aisha Bello")
    assert told["follow_up_action"] == ("Send the letter to HR", "Ring HR")


def test_emptied_it_is_for_whoever_saves_it(desk_for: Desks, given: UUID) -> None:
    aisha = desk_for("aisha.bello")
    after = edited(aisha, interactions.read(aisha, given), follow_up_by=None)
    assert after.follow_up_by_name == "Aisha Bello"


def test_a_new_day_leaves_it_with_whom_it_is(desk: Desk, given: UUID) -> None:
    assert (
        edited(desk, interactions.read(desk, given), follow_up_on=TODAY.replace(day=27)).follow_up_by == SAM
    )
    assert follow_ups.move(desk, "interaction", given, TODAY, TODAY.replace(day=27)).by == SAM
    gone = edited(desk, interactions.read(desk, given), follow_up_on=None)
    assert (gone.follow_up_by, gone.follow_up_open) == (None, False)


def test_two_who_give_it_to_two_others_are_told(desk: Desk, desk_for: Desks, given: UUID) -> None:
    record = interactions.read(desk, given)
    edited(desk_for("lena.vogt"), record, follow_up_by=AISHA)
    with pytest.raises(Conflict, match="Given to"):
        edited(desk, record, follow_up_by=staff_id("kim.tran"))


# By one key


def test_it_is_given_on_by_one_key_and_taken_back(desk_for: Desks, given: UUID) -> None:
    sam = desk_for("sam.ortiz")
    act = follow_ups.give(sam, given, AISHA, SAM)
    assert (act.number, act.by_name, act.day) == ("I-20001", "Aisha Bello", TODAY)
    assert (numbers(sam), numbers(desk_for("aisha.bello"))) == ([], ["I-20001"])
    assert follow_ups.give(sam, given, AISHA, SAM).by == AISHA
    take_back(sam)
    assert interactions.read(sam, given).follow_up_by == SAM


def test_given_to_a_third_meanwhile_it_is_a_conflict(desk: Desk, desk_for: Desks, given: UUID) -> None:
    follow_ups.give(desk_for("lena.vogt"), given, AISHA, SAM)
    with pytest.raises(Conflict, match="who follows up"):
        follow_ups.give(desk, given, staff_id("kim.tran"), SAM)
    follow_ups.give(desk, given, staff_id("kim.tran"), AISHA)
    assert [one.who for one in take_back(desk_for("lena.vogt")).kept] == ["Kim Tran"]


def test_what_is_done_is_given_to_nobody(desk: Desk, given: UUID) -> None:
    follow_ups.tick_off(desk, given)
    with pytest.raises(NotAllowed, match="no follow-up to do"):
        follow_ups.give(desk, given, AISHA, None)


def test_done_by_one_and_taken_back_it_is_hers_again_who_had_it(desk: Desk, given: UUID) -> None:
    follow_ups.tick_off(desk, given)
    take_back(desk)
    assert interactions.read(desk, given).follow_up_by == SAM


# What else is put right


def test_whom_one_spoke_with_identity_advice_and_job_are_put_right(
    desk: Desk, store: Store, contact: InteractionRecord
) -> None:
    """Features A1.32."""
    job = job_of(store, contact.member_id)
    after = edited(
        desk, contact, spoke_with="representative", identity_checked=True, no_advice=True, job_id=job
    )
    assert (after.spoke_with, after.identity_checked, after.no_advice) == ("representative", True, True)
    assert after.job is not None and after.job.id == job
    told = {line.field: (line.old, line.new) for line in history.of_interaction(desk, contact.id)}
    assert told["spoke_with"] == (None, "representative") or told["spoke_with"] == ("", "representative")
    assert told["job"] == (None, "Bayview Hospital")
    emptied = edited(desk, after, job_id=None, identity_checked=False)
    assert (emptied.job, emptied.identity_checked) == (None, False)


def test_changes_of_these_by_two_both_stand_and_the_same_one_is_told(
    desk: Desk, desk_for: Desks, contact: InteractionRecord
) -> None:
    edited(desk_for("sam.ortiz"), contact, spoke_with="employer", identity_checked=True)
    after = edited(desk, contact, no_advice=True)
    assert (after.spoke_with, after.identity_checked, after.no_advice) == ("employer", True, True)
    with pytest.raises(Conflict, match="Spoke with"):
        edited(desk, contact, spoke_with="other")


@pytest.mark.parametrize(
    ("words", "said"), [({"spoke_with": "the cat"}, "spoke with"), ({"job_id": uuid7()}, "job")]
)
def test_what_cannot_be_is_refused(
    desk: Desk, contact: InteractionRecord, words: dict[str, Any], said: str
) -> None:
    with pytest.raises(BadInput, match=said):
        edited(desk, contact, **words)


def test_advice_that_is_written_takes_the_mark_away(desk: Desk, contact: InteractionRecord) -> None:
    marked = edited(desk, contact, no_advice=True)
    form = interactions.begin_edit(marked, uuid7())
    form.now.sections[3] = form.now.sections[3]._replace(body="Keep the roster.")
    assert not interactions.edit(desk, form).no_advice
