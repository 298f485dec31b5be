"""The day of a case by keys, in a terminal, on both stores: created, claimed, worked on, late, closed, opened again."""

import os
import subprocess

from data.store.store import open_store
from tests.end_to_end.calls import a_note_ready_to_submit, leave
from tests.end_to_end.chair import PROGRAM, ROOT, Chair, rows_of
from tests.end_to_end.terminal import Terminal
from tests.program.test_targets import late

STATUSES = """
SELECT change_value.new FROM change JOIN change_value ON change_value.change_id = change.id
JOIN act ON act.id = change.act_id WHERE change.record_kind = 'case_record' AND change.field = 'status'
ORDER BY act.at
"""


def created_and_claimed(terminal: Terminal, chair: Chair) -> None:
    """From the call; nobody's by the rule of the office until `c`."""
    a_note_ready_to_submit(terminal, "Roster changed without notice.")
    terminal.press("ctrl+s")
    terminal.wait_for("submitted I-20001")
    terminal.press("ctrl+t")
    terminal.wait_for("New case › Andrea Gallagher", "Complete ")
    terminal.press("ctrl+s")
    terminal.wait_for("Case › C-10001", "unclaimed")
    terminal.press("ctrl+g", "C")
    terminal.wait_for("C-10001 is yours")
    assert chair.one("SELECT login FROM case_record JOIN staff ON staff.id = owner_id") == chair.officer


def worked_on_and_waited_for(terminal: Terminal) -> None:
    """A task; a status that waits, and on again."""
    terminal.press("ctrl+g", "w")
    terminal.wait_for("Tasks › C-10001", "No tasks yet")
    terminal.press("n")
    terminal.wait_for("New task › C-10001")
    terminal.type("Ring the roster office")
    terminal.wait_for("roster office")
    terminal.press("f5")
    terminal.wait_for("the task is saved")
    terminal.press("escape")
    terminal.wait_for("Case › C-10001")
    terminal.press("ctrl+g", "D")
    terminal.wait_for("Targets › C-10001", "completion")
    terminal.press("s")
    terminal.wait_for("3 Waiting on member")
    terminal.press("3")
    terminal.wait_for("on hold since")
    terminal.press("s")
    terminal.wait_for("2 In progress")
    terminal.press("2")
    terminal.wait_for("d left")


def late_and_escalated(terminal: Terminal, chair: Chair) -> None:
    """Its target passes; the run by the clock escalates it once, `E` says that it is dealt with."""
    store = open_store(chair.url)
    late(store)
    store.close()
    for _ in range(2):
        subprocess.run(
            [*PROGRAM, "tick"],
            cwd=ROOT,
            env={**os.environ, "CASETUI_HOME": str(chair.home)},
            check=True,
            stdout=subprocess.DEVNULL,
            timeout=60,
        )
    assert chair.one("SELECT count(*) FROM case_escalation") == 1
    terminal.press("escape")
    terminal.wait_for("Case › C-10001")
    terminal.press("ctrl+g", "D")
    terminal.wait_for("Targets › C-10001", "d late", "escalated")
    terminal.press("E")
    terminal.wait_for("What was decided about C-10001")
    terminal.type("Lena rings the director")
    terminal.press("enter")
    terminal.wait_for("C-10001 is dealt with.")
    terminal.press("escape")
    terminal.wait_for("Case › C-10001")


def closed_and_opened_again(terminal: Terminal) -> None:
    """Its task holds it open; done, it closes, and the same key opens it again."""
    terminal.press("ctrl+g", "q")
    terminal.wait_for("resolved or shelved")
    terminal.type("r")
    terminal.press("enter")
    terminal.wait_for("more exactly")
    terminal.press("enter")
    terminal.wait_for("The case stays open")
    terminal.press("escape", "ctrl+g", "w")
    terminal.wait_for("Tasks › C-10001", "[ ]")
    terminal.press("space")
    terminal.wait_for("1 of 1 done")
    terminal.press("escape")
    terminal.wait_for("Case › C-10001")
    terminal.press("ctrl+g", "q")
    terminal.wait_for("resolved or shelved")
    terminal.type("r")
    terminal.press("enter")
    terminal.wait_for("more exactly")
    terminal.press("enter")
    terminal.wait_for("closed, resolved")
    terminal.press("ctrl+g", "q")
    terminal.wait_for("C-10001: open again.")


def test_created_claimed_worked_on_late_closed_and_opened_again(any_chair: Chair) -> None:
    chair = any_chair
    rows_of(chair.url, "UPDATE office SET assign_to = 'nobody'", change=True)
    with chair.running() as terminal:
        created_and_claimed(terminal, chair)
        worked_on_and_waited_for(terminal)
        late_and_escalated(terminal, chair)
        closed_and_opened_again(terminal)
        terminal.press("f9")
        terminal.wait_for("C-10001", "My open cases 1")
        leave(terminal)
    said = [new.strip('"') for (new,) in chair.rows(STATUSES)]
    assert said == ["Waiting on member", "In progress", "Closed", "Open"]
    # Opened again it runs again, counted anew.
    assert chair.one("SELECT count(*) FROM case_target WHERE met_at IS NULL") == 1
