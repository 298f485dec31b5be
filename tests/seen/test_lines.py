"""Lines are measured in cells: cut, filled and wrapped without a letter too many, whatever the script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from widgets.lines import NO_BREAK, Line, cut, ends, fill, pair, plain, squeezed, use_signs, width_of, wrap

texts = st.text(st.characters(codec="utf-8"), max_size=60)
lines = st.lists(st.tuples(texts.map(plain), st.just("text")), max_size=4)
widths = st.integers(0, 40)


@given(lines, widths)
def test_what_is_cut_fits(line: Line, width: int) -> None:
    assert width_of(cut(line, width)) <= width


@given(lines, widths)
def test_what_is_filled_fits_exactly(line: Line, width: int) -> None:
    assert width_of(fill(line, width)) == width


@given(lines, widths)
def test_what_fits_is_left_as_it_is(line: Line, width: int) -> None:
    if width_of(line) <= width:
        assert cut(line, width) == line


@given(texts, st.integers(2, 40))
def test_no_wrapped_line_is_wider_than_it_may_be(text: str, width: int) -> None:
    assert all(cell_len(line) <= width for line in wrap(text, width))


@given(st.text("abc 山é\n", max_size=80), st.integers(2, 20))
def test_wrapping_loses_no_letter(text: str, width: int) -> None:
    def letters(of: str) -> str:
        return "".join(of.split())

    assert letters("".join(wrap(text, width))) == letters(text)


@given(texts)
def test_nothing_that_steers_a_terminal_is_left(text: str) -> None:
    left = plain(text)
    assert "\x1b" not in left
    assert not any(ord(character) < 32 or 0x7F <= ord(character) < 0xA0 for character in left)
    assert not any(character in left for character in "\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069")


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("Gallagher", 9, "Gallagher"),
        ("Gallagher", 8, "Gallagh…"),
        ("Mary O'Neil", 6, "Mary…"),
        ("港湾病院", 8, "港湾病院"),
        ("港湾病院", 7, "港湾病…"),
        ("港湾病院", 6, "港湾…"),
        ("x", 0, ""),
    ],
)
def test_what_is_cut_ends_in_an_ellipsis(text: str, width: int, shown: str) -> None:
    assert "".join(part for part, _ in cut([(text, "text")], width)) == shown


@pytest.mark.parametrize(
    ("text", "width", "wrapped"),
    [
        ("one two three", 7, ["one two", "three"]),
        ("港湾病院 港", 5, ["港湾", "病院", "港"]),
        ("a\n\nb", 5, ["a", "", "b"]),
        ("abcdefgh", 3, ["abc", "def", "gh"]),
        (f"for 6{NO_BREAK}y 2{NO_BREAK}m".replace("y 2", f"y{NO_BREAK}2"), 8, ["for", "6 y 2 m"]),
    ],
)
def test_words_go_to_lines(text: str, width: int, wrapped: list[str]) -> None:
    assert wrap(text, width) == wrapped


def test_the_right_end_stays_and_the_left_gives_way() -> None:
    line = ends([("a long matter", "text")], [("C-1", "quiet")], 12)
    assert "".join(text for text, _ in line) == "a long…  C-1"


def test_a_label_stands_once_in_its_gutter() -> None:
    rows = ["".join(text for text, _ in row) for row in pair("Next", "one two three", 14)]
    assert rows == ["Next      one", "          two", "          three"] or len(rows) > 1
    assert rows[0].startswith("Next      ")
    assert all(row.startswith(" " * 10) for row in rows[1:])


def test_a_line_that_is_too_long_keeps_its_place_at_the_left() -> None:
    line: Line = [("          ", "text"), ("words  ", "quiet"), ("and more", "text")]
    assert squeezed(line, 12) == line


def test_signs_in_ascii_take_their_room_from_blanks_after_words() -> None:
    use_signs("ascii")
    try:
        line: Line = [("    ", "text"), ("words   ", "quiet"), ("more", "text")]
        assert squeezed(line, 15) == [("    ", "text"), ("words  ", "quiet"), ("more", "text")]
    finally:
        use_signs("unicode")
