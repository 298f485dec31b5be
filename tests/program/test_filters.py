"""`casetui cases FILTER …` and `casetui filters`."""

import csv
import io
from datetime import timedelta
from uuid import UUID

import pytest

from casetui.cli.filtering import line_of
from data.desk import interactions
from data.desk.opening import open_desk
from tests.builders import a_case, an_interaction_form
from tests.program.commands import Inside


def test_the_words_of_a_filter_are_told_as_text_json_and_csv(inside: Inside, andrew: UUID) -> None:
    """Features A5.04, A5.13: the options that were are words of it too."""
    desk = open_desk(inside.machine.url, "kim.tran")
    today = desk.today()
    late = today - timedelta(days=2)
    a_case(desk, andrew, title="=late", follow_up_on=late, target_on=None, priority=1, opened_on=today)
    a_case(
        desk, andrew, title="unclaimed", owner=None, follow_up_on=today + timedelta(days=30), target_on=None
    )
    interactions.submit(desk, an_interaction_form(andrew, follow_up_on=today - timedelta(days=1)))
    desk.close()
    text = inside("cases", "overdue").out.splitlines()
    assert [line.split()[3] for line in text] == ["C-10001", "I-20001"]
    assert text[0].startswith("2 d late") and "Kim Tran" in text[0]
    assert [row["number"] for row in inside("cases", "-assigned", "--json").json] == ["C-10002"]
    (row,) = inside("cases", "priority<=2", "--mine", "--json").json
    assert row["urgency"]["sum"] == pytest.approx(sum(row["urgency"]["parts"].values()))
    assert row["urgency"]["parts"]["priority 1"] == 6.0
    (head, first, second) = csv.reader(io.StringIO(inside("cases", "overdue", "--csv").out))
    assert head[:3] == ["day", "number", "member"]
    assert (first[1], first[4], second[1]) == ("C-10001", "'=late", "I-20001")
    assert len(inside("cases", "sort:number", "--limit", "1", "--json").json) == 1
    assert inside("cases", "title:zebra").out == "Nothing fits.\n"
    assert inside("views", "save", "Mine by number", "--filter", "mine", "--sort", "number").code == 0
    view = ("cases", "--view", "mine BY number")
    assert [row["number"] for row in inside(*view, "--json").json] == ["C-10001", "I-20001"]
    assert [row["number"] for row in inside(*view, "kind:case", "--json").json] == ["C-10001"]
    assert inside(*view).out.splitlines()[1].startswith("1 d late")
    assert [row[1] for row in csv.reader(io.StringIO(inside(*view, "--csv").out))][1:] == [
        "C-10001",
        "I-20001",
    ]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("ownr:kim",), "perhaps owner:kim is meant"),
        (("overdue", "--all"), "a filter finds what is open"),
        (("overdue", "--csv", "--json"), "give --csv or --json"),
        (("overdue", "--csv", "--do", "priority 2"), "give --csv or --do"),
        (("overdue", "--yes"), "belong to --do"),
        (("--do", "priority 2", "--yes"), "with which"),
        (("", "sort:age", "--do", "priority 2", "--yes"), "with which"),
    ],
)
def test_what_is_no_filter_is_told(inside: Inside, words: tuple[str, ...], told: str) -> None:
    ran = inside("cases", *words)
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err


def test_every_word_is_explained(inside: Inside) -> None:
    assert 'employer:"st vincent"' in inside("filters").out
    assert {"name", "means", "takes", "example"} == set(inside("filters", "--json").json[0])


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("overdue", "employer:st vincent"), 'overdue employer:"st vincent"'),
        (("jun nguyen",), '"jun nguyen"'),
        (("overdue team:msd",), "overdue team:msd"),
        (('employer:"st vincent"',), 'employer:"st vincent"'),
    ],
)
def test_what_a_shell_took_out_of_quotes_is_put_back(words: tuple[str, ...], line: str) -> None:
    assert line_of(words) == line
