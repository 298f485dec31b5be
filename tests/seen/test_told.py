"""What is told beside a list and in the head: the preview that comes and goes, and who is not to be contacted."""

from sqlalchemy import create_engine, text

from tests.seen.conftest import Sit
from tests.seen.test_call import a_call


async def test_f4_takes_the_preview_away_and_brings_it_back(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.until("Ring HR.")
        await kim.press("f4")
        assert "Ring HR." not in kim.seen
        assert "C-10002" in kim.seen
        await kim.press("f4")
        await kim.until("Ring HR.")


async def test_who_is_not_to_be_contacted_is_told_on_her_page_and_during_a_call(
    sit: Sit, union_url: str
) -> None:
    with create_engine(union_url).begin() as store:
        store.execute(text("UPDATE member SET do_not_contact = 1 WHERE number = '0051877'"))
    async with sit() as kim:
        await a_call(kim)
        await kim.until("do not contact")
        assert "do not contact" in kim.head
        await kim.press("f9")
        await kim.type("okafor")
        await kim.until("0051877  Bayview")
        await kim.press("enter")
        await kim.until("Member › Patience Okafor")
        assert "do not contact" in kim.head


async def test_who_is_gone_from_the_membership_file_is_told_in_the_list_and_on_her_page(
    sit: Sit, union_url: str
) -> None:
    with create_engine(union_url).begin() as store:
        store.execute(
            text("UPDATE member SET missing_since = '2026-11-02 23:30:00' WHERE number = '0051877'")
        )
    async with sit() as kim:
        await kim.at_work()
        await kim.type("okafor")
        await kim.until("not in file")
        await kim.press("down", "enter")
        await kim.until("Member › Patience Okafor")
        assert "not in the membership file" in kim.head
        # In the office's zone it was the day after.
        await kim.until("not in it since Tue 3 Nov")


async def test_a_clock_that_is_far_from_the_servers_is_told_while_nothing_else_is(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        assert kim.app.seat.desk is not None
        kim.app.seat.desk.store.ahead_s = -10_800.0
        kim.app.seats()[-1].remake("status")
        await kim.until("the server's clock is 3 h behind this machine's: set the wrong one")
        kim.app.seat.desk.store.ahead_s = 3.0
        kim.app.seats()[-1].remake("status")
        await kim.until(lambda: "server's clock" not in kim.seen)
