"""What a good note has: which items apply, and what the first that does not hold is called."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from data.rules.good import counted, first_lack, judged
from data.rules.issues import count_issues
from data.types.choices import RelatedTo
from data.types.forms import InteractionForm
from tests.builders import START, sections

TODAY = date(2026, 11, 23)
ROSTERS = RelatedTo("Hours, rosters & breaks", True, "ROS")
JOIN = RelatedTo("Join / rejoin", False, None)


def good_form() -> InteractionForm:
    """A note in which every item holds."""
    return InteractionForm(
        id=uuid4(),
        started_at=START,
        member_id=uuid4(),
        sections=sections(
            background="Six years on nights.",
            issue="Roster changed without notice.",
            member_seeking="The old roster back.",
            advice="Ask for the reason in writing.",
            actions="- Kim: write to the manager (by Wed)",
        ),
        interaction_type="Zoho ticket",
        related_to=ROSTERS.name,
        case_types=["ROS"],
        outcome="Follow-up required",
        follow_up_on=date(2026, 11, 27),
        ticket_url="https://desk.example.com/dv/1234",
        reviewed_prior=True,
    )


def test_a_whole_note_holds_all_nine() -> None:
    items = judged(good_form(), ROSTERS, TODAY)
    assert [item.key for item in items] == [f"I{number}" for number in range(1, 10)]
    assert counted(items) == (9, 9)
    assert first_lack(items) == ""


@pytest.mark.parametrize(
    ("key", "changes", "said"),
    [
        ("I1", {"related_to": ""}, "still to fill: About"),
        ("I2", {"case_types": []}, "an industrial matter without a case type"),
        ("I3", {"ticket_url": " "}, "it came as a ticket and has no ticket address"),
        ("I4", {"sections": sections(issue="x")}, "Background is empty"),
        ("I7", {"follow_up_on": None}, "a follow-up is needed and has no day"),
        ("I8", {"outcome": ""}, "no outcome: is it resolved, or does it go on?"),
        ("I9", {"reviewed_prior": False}, "earlier contact was not on the screen"),
    ],
)
def test_what_lacks_is_said(key: str, changes: dict[str, object], said: str) -> None:
    items = judged(replace(good_form(), **changes), ROSTERS, TODAY)  # type: ignore[arg-type]
    assert {item.key: item.lack for item in items if not item.holds} == {key: said}
    assert first_lack(items) == said


def with_section(title: str, body: str) -> InteractionForm:
    form = good_form()
    form.sections = [part._replace(body=body) if part.title == title else part for part in form.sections]
    return form


def test_advice_may_be_left_empty_on_purpose() -> None:
    form = with_section("Advice", "")
    assert first_lack(judged(form, ROSTERS, TODAY)) == "Advice is empty, or mark that none was given"
    form.no_advice = True
    assert first_lack(judged(form, ROSTERS, TODAY)) == ""


def test_nothing_need_be_done_where_the_matter_is_resolved() -> None:
    form = with_section("Actions", "")
    assert first_lack(judged(form, ROSTERS, TODAY)) == "Actions is empty"
    form.outcome = "Resolved"
    assert first_lack(judged(form, ROSTERS, TODAY)) == ""


def test_a_third_issue_is_told() -> None:
    form = with_section("Issue", "- roster\n- pay\n- leave")
    assert first_lack(judged(form, ROSTERS, TODAY)) == "3 issues in one note; a second note keeps them apart"


def test_the_first_action_without_an_owner_is_told() -> None:
    form = with_section("Actions", "- write to the manager (by Wed)")
    assert first_lack(judged(form, ROSTERS, TODAY)) == "the first action has no owner"


def test_what_does_not_apply_is_not_counted() -> None:
    form = replace(good_form(), interaction_type="Phone – inbound", outcome="Resolved", case_types=[])
    assert [item.key for item in judged(form, JOIN, TODAY)] == ["I1", "I4", "I5", "I6", "I8", "I9"]


def test_a_note_of_a_case_needs_neither_topic_nor_outcome() -> None:
    form = replace(good_form(), about_case_id=uuid4(), outcome="", related_to="", case_types=[])
    assert {item.key for item in judged(form, ROSTERS, TODAY)} == {"I1", "I3", "I4", "I5", "I6", "I9"}
    assert first_lack(judged(form, ROSTERS, TODAY)) == ""


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        (" \n ", 0),
        ("One line.\nAnd the next of it.", 1),
        ("One.\n\nTwo.", 2),
        ("Two things:\n- roster\n- pay", 2),
        ("1. roster\n2) pay\n• leave", 3),
    ],
)
def test_issues_are_counted_by_items_else_by_paragraphs(text: str, count: int) -> None:
    assert count_issues(text) == count
