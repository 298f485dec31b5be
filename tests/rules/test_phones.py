from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.rules.phones import e164, kept, national_digits, only_digits, shown

TWELVE = [
    "0491570006",
    "0491 570 006",
    "0491-570-006",
    "0491.570.006",
    "(0491) 570 006",
    "+61491570006",
    "+61 491 570 006",
    "+61 (0)491 570 006",
    "61491570006",
    "0061 491 570 006",
    "0011 61 491 570 006",
    "tel:+61-491-570-006",
    "491 570 006",
    "0491 570 006 ext. 12",
    "０４９１ ５７０ ００６",
    "Mobile: 0491 570 006",
]


@pytest.mark.parametrize("written", TWELVE)
def test_every_way_of_writing_a_number_meets(written: str) -> None:
    """Features C2."""
    assert (e164(written, "AU"), national_digits(written, "AU")) == ("+61491570006", "0491570006")


@pytest.mark.parametrize(
    ("written", "e", "national"),
    [
        ("(03) 5550 1234", "+61355501234", "0355501234"),
        ("07 7010 1234 x 5", "+61770101234", "0770101234"),
        ("5550 1234", "", "55501234"),
        ("5550 1234 ext 9", "", "55501234"),
        ("0491 570", "", "0491570"),
        ("anonymous", "", ""),
        ("", "", ""),
    ],
)
def test_numbers_that_are_not_whole_keep_their_digits_only(written: str, e: str, national: str) -> None:
    assert (e164(written, "AU"), national_digits(written, "AU")) == (e, national)


def test_the_region_decides_what_a_number_without_prefix_is() -> None:
    assert e164("(202) 555-0123", "US") == "+12025550123"


def test_a_number_from_abroad_is_found_by_its_own_national_digits() -> None:
    assert national_digits("+1 202 555 0123", "AU") == "2025550123"


def test_a_number_is_shown_as_people_there_write_it() -> None:
    assert shown("+61491570006", "AU") == "0491 570 006"
    assert shown("+61355501234", "AU") == "(03) 5550 1234"
    assert shown("+61491570006", "NZ") == "+61 491 570 006"


def test_what_is_no_number_is_shown_as_it_is_and_harmless() -> None:
    assert shown("ask\x1b[31m Kim", "AU") == "ask Kim"


def test_digits_of_every_script_are_digits() -> None:
    assert only_digits("٠٤٩١ x ５७0") == "0491570"


@pytest.mark.parametrize("unit", ["9", "x1 ", "#", "+", "(1", "x1#"])
def test_a_megabyte_is_no_telephone_number(unit: str) -> None:
    text = unit * 300_000
    assert e164(text, "AU") == ""
    assert national_digits(text, "AU") == only_digits(text)


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("04", "04"),
        ("0491 57", "049157"),
        ("570 006", "570006"),
        ("+61 491 57", "049157"),
        ("+61 (0)491 57", "049157"),
        ("0011 61 491 57", "049157"),
        ("0061 491", "0491"),
        ("+61", ""),
        ("+6", "6"),
    ],
)
def test_a_number_still_being_typed_gives_as_far_as_it_goes(typed: str, digits: str) -> None:
    assert national_digits(typed, "AU") == digits


@given(st.text())
def test_any_text_is_taken(text: str) -> None:
    assert e164(text, "AU") == "" or e164(e164(text, "AU"), "AU") == e164(text, "AU")
    assert national_digits(text, "AU") == only_digits(national_digits(text, "AU"))
    shown(text, "AU")


@given(st.integers(0, 9999), st.sampled_from(["02", "03", "07", "08"]))
def test_what_is_shown_is_read_back(tail: int, area: str) -> None:
    number = e164(f"{area} 5550 {tail:04}", "AU")
    assert number
    assert e164(shown(number, "AU"), "AU") == number


@given(
    st.sampled_from(
        ["0491570006", "+61491570006", "(03) 5550 1234", "+61 3 5550 1234", "021 123 4567", "+6433123456"]
    ),
    st.lists(st.tuples(st.integers(0, 15), st.sampled_from("0123456789 ()-+/x")), max_size=4),
    st.sampled_from(["AU", "NZ", "US", "GB", "IT"]),
)
def test_the_quick_way_to_keep_a_number_agrees_with_the_long_one(
    text: str, changes: list[tuple[int, str]], region: str
) -> None:
    for place, sign in changes:
        text = text[:place] + sign + text[place + 1 :]
    found, whole = kept(text, region), e164(text, region)
    assert (found.e164, found.digits) == (whole, national_digits(text, region))
    if whole and only_digits(text) == text.strip().lstrip("+"):
        assert found.shown == shown(whole, region)


@pytest.mark.parametrize("region", ["AU", "NZ", "GB", "DE", "FR", "JP", "BR", "GG"])
def test_digits_are_grouped_as_the_library_groups_them(region: str) -> None:
    dice, own = Random(region), 0
    for _ in range(400):
        typed = f"0{dice.randrange(10**7, 10**10)}"
        whole = e164(typed, region)
        if whole:
            own += 1
            assert kept(typed, region).shown == shown(whole, region)
    assert own > 5
