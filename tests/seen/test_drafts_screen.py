"""Drafts: what is not submitted is found, thrown away and brought back."""

from tests.seen.conftest import Sit
from tests.seen.kit import Sitting


async def a_draft(kim: Sitting, words: str) -> None:
    """A note that was begun and left."""
    await kim.press("f3")
    await kim.type(words)
    await kim.press("escape")


async def test_the_newest_leads_and_its_words_stand_beside_it(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await a_draft(kim, "First words.")
        kim.clock.move(minutes=1)
        await a_draft(kim, "Second words.")
        await kim.lead("-")
        await kim.until("on this machine")
        assert "Second words." in kim.row()
        assert "Second words." in kim.side[0]
        await kim.press("down")
        assert "First words." in kim.row()


async def test_d_throws_away_and_u_brings_back(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await a_draft(kim, "Wrong number.")
        await kim.lead("-")
        await kim.press("d")
        assert kim.status == "Discarded. u brings it back."
        assert "No drafts." in kim.seen
        await kim.press("u")
        assert kim.status == "It is back."
        assert "Wrong number." in kim.row()


async def test_u_with_nothing_thrown_away_says_so(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await a_draft(kim, "Words.")
        await kim.lead("-")
        await kim.press("u")
        assert kim.status.startswith("Nothing was discarded in this run")


async def test_enter_goes_on_writing_at_the_end_of_the_words(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await a_draft(kim, "Begun")
        await kim.lead("-")
        await kim.press("enter")
        await kim.until("Call › unknown caller")
        await kim.type(" and ended.")
        assert "Begun and ended." in kim.seen


async def test_without_drafts_the_list_says_how_one_begins(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.lead("-")
        await kim.until("No drafts. F3 starts a note")
