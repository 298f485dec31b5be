"""`signs = "ascii"`: no sign but ASCII on any screen; what members are called stays as it is."""

from collections.abc import Iterator

import pytest
from rich.cells import cell_len

from tests.end_to_end.test_leader import PLACES, _go
from tests.seen.conftest import Sit
from tests.seen.kit import NARROW, WIDE, Sitting
from tests.seen.test_phone import rings
from tests.seen.union import MEMBERS, Furnished
from widgets.lines import ASCII, cut, drawn, fill, use_signs, width_of

OF_MEMBERS = {character for member in MEMBERS for part in member for character in part if not part.isascii()}
"""What stands in stored names beside ASCII."""


@pytest.fixture(autouse=True)
def ascii_signs() -> Iterator[None]:
    use_signs("ascii")
    yield
    use_signs("unicode")


def other_signs(kim: Sitting) -> set[str]:
    """Every character seen that is neither ASCII nor of a member's name."""
    return {character for character in kim.seen if not character.isascii()} - OF_MEMBERS


def assert_ascii(kim: Sitting, columns: int) -> None:
    assert other_signs(kim) == set(), kim.seen
    strips = kim.app.screen._compositor.render_strips()
    assert {cell_len(strip.text) for strip in strips} == {columns}


@pytest.mark.parametrize("size", [WIDE, NARROW])
@pytest.mark.parametrize("place", PLACES)
async def test_each_screen_has_ascii_alone(
    sit: Sit, union: Furnished, place: str, size: tuple[int, int]
) -> None:
    async with sit(size=size) as kim:
        await _go(kim, union, place)
        assert_ascii(kim, size[0])
        await kim.press("ctrl+g")
        assert_ascii(kim, size[0])


async def test_a_call_as_it_is_written_has_ascii_alone(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.press("f3")
        await kim.type("Long words. " * 40)
        await kim.press("tab", "f2")
        await kim.type("gall")
        await kim.until("0048214")
        assert_ascii(kim, WIDE[0])
        assert "> Andrea Gallagher" in " ".join(kim.seen.split())
        await kim.press("down", "enter")
        await kim.until("Call > Andrea Gallagher")
        await kim.press("ctrl+s")
        await kim.until("Missing: About")
        assert "Phone - inbound" in kim.seen
        await kim.type("ros")
        await kim.until("Hours, rosters & breaks")
        assert_ascii(kim, WIDE[0])
        await rings(kim, "03 7010 9999")
        await kim.until("Call waiting")
        assert_ascii(kim, WIDE[0])


async def test_before_the_store_is_open_and_the_menu_have_ascii_alone(sit: Sit) -> None:
    async with sit() as kim:
        assert "opening the database ..." in kim.seen or kim.app.seat.desk is not None
        await kim.at_work()
        await kim.press("f10")
        await kim.until("Search for commands.")
        await kim.until("Back one level")
        assert other_signs(kim) == set(), kim.seen


def test_what_is_cut_ends_in_three_dots_and_no_cell_more() -> None:
    assert cut([("Parental leave", "text")], 8) == [("Paren...", "text")]
    for width in range(6):
        assert width_of(fill([("Parental leave", "text")], width)) == width


def test_each_sign_has_its_ascii() -> None:
    assert all(text.isascii() for text in ASCII.values())
    assert drawn("│ ▌ · – … ● ›") == "| > . - ... * >"
    use_signs("unicode")
    assert drawn("│ ▌ · – … ● ›") == "│ ▌ · – … ● ›"
