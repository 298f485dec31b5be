"""Which telephone is dialled, and that nothing but digits and a leading plus reaches the opener."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.rules.dialling import dialled, tel, to_dial
from data.types.members import Phone

HOME = Phone("(03) 5550 1234", "", "home")
MOBILE = Phone("0491 570 006", "+61491570006", "mobile", primary=True)


def test_the_primary_is_dialled_wherever_it_stands() -> None:
    assert to_dial((HOME, MOBILE)) == MOBILE
    assert to_dial((HOME,)) == HOME
    assert to_dial(()) is None


def test_what_holds_no_number_is_passed_over() -> None:
    assert to_dial((Phone("ask her sister", "", "other", primary=True), HOME)) == HOME


@pytest.mark.parametrize(
    ("phone", "number"),
    [
        (MOBILE, "+61491570006"),
        (HOME, "0355501234"),
        (Phone("0355501234 ext 12", "", "work"), "0355501234"),
        (Phone("+61+3 5550 1234", "", "work"), "+61355501234"),
        (Phone("12", "", "work"), ""),
        (Phone("–", "", "work"), ""),
    ],
)
def test_the_number_is_what_is_dialled(phone: Phone, number: str) -> None:
    assert dialled(phone) == number


@given(st.text(), st.text())
def test_no_text_makes_anything_but_a_number(shown: str, e164: str) -> None:
    number = dialled(Phone(shown, e164, "other"))
    assert re.fullmatch(r"(\+?[0-9]{3,})?", number)
    assert tel(number) == f"tel:{number}"
