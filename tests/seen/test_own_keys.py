"""An officer's own keys on the screen: they act, the old ones do not, and every text that names a key names hers."""

from collections.abc import Iterator

import pytest

from casetui.keymap import table_of
from tests.seen.conftest import Sit
from tests.seen.test_phone import rings
from widgets.actions import ACTS, put_in_place


@pytest.fixture(autouse=True)
def own_keys() -> Iterator[None]:
    put_in_place(
        table_of(
            {
                "new_note": ["f12"],
                "help": ["f3"],
                "copy": ["!"],
                "quit": ["ctrl+l"],
                "menu": ["f10"],
                "take_call": [],
            },
            {"drafts": "!", "take_call": "%"},
        )
    )
    yield
    put_in_place(ACTS)


async def test_the_new_key_acts_and_the_old_one_does_not(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.press("f12")
        await kim.until("Call › unknown caller")
        await kim.press("escape", "f3")
        await kim.until("Help › home")


async def test_footer_help_and_palette_name_the_new_key(sit: Sit) -> None:
    async with sit(size=(150, 60)) as kim:
        await kim.at_work()
        assert "F12 new note" in kim.keys
        assert kim.keys.endswith("F3 help")
        await kim.press("f3")
        await kim.until("Help › home")
        assert "F12" in kim.line("Start a note at once")
        assert "ctrl+g !" in kim.line("Notes not submitted yet")
        await kim.press("escape", "f10")
        await kim.type("new note")
        await kim.until("· F12 ·")


async def test_a_list_letter_and_a_leader_letter_are_changed(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.press("down", "exclamation_mark")
        await kim.until("copied.")
        await kim.lead("!")
        await kim.until("Drafts   on this machine")
        assert "F12 starts a note" in kim.seen
        await kim.lead("-")
        await kim.until("ctrl+g - does nothing here; F3 lists the letters.")


async def test_a_banner_names_the_letter_where_no_key_is_left(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await rings(kim, "03 7010 9999")
        await kim.until("ctrl+g % take, parks this")
        await kim.press("f7")
        await kim.pilot.pause()
        assert kim.place == "home"
        await kim.lead("%")
        await kim.until("Call › unknown caller")


async def test_leaving_has_its_new_key_and_no_other(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.press("ctrl+q")
        assert kim.app.is_running
        await kim.press("ctrl+c")
        await kim.until("ctrl+l leaves casetui.")
        await kim.pilot.press("ctrl+l")
        assert kim.app.return_value == 0
