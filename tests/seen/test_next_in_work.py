"""After submitting, Enter goes on with the next row of Home's list."""

from tests.seen.conftest import Sit
from tests.seen.kit import NARROW, Sitting
from widgets.choice import ChoiceField


async def submitted_about_the_first_row(kim: Sitting) -> None:
    """A note about Okafor, whose case leads the list, written and submitted."""
    await kim.at_work()
    await kim.press("down", "n")
    await kim.until("Call › Patience Okafor")
    await kim.type("HR rang.")
    kim.one("#about", ChoiceField).focus()
    await kim.type("leave")
    await kim.press("enter", "ctrl+s")
    await kim.until("submitted I-20004")


async def test_enter_goes_to_the_next_row_that_is_about_someone_else(sit: Sit) -> None:
    async with sit() as kim:
        await submitted_about_the_first_row(kim)
        assert "Enter next in my work" in kim.status
        await kim.press("enter")
        await kim.until("Interaction › I-20003")
        await kim.press("escape")
        assert kim.place == "home"
        await kim.press("down", "down")
        assert "C-10003" in kim.row()


async def test_enter_before_submitting_is_a_new_line(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.press("f3")
        await kim.type("One")
        await kim.press("enter")
        await kim.type("two")
        assert kim.place == "call"
        await kim.app.screen.run_action("act('next_in_work')")
        await kim.until("First this note: F5 submits it, F8 puts it aside.")
        assert kim.place == "call"


async def test_the_list_goes_on_from_where_the_cursor_stood(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.press("down", "down", "down", "n")
        await kim.until("Call › Jun Nguyen")
        await kim.type("Overtime.")
        kim.one("#about", ChoiceField).focus()
        await kim.type("leave")
        await kim.press("enter", "ctrl+s")
        await kim.until("submitted I-20004")
        await kim.press("enter")
        await kim.until("Case › C-10001")


async def test_what_can_be_done_next_stands_at_80_columns(sit: Sit) -> None:
    async with sit(size=NARROW) as kim:
        await submitted_about_the_first_row(kim)
        assert "Enter next in my work" in kim.status
