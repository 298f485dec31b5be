"""What `casetui open` is given."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.rules.wishing import checked, read_wish
from data.types.errors import BadInput
from data.types.wishes import Wish

URL = "https://desk.example.com/support/union/ShowHomePage.do#Cases/dv/1234"


@pytest.mark.parametrize(
    ("words", "wish"),
    [
        (("--imis", "0048213"), Wish("0048213")),
        (("--imis=0048213", "--ticket", URL), Wish("0048213", "", URL)),
        (("--ticket", URL, "--imis", "0048213"), Wish("0048213", "", URL)),
        (("C-10482",), Wish("", "C-10482")),
        (("i", "20931"), Wish("", "i 20931")),
        ((URL,), Wish("", "", URL)),
        (("--ticket", URL), Wish("", "", URL)),
    ],
)
def test_a_member_a_record_or_a_ticket_is_read(words: tuple[str, ...], wish: Wish) -> None:
    assert read_wish(words) == wish


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("--imis",),
        ("--imis", ""),
        ("--who", "x"),
        ("Gallagher",),
        ("C-10482", "--imis", "1"),
        ("C-10482", "--ticket", URL),
        (URL, "--ticket", URL),
        ("http://desk.example.com/dv/1",),
        ("--imis", "1" * 41),
        ("--imis", "1", "--ticket", "https://user:word@desk.example.com/dv/1"),
    ],
)
def test_anything_else_is_refused_without_repeating_it(words: tuple[str, ...]) -> None:
    with pytest.raises(BadInput) as refused:
        read_wish(words)
    assert "Gallagher" not in refused.value.sentence and "word@" not in refused.value.sentence


@given(st.lists(st.text(max_size=30), max_size=4))
def test_no_words_break_it(words: list[str]) -> None:
    try:
        wish = read_wish(words)
    except BadInput:
        return
    assert checked(wish) == wish
