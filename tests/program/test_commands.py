"""Every command on a SQLite store."""

import json
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import update

from data.drafts import Drafts
from data.local.database import fingerprint
from data.store.store import Store
from data.store.tables import MEMBER
from data.types.forms import InteractionForm
from data.types.notes import Section
from tests.builders import a_member, an_interaction_form
from tests.program.commands import Inside, Machine

NOTE = """\
Member: 0048213
Type: phone - inbound
About: leave
Follow-up: +2d

# Background
Six years on nights.

Issue:
Leave over Christmas refused.

Actions
- Kim: write to the manager (by Friday)
"""

pytestmark = pytest.mark.usefixtures("andrew")


@pytest.fixture
def drafts(casetui: Machine) -> Drafts:
    """The drafts of the officer who works at the machine."""
    return Drafts(
        casetui.home / "drafts.db", casetui.officer, fingerprint(casetui.url), lambda: datetime.now(UTC)
    )


def test_a_member_is_found_by_name_in_either_order(inside: Inside) -> None:
    for words in (("gall", "andr"), ("andrew gallagher",)):
        ran = inside("members", "find", *words)
        assert ran.out.split() == [
            *["0048213", "Andrew", "Gallagher", "Bayview", "Hospital", "standing", "unknown"],
            *ran.out.split()[7:],
        ]
    assert inside("members", "find", "zzz").out == "Nobody found.\n"


def test_many_texts_are_answered_a_line_each(inside: Inside) -> None:
    ran = inside("members", "find", "-", given="570006\n\x1b[31mzzzzzzz\n\nC-99999\n")
    answers = [json.loads(line) for line in ran.out.splitlines()]
    assert [(one["text"], len(one["found"])) for one in answers][:2] == [("570006", 1), ("zzzzzzz", 0)]
    assert len(answers) == 4
    assert {"number", "name", "why", "near", "record"} <= set(answers[0]["found"][0])
    assert inside("members", "find", "-", given="").out == ""


def test_find_as_json_has_stable_keys(inside: Inside, andrew: UUID) -> None:
    hits = inside("members", "find", "570006", "--json").json
    assert hits[0] | {"why": ""} == {
        "id": str(andrew),
        "number": "0048213",
        "name": "Andrew Gallagher",
        "employer": "Bayview Hospital",
        "standing": "unknown",
        "paid_through": None,
        "why": "",
        "missing": False,
        "near": False,
        "record": "",
        "record_id": None,
    }


def test_a_member_is_shown_with_the_timeline(inside: Inside, andrew: UUID) -> None:
    inside("interactions", "add", "--from", "-", given=NOTE)
    text = inside("member", "0048213").out
    assert "Andrew Gallagher 0048213" in text and "I-20001" in text and "Leave" in text
    shown = inside("member", str(andrew), "--json").json
    assert set(shown) == {"member", "timeline"}
    assert (shown["member"]["number"], shown["timeline"][0]["number"]) == ("0048213", "I-20001")


def test_a_call_is_taken_from_note_to_case(casetui: Machine, tmp_path: Path) -> None:
    file = tmp_path / "note.txt"
    file.write_text(NOTE)
    assert casetui("interactions", "add", "--from", str(file)).out == "I-20001 saved.\n"
    shown = casetui("interaction", "I-20001", "--json").json
    assert (shown["interaction_type"], shown["related_to"], shown["case_types"]) == (
        "Phone – inbound",
        "Leave",
        ["LVE"],
    )
    assert shown["sections"][1] == {"title": "Issue", "body": "Leave over Christmas refused."}
    converted = casetui("interaction", "i-20001", "convert", "--json").json
    assert converted["case"]["number"] == "C-10001"
    assert (converted["complete"], converted["of"], converted["missing"]) == (7, 7, [])
    case = casetui("case", "C-10001", "--json").json
    assert case["next_steps"] == "- Kim: write to the manager (by Friday)"
    assert (case["title"], case["interaction_reference"]) == ("Leave – Bayview Hospital", 20001)
    assert "C-10001" in casetui("cases", "--mine").out
    assert "C-10001" in casetui("interaction", "I-20001").out


def test_converting_twice_is_refused_and_names_the_case(inside: Inside) -> None:
    inside("interactions", "add", "--from", "-", given=NOTE)
    inside("interaction", "I-20001", "convert")
    again = inside("interaction", "I-20001", "convert")
    assert (again.code, again.out) == (1, "")
    assert "I-20001 became C-10001 already" in again.err


def test_converting_names_what_is_missing(inside: Inside) -> None:
    inside(
        "interactions", "add", "--from", "-", given=NOTE.replace("Follow-up: +2d\n", "").split("Actions")[0]
    )
    ran = inside(
        "interaction", "I-20001", "convert", "--assign", "Industrial", "--title", "Leave at Christmas"
    )
    assert "Missing: Next steps, Follow-up date." in ran.out
    case = inside("case", "C-10001", "--json").json
    assert (case["title"], case["owner"]) == ("Leave at Christmas", "")
    assert case["assignees"][0]["team_id"]


