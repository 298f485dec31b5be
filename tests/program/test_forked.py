"""Commands of the tests are forked, which takes a tenth of what starting Python does."""

import os

from tests import forked
from tests.program.commands import Inside


def test_a_process_in_which_the_program_ran_still_forks_its_commands(inside: Inside) -> None:
    nursery = forked.commands()
    assert inside("calls").code == 0
    assert nursery.may_run({**os.environ, "PYTHONUTF8": "1"})


def test_a_command_that_is_told_otherwise_is_not_forked() -> None:
    told = {**os.environ, "PYTHONUTF8": "1"}
    assert forked.commands().may_run(told)
    assert not forked.commands().may_run(told | {"NO_COLOR": "1"})
    assert not forked.commands().may_run(told | {"TEXTUAL_FPS": "10"})
