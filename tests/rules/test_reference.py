import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.rules.reference import read_reference, say_case, say_interaction


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("C-10482", ("case", 10482)),
        ("c10482", ("case", 10482)),
        (" c 10482 ", ("case", 10482)),
        ("C–10482", ("case", 10482)),
        ("I-20931", ("interaction", 20931)),
        ("i20931", ("interaction", 20931)),
        ("10482", None),
        ("C-", None),
        ("C-0", None),
        ("C-1x", None),
        ("carol", None),
        ("C-9999999999", None),
        ("C-" + "9" * 5000, None),
        ("C-١٢", None),
        ("", None),
    ],
)
def test_a_number_is_read_however_it_is_said(text: str, read: tuple[str, int] | None) -> None:
    assert read_reference(text) == read


@given(st.integers(1, 2**31 - 1))
def test_what_is_said_is_read_back(number: int) -> None:
    assert read_reference(say_case(number)) == ("case", number)
    assert read_reference(say_interaction(number)) == ("interaction", number)


@given(st.text())
def test_any_text_is_taken(text: str) -> None:
    read_reference(text)
