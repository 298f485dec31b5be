"""The first steps are due after the set-up, once."""

from data.local.settings import read_settings
from tests.end_to_end.chair import Chair
from tests.program.commands import Machine


def test_without_a_terminal_the_steps_are_printed(bare: Machine) -> None:
    lines = bare("tour").out.splitlines()
    assert [line[:2] for line in lines] == ["1.", "2.", "3.", "4.", "5."]
    assert len(bare("tour", "--json").json) == 5


def test_after_the_set_up_they_come_once(bare: Machine) -> None:
    assert bare("setup", "--local", "--name", "Kim Tran").code == 0
    settings = read_settings(bare.home / "settings.toml")
    assert settings.tour == "due"
    chair = Chair(bare.home, settings.database)
    with chair.running(ready="First steps") as terminal:
        terminal.press("esc")
        terminal.wait_until_gone("First steps")
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
    assert read_settings(bare.home / "settings.toml").tour == "seen"
    with chair.running() as terminal:
        terminal.wait_for("Nothing to do today")
        assert b"First steps" not in terminal.raw


def test_the_command_shows_them_again(bare: Machine) -> None:
    assert bare("setup", "--local", "--name", "Kim Tran").code == 0
    chair = Chair(bare.home, read_settings(bare.home / "settings.toml").database)
    with chair.running("tour", ready="First steps"):
        pass
