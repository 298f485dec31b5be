import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.rules.clean import clean, clean_line

HOSTILE = st.text(
    st.one_of(
        st.sampled_from(
            "\x1b[]PX^_\x07\\"
            "\x9b\x9c\x9d\x90;m0 \r\n\t\x0b\x85\u2028\u202e\u200f\ufeff\ud800\U000e0041a\u0301é"
        ),
        st.characters(),
    )
)

REMOVED = [
    ("colour", "a\x1b[31;1mb", "ab"),
    ("cursor", "a\x1b[2Jb", "ab"),
    ("private mode", "a\x1b[?1049hb", "ab"),
    ("cut off", "a\x1b[12", "a"),
    ("clipboard", "a\x1b]52;c;cm0gLXJm\x07b", "ab"),
    ("clipboard ended by ST", "a\x1b]52;c;cm0gLXJm\x1b\\b", "ab"),
    ("hyperlink", "\x1b]8;;https://example.org\x1b\\here\x1b]8;;\x1b\\", "here"),
    ("device control", "a\x1bPq#0;2;0\x1b\\b", "ab"),
    ("application command", "a\x1b_Gf=100;AAAA\x1b\\b", "ab"),
    ("reset", "a\x1bcb", "ab"),
    ("character set", "a\x1b(0b", "ab"),
    ("8-bit colour", "a\x9b31mb", "ab"),
    ("8-bit title", "a\x9d0;gone\x9cb", "ab"),
    ("lone escape", "a\x1b", "a"),
    ("NUL, bell, backspace, DEL", "a\x00\x07\x08\x7fb", "ab"),
    ("C1", "a\x84\x9ab", "ab"),
    ("bidi override and isolate", "a\u202eb\u2066c\u2069", "abc"),
    ("direction marks", "a\u200eb\u200fc\u061c", "abc"),
    ("byte order mark", "\ufeffa", "a"),
    ("lone surrogate", "a\ud83db", "ab"),
    ("interlinear", "a\ufff9b\ufffac\ufffb", "abc"),
    ("tags", "a\U000e0001\U000e0041b", "ab"),
]

LINES = [
    ("a\r\nb", "a\nb"),
    ("a\rb", "a\nb"),
    ("a\u2028b\u2029c", "a\nb\nc"),
    ("a\x0bb\x0cc\x85d", "a\nb\nc\nd"),
    ("a\tb\n\nc", "a\tb\n\nc"),
]

STAYS = [
    "[/b] [red]",
    "👩‍⚕️ ☎️ 👍🏽",
    "看護師 漢字",
    "Zieliński Ngāti Ōmaha",
    "नमस्ते",
    "mid\N{ZERO WIDTH NON-JOINER}word",
    "q\u0323\u0307",
]


@pytest.mark.parametrize(("what", "text", "left"), REMOVED)
def test_what_steers_a_terminal_is_removed_whole(what: str, text: str, left: str) -> None:
    assert clean(text) == left


@pytest.mark.parametrize(("text", "left"), LINES)
def test_every_line_end_becomes_a_newline(text: str, left: str) -> None:
    assert clean(text) == left


@pytest.mark.parametrize("text", STAYS)
def test_letters_marks_and_emoji_of_any_script_stay(text: str) -> None:
    assert clean(text) == text


def test_letters_are_composed() -> None:
    assert clean("Zielin\u0301ski") == "Zieliński"


def test_text_before_an_unended_sequence_and_after_it_stays() -> None:
    assert clean("before \x1b]52;c;after\nnext line") == "before 52;c;after\nnext line"


def test_an_endless_run_of_marks_is_cut_and_a_long_one_is_not() -> None:
    assert len(clean("q" + "\u0323\u0307" * 400_000)) == 31
    long = "q" + "\u0323" * 30
    assert clean(long) == long


def test_many_letters_above_the_basic_plane_are_not_taken_for_marks() -> None:
    text = "𐌰" * 100
    assert clean(text) == text


@pytest.mark.parametrize("unit", ["\x1b]", "\x9d", "\x1b[", "\x1b ", "a\x00", "\u202e", "\x9dabc"])
def test_a_megabyte_of_beginnings_ends(unit: str) -> None:
    """Quadratic searching would take minutes here."""
    assert len(clean(unit * (1_000_000 // len(unit)))) <= 1_000_000


@given(HOSTILE)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    line = clean_line(text)
    assert clean_line(line) == line == clean(line)


@given(HOSTILE)
def test_nothing_that_acts_is_left(text: str) -> None:
    for sign in clean(text):
        assert sign in "\n\t" or unicodedata.category(sign) not in ("Cc", "Cs", "Zl", "Zp")
        assert unicodedata.bidirectional(sign) not in (
            "LRE",
            "RLE",
            "LRO",
            "RLO",
            "PDF",
            "LRI",
            "RLI",
            "FSI",
            "PDI",
        )


def test_a_line_has_single_spaces_and_no_ends() -> None:
    assert clean_line("  Andrew\r\n\tGallagher \x1b[0m ") == "Andrew Gallagher"
