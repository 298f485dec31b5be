"""An outline fills what is empty and leaves alone what was written."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.rules.outlines import fill, say_filled
from data.types.errors import BadInput
from data.types.forms import InteractionForm
from data.types.notes import Section
from data.types.outlines import Outline
from tests.builders import START, sections

MONDAY = date(2026, 11, 23)
WEDNESDAY = date(2026, 11, 25)
OUTLINE = Outline(
    "Roster changed",
    "Hours, rosters & breaks",
    ("ROS",),
    "Follow-up required",
    "+2d",
    "Ask again",
    (Section("Issue", "Roster changed "), Section("Actions", "- {first}: send it (by {follow_up})")),
)


def a_note(**fields: Any) -> InteractionForm:
    form = InteractionForm(uuid4(), START, sections=sections())
    for name, value in fields.items():
        setattr(form, name, value)
    return form


def test_an_empty_note_is_filled_whole() -> None:
    """Features B8."""
    form = a_note()
    done = fill(form, OUTLINE, {"first": "Andrea"}, MONDAY)
    assert done.left == ()
    assert done.filled == ("Issue", "Actions", "About", "Case type", "Outcome", "Follow-up", "To do")
    assert form.body("Actions") == "- Andrea: send it (by Wed 25 Nov)"
    assert (form.related_to, form.case_types, form.outcome) == (
        "Hours, rosters & breaks",
        ["ROS"],
        "Follow-up required",
    )
    assert (form.follow_up_on, form.follow_up_action) == (WEDNESDAY, "Ask again")


def test_what_was_written_is_left_and_said() -> None:
    form = a_note(sections=sections(issue="Leave."), related_to="Leave", follow_up_on=date(2026, 12, 1))
    done = fill(form, OUTLINE, {}, MONDAY)
    assert done.left == ("Issue", "About", "Follow-up")
    assert (form.body("Issue"), form.related_to, form.follow_up_on) == ("Leave.", "Leave", date(2026, 12, 1))
    assert "(by Tue 1 Dec)" in form.body("Actions")
    assert say_filled(OUTLINE, done) == (
        "Roster changed: filled Actions, Case type, Outcome, To do; left as it was: Issue, About, Follow-up."
    )


def test_a_second_time_there_is_nothing_to_fill() -> None:
    form = a_note()
    fill(form, OUTLINE, {}, MONDAY)
    assert say_filled(OUTLINE, fill(form, OUTLINE, {}, MONDAY)) == "Roster changed: nothing was empty."


def test_in_a_note_of_a_case_only_the_sections_are_filled() -> None:
    form = a_note(about_case_id=uuid4())
    assert fill(form, OUTLINE, {}, MONDAY).filled == ("Issue", "Actions")
    assert (form.related_to, form.follow_up_on, form.follow_up_action) == ("", None, "")


def test_a_day_that_is_none_is_told_and_nothing_is_filled() -> None:
    form = a_note()
    with pytest.raises(BadInput):
        fill(form, OUTLINE._replace(follow_up="soon"), {}, MONDAY)
    assert form.body("Issue") == "" and form.related_to == ""


@given(
    bodies=st.lists(st.sampled_from(["", " ", "words", "{first}"]), min_size=5, max_size=5),
    outcome=st.sampled_from(["", "Resolved"]),
    types=st.lists(st.sampled_from(["DISC", "UFD"]), max_size=2),
)
def test_nothing_that_was_filled_is_another_afterwards(
    bodies: list[str], outcome: str, types: list[str]
) -> None:
    titles = [part.title for part in sections()]
    before = [Section(title, body) for title, body in zip(titles, bodies, strict=True)]
    form = a_note(sections=list(before), outcome=outcome, case_types=list(types))
    fill(form, OUTLINE, {}, MONDAY)
    for part in before:
        assert not part.body.strip() or form.body(part.title) == part.body
    assert not outcome or form.outcome == outcome
    assert not types or form.case_types == types
