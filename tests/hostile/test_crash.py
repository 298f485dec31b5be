"""When the program fails itself: no member's words on the terminal or in the log, the place named, the draft kept."""

import pytest

from tests.end_to_end.calls import a_note_ready_to_submit, attach, leave, start_note, write
from tests.end_to_end.chair import Chair
from tests.hostile.broken import broken

SECRET = "Her diagnosis is nobody's business."
NAME = "Gallagher"

FAILS_WHILE_DRAWN = """
import screens.call
def before_you_write(card, *rest, **named):
    if card is None:
        return []
    raise ValueError(f"{card.name}: " + SECRET)
SECRET = "Her diagnosis is nobody's business."
screens.call.before_you_write = before_you_write
"""
FAILS_AT_A_KEY = """
import screens.call
def said(self):
    raise RuntimeError(self.form.member_label + self.editor.sections[0].body)
screens.call.CallScreen.ready = said
"""
FAILS_IN_A_THREAD = """
import data.desk.members
def card(at, member_id):
    raise LookupError("Andrea Gallagher has a secret")
data.desk.members.card = card
"""


@pytest.mark.parametrize(
    ("how", "keys", "columns", "place", "kind"),
    [
        (FAILS_AT_A_KEY, ["ctrl+s"], 100, "screens.submitting:", "RuntimeError"),
        (FAILS_WHILE_DRAWN, [], 120, "screens.call:", "ValueError"),
    ],
    ids=["at a key", "while drawn"],
)
def test_a_crash_shows_and_logs_nobodys_words_and_keeps_the_draft(
    chair: Chair, how: str, keys: list[str], columns: int, place: str, kind: str
) -> None:
    with chair.running(command=broken(how), columns=columns) as terminal:
        start_note(terminal, SECRET)
        terminal.press("f2")
        terminal.wait_for("attach a member")
        terminal.type("gall")
        terminal.wait_for(NAME)
        terminal.press("enter")
        if keys:
            terminal.wait_for(f"Call › Andrea {NAME}")
        terminal.press(*keys)
        assert terminal.wait_exit() == 1
        assert "casetui has stopped. What you typed is kept" in " ".join(terminal.text().split())
        left_behind = terminal.raw.rpartition(b"\x1b[?1049l")[2].decode()
    assert "casetui has stopped" in left_behind
    for where in (left_behind, chair.log):
        assert "diagnosis" not in where
        assert NAME not in where
    assert "Traceback" not in left_behind
    assert place in chair.log
    assert kind in chair.log
    ((_, state, form),) = chair.drafts()
    assert state == "writing"
    assert SECRET in form
    with chair.running() as terminal:
        terminal.wait_for("Not submitted 1", "Her diagnosis")


def test_an_error_in_a_thread_is_told_and_the_program_goes_on(chair: Chair) -> None:
    with chair.running(command=broken(FAILS_IN_A_THREAD)) as terminal:
        start_note(terminal, SECRET)
        attach(terminal)
        terminal.wait_for("Something went wrong that casetui does not know. Nothing you typed is lost")
        write(terminal, " And on it goes.")
        leave(terminal)
    assert "LookupError" in chair.log
    assert NAME not in chair.log
    assert "secret" not in chair.log


def test_a_table_that_vanishes_is_told_and_the_save_waits(chair: Chair) -> None:
    with chair.running() as terminal:
        a_note_ready_to_submit(terminal, SECRET)
        chair.rows("ALTER TABLE note_section RENAME TO away")
        terminal.press("ctrl+s")
        terminal.wait_for("waiting to send")
        assert chair.one("SELECT count(*) FROM interaction") == 0
        assert b"note_section" not in terminal.raw
        chair.rows("ALTER TABLE away RENAME TO note_section")
        terminal.press("f9", "ctrl+g", "w")
        terminal.wait_for("I-20001")
        leave(terminal)
    assert "diagnosis" not in chair.log
    assert chair.drafts() == []
