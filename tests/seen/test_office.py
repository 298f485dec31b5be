"""The office as it is configured, looked at."""

from data.desk import clockwork
from data.desk.opening import open_desk
from tests.builders import Clock, a_case, a_member
from tests.seen.conftest import Sit
from tests.steward.files import apply, of


async def test_every_list_stands_there_with_what_uses_it_and_archived_entries_last(
    sit: Sit, union_url: str, clock: Clock
) -> None:
    desk = open_desk(union_url, "ravi.admin", clock=clock)
    apply(desk, of({"teams": ["Organising", "MSD", "Legal", "Membership"]}))
    desk.close()
    async with sit() as kim:
        await kim.at_work()
        await kim.lead("O")
        await kim.until("Member Service Division")
        await kim.until("Offices 0")
        assert "Australia/Melbourne" in kim.line(" zone")
        for _ in range(12):
            if "Teams 4" in kim.seen and "Industrial" in kim.seen:
                break
            await kim.press("pagedown")
        assert "archived" in kim.line(" Industrial")
        assert "officers" in kim.line(" MSD")
        await kim.press("enter")
        assert "It is changed by a file" in kim.seen
        await kim.lead("O")
        await kim.press("escape")
        await kim.until(lambda: kim.place == "home")


async def test_beside_the_list_stands_the_whole_entry(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.lead("O")
        await kim.until("Offices 0")
        while "bimaa" not in kim.row():
            await kim.press("down")
        beside = " ".join(kim.side)
        assert "Background, Issue" in beside and "notes" in beside


async def test_a_routine_says_what_it_last_did(sit: Sit, union_url: str, clock: Clock) -> None:
    desk = open_desk(union_url, "ravi.admin", clock=clock)
    written = {"name": "Look at it", "trigger": "created", "actions": ["review on"]}
    apply(desk, of({"routine": [written, {**written, "name": "Silent", "on": False}]}))
    a_case(desk, a_member(desk.store))
    clockwork.tick(desk)
    desk.close()
    async with sit() as kim:
        await kim.at_work()
        await kim.lead("O")
        await kim.until("Offices 0")
        await kim.press("end")
        while "Look at it" not in kim.row():
            await kim.press("up")
        beside = " ".join(" ".join(kim.side).split())
        assert "Last Mon 23 Nov 09:41" in beside
        assert "Look at it: review on" in beside
