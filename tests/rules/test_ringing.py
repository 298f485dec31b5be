"""What telephone programs hand over is read in every dress, and nonsense is refused in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.rules.ringing import LONGEST, read_number, read_ring
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
