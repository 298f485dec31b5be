"""Lines of Actions: who, what, by when; any text is read."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.rules.agreed import Agreed, lacks, read_actions

TODAY = date(2026, 11, 23)
"""A Monday."""
WED = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("line", "action"),
    [
        ("- Kim: send F2 draft (by Wed)", Agreed("send F2 draft", "Kim", WED)),
        ("member: find the payslips by 27/11", Agreed("find the payslips", "member", date(2026, 11, 27))),
        ("- send F2 draft (Kim, Wed)", Agreed("send F2 draft", "Kim", WED)),
        ("- find a delegate, Kim, today", Agreed("find a delegate", "Kim", TODAY)),
        ("* Kim Tran: ring HR, tomorrow.", Agreed("ring HR", "Kim Tran", date(2026, 11, 24))),
        ("1. Kim: ring HR (before next Fri)", Agreed("ring HR", "Kim", date(2026, 11, 27))),
        ("- [ ] Kim: ring HR by +2wd", Agreed("ring HR", "Kim", WED)),
        ("- e-mail HR to move the meeting", Agreed("e-mail HR to move the meeting")),
        ("Kim: ring HR (by the time she is back)", Agreed("ring HR", "Kim", None, "the time she is back")),
        ("Kim: ring HR (by 31 Feb)", Agreed("ring HR", "Kim", None, "31 Feb")),
        ("Kim: stand by me", Agreed("stand by me", "Kim")),
        ("Kim: ring HR (the new one)", Agreed("ring HR (the new one)", "Kim")),
        ("see https://example.org/a by Wed", Agreed("see https://example.org/a", "", WED)),
        ("ring at 10:30 by Wed", Agreed("ring at 10:30", "", WED)),
        ("Tom: ring HR (Tom, tomorrow)", Agreed("ring HR", "Tom", date(2026, 11, 24))),
        ("delegate:", Agreed("", "delegate")),
        ("Kim to ring the manager by Wed", Agreed("ring the manager", "Kim", WED)),
        ("- Kim Tran will ring HR", Agreed("ring HR", "Kim Tran")),
        ("I'll send the form tomorrow", Agreed("send the form tomorrow", "I")),
        ("The member to send her roster by Wed", Agreed("send her roster", "The member", WED)),
        ("Reply to HR by Wed", Agreed("Reply to HR", "", WED)),
        ("Ring Kim to ask by Wed", Agreed("Ring Kim to ask", "", WED)),
        ("Letter to the employer by Wed", Agreed("Letter to the employer", "", WED)),
        ("Letter to Bayview by Wed", Agreed("Letter to Bayview", "", WED)),
        ("ring to ask by Wed", Agreed("ring to ask", "", WED)),
    ],
)
def test_a_line_is_read(line: str, action: Agreed) -> None:
    assert read_actions(line, TODAY) == (action,)


def test_each_line_is_an_action_and_an_indented_one_goes_on_with_its_bullet() -> None:
    text = (
        "- Kim: write to the manager\n  about the roster (by Wed)\n\n- member: keep a diary\nSam: ring, fri"
    )
    assert [(one.what, one.who) for one in read_actions(text, TODAY)] == [
        ("write to the manager about the roster", "Kim"),
        ("keep a diary", "member"),
        ("ring", "Sam"),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- Kim: ring (by Wed)", []),
        ("- ring by Wed", ["the first action has no owner"]),
        ("- Kim: ring (by Wed)\n- Kim: write", ["the second action has no date"]),
        ("- Kim: ring (by 31/2)", ["the first action has a day that cannot be read"]),
        (
            "ring by wed\nwrite by wed",
            ["no action has an owner", "the first action has no owner", "the second action has no owner"],
        ),
    ],
)
def test_what_an_action_lacks_is_said(text: str, said: list[str]) -> None:
    assert [lack.said for lack in lacks(read_actions(text, TODAY))] == said


def test_the_tenth_action_is_named_by_its_number() -> None:
    text = "\n".join([*["Kim: ring by wed"] * 9, "Kim: write"])
    assert lacks(read_actions(text, TODAY))[0].said == "action 10 has no date"


PIECES = st.sampled_from(
    ["- ", "Kim", ":", " (", "by", ")", ", ", "Wed", "31/2", "\n", "  ", "+999m", "[ ]", "1."]
)


@given(st.one_of(st.text(), st.lists(PIECES).map("".join)), st.dates())
def test_any_text_is_read_and_no_word_of_it_is_invented(text: str, today: date) -> None:
    found = read_actions(text, today)
    lacks(found)
    assert len(found) <= len(text.splitlines())
    assert all(one.who in text and not (one.by and one.unread) for one in found)


def test_a_very_long_line_costs_no_more_than_reading_it() -> None:
    line = "Kim " * 100_000 + "(by " * 100_000
    (one,) = read_actions(line, TODAY)
    assert len(one.what) > 500_000
