"""A call is put aside for another, submitted after it and made a case: every row, on both stores."""

import json
from datetime import UTC, datetime

from data.rules.days import read_day
from tests.builders import MELBOURNE, MOBILE, staff_id
from tests.end_to_end.calls import attach, leave, start_note, write
from tests.end_to_end.chair import Chair, plain_id
from tests.end_to_end.terminal import Terminal
from tests.end_to_end.test_ring import call

FIRST = {
    "Background": "Six years on the night roster.",
    "Issue": "Roster changed without notice.",
    "Member Seeking": "The old roster back.",
    "Advice": "Ask in writing for the reason.",
    "Actions": "- Kim: write to the manager (by Friday)",
}
"""Of Jane Smith, who says her name last."""
SECOND = "Asks what long service leave she has."
"""Of Andrea Gallagher, whose number is hers alone."""


def take_first_without_a_name(terminal: Terminal) -> None:
    """All five sections, one word of them pasted with an escape sequence in it; then topic, and no member."""
    start_note(terminal, FIRST["Background"])
    for title in ("Issue", "Member Seeking", "Advice"):
        terminal.press("tab")
        write(terminal, FIRST[title])
    terminal.press("tab")
    before, pasted, after = FIRST["Actions"].partition(" to the")
    write(terminal, before)
    terminal.send(b"\x1b[200~ to\x1b[A the\x1b[201~")
    terminal.wait_for(before + pasted)
    write(terminal, after)
    terminal.press("ctrl+s")
    terminal.wait_for("Missing: Member (F2), About", "type or Down")
    terminal.type("roster")
    terminal.wait_for("Hours, rosters & breaks")
    terminal.press("enter")
    terminal.wait_for("More        ROS")


def take_second(terminal: Terminal, chair: Chair) -> None:
    """The banner, F7, the member attached by her number; submitted, and its list of what is put aside."""
    assert call(chair, MOBILE).returncode == 0
    terminal.wait_for("Call waiting", "Andrea Gallagher")
    terminal.press("f7")
    terminal.wait_for("Call › Andrea Gallagher")
    terminal.wait_until_gone(FIRST["Issue"])
    write(terminal, SECOND)
    terminal.press("ctrl+s")
    terminal.wait_for("Missing: About", "type or Down")
    terminal.type("leave")
    terminal.wait_for("▌ Leave")
    terminal.press("enter")
    terminal.press("ctrl+s")
    terminal.wait_for("submitted I-20001")


def return_and_finish(terminal: Terminal) -> None:
    """The first note again, whole; her name at last, submitted, made a case."""
    terminal.press("f8")
    terminal.wait_for("Drafts   on this machine", "parked", "Six years on the night")
    terminal.press("7")
    terminal.wait_for("There is no draft 7.")
    terminal.press("1")
    terminal.wait_for("Call › unknown caller", *list(FIRST.values())[:2])
    terminal.wait_until_gone(SECOND)
    attach(terminal, "0051177", "Jane Smith")
    terminal.press("ctrl+s")
    terminal.wait_for("submitted I-20002")
    terminal.press("ctrl+t")
    terminal.wait_for("New case › Jane Smith", "missing: Relevant job, Follow-up date", "+2d, fri, 27/11")
    terminal.type("+2d")
    terminal.wait_for("+2d▌")
    terminal.press("ctrl+s")
    terminal.wait_for("Case › C-10001", "Jane Smith")
    terminal.press("f9")
    terminal.wait_for("Home   Kim Tran", "C-10001")
    leave(terminal)


def test_a_call_is_put_aside_for_another_and_both_are_whole(any_chair: Chair) -> None:
    before = datetime.now(UTC)
    with any_chair.running() as terminal:
        take_first_without_a_name(terminal)
        take_second(terminal, any_chair)
        return_and_finish(terminal)
    days = {str(read_day("+2d", at.astimezone(MELBOURNE).date())) for at in (before, datetime.now(UTC))}
    _interactions_are_right(any_chair)
    _case_is_right(any_chair, days)
    _history_is_right(any_chair)
    assert any_chair.drafts() == []
    assert any_chair.log == ""


def _interactions_are_right(chair: Chair) -> None:
    rows = chair.rows
    made = rows(
        "SELECT i.reference, m.number, i.interaction_type, i.related_to, i.follow_up_on, i.case_id IS NOT NULL,"
        " i.officer_id, i.duration_s IS NOT NULL"
        " FROM interaction i JOIN member m ON m.id = i.member_id ORDER BY i.reference"
    )
    assert [(*row[:4], row[4], bool(row[5])) for row in made] == [
        (20001, "0048213", "Phone – inbound", "Leave", None, False),
        (20002, "0051177", "Phone – inbound", "Hours, rosters & breaks", None, True),
    ]
    assert {(plain_id(row[6]), bool(row[7])) for row in made} == {(staff_id("kim.tran").hex, True)}
    assert rows(
        "SELECT i.reference, t.case_type, t.position FROM interaction_case_type t"
        " JOIN interaction i ON i.id = t.interaction_id WHERE i.reference = 20002"
    ) == [(20002, "ROS", 0)]
    notes = "SELECT s.title, s.body FROM note_section s JOIN note n ON n.id = s.note_id JOIN interaction i ON"
    for reference, sections in ((20001, {**dict.fromkeys(FIRST, ""), "Background": SECOND}), (20002, FIRST)):
        written = dict(
            rows(f"{notes} i.id = n.interaction_id WHERE i.reference = {reference} ORDER BY position")
        )
        assert {title: written.get(title, "") for title in FIRST} == sections


def _case_is_right(chair: Chair, days: set[str]) -> None:
    ((case, number, title, status, next_steps, due, origin),) = chair.rows(
        "SELECT c.id, m.number, c.title, c.status, c.next_steps, c.follow_up_on, c.origin"
        " FROM case_record c JOIN member m ON m.id = c.member_id"
    )
    assert (number, title, status, origin) == ("0051177", "Rosters, hours, breaks", "Open", "converted")
    assert next_steps == FIRST["Actions"]
    assert str(due) in days
    assert plain_id(chair.one("SELECT case_id FROM interaction WHERE reference = 20002")) == plain_id(case)
    assert chair.rows("SELECT case_type, position FROM case_case_type") == [("ROS", 0)]
    assert [
        (place, plain_id(who)) for place, who in chair.rows("SELECT position, officer_id FROM case_assignee")
    ] == [(0, staff_id("kim.tran").hex)]
    described = chair.rows(
        "SELECT s.title, s.body FROM note_section s JOIN note n ON n.id = s.note_id"
        " WHERE n.case_id IS NOT NULL ORDER BY position"
    )
    assert described == list(FIRST.items())


def _history_is_right(chair: Chair) -> None:
    acts = chair.rows("SELECT action FROM act WHERE action <> 'test' ORDER BY at, id")
    assert acts == [("interactions.submit",), ("interactions.submit",), ("cases.create",)]
    links = chair.rows(
        "SELECT change_value.new FROM change JOIN act ON act.id = act_id"
        " JOIN change_value ON change_value.change_id = change.id"
        " WHERE act.action = 'cases.create' AND change.record_kind = 'interaction' AND field = 'case_id'"
    )
    assert [plain_id(json.loads(new)) for (new,) in links] == [
        plain_id(chair.one("SELECT id FROM case_record"))
    ]
