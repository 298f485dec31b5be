"""All of a form missing at once, and a megabyte in one section."""

from tests.end_to_end.calls import a_note_ready_to_submit, attach, leave, name_topic, start_note
from tests.end_to_end.chair import Chair

MEGABYTE = "".join(f"line {number:06d} of the letter she read out on the phone\n" for number in range(20_560))


def test_everything_that_is_missing_is_named_at_once(chair: Chair) -> None:
    with chair.running() as terminal:
        terminal.press("f3")
        terminal.wait_for("unknown caller", "Phone – inbound")
        terminal.press("ctrl+s")
        terminal.wait_for("Missing: Member (F2), Note, About. The note is kept.")
        terminal.type("The caret stands in the first gap.")
        terminal.wait_for("Background│ The caret stands in the first gap.")


def test_a_type_that_was_emptied_is_named_too(chair: Chair) -> None:
    with chair.running() as terminal:
        terminal.press("f3")
        terminal.wait_for("Phone – inbound")
        terminal.press("tab", "tab", "tab", "tab", "tab")
        terminal.wait_for("▌Type")
        terminal.press("backspace", "ctrl+s")
        terminal.wait_for("Missing: Member (F2), Note, Type, About. The note is kept.")


def test_a_case_without_a_title_names_it(chair: Chair) -> None:
    with chair.running() as terminal:
        a_note_ready_to_submit(terminal, "To become a case.")
        terminal.press("ctrl+t")
        terminal.wait_for("New case ›", "Complete 5 of 7")
        # The two that are missing first, then the rest.
        terminal.press("tab", "tab")
        terminal.wait_for("▌Title")
        terminal.press("ctrl+u", "ctrl+s")
        terminal.wait_for("Missing: Title. The case is kept as a draft.")
        assert chair.one("SELECT count(*) FROM case_record") == 0
        terminal.type("A roster changed")
        terminal.press("ctrl+s")
        terminal.wait_for("Case › C-10001 A roster changed")


def test_a_megabyte_is_pasted_typed_on_and_submitted_whole(chair: Chair) -> None:
    assert len(MEGABYTE) > 1_000_000
    with chair.running() as terminal:
        start_note(terminal, "She says:")
        terminal.paste(MEGABYTE)
        terminal.type("And that was all.")
        terminal.wait_for("line 020559", "And that was all.", seconds=60)
        terminal.wait_for("draft kept", seconds=60)
        attach(terminal)
        name_topic(terminal)
        terminal.press("ctrl+s")
        terminal.wait_for("submitted I-20001", seconds=60)
        leave(terminal)
    ((body,),) = chair.rows("SELECT body FROM note_section WHERE title = 'Background'")
    assert body == f"She says:{MEGABYTE}And that was all."
