"""The handover brief: eight questions, and what is said where a record has no answer."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.rules.handover import EIGHT, as_markdown, as_text, file_said, handover, redacted, shares
from data.types.handover import Handover, Known, OnFile, Pinned
from data.types.members import Standing
from data.types.milestones import Milestone, Step
from data.types.notes import Section
from data.types.work import Brief
from tests.rules.builders import WARD, a_note, an_id

TODAY = date(2026, 11, 23)
FULL = Brief(
    record="case",
    id=an_id(1),
    number="C-10482",
    heading="Unfair dismissal",
    member_id=an_id(2),
    member_name="Andrea Gallagher",
    member_number="0048213",
    standing=Standing.FINANCIAL,
    job=WARD,
    sections=tuple(
        a_note("6 years", "Dismissed by letter.", "Reinstatement.", "Keep the letter.", "- Kim: lodge")
    ),
    next_steps="Lodge the form.",
    owner="Kim Tran",
    follow_up_on=date(2026, 11, 27),
    due_on=None,
    status="Open",
    last_contacts=("1 d ago, phone, Kim: Pay",),
    phone="0491 570 006",
    holder="Kim Tran",
    on_file=OnFile(notes=2, interactions=1, tasks=3, tasks_open=1, contacts=4),
)


def of(**changed: Any) -> Handover:
    return handover(FULL._replace(**changed), TODAY)


def said(brief: Handover, question: str) -> str:
    return next(one.said for one in brief.answers if one.question == question)


def test_the_eight_questions_have_their_answers_in_order() -> None:
    brief = of()
    assert [(one.question, one.text) for one in brief.answers] == [
        ("Who", "Andrea Gallagher, 0048213, financial, 0491 570 006"),
        ("Job", "Theatre technician, Bayview Hospital"),
        ("Issue", "Dismissed by letter."),
        ("Seeking", "Reinstatement."),
        ("Advice", "Keep the letter."),
        ("Next", "Lodge the form.\nOwner: Kim Tran"),
        ("By when", "Follow-up Fri 27 Nov, in 4 d"),
        ("On file", "2 notes, 1 interaction, 3 tasks, 1 open; of the member 4 interactions in all"),
    ]
    assert brief.unanswered == ()


@pytest.mark.parametrize(
    ("changed", "question", "lack"),
    [
        ({"job": None}, "Job", "no job is on record"),
        ({"sections": ()}, "Issue", "nobody said"),
        ({"sections": tuple(a_note("", "Issue", "", "Advice"))}, "Seeking", "nobody said"),
        (
            {"sections": tuple(a_note("", "Issue", "Seeking", " \n"))},
            "Advice",
            "nobody said, not even that none was given",
        ),
        ({"next_steps": " "}, "Next", "nobody said; the owner is Kim Tran"),
        ({"next_steps": "", "holder": ""}, "Next", "nobody said, and nobody has claimed it"),
        ({"holder": ""}, "Next", "Lodge the form.\nOwner: nobody has claimed it"),
        ({"follow_up_on": None}, "By when", "nobody said"),
        ({"on_file": OnFile()}, "On file", "nothing is on file"),
        ({"on_file": OnFile(contacts=3)}, "On file", "nothing is on file"),
    ],
)
def test_what_nobody_said_is_said(changed: dict[str, Any], question: str, lack: str) -> None:
    brief = of(**changed)
    assert question in brief.unanswered
    assert said(brief, question) == lack
    assert f"{question.upper()}\n{lack}" in as_text(brief)


@pytest.mark.parametrize(
    ("changed", "question", "answer"),
    [
        ({"sections": (Section("Note", "She rang."),)}, "Issue", "She rang."),
        ({"sections": (Section("Advice", "no advice given"),)}, "Advice", "no advice given"),
        ({"next_steps": "", "to_do": "Ring her."}, "Next", "Ring her.\nOwner: Kim Tran"),
        ({"next_steps": "", "done": True}, "Next", "Nothing more is to follow.\nOwner: Kim Tran"),
        ({"done": True, "status": "Closed"}, "By when", "Closed: nothing more is to follow"),
        (
            {"due_on": date(2026, 11, 20), "deadlines": ("lodge by Mon 14 Dec",)},
            "By when",
            "Follow-up Fri 27 Nov, in 4 d; target Fri 20 Nov, 3 d late\nlodge by Mon 14 Dec",
        ),
        ({"follow_up_on": None, "deadlines": ("lodge by Mon 14 Dec",)}, "By when", "Lodge by Mon 14 Dec"),
        (
            {"milestone": Milestone(date(2026, 11, 25), Step.APPOINTMENT, "Meeting", "14:00")},
            "By when",
            "Follow-up Fri 27 Nov, in 4 d\nappointment Meeting, Wed 25 Nov 14:00, in 2 d",
        ),
        (
            {"milestone": Milestone(date(2026, 11, 27), Step.FOLLOW_UP)},
            "By when",
            "Follow-up Fri 27 Nov, in 4 d",
        ),
        ({"on_file": OnFile(notes=1)}, "On file", "1 note"),
        ({"on_file": OnFile(notes=1), "ticket_url": "https://x.example"}, "On file", "1 note, the ticket"),
        ({"on_file": OnFile(1, tasks=2)}, "On file", "1 note, 2 tasks, none open"),
    ],
)
def test_other_records_answer_in_their_own_way(changed: dict[str, Any], question: str, answer: str) -> None:
    brief = of(**changed)
    assert said(brief, question) == answer
    assert question not in brief.unanswered


def test_files_hold_everything_and_markdown_holds_words_alone() -> None:
    long = "# [x](http://evil) *all* <b>\n1. one\n- two\n" + "word " * 400
    brief = of(
        next_steps=long,
        marks="confidential",
        pinned=(Pinned("by Kim", "Ring her at night"),),
        heading="A *b*",
    )
    text, markdown = as_text(brief), as_markdown(brief)
    assert long.strip() in text
    assert "Handover brief, Mon 23 Nov 2026" in text
    assert "PINNED\nby Kim: Ring her at night" in text
    assert "MARKS\nconfidential" in text
    assert "\\# \\[x\\](http://evil) \\*all\\* \\<b\\>  \n1\\. one  \n\\- two" in markdown
    assert markdown.startswith("# C-10482 A \\*b\\*\n")
    assert [line for line in markdown.split("\n") if line.startswith("## ")] == [
        *(f"## {one.label}" for one in EIGHT),
        "## Pinned",
        "## Last contacts",
        "## Marks",
    ]


def test_a_redacted_one_names_nobody_and_says_what_it_is_made_by() -> None:
    known = Known(
        names=("Andrea Gallagher", "Andrea", "Gallagher"),
        numbers=("0048213",),
        phones=("0491 570 006",),
        officers=(("Kim Tran", "kim"),),
    )
    brief = of(
        next_steps="Andrea's letter to Kim",
        heading="Gallagher",
        pinned=(Pinned("by Kim Tran", "andrea waits"),),
    )
    hidden = redacted(brief, known)
    for text in (as_text(hidden), as_markdown(hidden)):
        assert "known names only" in text
        for name in ("Andrea", "andrea", "Gallagher", "Kim", "Tran", "0048213", "570"):
            assert name not in text
    assert said(hidden, "Who") == "[member], [number], financial, [phone]"
    assert said(hidden, "Next") == "[member]'s letter to [officer 1]\nOwner: [officer 1]"
    assert hidden.unanswered == brief.unanswered


@given(st.lists(st.integers(0, 9), max_size=14), st.integers(0, 40))
def test_each_part_has_a_line_before_any_has_a_second(needed: list[int], room: int) -> None:
    given_ = shares(needed, room)
    assert len(given_) == len(needed)
    assert sum(given_) <= room
    assert all(have <= need for have, need in zip(given_, needed, strict=True))
    if room >= len(needed):
        assert all(have >= 1 for have, need in zip(given_, needed, strict=True) if need)
        assert sum(given_) == min(room, sum(needed))


def test_counts_are_said_in_the_singular_too() -> None:
    assert file_said(OnFile(1, 1, 1, 1, 1)) == (
        "1 note, 1 interaction, 1 task, 1 open; of the member 1 interaction in all"
    )
