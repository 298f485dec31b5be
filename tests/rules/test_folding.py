import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.rules.folding import fold, name_pairs, prefix_end, tokens

ALIKE = [
    ("obrien", ["o'brien", "O’Brien", "OBrien", "O`Brien", "Oʻbrien", "O´Brien", "O＇BRIEN"]),
    ("zielinski", ["Zieliński", "Zielin\u0301ski", "ZIELINSKI"]),
    ("strasse", ["Straße", "STRASSE", "STRAẞE"]),
    ("soren", ["Søren", "SØREN"]),
    ("lukasz", ["Łukasz", "łukasz"]),
    ("dang", ["Đặng", "đang"]),
    ("thora", ["Þóra", "þora"]),
    ("aesa", ["Æsa", "æsa"]),
    ("isik", ["Işık", "ISIK", "işik", "İŞIK"]),
    (
        "smith jones",
        ["Smith-Jones", "smith  jones", "Smith–Jones", "Smith, Jones", " Smith.Jones ", "Smith\u00a0Jones"],
    ),
    ("ngata", ["Ngāta", "NGATA"]),
    ("αλεξησ", ["Αλέξης", "ΑΛΕΞΗΣ"]),
    ("jane doe@example org", ["Jane.Doe@example.org"]),
    ("andrew", ["Ａｎｄｒｅｗ", "An\u200bdrew", "𝐀ndrew"]),
]


@pytest.mark.parametrize(("folded", "written"), ALIKE)
def test_all_ways_of_writing_a_name_meet(folded: str, written: list[str]) -> None:
    assert [fold(name) for name in written] == [folded] * len(written)


def test_scripts_without_case_stay_and_stay_apart() -> None:
    assert fold("王小明") == "王小明"
    assert fold("कमला") != fold("कमल")


def test_punctuation_alone_folds_to_nothing() -> None:
    assert fold(" -. 👍 ' ") == ""


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text)
    assert fold(once) == once


@given(st.text(st.characters(categories=["L"])))
def test_case_never_matters(text: str) -> None:
    assert fold(fold(text).upper()) == fold(fold(text))


def test_a_long_run_of_marks_folds_at_once() -> None:
    assert fold("a" + "\u0301\u0323" * 500_000) == "a"


def test_words_keep_their_order() -> None:
    assert tokens("Mary-Jane O'Neil") == ("mary", "jane", "oneil")


def test_pairs_hold_both_orders_and_each_word_alone() -> None:
    assert name_pairs("Jane", "O'Neil") == {("jane", "oneil"), ("oneil", "jane"), ("jane", ""), ("oneil", "")}


def test_a_name_of_one_word_stands_alone() -> None:
    assert name_pairs("Björk", "") == {("bjork", "")}


def test_a_doubled_word_pairs_with_itself() -> None:
    assert ("ali", "ali") in name_pairs("Ali", "Ali")


def test_an_endless_name_makes_a_bounded_number_of_pairs() -> None:
    pairs = name_pairs(" ".join(f"w{number}" for number in range(10_000)))
    assert len(pairs) == 12 * 11 + 64


@pytest.mark.parametrize(
    ("prefix", "end"),
    [("sm", "sn"), ("z", "{"), ("a\U0010ffff", "b"), ("\ud7ff", "\ue000"), ("", "\U0010ffff")],
)
def test_the_end_of_a_prefix_is_the_next_text_after_all_of_it(prefix: str, end: str) -> None:
    assert prefix_end(prefix) == end


WORDS = st.text(st.characters(exclude_categories=["Cs"], max_codepoint=0x10FFFE))


@given(WORDS.filter(bool), WORDS)
def test_what_starts_with_a_prefix_lies_in_its_range(prefix: str, rest: str) -> None:
    low, text, high = (part.encode() for part in (prefix, prefix + rest, prefix_end(prefix)))
    assert low <= text < high


@given(WORDS.filter(bool), WORDS)
def test_what_lies_in_the_range_starts_with_the_prefix(prefix: str, text: str) -> None:
    if prefix.encode() <= text.encode() < prefix_end(prefix).encode():
        assert text.startswith(prefix)
