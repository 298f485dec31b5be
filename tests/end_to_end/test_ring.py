"""`casetui call` as a process of its own rings in the program that runs, at either store."""

import os
import subprocess

from tests.builders import MOBILE
from tests.end_to_end.calls import leave, start_note, write
from tests.end_to_end.chair import PROGRAM, ROOT, Chair


def call(chair: Chair, *words: str) -> subprocess.CompletedProcess[str]:
    """What a telephone program runs."""
    return subprocess.run(
        [*PROGRAM, "call", *words],
        cwd=ROOT,
        env={**os.environ, "CASETUI_HOME": str(chair.home)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_a_call_rings_in_the_running_program_and_f7_attaches_the_member(any_chair: Chair) -> None:
    with any_chair.running() as terminal:
        start_note(terminal, "The caller before.")
        assert call(any_chair, MOBILE).returncode == 0
        terminal.wait_for("Call waiting", "Andrea Gallagher")
        write(terminal, " Still her words.")
        terminal.press("f7")
        terminal.wait_for("Call › Andrea Gallagher")
        terminal.wait_until_gone("The caller before.")
        terminal.press("f9")
        terminal.wait_for("1 parked")
        leave(terminal)
    forms = [form for _, state, form in any_chair.drafts() if state == "parked"]
    assert len(forms) == 1
    assert "The caller before. Still her words." in forms[0]


def test_a_number_that_is_none_is_refused_in_one_sentence_that_does_not_repeat_it(chair: Chair) -> None:
    ran = call(chair, "0491-NOT-ONE")
    assert (ran.returncode, ran.stdout, ran.stderr.count("\n")) == (2, "", 1)
    assert "NOT" not in ran.stderr


def test_without_a_window_and_a_terminal_it_says_so(chair: Chair) -> None:
    ran = call(chair, MOBILE)
    assert ran.returncode == 1
    assert "No casetui is running here" in ran.stderr
