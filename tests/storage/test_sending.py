"""What waits goes out once, in order; a refusal gives it back, a lost store keeps it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from uuid_utils.compat import uuid7

from data.desk import cases, changing, interactions, sending
from data.desk.desk import Desk
from data.drafts import Drafts
from data.store.store import Store, open_store
from data.types.case_edits import CaseEdit
from data.types.drafts import Draft
from data.types.errors import CasetuiError, Conflict, Incomplete, StoreUnavailable
from data.types.records import Saved
from tests.builders import Clock, a_case, a_case_form, a_member, an_interaction_form, change_case


@pytest.fixture
def drafts(tmp_path: Path, clock: Clock) -> Drafts:
    return Drafts(tmp_path / "drafts.db", "kim.tran", "store", clock)


def outcomes(answers: list[tuple[Draft, Saved | CasetuiError]]) -> list[str]:
    return [answer.number if isinstance(answer, Saved) else type(answer).__name__ for _, answer in answers]


def test_a_contact_and_the_case_made_of_it_go_out_in_order(desk: Desk, store: Store, drafts: Drafts) -> None:
    member = a_member(store)
    contact = an_interaction_form(member)
    case = a_case_form(member, contact.id)
    drafts.wait(contact)
    drafts.wait(case)
    assert outcomes(list(sending.send_waiting(desk, drafts))) == ["I-20001", "C-10001"]
    assert drafts.counts() == (0, 0, 0)
    assert cases.read(desk, case.id).interaction_id == contact.id


def test_what_was_saved_before_the_answer_was_lost_goes_out_without_a_second_row(
    desk: Desk, store: Store, drafts: Drafts
) -> None:
    contact = an_interaction_form(a_member(store))
    drafts.wait(contact)
    interactions.submit(desk, contact)
    ((_, saved),) = sending.send_waiting(desk, drafts)
    assert isinstance(saved, Saved) and saved.already
    assert drafts.counts() == (0, 0, 0)


def test_a_refusal_comes_back_with_its_reason_and_holds_its_case(
    desk: Desk, store: Store, drafts: Drafts
) -> None:
    member = a_member(store)
    bad = an_interaction_form(member, related_to="")
    held = a_case_form(member, bad.id)
    good = an_interaction_form(member)
    for form in (bad, held, good):
        drafts.wait(form)
    assert outcomes(list(sending.send_waiting(desk, drafts))) == ["Incomplete", "CasetuiError", "I-20001"]
    problems = {draft.id: draft.problem for draft in drafts.listing()}
    assert problems == {bad.id: Incomplete(("About",)).sentence, held.id: sending.HELD}


def test_a_store_that_is_gone_keeps_everything_waiting(desk: Desk, store: Store, drafts: Drafts) -> None:
    member = a_member(store)
    forms = [an_interaction_form(member) for _ in range(3)]
    for form in forms:
        drafts.wait(form)
    gone = replace(desk, store=open_store("postgresql://kim@127.0.0.1:1/casetui"))
    assert outcomes(list(sending.send_waiting(gone, drafts))) == ["StoreUnavailable"]
    assert [draft.id for draft in drafts.waiting()] == [form.id for form in forms]
    assert outcomes(list(sending.send_waiting(desk, drafts))) == ["I-20001", "I-20002", "I-20003"]


def test_a_store_lost_between_two_sends_keeps_the_rest(
    desk: Desk, store: Store, drafts: Drafts, monkeypatch: pytest.MonkeyPatch
) -> None:
    member = a_member(store)
    for _ in range(3):
        drafts.wait(an_interaction_form(member))
    round_ = sending.send_waiting(desk, drafts)
    next(round_)

    def lost(*_args: Any) -> Saved:
        raise StoreUnavailable

    monkeypatch.setattr(sending, "send", lost)
    assert outcomes(list(round_)) == ["StoreUnavailable"]
    assert len(drafts.waiting()) == 2


def an_edit(case_id: UUID, desk: Desk, **changes: Any) -> CaseEdit:
    edit = changing.begin(cases.read(desk, case_id), uuid7())
    return replace(edit, now=replace(edit.now, **changes))


def test_a_waiting_change_goes_out_and_sent_again_writes_nothing(
    desk: Desk, store: Store, drafts: Drafts
) -> None:
    case = a_case(desk, a_member(store))
    edit = an_edit(case, desk, next_steps="Ring back.", follow_up_on=None)
    draft = drafts.wait(edit)
    sending.send(desk, draft)
    assert outcomes(list(sending.send_waiting(desk, drafts))) == ["C-10001"]
    record = cases.read(desk, case)
    assert (record.next_steps, record.follow_up_on, record.version) == ("Ring back.", None, 2)


def test_a_waiting_change_that_someone_overtook_comes_back(
    desk: Desk, desk_for: Callable[[str], Desk], store: Store, drafts: Drafts
) -> None:
    case = a_case(desk, a_member(store))
    drafts.wait(an_edit(case, desk, next_steps="Ring back."))
    read = cases.read(desk, case)
    change_case(desk_for("sam.ortiz"), read, next_steps="Sam rings.")
    ((_, error),) = sending.send_waiting(desk, drafts)
    assert isinstance(error, Conflict)
    assert "Next steps" in drafts.listing()[0].problem


def test_a_case_made_after_the_refusal_comes_back_too_and_names_the_cause(
    desk: Desk, store: Store, drafts: Drafts
) -> None:
    member = a_member(store)
    bad = an_interaction_form(member, related_to="")
    drafts.wait(bad)
    list(sending.send_waiting(desk, drafts))
    case = a_case_form(member, bad.id)
    drafts.wait(case)
    ((_, answer),) = sending.send_waiting(desk, drafts)
    assert isinstance(answer, CasetuiError) and "interaction" in answer.sentence
    given_back = drafts.read(case.id)
    assert given_back is not None and given_back.problem == sending.HELD
