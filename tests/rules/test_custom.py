"""Fields of the office's own: what their words mean, and which a case has (features A3.25)."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.rules.custom import gaps, of_case, read, said
from data.rules.merging import differing, merge
from data.types.case_edits import CaseContents
from data.types.custom import CustomField, Kind
from data.types.errors import BadInput

MON = date(2026, 11, 23)
BODIES = ("WorkSafe", "Insurer A", "Self-insured")

READ = [
    # kind           typed                    kept
    (Kind.TEXT,    " claim  4711\x1b[2J ",  "claim 4711"),
    (Kind.TEXT,    "",                      ""),
    (Kind.NUMBER,  "12.5",                  "12.5"),
    (Kind.NUMBER,  "1,250",                 "1250"),
    (Kind.NUMBER,  "-3",                    "-3"),
    (Kind.DATE,    "fri",                   "2026-11-27"),
    (Kind.DATE,    "2026-12-24",            "2026-12-24"),
    (Kind.YES_NO,  "Y",                     "yes"),
    (Kind.YES_NO,  "no",                    "no"),
    (Kind.CHOICE,  "worksafe",              "WorkSafe"),
    (Kind.SEVERAL, "self insured; WORKSAFE", "WorkSafe\nSelf-insured"),
    (Kind.SEVERAL, "Insurer A\nInsurer A",  "Insurer A"),
]  # fmt: skip
REFUSED = [
    (Kind.NUMBER, "a dozen", "which is a number such as 12 or 12.5"),
    (Kind.NUMBER, "1e9", "which is a number"),
    (Kind.NUMBER, "٣", "which is a number"),
    (Kind.DATE, "soon", "a day is written"),
    (Kind.YES_NO, "perhaps", "which is yes or no"),
    (Kind.CHOICE, "Comcare", "there are WorkSafe, Insurer A, Self-insured"),
    (Kind.SEVERAL, "WorkSafe; Comcare", "there are WorkSafe"),
    (Kind.TEXT, "x" * 4001, "longer than 4000 signs"),
]


def a_field(kind: Kind = Kind.TEXT, name: str = "body", **more: Any) -> CustomField:
    options = BODIES if kind in (Kind.CHOICE, Kind.SEVERAL) else ()
    return CustomField(name, "Insurer", kind, options=options)._replace(**more)


@pytest.mark.parametrize(("kind", "typed", "kept"), READ)
def test_words_are_kept_as_their_kind_has_them(kind: Kind, typed: str, kept: str) -> None:
    assert read(a_field(kind), typed, MON) == kept


@pytest.mark.parametrize(("kind", "typed", "why"), REFUSED)
def test_what_means_nothing_is_told_with_what_is_allowed(kind: Kind, typed: str, why: str) -> None:
    with pytest.raises(BadInput) as told:
        read(a_field(kind), typed, MON)
    assert "Insurer" in told.value.sentence and why in told.value.sentence


@given(st.sampled_from(list(Kind)), st.text(max_size=30))
def test_what_is_kept_is_read_as_itself(kind: Kind, typed: str) -> None:
    try:
        kept = read(a_field(kind), typed, MON)
    except BadInput:
        return
    assert read(a_field(kind), kept, MON) == kept


def test_they_are_said_for_people() -> None:
    assert said(a_field(Kind.DATE), "2026-11-27", MON) == "Fri 27 Nov"
    assert said(a_field(Kind.DATE), "some day", MON) == "some day"
    assert said(a_field(Kind.SEVERAL), "WorkSafe\nInsurer A", MON) == "WorkSafe, Insurer A"


def test_a_case_has_those_of_its_types_and_what_it_holds() -> None:
    everywhere, injuries = a_field(name="ref"), a_field(name="claim", case_types=("WCP",), required=True)
    fields = (everywhere, injuries)
    assert of_case(fields, ["LVE"]) == (everywhere,)
    assert of_case(fields, ["LVE", "WCP"]) == fields
    assert of_case(fields, ["LVE"], {"claim": "4711"}) == fields
    assert [gap.label for gap in gaps(fields, ["WCP"], {})] == ["Insurer"]
    assert gaps(fields, ["WCP"], {"claim": "4711"}) == gaps(fields, ["LVE"], {}) == ()


MERGED = [
    # was          mine           theirs          together             both
    ({},           {"a": "1"},    {"b": "2"},     {"a": "1", "b": "2"}, ()),
    ({"a": "1"},   {},            {"a": "1"},     {},                   ()),
    ({"a": "1"},   {"a": ""},     {"a": "1"},     {},                   ()),
    ({"a": "1"},   {"a": "2"},    {"a": "3"},     {"a": "2"},           ("a",)),
    ({"a": "1"},   {"a": "2"},    {"a": "2"},     {"a": "2"},           ()),
    ({"a": "1"},   {"a": "1"},    {},             {},                   ()),
]  # fmt: skip


@pytest.mark.parametrize(("was", "mine", "theirs", "together", "both"), MERGED)
def test_two_who_change_different_ones_both_stand(
    was: dict[str, str],
    mine: dict[str, str],
    theirs: dict[str, str],
    together: dict[str, str],
    both: tuple[str, ...],
) -> None:
    found = merge(CaseContents(fields=was), CaseContents(fields=mine), CaseContents(fields=theirs))
    assert (found.contents.fields, found.both) == (together, both)


def test_what_differs_is_named() -> None:
    assert differing(CaseContents(fields={"a": "1"}), CaseContents(fields={"b": "1"})) == ("a", "b")
