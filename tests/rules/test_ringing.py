"""What telephone programs hand over is read in every dress, and nonsense is refused in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.rules.ringing import LONGEST, read_number, read_ring, rewritten, rule_fault
from data.types.calls import Ring
from data.types.errors import BadInput


@pytest.mark.parametrize(
    "text",
    [
        "0491570006",
        "0491 570 006",
        "(04) 9157 0006",
        "04-9157-0006",
        "0491.570.006",
        "tel:0491570006",
        "callto://0491570006",
        '"0491570006"',
        "0491570006;ext=12",
        "sip:0491570006@pbx.example.org",
        " 0491\u00a0570\u00a0006 ",
        "[0491570006]",
    ],
)
def test_twelve_ways_of_writing_a_number_are_one(text: str) -> None:
    assert read_number(text) == "0491570006"


def test_a_nought_in_brackets_after_the_country_is_not_dialled() -> None:
    assert read_number("+61 (0) 491 570 006") == "+61491570006"


@pytest.mark.parametrize("text", ["", "anonymous", "Anonymous", "tel:anonymous", "PRIVATE", "unknown", "()"])
def test_a_withheld_number_is_none(text: str) -> None:
    assert read_number(text) == ""


@pytest.mark.parametrize("text", ["12ab", "0491570oo6", "9" * (LONGEST + 1), "1" * 10_000, "++61", "1+2"])
def test_letters_and_endless_digits_are_refused_without_repeating_them(text: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_number(text)
    assert text not in caught.value.sentence


@given(st.text())
def test_whatever_comes_is_a_number_or_a_refusal(text: str) -> None:
    try:
        number = read_number(text)
    except BadInput:
        return
    assert number.lstrip("+").isdigit() or number == ""


@pytest.mark.parametrize(
    ("words", "ring"),
    [
        (["0491", "570", "006"], Ring("0491570006")),
        (["tel:+61491570006", "Maria", "Costa"], Ring("+61491570006", "Maria Costa")),
        (["--number", "0491570006", "--name=Maria Costa"], Ring("0491570006", "Maria Costa")),
        (["0491570006", "--call-id", "a1", "--direction", "outbound"], Ring("0491570006", "", "a1", True)),
        (["anonymous"], Ring("")),
    ],
)
def test_options_and_loose_words_are_understood(words: list[str], ring: Ring) -> None:
    assert read_ring(words) == ring


@pytest.mark.parametrize("words", [["--colour", "red"], ["1", "--name"], ["1", "--direction", "sideways"]])
def test_an_option_that_is_none_is_refused(words: list[str]) -> None:
    with pytest.raises(BadInput):
        read_ring(words)


@pytest.mark.parametrize(
    ("number", "rules", "made"),
    [
        ("0061491570006", [("^00", "+")], "+61491570006"),
        ("90370109999", [("^9(?=0\\d{9}$)", "")], "0370109999"),
        ("0491570006", [("^0", "+61"), (r"^\+61(4)", r"0\1")], "0491570006"),
        ("0491570006", [], "0491570006"),
        ("0491570006", [("^.*$", "")], "0491570006"),
        ("0491570006", [("0", "x")], "0491570006"),
        ("0491570006", [("", "1234567890")], "0491570006"),
        ("", [("^$", "0491570006")], ""),
    ],
)
def test_the_offices_own_rules_make_a_number_of_a_number_or_leave_it(
    number: str, rules: list[tuple[str, str]], made: str
) -> None:
    assert rewritten(number, rules) == made


@given(st.from_regex(r"\+?[0-9]{1,20}", fullmatch=True), st.text(max_size=8), st.text(max_size=8))
def test_a_rule_that_is_one_never_makes_anything_but_a_number(
    number: str, pattern: str, replacement: str
) -> None:
    if not rule_fault(pattern, replacement):
        made = rewritten(number, [(pattern, replacement)])
        assert read_number(made) == made


@pytest.mark.parametrize(("pattern", "replacement"), [("(", ""), ("0", r"\1"), ("[", "x"), ("0", r"\q")])
def test_a_rule_that_is_none_says_why(pattern: str, replacement: str) -> None:
    assert rule_fault(pattern, replacement)
