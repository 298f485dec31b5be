"""The handover brief, the notes of a case and histories from the command line."""

from dataclasses import replace
from uuid import UUID

import pytest

from tests.program.commands import Inside
from tests.program.test_history import a_changed_case

NOTE = "Type: Phone – inbound\n\nIssue\nNever ring {who} at work.\n"


@pytest.fixture
def number(inside: Inside, andrew: UUID) -> str:
    """A case with two notes more."""
    number = a_changed_case(inside, andrew)
    for who in ("her", "@Jo Marsh or the kiosk"):
        ran = inside("case", number, "note", "--from", "-", given=NOTE.format(who=who))
        assert ran.code == 0, ran.err
    return number


def test_the_brief_is_text_markdown_or_json_and_redacted(inside: Inside, number: str) -> None:
    text = inside("case", number, "brief").out
    assert text.startswith(f"{number} ")
    assert "\nWHO\nAndrew Gallagher" in text
    assert "\nSEEKING\nnobody said\n" in text
    markdown = inside("case", number, "brief", "--markdown", "--redacted").out
    assert "## Who\n\n\\[member\\], \\[number\\]" in markdown
    assert "Gallagher" not in markdown and "Kim" not in markdown
    told = inside("case", number, "brief", "--json").json
    assert [one["question"] for one in told["answers"]][:2] == ["Who", "Job"]
    assert "Seeking" in told["unanswered"]
    ran = inside("case", number, "brief", "--json", "--markdown")
    assert (ran.code, "--markdown or --json" in ran.err) == (2, True)


def test_a_contact_has_a_brief_too(inside: Inside, andrew: UUID) -> None:
    ran = inside("interactions", "add", "--from", "-", given=f"Member: {andrew}\nAbout: Leave\n{NOTE}")
    assert ran.code == 0, ran.err
    assert "Never ring" in inside("interaction", "I-20001", "brief").out
    assert inside("interaction", "I-20009", "brief").code == 1


def test_notes_are_listed_searched_and_pinned_by_their_number(inside: Inside, number: str) -> None:
    said = inside("case", number, "notes").out
    assert said.index("Note 3") < said.index("Note 2") < said.index("Note 1")
    assert inside("case", number, "pin", "2").out == f"{number}: note 2 is pinned.\n"
    assert inside("case", number, "pin", "2").out == f"{number}: note 2 was so already.\n"
    said = inside("case", number, "notes").out
    assert said.index("Note 2") < said.index("Note 3")
    assert "pinned by Kim Tran" in said
    assert [one["number"] for one in inside("case", number, "notes", "KIOSK", "--json").json] == [3]
    assert "by Kim Tran" in inside("case", number, "brief").out
    assert inside("case", number, "pin", "2", "--off").out == f"{number}: note 2 is pinned no more.\n"
    ran = inside("case", number, "pin", "9")
    assert (ran.code, "it has 1 to 3" in ran.err) == (2, True)
    assert "No note holds these words." in inside("case", number, "notes", "nothing like it").out


def test_a_note_is_for_the_office_alone_or_for_the_member_too(inside: Inside, number: str) -> None:
    ran = inside("case", number, "letter")
    assert (ran.code, "only public ones go to the member" in ran.err) == (1, True)
    assert inside("case", number, "note-kind", "2", "public").out == f"{number}: note 2 is public.\n"
    assert inside("case", number, "note-kind", "2", "public").out == f"{number}: note 2 was public.\n"
    inside("case", number, "note-kind", "3", "internal")
    assert [one["number"] for one in inside("case", number, "notes", "--kind", "public", "--json").json] == [
        2
    ]
    assert inside("case", number, "notes", "--kind", "secure").out == "No secure notes.\n"
    assert "standard, internal, public, secure" in inside("case", number, "notes", "--kind", "none").err
    inside("case", number, "pin", "3")
    assert "KIOSK" not in inside("case", number, "letter").out.upper()
    assert "Never ring her at work." in inside("case", number, "letter", "--json").json["text"]
    kept = inside("case", number, "notes", "--all", "--no-internal", "--json").json
    assert [one["number"] for one in kept] == [2, 1]
    assert "kiosk" in inside("case", number, "brief").out
    for without in ("--no-internal", "--redacted"):
        assert "kiosk" not in inside("case", number, "brief", without).out
    ran = inside("case", number, "note-kind", "2", "secret")
    assert (ran.code, "standard, internal, public" in ran.err) == (2, True)


def test_notes_are_found_by_their_words(inside: Inside, number: str) -> None:
    (found,) = inside("notes", "find", "kiosk", "never", "--json").json
    assert (found["number"], found["line"]) == (number, "Never ring @Jo Marsh or the kiosk at work.")
    assert number in inside("notes", "find", "KIOSK").out
    assert inside("notes", "find", "nothing").out == "No note holds these words.\n"
    assert inside("notes", "find", "ab").code == 2


def test_a_mention_of_somebody_who_may_not_open_the_case_is_told(inside: Inside, number: str) -> None:
    assert inside("case", number, "confidential").code == 0
    said = inside("case", number, "note", "--from", "-", given=NOTE.format(who="@jo.marsh")).out
    assert "saved" in said and "Jo Marsh may not open this case" in said


def test_histories_are_narrowed(inside: Inside, number: str, andrew: UUID) -> None:
    every = inside("case", number, "history", "--json").json
    found = inside("case", number, "history", "--find", "who:kim field:next", "--json").json
    assert 0 < len(found) < len(every)
    assert {one["field"] for one in found} == {"next_steps"}
    assert inside("case", number, "history", "--find", "no such words").out == "No such change.\n"
    assert inside("member", "0048213", "history", "--find", "no such words").out == "No such change.\n"


def test_what_good_looks_like_in_a_case_is_said_and_ticked_by_a_colleague(
    inside: Inside, number: str
) -> None:
    said = inside("case", number, "good").out
    assert said.startswith(f"{number}: good ")
    assert "lacks  C1  The first contact is an interaction" in said
    assert "not ticked  continuity" in said
    assert inside("case", number, "good", "--tick", "steps").code == 1
    lena = Inside(replace(inside.machine, officer="lena.vogt"), inside.monkeypatch, inside.capsys)
    ran = lena("case", number, "good", "--tick", "steps", "--not-held", "--line", "Who rings?", "--json")
    assert [(one["item"], one["said"], one["line"]) for one in ran.json["ticks"]] == [
        ("steps", "not held", "Who rings?")
    ]
    assert "Who rings?" in inside("case", number, "good").out
    assert lena("case", number, "good", "--line", "x").code == 2
