"""What every screen has: footer, leader, help, palette, side pane, small windows, quitting."""

import pytest
from textual.command import CommandList
from textual.widget import Widget

from tests.builders import Clock, an_interaction_form
from tests.seen.conftest import Sit
from tests.seen.kit import NARROW, Gate, opener_of
from tests.seen.union import Furnished
from widgets.actions import acts_of, shown
from widgets.row_list import RowList


async def test_the_footer_follows_the_focus(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        assert kim.keys.startswith("Down list   F2 find")
        assert "f follow-up" not in kim.keys
        await kim.press("down")
        assert kim.keys.startswith("Enter open   F2 find")
        assert "f follow-up" in kim.keys
        await kim.press("escape")
        assert "f follow-up" not in kim.keys


async def test_the_help_stands_at_the_end_of_the_footer_at_every_size(sit: Sit) -> None:
    async with sit(size=NARROW) as kim:
        await kim.at_work()
        assert kim.keys.endswith("F1 help")
        await kim.press("f3")
        assert kim.keys.endswith("F1 help")


@pytest.mark.parametrize("place", ["home", "call"])
async def test_the_help_lists_every_key_of_the_screen(sit: Sit, place: str) -> None:
    async with sit(size=(120, 90)) as kim:
        await kim.at_work()
        if place == "call":
            await kim.press("f3")
        await kim.press("f1")
        await kim.until(f"Help › {place}")
        for act in acts_of(place):
            line = kim.line(act.tooltip[:60])
            assert all(shown(key) in line for key in act.keys)
            assert not act.leader or f"ctrl+g {act.leader}" in line
        await kim.press("escape")
        assert kim.place == place


async def test_the_palette_does_what_it_lists(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.press("f10")
        await kim.until("Back one level")
        await kim.type("drafts")
        await kim.until("Notes not submitted yet")
        await kim.press("enter")
        await kim.until("on this machine")


async def test_a_key_that_cannot_be_done_says_why(sit: Sit, union: Furnished) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.lead("-")
        kim.app.seat.drafts.wait(an_interaction_form(union["Okafor"], related_to="Leave"))
        kim.app.screen.seat_changed()  # type: ignore[attr-defined]
        await kim.until("1 waiting to send")
        await kim.press("d")
        assert kim.status.startswith("It waits to be sent and may be on its way")


async def test_the_side_pane_folds_under_110_columns_and_f4_shows_it(sit: Sit) -> None:
    async with sit(size=NARROW) as kim:
        await kim.at_work()
        assert "│" not in kim.seen
        await kim.press("f4")
        await kim.until("Ring HR.")
        await kim.press("f4")
        assert "│" not in kim.seen


async def test_the_side_pane_comes_and_goes_with_the_window(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.until("Ring HR.")
        await kim.pilot.resize_terminal(100, 36)
        await kim.until(lambda: "│" not in kim.seen)
        await kim.pilot.resize_terminal(120, 36)
        await kim.until("Ring HR.")


async def test_a_window_too_small_says_so_and_keeps_the_words(sit: Sit) -> None:
    async with sit(size=NARROW) as kim:
        await kim.at_work()
        await kim.press("f3")
        await kim.type("Kept words.")
        await kim.pilot.resize_terminal(59, 15)
        await kim.until("casetui needs 60 columns and 16 lines.")
        await kim.pilot.resize_terminal(80, 24)
        await kim.until("Kept words.")
        await kim.type(" More.")
        assert "Kept words. More." in kim.seen


async def test_the_leader_lists_its_letters_and_an_unknown_one_is_told(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.press("ctrl+g")
        assert "n new note" in kim.seen
        await kim.press("ö")
        assert kim.status == "ctrl+g ö does nothing here; F1 lists the letters."


async def test_a_leader_letter_is_no_letter_of_the_text(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.press("f3")
        await kim.type("ab")
        await kim.press("ctrl+g", "x")
        await kim.type("c")
        assert kim.focused.text == "abc"  # type: ignore[attr-defined]


async def test_every_screen_has_the_same_four_places(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        for keys, place in (
            (["f3"], "call"),
            (["escape", "ctrl+g", "-"], "drafts"),
            (["f1"], "help"),
            (["f9", "down", "enter"], "case"),
        ):
            await kim.press(*keys)
            await kim.until(lambda place=place: kim.place == place)  # type: ignore[misc]
            await kim.until(lambda: kim.keys.endswith("F1 help"))
            assert kim.head
            assert len(kim.lines) == 36


async def test_ctrl_q_leaves_at_once_when_nothing_waits(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.press("f3")
        await kim.type("Stays as a draft.")
        await kim.pilot.press("ctrl+q")
        assert kim.app.return_value == 0
        assert kim.app.seat.drafts.listing()[0].first_words == "Stays as a draft."


async def test_ctrl_q_asks_when_something_waits_to_be_sent(
    sit: Sit, union: Furnished, union_url: str, clock: Clock
) -> None:
    gate = Gate(opener_of(union_url, "kim.tran", clock))
    async with sit(opener=gate) as kim:
        kim.app.seat.drafts.wait(an_interaction_form(union["Okafor"]))
        await kim.press("ctrl+q")
        await kim.until("One save waits to be sent to the database")
        await kim.press("n")
        assert kim.place == "home"
        await kim.press("ctrl+q")
        await kim.until("One save waits")
        await kim.pilot.press("y")
        assert kim.app.return_value == 0
        gate.open()


async def test_ctrl_c_ends_nothing(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.press("down", "ctrl+c")
        assert kim.app.is_running
        assert isinstance(kim.focused, RowList)


async def test_every_theme_shows_the_same_text(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.press("down")
        grids = set()
        for _ in range(4):
            await kim.lead("g")
            await kim.until(f"Colours: {kim.app.theme}.")
            grids.add(kim.seen.replace(f"Colours: {kim.app.theme}.", "").replace("▌", " "))
        assert len({grid.rstrip() for grid in grids}) == 1


async def test_without_colours_the_chosen_line_of_the_menu_is_underlined(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        kim.app.theme = "mono"
        await kim.press("f10")
        await kim.until("Search for commands")
        await kim.press("down")
        rows = kim.app.screen.query_one(CommandList)
        marked = [
            y for y in range(8) if any(part.style and part.style.underline for part in rows.render_line(y))
        ]
        assert marked == [2, 3]


async def test_colours_changed_on_one_screen_are_those_of_the_screen_below(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        below, dark = kim.app.screen, kim.one("#keys", Widget).background_colors[1]
        await kim.press("f1")
        await kim.until(lambda: kim.app.screen is not below)
        kim.app.theme = "light"
        await kim.press("escape")
        await kim.until(lambda: kim.app.screen is below)
        assert kim.one("#keys", Widget).background_colors[1] not in (dark, None)


async def test_what_looks_now_and_then_finds_nothing_once_the_program_has_ended(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
    assert not kim.app.screen_stack
    kim.app._look_at_terminal()
    kim.app.company.look()
