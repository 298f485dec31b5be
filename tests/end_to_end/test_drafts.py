"""Words outlive the program: left, ended, killed, they are offered again to the officer who wrote them."""

from collections.abc import Callable

import pytest

from tests.end_to_end.calls import attach, leave, start_note, write
from tests.end_to_end.chair import Chair
from tests.end_to_end.terminal import Terminal

WORDS = "The manager shouted at her in front of the ward."


def _esc(terminal: Terminal) -> None:
    terminal.press("esc")
    terminal.wait_for("Home   Kim Tran", "Not submitted 1")
    terminal.kill()


def _ctrl_q(terminal: Terminal) -> None:
    leave(terminal)


def _kill(terminal: Terminal) -> None:
    terminal.wait_for("draft kept")
    terminal.wait_quiet(
        0.15
    )  # longer than the throttle: what was typed after the first keep is on the disk too
    terminal.kill()


def _hang_up(terminal: Terminal) -> None:
    terminal.hang_up()
    assert terminal.wait_exit() == 0


def _terminate(terminal: Terminal) -> None:
    terminal.terminate()
    assert terminal.wait_exit() == 0


@pytest.mark.parametrize("end", [_esc, _ctrl_q, _kill, _hang_up, _terminate])
def test_words_are_offered_again_however_the_program_ends(
    chair: Chair, end: Callable[[Terminal], None]
) -> None:
    with chair.running() as terminal:
        start_note(terminal, WORDS)
        end(terminal)
    with chair.running() as terminal:
        terminal.wait_for("Not submitted 1", "unknown caller", WORDS[:20])
        terminal.press("ctrl+g", "-")
        terminal.wait_for("Drafts   on this machine", "unknown caller", WORDS[:20])
        terminal.press("enter")
        terminal.wait_for("Call › unknown caller", WORDS)
        write(terminal, " She goes on.")
        terminal.wait_for(f"{WORDS} She goes on.")


def test_kill_in_the_middle_of_typing_loses_no_more_than_the_last_words(chair: Chair) -> None:
    words = [f"word{number:03d} " for number in range(200)]
    with chair.running() as terminal:
        terminal.press("f3")
        terminal.wait_for("unknown caller")
        for start in (0, 50, 100):  # one by one, or the first keep would have them all
            terminal.type("".join(words[start : start + 50]))
            terminal.wait_for(words[start + 49].strip(), "draft kept")
        terminal.wait_quiet(0.15)  # longer than the throttle: the first 150 words are on the disk
        for word in words[150:]:
            terminal.type(word)
        terminal.kill()
    ((_, state, form),) = chair.drafts()
    assert state == "writing"
    assert "".join(words[:150]) in form


def test_a_blank_note_that_is_left_leaves_nothing_behind(chair: Chair) -> None:
    with chair.running() as terminal:
        terminal.press("f3")
        terminal.wait_for("unknown caller")
        terminal.press("esc")
        terminal.wait_for("Home   Kim Tran", "Nothing to do today")
        leave(terminal)
    assert chair.drafts() == []


def test_a_note_whose_words_were_taken_back_leaves_nothing_behind(chair: Chair) -> None:
    with chair.running() as terminal:
        start_note(terminal, "oh")
        terminal.wait_for("draft kept")
        terminal.press("backspace", "backspace", "esc")
        terminal.wait_for("Home   Kim Tran", "Nothing to do today")
        leave(terminal)
    assert chair.drafts() == []


def test_two_unknown_callers_stand_side_by_side(chair: Chair) -> None:
    with chair.running() as terminal:
        start_note(terminal, "The first caller's words.")
        terminal.press("f3")
        terminal.wait_until_gone("The first caller")
        write(terminal, "The second caller's words.")
        terminal.press("f9")
        terminal.wait_for("Not submitted 2", "The first caller", "The second caller")
        leave(terminal)
    with chair.running() as terminal:
        terminal.wait_for("Not submitted 2", "The first caller", "The second caller")
    assert len(chair.drafts()) == 2


def test_a_member_who_was_attached_is_still_attached_to_the_restored_note(chair: Chair) -> None:
    with chair.running() as terminal:
        start_note(terminal, WORDS)
        attach(terminal)
        leave(terminal)
    with chair.running() as terminal:
        terminal.wait_for("Not submitted 1", "Andrea Gallagher", WORDS[:20])
        terminal.press("down", "enter")
        terminal.wait_for("Call › Andrea Gallagher", WORDS)


def test_another_officer_never_sees_them(chair: Chair) -> None:
    with chair.running() as terminal:
        start_note(terminal, WORDS)
        leave(terminal)
    sam = "Home   Sam Ortiz"
    with chair.running("--officer", "sam.ortiz", ready=sam) as terminal:
        terminal.wait_for("Nothing to do today")
        terminal.press("ctrl+g", "-")
        terminal.wait_for("No drafts. F3 starts a note")
        terminal.press("f3")
        terminal.wait_for("unknown caller")
        leave(terminal)
        assert WORDS[:11].encode() not in terminal.raw
    ((officer, _, form),) = chair.drafts()
    assert officer == "kim.tran"
    assert WORDS in form


def test_a_case_that_was_begun_and_not_created_is_offered_again(chair: Chair) -> None:
    with chair.running() as terminal:
        start_note(terminal, WORDS)
        attach(terminal)
        terminal.press("ctrl+s")
        terminal.wait_for("Missing: About")
        terminal.type("roster")
        terminal.press("enter", "ctrl+s")
        terminal.wait_for("submitted I-20001")
        terminal.press("ctrl+t")
        terminal.wait_for("New case › Andrea Gallagher", "draft kept")
        terminal.kill()
    with chair.running() as terminal:
        terminal.wait_for("Not submitted 1", "new case", "Andrea Gallagher")
        terminal.press("down", "enter")
        terminal.wait_for("New case › Andrea Gallagher", WORDS, "Complete 5 of 7")
        terminal.press("ctrl+s")
        terminal.wait_for("Case › C-10001")
    assert chair.drafts() == []
    assert chair.one("SELECT count(*) FROM interaction WHERE case_id IS NOT NULL") == 1
