"""A case closed lately is opened again in a call; one becomes another type; one that waits says when it closes."""

from sqlalchemy import update

from data.desk import cases, clockwork, tasks
from data.store.tables import CASE_STATUS
from tests.builders import Clock, a_retype, change_case
from tests.seen.conftest import Sit
from tests.seen.kit import Sitting
from tests.seen.test_holding_keys import open_case
from tests.seen.union import Furnished


async def calling(kim: Sitting) -> None:
    """A note about Patience Okafor, what is known of her beside it."""
    await kim.press("f3")
    await kim.until("Background")
    await kim.press("f2")
    await kim.type("okafor")
    await kim.until("0051877")
    await kim.press("enter")
    await kim.until("Before you write")


async def test_a_case_closed_lately_is_opened_again_and_the_note_is_about_it(
    sit: Sit, union: Furnished
) -> None:
    """Features B19."""
    async with sit() as kim:
        await kim.at_work()
        at = kim.app.seat.desk
        assert at is not None
        case = cases.read(at, union["overdue"])
        change_case(at, case, status="Closed", close_reason="resolved")
        await calling(kim)
        told = "C-10002 Bullying and harassment was closed today: ctrl+g R opens it again."
        await kim.until(lambda: told in " ".join(kim.side))
        await kim.lead("R")
        await kim.until("C-10002 is open again; this is saved as a note of it.")
        await kim.until(lambda: "Note on C-10002" in kim.head)
        assert "was closed today" not in " ".join(kim.side)
        assert cases.read(at, union["overdue"]).status == "Open"
        await kim.type("She rang again.")
        await kim.press("ctrl+s")
        await kim.until("noted on")
        assert len(cases.read(at, union["overdue"]).notes) == 2


async def test_without_one_the_key_says_so(sit: Sit, union: Furnished) -> None:
    async with sit() as kim:
        await kim.at_work()
        await calling(kim)
        await kim.lead("R")
        await kim.until("No case of this member was closed lately.")


async def test_what_the_table_does_not_say_is_asked_and_u_takes_it_back(sit: Sit, union: Furnished) -> None:
    """Features A5.14."""
    async with sit() as kim:
        await kim.at_work()
        at = kim.app.seat.desk
        assert at is not None
        a_retype(at.store, "BUL", "WHS", priority={"1": "2"})
        await open_case(kim, "C-10002")
        await kim.lead("d")
        await kim.until("Seen by")
        await kim.press("Y")
        await kim.until("C-10002 becomes")
        await kim.type("WHS")
        await kim.press("enter")
        await kim.until("Priority then")
        await kim.type("2")
        await kim.press("enter")
        await kim.until("Title of C-10002")
        await kim.press("enter")
        await kim.until("C-10002: now WHS. u takes it back.")
        case = cases.read(at, union["overdue"])
        assert (case.case_types, case.priority, case.title) == (("WHS",), 2, "Bullying and harassment")
        await kim.press("u")
        await kim.until("C-10002 is as it was.")
        assert cases.read(at, union["overdue"]).case_types == ("BUL",)


async def test_a_case_that_waits_says_when_it_closes_and_what_keeps_it_open(
    sit: Sit, union: Furnished, clock: Clock
) -> None:
    """Features B19; on a desk's own store Home closes what is due."""
    async with sit() as kim:
        await kim.at_work()
        at = kim.app.seat.desk
        assert at is not None
        with at.store.loading("test") as connection:
            put = update(CASE_STATUS).where(CASE_STATUS.c.name == "Waiting on member")
            connection.execute(put.values(close_after_days=7))
        case = cases.read(at, union["overdue"])
        waiting = change_case(at, case, status="Waiting on member", follow_up_on=None)
        await open_case(kim, "C-10002")
        await kim.until("Closing   closes by itself Mon 30 Nov")
        edit = tasks.begin_new(at, waiting, title="Ring HR")
        tasks.save(at, edit)
        clock.move(days=7)
        clockwork.tick(at)
        await kim.press("f9")
        await kim.until(lambda: kim.place == "home")
        await kim.press("ctrl+u")
        await kim.type("C-10002")
        await kim.until("C-10002  ")
        await kim.press("enter")
        await kim.until("stays open: 1 open task")