def test_the_same_id_is_saved_once(inside: Inside) -> None:
    note = json.dumps(
        {
            "id": str(uuid4()),
            "member": "0048213",
            "type": "Letter",
            "about": "Leave",
            "sections": {"Issue": "x"},
        }
    )
    first = inside("interactions", "add", "--from", "-", "--json", given=note).json
    second = inside("interactions", "add", "--from", "-", "--json", given=note).json
    assert (first["already"], second["already"], second["number"]) == (False, True, first["number"])


def test_a_case_is_changed_and_noted(inside: Inside) -> None:
    inside("interactions", "add", "--from", "-", given=NOTE)
    inside("interaction", "I-20001", "convert")
    assert (
        inside("case", "C-10001", "change", "--next-steps", "Call her back", "--follow-up", "none").out
        == "C-10001 changed.\n"
    )
    assert inside(
        "case", "C-10001", "note", "--from", "-", given="Type: Letter\n\nIssue\nThe reply came."
    ).out == ("Note saved on C-10001.\n")
    case = inside("case", "C-10001", "--json").json
    assert (case["next_steps"], case["follow_up_on"], len(case["notes"])) == ("Call her back", None, 2)
    assert case["notes"][0]["channel"] == "Letter"
    assert "The reply came." in inside("case", "C-10001").out


def test_closed_cases_are_listed_only_when_asked_for(inside: Inside) -> None:
    inside("interactions", "add", "--from", "-", given=NOTE)
    inside("interaction", "I-20001", "convert")
    inside("case", "C-10001", "change", "--status", "Closed", "--reason", "Done")
    assert inside("cases").out == "No cases.\n"
    assert [case["number"] for case in inside("cases", "--all", "--json").json] == ["C-10001"]


def test_drafts_are_listed_discarded_and_restored(inside: Inside, drafts: Drafts) -> None:
    note = InteractionForm(
        uuid4(), datetime.now(UTC), member_label="A. G.", sections=[Section("Issue", "Half a note")]
    )
    drafts.keep(note)
    drafts.close()
    assert "Half a note" in inside("drafts").out
    assert inside("drafts", "discard", str(note.id)).code == 0
    assert inside("drafts").out == "No drafts.\n"
    assert inside("drafts", "restore", str(note.id)).out == "Restored: Half a note\n"
    listed = inside("drafts", "--json").json
    assert [(draft["id"], draft["state"]) for draft in listed] == [(str(note.id), "writing")]


def test_what_waits_is_sent_and_what_is_refused_is_given_back(
    casetui: Machine, drafts: Drafts, andrew: UUID
) -> None:
    good, bad = an_interaction_form(andrew), an_interaction_form(andrew, related_to="")
    drafts.wait(good)
    drafts.wait(bad)
    drafts.close()
    ran = casetui("drafts", "send", "--json")
    assert ran.code == 1
    answers = json.loads(ran.out)
    assert [(one["sent"], one["number"]) for one in answers] == [(True, "I-20001"), (False, None)]
    assert [(draft["state"], "About" in draft["problem"]) for draft in casetui("drafts", "--json").json] == [
        ("writing", True)
    ]


def test_hostile_text_in_the_store_never_reaches_the_terminal_raw(
    casetui: Machine, sqlite_store: Store
) -> None:
    hostile = "Eve \x1b]52;c;QUJD\x07\x9b31m [/b] \u202egnp\x00"
    member_id = a_member(sqlite_store, "Eve", "Adder", number="0099999")
    with sqlite_store.loading("test") as connection:
        connection.execute(
            update(MEMBER).where(MEMBER.c.id == member_id).values(name=hostile, employer=hostile)
        )
    for words in (
        ("members", "find", "adder"),
        ("member", "0099999"),
        ("members", "find", "adder", "--json"),
        ("member", "0099999", "--json"),
    ):
        ran = casetui(*words)
        assert ran.code == 0
        assert not {"\x1b", "\x07", "\x9b", "\u202e", "\x00"}.intersection(ran.out), words
    assert casetui("members", "find", "adder", "--json").json[0]["name"] == hostile


def test_the_timeline_is_narrowed_to_one_kind(inside: Inside) -> None:
    inside("interactions", "add", "--from", "-", given=NOTE)
    inside("interaction", "I-20001", "convert")

    def numbers(*words: str) -> list[str]:
        return [one["number"] for one in inside("member", "0048213", *words, "--json").json["timeline"]]

    assert numbers("--only", "cases") == ["C-10001"]
    assert numbers("--only", "interactions") == ["I-20001"]
    assert numbers("--only", "notes") == []
    assert inside("member", "0048213", "--only", "everything").code == 2
