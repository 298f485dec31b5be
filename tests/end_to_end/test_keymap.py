"""The settings file's own keys, in the program as it is started."""

from tests.end_to_end.calls import write
from tests.end_to_end.chair import Chair


def with_keys(chair: Chair, tables: str) -> None:
    """Tables at the end of the machine's settings file."""
    path = chair.home / "settings.toml"
    path.write_text(path.read_text("utf-8") + tables, "utf-8")


def test_a_key_of_the_settings_file_starts_a_note(chair: Chair) -> None:
    with_keys(chair, '[keys]\nnew_note = ["f12"]\nquit = ["ctrl+l"]\n')
    with chair.running() as terminal:
        terminal.wait_for("F12 starts a note")
        terminal.press("f12")
        terminal.wait_for("unknown caller")
        write(terminal, "Her own key.")
        terminal.press("ctrl+l")
        assert terminal.wait_exit() == 0


def test_keys_that_clash_are_refused_before_anything_is_opened(chair: Chair) -> None:
    with_keys(chair, '[keys]\nnew_note = ["f5"]\n')
    with chair.running(ready="") as terminal:
        assert terminal.wait_exit() == 1
        assert b"F5: both new_note and " in terminal.raw
        assert b"\x1b[?1049h" not in terminal.raw
    assert not (chair.home / "drafts.db").exists()
