"""Keys typed faster than the screen follows: none is lost, none lands in the wrong field."""

import pytest

from casetui import typeahead
from tests.seen.conftest import Sit


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
