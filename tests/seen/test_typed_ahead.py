"""Keys typed faster than the screen follows: none is lost, none lands in the wrong field."""

import threading
from typing import Any

import pytest
from textual.screen import Screen

from casetui import typeahead
from casetui.app import CaseTuiApp
from data import desk
from data.types.errors import StoreUnavailable
from screens.home import HomeScreen
from tests.seen.conftest import Sit
from tests.seen.kit import PATIENCE_S
from widgets.asking import AskLine


async def test_what_is_typed_while_the_program_comes_up_is_in_its_first_paint(
    sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    began, painted = CaseTuiApp.on_mount, Screen._compositor_refresh

    def typed_early(app: CaseTuiApp) -> None:
        began(app)
        for letter in "okaf":
            app.simulate_key(letter)

    def noted(screen: Screen[object]) -> None:
        if isinstance(screen, HomeScreen):
            shown.append(screen.box.entry.value)
        painted(screen)

    monkeypatch.setattr(CaseTuiApp, "on_mount", typed_early)
    monkeypatch.setattr(Screen, "_compositor_refresh", noted)
    async with sit() as kim:
        await kim.until(lambda: bool(shown))
        assert shown[0] == "okaf"


async def test_words_typed_right_after_f3_stand_in_background(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        kim.app.simulate_key("f3")
        await kim.type("Straight away.")
        await kim.until("Background│ Straight away.")


async def test_words_typed_right_after_tab_stand_in_the_next_section(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        for key in ("f3", "a", "tab", "b", "tab", "c"):
            kim.app.simulate_key(key)
        await kim.until("Seeking   │ c")
        assert "Background  a" in kim.seen
        assert "Issue       b" in kim.seen


async def test_an_answer_waits_for_the_line_that_asks_however_late_it_comes(
    sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    comes = AskLine.on_mount
    monkeypatch.setattr(AskLine, "on_mount", lambda line: line.set_timer(0.3, lambda: comes(line)))
    async with sit() as kim:
        await kim.at_work()
        await kim.press("down")
        for key in ("f", "x", "ctrl+u", "f", "r", "i", "enter"):
            kim.app.simulate_key(key)
        await kim.until("C-10002: follow-up Fri 27 Nov")


async def test_keys_after_esc_do_not_wait_for_the_screen_that_closed(
    sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Held keys go on after this time whatever happens; here it never comes.
    monkeypatch.setattr(typeahead, "PATIENCE", 3600.0)
    async with sit() as kim:
        await kim.at_work()
        for key in ("f3", "escape", "f3", "w", "o", "r", "d", "escape", "down"):
            kim.app.simulate_key(key)
        await kim.until("Not submitted 1")
        await kim.until(lambda: kim.focused.id == "work")


@pytest.fixture
def brief(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """What is known of a row of Home waits for this."""
    gate, ask = threading.Event(), desk.queue.brief

    def asked(*words: Any, **more: Any) -> Any:
        assert gate.wait(PATIENCE_S)
        return ask(*words, **more)

    monkeypatch.setattr(desk.queue, "brief", asked)
    return gate


async def test_a_key_that_comes_before_its_record_is_read_is_done_when_it_is(
    sit: Sit, brief: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typeahead, "PATIENCE", 3600.0)
    async with sit() as kim:
        await kim.at_work()
        for key in ("down", "f", "f", "r", "i"):
            kim.app.simulate_key(key)
        await kim.until("It is still being read.")
        brief.set()
        await kim.until("Follow-up of C-10002 fri")


async def test_it_is_not_done_to_another_record(sit: Sit, brief: threading.Event) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.press("down", "f")
        await kim.until("It is still being read.")
        await kim.press("down")
        brief.set()
        await kim.until("Jun Nguyen")
        await kim.until("0052003")
        assert "Follow-up of" not in kim.seen


async def test_it_is_not_done_when_another_record_stands_there_or_none_comes(
    sit: Sit, brief: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.press("down", "f")
        home = kim.app.screen
        assert isinstance(home, HomeScreen) and home.behind
        # As when what is read again has taken the row away: no key was pressed.
        home.list.go_to(next(row.key for row in home.list.rows if "10003" in str(row.cells.get("number"))))
        brief.set()
        await kim.until("Nothing was done: it was about a record that is not in view any more.")
        assert not home.behind

        def away(*_: Any, **__: Any) -> Any:
            raise StoreUnavailable("the database does not answer")

        monkeypatch.setattr(desk.queue, "brief", away)
        await kim.press("up", "f")
        await kim.until(lambda: kim.app.seat.problem is not None)
        assert not home.behind
        assert "Follow-up of" not in kim.seen
