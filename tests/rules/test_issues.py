"""Which issues a text holds, and the text without one of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.rules.issues import count_issues, issue_at, issues_of, without

LIST = "She rang twice.\n- Roster changed\n  without notice\n- Paid too little\n- Leave refused"
PARAGRAPHS = "Roster changed.\n\nPaid too little,\nsince May.\n\n\nLeave refused."


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ()),
        (" \n\n ", ()),
        ("Roster changed.", ("Roster changed.",)),
        (LIST, ("Roster changed\n  without notice", "Paid too little", "Leave refused")),
        (PARAGRAPHS, ("Roster changed.", "Paid too little,\nsince May.", "Leave refused.")),
        ("1. Roster\n2) Pay\n(3) Leave", ("Roster", "Pay", "Leave")),
        ("-no item\n-nor this", ("-no item\n-nor this",)),
    ],
)
def test_the_issues_of_a_text(text: str, found: tuple[str, ...]) -> None:
    """Features A1.21."""
    assert tuple(one.text for one in issues_of(text)) == found


@pytest.mark.parametrize(
    ("text", "place", "left"),
    [
        (LIST, 0, "She rang twice.\n- Paid too little\n- Leave refused"),
        (LIST, 2, "She rang twice.\n- Roster changed\n  without notice\n- Paid too little"),
        (PARAGRAPHS, 1, "Roster changed.\n\nLeave refused."),
        (PARAGRAPHS, 0, "Paid too little,\nsince May.\n\nLeave refused."),
        ("Roster changed.", 0, ""),
    ],
)
def test_what_is_left_without_one(text: str, place: int, left: str) -> None:
    assert without(text, issues_of(text)[place]) == left


@pytest.mark.parametrize(
    ("offset", "place"), [(0, 2), (LIST.index("Roster"), 0), (LIST.index("Paid"), 1), (len(LIST), 2)]
)
def test_which_issue_the_caret_stands_in(offset: int, place: int) -> None:
    assert issue_at(LIST, offset) == place


@given(st.text("ab- \n1.)•", max_size=60), st.data())
def test_no_word_is_lost_or_told_twice(text: str, data: st.DataObject) -> None:
    issues = issues_of(text)
    assert count_issues(text) == len(issues)
    if not issues:
        return
    one = data.draw(st.sampled_from(issues))
    words = sorted(letter for letter in text if letter.isalpha())
    kept = sorted(letter for letter in without(text, one) + one.text if letter.isalpha())
    assert kept == words
    assert 0 <= issue_at(text, data.draw(st.integers(0, 80))) < len(issues)
