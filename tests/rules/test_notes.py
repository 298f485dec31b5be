"""Which notes of a case are listed, and changes by the words they hold."""

from datetime import UTC, datetime, timedelta

import pytest

from data.rules.changes import sought
from data.rules.note_kinds import NoteKind, for_member, outside, read_kind
from data.rules.notes import listed
from data.types.errors import BadInput, NotAllowed
from data.types.notes import NoteRow, Section
from data.types.records import ChangeLine
from tests.rules.builders import an_id

START = datetime(2026, 11, 1, tzinfo=UTC)


def a_note(number: int, body: str = "", *, pinned: int = 0, author: str = "Kim Tran") -> NoteRow:
    return NoteRow(
        an_id(number),
        author,
        START + timedelta(days=number),
        (Section("Issue", body or f"Note {number}"),),
        number=number,
        pinned_at=START + timedelta(days=pinned) if pinned else None,
    )


NOTES = (
    a_note(8),
    a_note(7, "Café roster"),
    a_note(6, author="Sam Ortiz"),
    a_note(5)._replace(security="internal"),
    a_note(4),
    a_note(3, pinned=9),
    a_note(2, "The old ROSTER", pinned=10),
    a_note(1),
)


@pytest.mark.parametrize(
    ("text", "all_", "numbers"),
    [
        ("", False, [2, 3, 8, 7, 6, 5, 4]),
        ("", True, [2, 3, 8, 7, 6, 5, 4, 1]),
        ("roster", False, [2, 7]),
        ("cafe ROST", False, [7]),
        ("ortiz", False, [6]),
        ("nothing", False, []),
        ("note 1", False, [1]),
        ("kind:internal", False, [5]),
        ("KIND:int note", False, [5]),
        ("kind:public roster", False, []),
        ("kind:standard kind:", True, [2, 3, 8, 7, 6, 5, 4, 1]),
    ],
)
def test_pinned_ones_come_first_then_the_last_five_and_words_search_all(
    text: str, all_: bool, numbers: list[int]
) -> None:
    assert [note.number for note in listed(NOTES, text, all_=all_)] == numbers


def a_change(who: str, action: str, field: str, old: str, new: str, why: str = "") -> ChangeLine:
    return ChangeLine(START, who, action, why, "case", field, old, new)


CHANGES = (
    a_change("Kim Tran", "cases.change", "follow_up_on", "2026-11-20", "2026-11-27", "She rang: José"),
    a_change("Sam Ortiz", "cases.claim", "owner", "Kim Tran", "Sam Ortiz"),
    a_change("Lena Vogt", "cases.change", "status", "Open", "Closed"),
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", [0, 1, 2]),
        ("who:", [0, 1, 2]),
        ("kim", [0, 1]),
        ("who:kim", [0]),
        ("WHO:kim", [0]),
        ("field:follow-up", [0]),
        ("field:status closed", [2]),
        ("why:jose", [0]),
        ("what:taken", [1]),
        ("taken", [1]),
        ("2026-11-27", [0]),
        ("who:sam field:status", []),
        ("other:kim", []),
    ],
)
def test_a_history_is_narrowed_by_who_field_why_and_any_word(text: str, found: list[int]) -> None:
    names = {"cases.claim": "taken", "cases.change": "changed"}
    assert sought(CHANGES, text, lambda action: names[action]) == tuple(CHANGES[at] for at in found)


def of_kind(number: int, kind: str, body: str) -> NoteRow:
    return a_note(number, body)._replace(security=kind)


@pytest.mark.parametrize(
    ("kind", "goes_outside", "goes_to_member"),
    [("standard", True, False), ("internal", False, False), ("public", True, True), ("secure", False, False)],
)
def test_what_leaves_the_office(kind: str, goes_outside: bool, goes_to_member: bool) -> None:
    notes = (of_kind(2, kind, "Seen by whom?"), of_kind(1, "public", "Dear \x1b[31mAndrea"))
    assert (notes[0] in outside(notes)) is goes_outside
    text = for_member("C-10001", "Rosters", "Andrea Gallagher", notes, UTC)
    assert ("Seen by whom?" in text) is goes_to_member
    assert "Dear Andrea" in text and "\x1b" not in text


def test_without_a_public_note_nothing_goes_to_the_member() -> None:
    with pytest.raises(NotAllowed, match="only public ones go to the member"):
        for_member("C-10001", "Rosters", "Andrea Gallagher", (of_kind(1, "internal", "Not hers"),), UTC)


def test_a_kind_is_one_of_three_words() -> None:
    assert read_kind(" Public ") is NoteKind.PUBLIC
    with pytest.raises(BadInput, match="standard, internal, public"):
        read_kind("secret")
