"""What can be done with many records: read from words, and said before it is done."""

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.rules.deeds import KINDS, Known, check, check_all, counted, parse, question, to_be_asked
from data.types.bulk import Deed
from data.types.choices import CaseStatus, Choices
from data.types.errors import BadInput
from data.types.staff import Access, Assignee, Officer, Team
from data.types.triage import Picked

KIM, KIT = (
    Officer(UUID(int=at), f"{given}.tran", f"{given.title()} Tran", "MSO", Access.OFFICER)
    for at, given in ((1, "kim"), (2, "kit"))
)
LISTS = Choices(
    (),
    (),
    (),
    (),
    (
        CaseStatus("Open", "open"),
        CaseStatus("Waiting on member", "progress"),
        CaseStatus("In progress", "progress", ("Letter sent",)),
        CaseStatus("Closed", "closed", ("Advice only",)),
    ),
    (KIM, KIT),
    (Team(UUID(int=9), "MSD"),),
    tags=("callback", "family-violence"),
)
KNOWN = Known(LISTS, date(2026, 11, 23))
TWELVE = [Picked("case", UUID(int=at), f"C-{at}", 1) for at in range(12)]


@pytest.mark.parametrize(
    ("text", "deed", "asked"),
    [
        ("assign kim", Deed("assign", Assignee(officer_id=KIM.id), "Kim Tran"), "Assign 12 cases to Kim Tran?"),
        ("assign msd", Deed("assign", Assignee(team_id=UUID(int=9)), "MSD team"), "Assign 12 cases to MSD team?"),
        ("assign nobody", Deed("assign", None, "nobody"), "Take everybody off 12 cases?"),
        ("follow-up +2d", Deed("follow-up", date(2026, 11, 25), "Wed 25 Nov"),
         "Set the follow-up of 12 cases to Wed 25 Nov?"),
        ("Followup none", Deed("follow-up", None, "none"), "Take the follow-up off 12 cases?"),
        ("priority 2", Deed("priority", 2, "2"), "Give 12 cases priority 2?"),
        ("status waiting on member", Deed("status", "Waiting on member", "Waiting on member"),
         "Give 12 cases the status Waiting on member?"),
        ("status in progress / letter sent", Deed("status", "In progress", "In progress, Letter sent", "Letter sent"),
         "Give 12 cases the status In progress, Letter sent?"),
        ("close resolved / advice only", Deed("close", "resolved", "resolved, Advice only", "Advice only"),
         "Close 12 cases as resolved, Advice only?"),
        ("tag callback", Deed("tag", "+callback", "callback"), "Put the tag callback on 12 cases?"),
        ("tag -family-violence", Deed("tag", "-family-violence", "family-violence"),
         "Take the tag family-violence off 12 cases?"),
        ("review", Deed("review", True, "on"), "Mark 12 cases for review?"),
        ("review off", Deed("review", False, "off"), "Take the review mark off 12 cases?"),
        ("escalate no answer", Deed("escalate", "no answer", "no answer"), "Escalate 12 cases?"),
        ("close shelved", Deed("close", "shelved", "shelved"), "Close 12 cases as shelved?"),
        ("claim", Deed("claim", None, ""), "Claim 12 cases?"),
        ("watch off", Deed("watch", False, "off"), "Watch 12 cases no longer?"),
    ],
)  # fmt: skip
def test_words_are_a_deed_and_ask_with_the_number(text: str, deed: Deed, asked: str) -> None:
    assert parse(text, KNOWN) == deed
    assert question([deed], TWELVE) == asked


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "there are assign WHO, follow-up DAY|none"),
        ("delete", "'delete' is nothing that can be done with many"),
        ("assign", "written assign WHO"),
        ("assign k", "may be Kim Tran or Kit Tran: type more of it"),
        ("assign zoe", "no officer or team, and no role"),
        ("follow-up soon", "written follow-up DAY|none; a day is written"),
        ("priority 6", "written priority 1..5"),
        ("status Lost", "there are Open, Waiting on member"),
        ("status In progress / Lost", "'Lost'; In progress has Letter sent"),
        ("close shelved / Lost", "'Lost'; Closed has Advice only"),
        ("tag -", "written tag +NAME|-NAME"),
        ("tag +none", "there are callback"),
        ("review maybe", "written review on|off"),
        ("close it", "written close resolved|shelved"),
        ("claim mine", "which is written claim"),
        ("escalate " + "x" * 300, "200 fit"),
    ],
)
def test_bad_words_say_what_is_allowed(text: str, said: str) -> None:
    with pytest.raises(BadInput) as told:
        parse(text, KNOWN)
    assert said in told.value.sentence


@given(st.one_of(st.text(), st.sampled_from([kind.name for kind in KINDS]).flatmap(
    lambda name: st.text().map(lambda more: f"{name} {more}"))))  # fmt: skip
def test_any_text_is_a_deed_or_bad_input(text: str) -> None:
    try:
        deed = parse(text, KNOWN)
    except BadInput:
        return
    assert check(text).name == deed.name
    assert question([deed], TWELVE).endswith("?")


@pytest.mark.parametrize(
    "texts", [[], ["priority 1", "priority 2"], ["tag +a", "tag -a"], ["status Open", "close"]]
)
def test_deeds_that_say_the_same_twice_do_not_go_together(texts: list[str]) -> None:
    with pytest.raises(BadInput):
        check_all(texts)


def test_more_than_three_and_what_is_taken_away_are_asked_about() -> None:
    deed, away = parse("priority 1", KNOWN), parse("follow-up none", KNOWN)
    assert [to_be_asked([deed], TWELVE[:many]) for many in (1, 3, 4)] == [False, False, True]
    assert to_be_asked([away], TWELVE[:1])
    mixed = [*TWELVE, Picked("interaction", UUID(int=99), "I-7", 1)]
    assert counted(mixed) == "12 cases and 1 interaction"
    assert counted(mixed[-1:]) == "I-7"
