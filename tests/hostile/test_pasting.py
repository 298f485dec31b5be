"""What is pasted is one paste, whatever is in it and however it arrives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.events import Key, Paste

from casetui.pasting import PasteParser
from tests.end_to_end.calls import start_note
from tests.end_to_end.chair import Chair

BEGIN, END = "\x1b[200~", "\x1b[201~"
F5 = "\x1b[15~"

sequences = st.sampled_from([F5, "\x1b", "\x1bOQ", "\x1b[31m", "\x1b]0;t\x07"])
pieces = st.lists(st.one_of(st.text(max_size=6), sequences), max_size=8)


def events_of(*chunks: str) -> list[object]:
    parser = PasteParser()
    return [event for chunk in chunks for event in parser.feed(chunk)]


def test_a_key_within_a_paste_is_no_key() -> None:
    events = events_of(f"{BEGIN}one\n{F5}two\x1b[31m red{END}")
    assert [type(event) for event in events] == [Paste]
    assert isinstance(events[0], Paste)
    assert events[0].text == "one\ntwo red"


@given(pieces, st.integers(1, 7))
def test_one_paste_is_one_event_wherever_it_is_broken(parts: list[str], size: int) -> None:
    text = "".join(parts).replace(END, "")
    whole = f"a{BEGIN}{text}{END}b"
    events = events_of(*(whole[at : at + size] for at in range(0, len(whole), size)))
    kinds = [type(event) for event in events]
    assert kinds == [Key, Paste, Key]
    assert isinstance(events[1], Paste)
    assert "\x1b" not in events[1].text


def test_text_without_escapes_arrives_letter_for_letter() -> None:
    text = "line one\nline two, 花子 👩‍⚖️ [/b] 31m"
    (event,) = events_of(BEGIN[:3], BEGIN[3:] + text[:5], text[5:] + END[:2], END[2:])
    assert isinstance(event, Paste)
    assert event.text == text


def test_keys_outside_a_paste_are_what_they_were() -> None:
    assert [event.key for event in events_of("x", F5) if isinstance(event, Key)] == ["x", "f5"]


@pytest.mark.parametrize("key", [F5, "\x1b[19~", "\x1bOR"], ids=["submit", "park", "new note"])
def test_a_pasted_key_does_nothing_in_the_program(chair: Chair, key: str) -> None:
    with chair.running() as terminal:
        start_note(terminal, "Before.")
        terminal.send(f"{BEGIN} she writes{key} this{END}".encode())
        terminal.type(" After.")
        terminal.wait_for("Before. she writes this After.")
