"""What one did lately, taken back: by u after a restart, on the record it is about, and from the list of it."""

from datetime import date

from data.desk import cases, follow_ups, holding
from data.desk.opening import open_desk
from tests.builders import Clock, change_case
from tests.seen.conftest import Sit
from tests.seen.test_case_details import at_details
from tests.seen.test_follow_up_keys import overdue
from tests.seen.union import Furnished


async def test_u_takes_back_what_was_done_before_a_restart_and_asks_where_it_was_not_the_last(
    sit: Sit, union: Furnished, union_url: str, clock: Clock
) -> None:
    desk = open_desk(union_url, "kim.tran", clock=clock)
    follow_ups.move(desk, "case", union["overdue"], date(2026, 12, 4), date(2026, 11, 20))
    holding.watch(desk, union["next"])
    change_case(desk, cases.read(desk, union["overdue"]), follow_up_on=date(2026, 11, 22))
    holding.watch(desk, union["unclaimed"])
    desk.close()
    clock.move(minutes=3)
    async with sit() as kim:
        await at_details(kim)
        await kim.press("u")
        await kim.until("It is not the last thing you did.")
        await kim.until("C-10002: follow-up Sun 22 Nov")
        await kim.press("enter")
        await kim.until("C-10002 is as it was.")
        assert overdue(kim, union).follow_up_on == date(2026, 12, 4)
        await kim.press("u")
        await kim.until("C-10002: follow-up Fri 4 Dec")
        await kim.press("escape")
        assert overdue(kim, union).follow_up_on == date(2026, 12, 4)
        # In a list it is the last of all.
        await kim.press("escape", "escape")
        await kim.until(lambda: kim.place == "home")
        await kim.press("down", "u")
        await kim.until("C-10004 is as it was.")


async def test_the_list_of_it_tells_what_stays_and_who_changed_it(
    sit: Sit, union: Furnished, union_url: str, clock: Clock
) -> None:
    async with sit() as kim:
        await kim.at_work()
        at = kim.app.seat.desk
        assert at is not None
        change_case(at, cases.read(at, union["overdue"]), priority=1, title="Rosters")
        clock.move(minutes=2)
        sam = open_desk(union_url, "sam.ortiz", clock=clock)
        change_case(sam, cases.read(sam, union["overdue"]), title="Breaks")
        sam.close()
        clock.move(minutes=1)
        await kim.lead("U")
        await kim.until("C-10002: priority 1, title changed")
        assert "7 min left" in kim.row()
        await kim.press("enter")
        await kim.until("Title stays: Sam Ortiz changed it at 09:43.")
        await kim.until("Took back: C-10002")
        await kim.until("taken back")
        case = overdue(kim, union)
        assert (case.priority, case.title) == (3, "Breaks")
        # Done again: what went back comes again.
        await kim.until("10 min left")
        await kim.press("home", "enter")
        await kim.until(lambda: overdue(kim, union).priority == 1)
        await kim.until("Did again: C-10002")
        await kim.press("home", "down", "enter")
        await kim.until("It was taken back already")
        await kim.lead("U")
        await kim.press("escape")
        await kim.until(lambda: kim.place == "home")
