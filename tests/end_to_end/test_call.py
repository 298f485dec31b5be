"""One whole call by the keys, on both stores, and what stands in the database afterwards."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from data.rules.days import read_day
from tests.builders import MELBOURNE, staff_id
from tests.end_to_end.calls import attach, leave, name_topic, start_note, write
from tests.end_to_end.chair import Chair, plain_id
from tests.end_to_end.keys import sequence
from tests.end_to_end.terminal import Terminal

WORDS = {
    "Background": "Six years on the night roster.",
    "Issue": "Roster changed without notice.",
    "Member Seeking": "The old roster back.",
    "Advice": "Ask in writing for the reason.",
    "Actions": "- Kim: write to the manager (by Friday)",
}


def _take_call(terminal: Terminal) -> None:
    start_note(terminal, WORDS["Background"])
    attach(terminal)
    for title in ("Issue", "Member Seeking", "Advice", "Actions"):
        terminal.press("tab")
        write(terminal, WORDS[title])
    name_topic(terminal)
    terminal.press("ctrl+s")
    terminal.wait_for("submitted I-20001")
    terminal.press("ctrl+t")
    terminal.wait_for("Complete 6 of 7  missing: Follow-up date", "+2d, fri, 27/11")
    terminal.type("+2d")
    terminal.wait_for("+2d▌")
    terminal.press("enter")
    terminal.wait_for("Complete 7 of 7")
    terminal.press("ctrl+s")
    terminal.wait_for("Case › C-10001", "Andrea Gallagher, 0048213")
    terminal.press("f9")
    terminal.wait_for("Home   Kim Tran", "C-10001", "Next 7 days 1")
    leave(terminal)


def test_a_call_from_f3_to_a_case(any_chair: Chair) -> None:
    before = datetime.now(UTC)
    with any_chair.running() as terminal:
        _take_call(terminal)
    rows, one = any_chair.rows, any_chair.one

    ((_, member, officer, kind, topic, case, reference, follow_up),) = rows(
        "SELECT id, member_id, officer_id, interaction_type, related_to, case_id, reference, follow_up_on"
        " FROM interaction"
    )
    assert plain_id(member) == plain_id(one("SELECT id FROM member WHERE number = '0048213'"))
    assert plain_id(officer) == staff_id("kim.tran").hex
    assert (kind, topic, reference) == ("Phone – inbound", "Hours, rosters & breaks", 20001)
    assert follow_up is None
    assert rows("SELECT case_type, position FROM interaction_case_type") == [("ROS", 0)]

    sections = (
        "SELECT title, body FROM note_section JOIN note ON note.id = note_id WHERE {} ORDER BY position"
    )
    assert rows(sections.format("interaction_id IS NOT NULL")) == list(WORDS.items())

    ((made, of_member, title, status, next_steps, due, origin, job),) = rows(
        "SELECT id, member_id, title, status, next_steps, follow_up_on, origin, job_id FROM case_record"
    )
    assert plain_id(made) == plain_id(case)
    assert plain_id(of_member) == plain_id(member)
    assert (title, status, origin) == (
        "Rosters, hours, breaks – Bayview Hospital",
        "Open",
        "converted",
    )
    assert next_steps == WORDS["Actions"]
    days = {str(read_day("+2d", at.astimezone(MELBOURNE).date())) for at in (before, datetime.now(UTC))}
    assert str(due) in days
    assert plain_id(job) == plain_id(one("SELECT id FROM job"))
    assert rows("SELECT case_type, position FROM case_case_type") == [("ROS", 0)]
    assert [
        (place, plain_id(who)) for place, who in rows("SELECT position, officer_id FROM case_assignee")
    ] == [(0, staff_id("kim.tran").hex)]
    assert dict(rows(sections.format("case_id IS NOT NULL")))["Issue"] == WORDS["Issue"]

    acts = rows("SELECT action FROM act WHERE action <> 'test' ORDER BY at, id")
    assert acts == [("interactions.submit",), ("cases.create",)]
    changed = rows(
        "SELECT change.record_kind, change.field, change_value.new FROM change"
        " JOIN act ON act.id = act_id LEFT JOIN change_value ON change_value.change_id = change.id"
        " WHERE act.action = 'cases.create'"
    )
    link = [
        json.loads(new) for record, field, new in changed if (record, field) == ("interaction", "case_id")
    ]
    assert [plain_id(value) for value in link] == [plain_id(made)]
    assert {record for record, field, _ in changed if field == "+"} >= {
        "case_record",
        "note",
        "case_assignee",
    }
    assert any_chair.drafts() == []
    assert any_chair.log == ""


def test_a_member_who_says_her_number_last_is_attached_to_the_note_that_was_begun(chair: Chair) -> None:
    with chair.running() as terminal:
        start_note(terminal, "Words before the name.")
        attach(terminal, sought="0006", name="Andrea Gallagher")  # the tail of her telephone number
        write(terminal, " And after it.")
        terminal.wait_for("Words before the name. And after it.")


def test_ctrl_s_twice_at_once_makes_one_row(any_chair: Chair) -> None:
    with any_chair.running() as terminal:
        start_note(terminal, "Pressed twice.")
        attach(terminal)
        name_topic(terminal)
        terminal.press("ctrl+s", "ctrl+s", "f5", "ctrl+s")
        terminal.wait_for("submitted I-20001")
        leave(terminal)
    assert any_chair.one("SELECT count(*) FROM interaction") == 1
    assert any_chair.one("SELECT count(*) FROM note") == 1
    assert any_chair.drafts() == []


def test_ctrl_s_then_ctrl_t_at_once_makes_one_interaction_and_one_case(any_chair: Chair) -> None:
    with any_chair.running() as terminal:
        start_note(terminal, "Saved and converted.")
        attach(terminal)
        name_topic(terminal)
        terminal.press("ctrl+s", "ctrl+t")
        terminal.wait_for("New case › Andrea Gallagher", "Complete 5 of 7")
        terminal.press("ctrl+s", "ctrl+s")
        terminal.wait_for("Case › C-10001")
        leave(terminal)
    assert any_chair.one("SELECT count(*) FROM interaction") == 1
    assert any_chair.one("SELECT count(*) FROM case_record") == 1
    assert (
        any_chair.one(
            "SELECT count(*) FROM interaction JOIN case_record ON case_record.id = interaction.case_id"
        )
        == 1
    )
    assert any_chair.drafts() == []


def test_a_follow_up_after_the_call_stands_on_home(chair: Chair) -> None:
    with chair.running() as terminal:
        start_note(terminal, "Call her back.")
        attach(terminal)
        name_topic(terminal)
        terminal.press("tab")
        terminal.wait_for("Follow-up +2d, fri, 27/11")
        terminal.type("today")
        terminal.press("ctrl+s")
        terminal.wait_for("submitted I-20001")
        terminal.press("f9")
        terminal.wait_for("Today 1", "I-20001")
        leave(terminal)
    today = datetime.now(UTC).astimezone(MELBOURNE).date()
    assert chair.one("SELECT follow_up_on FROM interaction") in (str(today), str(today - timedelta(days=1)))


@pytest.mark.parametrize("waits", ["f3", "ctrl+g n"])
def test_words_typed_right_after_the_key_that_starts_a_note_are_in_the_note(chair: Chair, waits: str) -> None:
    with chair.running() as terminal:
        terminal.press(*waits.split())
        terminal.type("First words at once")
        terminal.wait_for("unknown caller", "│ First words at once")


def test_a_save_pressed_right_after_the_words_holds_them_all(chair: Chair) -> None:
    words = " ".join(f"word{number}" for number in range(60))
    with chair.running() as terminal:
        start_note(terminal, "At once:")
        attach(terminal)
        name_topic(terminal)
        terminal.press("shift+tab", "shift+tab", "shift+tab")
        terminal.wait_for("Actions   │")
        terminal.send(words.encode() + sequence("ctrl+s"))
        terminal.wait_for("submitted I-20001")
        leave(terminal)
    assert chair.rows("SELECT body FROM note_section WHERE title = 'Actions'") == [(words,)]


def test_tab_after_words_and_words_after_tab_land_where_they_belong(chair: Chair) -> None:
    with chair.running() as terminal:
        terminal.send(sequence("f3") + b"one\ttwo\tthree\tfour\tfive" + sequence("f9"))
        terminal.wait_for("Home   Kim Tran", "Not submitted 1")
        leave(terminal)
    ((_, _, form),) = chair.drafts()
    bodies = {part[0]: part[1] for part in json.loads(form)["sections"]}
    assert list(bodies.values()) == ["one", "two", "three", "four", "five"]
