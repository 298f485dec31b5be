"""The first steps: read while working, never in the way of a key or a call."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest

from casetui.app import CaseTuiApp
from data.drafts import Drafts
from data.local.database import fingerprint
from screens.seat import Seat
from tests.builders import Clock
from tests.seen.conftest import Sit
from tests.seen.kit import NARROW, WIDE, Sitting, opener_of, running
from tests.seen.test_phone import rings
from widgets.row_list import RowList

First = Callable[..., AbstractAsyncContextManager[Sitting]]


@pytest.fixture
def seen() -> list[bool]:
    """Filled when the program remembers that the steps were seen."""
    return []


@pytest.fixture
def first(union_url: str, tmp_path: Path, clock: Clock, seen: list[bool]) -> First:
    """The program as it opens after the set-up."""

    @asynccontextmanager
    async def opened(size: tuple[int, int] = WIDE) -> AsyncIterator[Sitting]:
        seat = Seat(
            Drafts(tmp_path / "drafts.db", "kim.tran", fingerprint(union_url), clock), "kim.tran", clock
        )
        app = CaseTuiApp(
            seat, opener_of(union_url, "kim.tran", clock), tour=True, keep_tour=lambda: seen.append(True)
        )
        async with running(app, clock, size) as kim:
            await kim.at_work()
            await kim.until("First steps   1 of 5")
            yield kim

    return opened


async def test_the_steps_are_read_with_enter_and_remembered_at_the_end(
    first: First, seen: list[bool]
) -> None:
    async with first() as kim:
        for number in range(2, 6):
            assert seen == []
            await kim.press("enter")
            await kim.until(f"First steps   {number} of 5")
        await kim.press("enter")
        await kim.until(lambda: "First steps" not in kim.seen)
        assert seen == [True]
        assert kim.place == "home"


async def test_esc_ends_them_and_is_remembered(first: First, seen: list[bool]) -> None:
    async with first() as kim:
        await kim.press("escape")
        await kim.until(lambda: "First steps" not in kim.seen)
        assert seen == [True]


async def test_words_typed_meanwhile_find_as_ever(first: First) -> None:
    async with first() as kim:
        await kim.type("okafor")
        await kim.until("Patience Okafor")
        await kim.press("enter")
        await kim.until(lambda: kim.place == "member")
        await kim.press("f9")
        await kim.until("First steps   1 of 5")


async def test_esc_empties_the_find_line_before_it_ends_them(first: First, seen: list[bool]) -> None:
    async with first() as kim:
        await kim.type("okafor")
        await kim.press("escape")
        assert "First steps" in kim.seen
        assert seen == []


async def test_every_key_does_its_work_meanwhile(first: First) -> None:
    async with first() as kim:
        await kim.press("f3")
        await kim.type("Words first.")
        assert "Words first." in kim.line("Background")
        assert "First steps" not in kim.seen
        await kim.press("escape", "down", "j")
        assert isinstance(kim.focused, RowList)
        await kim.press("enter")
        await kim.until(lambda: kim.place != "home")


async def test_a_call_that_rings_takes_their_place_until_it_is_answered(first: First) -> None:
    async with first() as kim:
        await rings(kim, "03 7010 9999")
        await kim.until("Call waiting")
        assert "First steps" not in kim.seen
        await kim.lead("j")
        await kim.until("First steps   1 of 5")


async def test_they_fit_a_narrow_window_and_follow_its_size(first: First) -> None:
    async with first(NARROW) as kim:
        assert kim.lines[-3].strip() == "the disk."
        await kim.pilot.resize_terminal(60, 16)
        await kim.until("is on the disk.")
        assert kim.lines[-3].strip() == "key you type is on the disk."
        assert kim.keys.endswith("F1 help")


async def test_without_being_due_they_come_only_when_asked_for(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        assert "First steps" not in kim.seen
        await kim.press("f3")
        await kim.lead(".")
        await kim.until("First steps   1 of 5")
        assert kim.place == "home"
