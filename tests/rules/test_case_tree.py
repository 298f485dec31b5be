"""Case types along their tree: in which order they stand, and what is meant by a way (features A3.14)."""

import pytest

from data.rules.case_tree import in_tree, named, parted, path_said, rank
from data.types.choices import CaseType

KINDS = (
    CaseType("PAY", "Pay"),
    CaseType("UFD", "Unfair dismissal", parent="DIS"),
    CaseType("DIS", "Dismissal"),
    CaseType("LATE", "Late dismissal", parent="UFD"),
    CaseType("OTH", "Other", parent="DIS"),
    CaseType("OTH2", "Other", parent="PAY"),
    CaseType("LOST", "Leave", parent="ARCHIVED"),
    CaseType("A", "Circle A", parent="B"),
    CaseType("B", "Circle B", parent="A"),
)


def test_children_follow_their_parent_and_nothing_is_lost() -> None:
    assert [(kind.key, [one.key for one in above]) for kind, above in in_tree(KINDS)] == [
        ("PAY", []),
        ("OTH2", ["PAY"]),
        ("DIS", []),
        ("UFD", ["DIS"]),
        ("LATE", ["DIS", "UFD"]),
        ("OTH", ["DIS"]),
        ("LOST", []),
        ("A", []),
        ("B", []),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ufd", ["Dismissal > Unfair dismissal"]),
        ("unfair Dismissal", ["Dismissal > Unfair dismissal"]),
        ("dismissal > unfair dismissal", ["Dismissal > Unfair dismissal"]),
        ("DIS>LATE", ["Dismissal > Unfair dismissal > Late dismissal"]),
        ("Other", ["Pay > Other", "Dismissal > Other"]),
        ("Pay > Other", ["Pay > Other"]),
        ("Leave > Other", []),
        ("UFD > DIS > LATE", []),
        ("Nothing", []),
        (">", []),
    ],
)
def test_a_type_is_named_by_key_label_or_way(text: str, found: list[str]) -> None:
    assert [path_said(*one) for one in named(text, KINDS)] == found


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("dism", ["DIS", "UFD", "LATE", "OTH"]),
        ("other", ["OTH2", "OTH"]),
        ("dism > oth", ["OTH"]),
        ("dis > late", ["LATE"]),
        ("unf > la", ["LATE"]),
        ("dismissal >", ["UFD", "LATE", "OTH"]),
        ("pay > unfair", []),
        ("mis", ["DIS", "UFD", "LATE"]),
    ],
)
def test_what_is_typed_narrows_along_the_tree(typed: str, keys: list[str]) -> None:
    way, sought = parted(typed)
    ranked = [
        (place, kind.key)
        for kind, above in in_tree(KINDS)
        if (place := rank(way, sought, kind.label, kind.key, "", [one.label for one in above])) is not None
    ]
    ranked.sort(key=lambda it: it[0])
    assert [key for _, key in ranked] == keys


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("media", ["+media", "-media"]),
        ("+med", ["+media"]),
        ("-med", ["-media"]),
        ("back", ["+call-back", "-call-back"]),
        ("-", ["-media", "-call-back"]),
        ("-x", []),
    ],
)
def test_a_sign_is_meant_where_it_is_typed_and_putting_on_comes_first(typed: str, keys: list[str]) -> None:
    options = ("+media", "+call-back", "-media", "-call-back")
    ranked = [(place, at, one) for at, one in enumerate(options)
              if (place := rank((), typed, one, one, "", ())) is not None]  # fmt: skip
    assert [one for _, _, one in sorted(ranked)] == keys
