"""Away and here again by one key from anywhere, and said on the first line (features A5.02)."""

from data.desk import staff
from tests.seen.conftest import Sit
from tests.seen.kit import NARROW, Sitting


def here(kim: Sitting) -> bool:
    assert kim.app.seat.desk is not None
    return next(one.here for one in staff.listing(kim.app.seat.desk) if one.officer.login == "kim.tran")


async def test_away_until_a_day_is_said_on_every_screen_with_what_waits(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.lead("A")
        await kim.until("Away until")
        await kim.type("fri")
        await kim.press("enter")
        await kim.until("You are away until Fri 27 Nov. Still to hand over: 3 open cases and 1 follow-up.")
        assert "away until Fri 27 Nov" in kim.head
        assert not here(kim)
        await kim.lead("-")
        await kim.until("Drafts")
        await kim.until(lambda: "away until Fri 27 Nov" in kim.head)
        await kim.lead("A")
        await kim.until("You are available.")
        assert "away" not in kim.head
        assert here(kim)


async def test_enter_alone_is_an_open_end_and_esc_changes_nothing(sit: Sit) -> None:
    async with sit(size=NARROW) as kim:
        await kim.at_work()
        await kim.lead("A")
        await kim.press("escape")
        assert here(kim)
        await kim.lead("A")
        await kim.press("enter")
        await kim.until("You are away.")
        assert not here(kim)


async def test_a_day_gone_by_is_refused(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.lead("A")
        await kim.type("today")
        await kim.press("enter")
        await kim.until("a day still to come")
        assert here(kim)
