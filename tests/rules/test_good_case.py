"""What a good case has, item by item as the guide lists it."""

from dataclasses import replace
from typing import Any

import pytest

from data.rules.good import next_said
from data.rules.good_case import TOLD_AS_MISSING, judged_case, judged_form, why_no_case_tick
from data.types.forms import CaseForm
from data.types.records import CaseRecord
from data.types.ticks import HELD, NOT_HELD, Tick
from tests.rules.builders import AT, ON, WHOLE, a_case_read, a_note, an_id


def lacking(case: CaseRecord) -> dict[str, str]:
    return {one.key: one.lack for one in judged_case(case, ON) if one.lack}


def test_a_good_case_lacks_nothing_and_an_open_one_of_an_interaction_has_seven_items() -> None:
    assert lacking(a_case_read()) == {}
    assert [one.key for one in judged_case(a_case_read(), ON)] == ["C1", "C4", "C5", "C6", "C7", "C8", "C9"]


@pytest.mark.parametrize(
    ("case", "lack"),
    [
        (a_case_read(interaction_id=None, direct_reason="By post."), {"C1": "it was created directly"}),
        (
            a_case_read(interaction_id=None),
            {"C1": "it was created directly", "C3": "created directly, and nobody said why"},
        ),
        (
            a_case_read(case_types=(), job=None, assignees=()),
            {"C4": "still to fill: case type, relevant job, staff member"},
        ),
        (a_case_read(status=""), {}),
        (
            a_case_read(a_note("6 years", "Issue", "", "", "Kim: call (by Fri)")),
            {"C5": "Seeking and Advice are empty"},
        ),
        (a_case_read(a_note("6 years", "Issue", "Back", "", "Kim: call (by Fri)"), no_advice=True), {}),
        (a_case_read(a_note("6 years", "Issue", "Back", "Keep", "")), {}),
        (a_case_read([]), {"C4": "still to fill: notes", "C5": "there is no description"}),
        (
            a_case_read(a_note("6", "- pay\n- roster\n- leave", "Back", "Keep", "Kim: call (by Fri)")),
            {"C6": "3 issues in one case"},
        ),
        (
            a_case_read(a_note("6", "Pay", "Back", "Keep", "- call HR")),
            {"C7": "the first action has no owner"},
        ),
        (
            a_case_read(follow_up_on=None),
            {"C4": "still to fill: follow-up date", "C8": "no follow-up day"},
        ),
        (a_case_read(next_steps="call HR"), {"C9": "of the next steps the first action has no owner"}),
        (a_case_read(next_steps="Kim: call HR"), {}),
        (a_case_read(follow_up_on=None, closed_at=AT, next_steps="x"), {}),
    ],
)
def test_what_lacks_is_said(case: CaseRecord, lack: dict[str, str]) -> None:
    assert lacking(case) == lack


def test_one_more_key_says_held_then_not_held_then_nothing() -> None:
    mine = Tick("steps", an_id(1), "Kim", HELD, "", AT)
    assert next_said("steps", (), an_id(1)) == HELD
    assert next_said("steps", (mine,), an_id(2)) == HELD
    assert next_said("steps", (mine,), an_id(1)) == NOT_HELD
    assert next_said("steps", (mine._replace(said=NOT_HELD),), an_id(1)) == ""


@pytest.mark.parametrize(("reader", "own"), [(an_id(1), True), (an_id(2), True), (an_id(3), False)])
def test_nobody_judges_a_case_she_opened_or_holds(reader: Any, own: bool) -> None:
    assert bool(why_no_case_tick(reader, an_id(1), [None, an_id(2)])) is own


def test_a_case_that_is_being_created_is_judged_like_the_one_it_becomes() -> None:
    whole = a_case_read()
    form = CaseForm(
        an_id(1), an_id(2), "Andrea Gallagher  0048213", an_id(5), sections=list(WHOLE),
        next_steps=whole.next_steps, case_types=["ROS"], job_id=an_id(6), by_rule=True,
    )  # fmt: skip
    # What is still to fill, the follow-up among it, the form names itself.
    held = [one for one in judged_case(whole, ON) if one.key not in TOLD_AS_MISSING]
    assert list(judged_form(form, ON)) == held
    assert not any(one.lack for one in held)
    direct = replace(form, interaction_id=None, next_steps="Call HR", sections=WHOLE[:3])
    found = {one.key: one.lack for one in judged_form(direct, ON) if one.lack}
    assert found == {
        "C1": "it was created directly",
        "C3": "created directly, and nobody said why",
        "C9": "of the next steps the first action has no owner",
    }
