"""The filter language: what it reads, what it refuses and what it says then, what it proposes while it is typed."""

from datetime import date
from types import MappingProxyType
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.rules.filter_completing import completed, completions
from data.rules.filter_fields import BY_NAME, FIELDS, takes
from data.rules.filters import parse, say, with_flag
from data.types.errors import BadInput
from data.types.triage import Known, Person, Term

KIM, SAM = UUID(int=1), UUID(int=2)
TODAY = date(2026, 11, 23)
KNOWN = Known(
    TODAY,
    KIM,
    MappingProxyType({}),
    staff=(Person(KIM, "kim.tran", "Kim Tran"), Person(SAM, "sam.ortiz", "Sam Ortiz")),
    teams=(("t1", "MSD"), ("t2", "Industrial")),
    topics=("Disciplinary / performance", "Pay & underpayment"),
    case_types=(("UFD", "Unfair dismissal"), ("DIS", "Discrimination"), ("DISC", "Disciplinary")),
    statuses=("Open", "Waiting on member", "Waiting on employer"),
    tags=("urgent-meeting", "media"),
)
WHOLE = (
    'overdue related:disciplinary team:msd -assigned priority<=2 employer:"st vincent" owner:kim due<fri'
    " follow-up:today type:UFD status:waiting tag:urgent-meeting escalated review confidential legal unclaimed"
    " text-word sort:urgency"
)


def one(text: str) -> Term:
    (term,) = parse(text, KNOWN).terms
    return term


