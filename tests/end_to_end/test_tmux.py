"""Through tmux: the keys of a call arrive, and closing the pane loses nothing."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.end_to_end.chair import PROGRAM, ROOT, Chair
from tests.end_to_end.tmux import Tmux

pytestmark = pytest.mark.system


@pytest.fixture(params=[(80, 24), (160, 50)], ids=["80x24", "160x50"])
def pane(request: pytest.FixtureRequest, chair: Chair, tmp_path: Path) -> Iterator[Tmux]:
    columns, rows = request.param
    environment = {"CASETUI_HOME": str(chair.home), **chair.environment}
    with Tmux(
        PROGRAM, tmp_path / "tmux", columns=columns, rows=rows, environment=environment, folder=ROOT
    ) as running:
        running.wait_for("Home   Kim Tran")
        yield running


def test_the_keys_of_a_call_arrive_through_tmux(pane: Tmux, chair: Chair) -> None:
    pane.press("F3")
    pane.type("Roster changed without notice.")
    pane.wait_for("unknown caller", "Roster changed without notice.")
    pane.press("F2")
    pane.wait_for("attach a member")
    pane.type("gall")
    pane.wait_for("Andrea Gallagher")
    pane.press("Enter")
    pane.wait_for("Call › Andrea Gallagher")
    pane.press("C-s")
    pane.wait_for("Missing: About")
    pane.type("roster")
    pane.wait_for("Hours, rosters & breaks")
    pane.press("Enter", "C-s")
    pane.wait_for("submitted I-20001")
    pane.press("C-t")
    pane.wait_for("New case › Andrea Gallagher")
    pane.press("F9")
    pane.wait_for("Home   Kim Tran")
    pane.press("C-g", "n")
    pane.wait_for("unknown caller")
    pane.press("Escape")
    pane.wait_for("Home   Kim Tran")
    assert chair.one("SELECT count(*) FROM interaction") == 1


def test_a_closed_pane_loses_no_word(pane: Tmux, chair: Chair) -> None:
    pane.press("F3")
    pane.type("She says the roster was changed without notice")
    pane.wait_for("changed without notice")
    pane.close_pane()
    kept = [json.loads(form)["sections"][0][1] for _, _, form in chair.drafts()]
    assert kept == ["She says the roster was changed without notice"]