def test_a_whole_filter_reads_as_it_is_said() -> None:
    wanted = parse(WHOLE, KNOWN)
    assert say(wanted) == WHOLE
    assert wanted.sort == "urgency"
    found = {term.field: term for term in wanted.terms}
    assert found["assigned"].negated
    assert found["due"] == Term("due", ("fri",), "<", day=date(2026, 11, 27))
    assert found["status"].entries == ("Waiting on member", "Waiting on employer")
    assert found["owner"].entries == (str(KIM),)
    assert found[""].values == ("text-word",)


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("owner:me", Term("owner", ("me",), entries=(str(KIM),))),
        ("owner:none", Term("owner", ("none",), entries=("none",))),
        ("owner:kim,sam", Term("owner", ("kim", "sam"), entries=(str(KIM), str(SAM)))),
        ("type:dis", Term("type", ("dis",), entries=("DIS",))),  # the very key, not all that begin so
        ("type:discip", Term("type", ("discip",), entries=("DISC",))),
        ('status:"waiting on m"', Term("status", ("waiting on m",), entries=("Waiting on member",))),
        ("topic:pay", Term("related", ("pay",), entries=("Pay & underpayment",))),
        ("due:none", Term("due", ("none",))),
        ("due=+3d", Term("due", ("+3d",), day=date(2026, 11, 26))),
        ("day>=-7d", Term("day", ("-7d",), ">=", day=date(2026, 11, 16))),
        ("opened<fri", Term("opened", ("fri",), "<", day=date(2026, 11, 20))),  # a day that has been
        ('"legal"', Term("", ("legal",))),  # the word, not the flag
        ("“st vincent”", Term("", ("st vincent",))),
        ("-media", Term("", ("media",), negated=True)),
        ("PRIORITY:1,2", Term("priority", ("1", "2"))),
    ],
)
def test_a_part_means(text: str, term: Term) -> None:
    assert one(text) == term


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("ownr:kim", "there is no field 'ownr'; perhaps owner:kim is meant"),
        ("xyzzy:kim", "there are overdue, today"),
        ("due<someday", "the day of due: a day is written 27/11"),
        ("due<31/2", "there is no such day"),
        ('employer:"st', "a quote that is not closed"),
        ("-", "a minus alone"),
        ("priority:9", "it is 1 to 5"),
        ("status:wating", 'perhaps status:"Waiting on member" is meant'),
        ("team:zzz", "there are MSD, Industrial"),
        ("overdue:yes", "write overdue or -overdue"),
        (
            'ticket:"of June"',
            "which is named by its number, its id or all of its address; an example is ticket:4711",
        ),
        ("ticket:http://desk.example.com/dv/1", "the ticket's address"),
        ("ticket>4711", "ticket has no more and less"),
        ("owner:", "owner without a value; an example is owner:kim"),
        ("owner<kim", "no more and less"),
        ("due<fri,sat", "more than one value"),
        ("due<none", "write due:none"),
        ("sort:colour", "sort:urgency"),
        ("…!", "without a letter or digit"),
        ("a " * 60, "more than 40 words"),
        ("a" * 700, "more than 600 signs"),
    ],
)
def test_what_cannot_be_read_says_what_to_write(text: str, told: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse(text, KNOWN)
    assert told in refused.value.sentence


_VALUES = (
    "kim",
    "me",
    "msd",
    "pay",
    "UFD",
    "waiting",
    "fri",
    "none",
    "+3d",
    "1",
    "2",
    '"st vincent"',
    "due",
    "a,b",
    "",
)
_PARTS = st.one_of(
    st.sampled_from([field.name for field in FIELDS]),
    st.builds(
        "{}{}{}{}".format,
        st.sampled_from(["", "-"]),
        st.sampled_from([*BY_NAME, "topic", "ownr"]),
        st.sampled_from([":", "<", "<=", ">", ">=", "="]),
        st.sampled_from(_VALUES),
    ),
    st.text(max_size=12),
)


@given(st.lists(_PARTS, max_size=6).map(" ".join))
def test_nothing_but_bad_input_is_raised_and_what_is_said_is_read_as_the_same(text: str) -> None:
    try:
        wanted = parse(text, KNOWN)
    except BadInput:
        return
    again = parse(say(wanted), KNOWN)
    assert (again.terms, again.sort) == (wanted.terms, wanted.sort)


@given(st.lists(_PARTS, max_size=4).map(" ".join), st.integers(min_value=0, max_value=60))
def test_completing_never_fails_and_changes_one_word_only(text: str, caret: int) -> None:
    for found in completions(text, caret, KNOWN):
        line, at = completed(text, found)
        assert line.startswith(text[: found.start]) and line.endswith(text[found.end :])
        assert line[:at].rstrip().endswith(found.text)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("ow", "owner:"),
        ("-unc", "-unclaimed"),
        ("overdue rel", "related:"),
        ("owner:sa", "owner:sam.ortiz"),
        ("owner:kim.tran,s", "owner:kim.tran,sam.ortiz"),
        ("status:mem", 'status:"Waiting on member"'),
        ("type:u", "type:UFD"),
        ("type:unf", "type:UFD"),
        ("follow", "follow-up:"),
        ("due<=to", "due<=today"),
        ("sort:", "sort:due"),
        ("prio", "priority:"),
    ],
)
def test_while_typing_the_first_proposal_is(text: str, first: str) -> None:
    assert completions(text, len(text), KNOWN)[0].text == first


def test_a_proposal_takes_the_place_of_the_word_at_the_caret() -> None:
    found = completions("ow due<fri", 2, KNOWN)[0]
    assert completed("ow due<fri", found) == ("owner: due<fri", 6)
    assert completions("owner:kim ", 10, KNOWN) == ()


def test_every_example_of_the_table_is_read() -> None:
    for field in FIELDS:
        known = KNOWN
        wanted = parse(field.example, known)
        assert wanted.sort == "urgency" if field.name == "sort" else wanted.terms[0].field == field.name
        assert takes(field)


def test_a_count_takes_the_place_of_another_and_goes_by_being_chosen_again() -> None:
    among = ("overdue", "today", "unclaimed")
    assert with_flag("team:msd overdue", "unclaimed", among) == "team:msd unclaimed"
    assert with_flag('"st vincent" overdue', "overdue", among) == '"st vincent"'
    assert with_flag("today", "", among) == ""
