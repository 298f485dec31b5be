"""During a call a case closed lately is opened again by a key; a case becomes one of another type by a key."""

from data.desk import cases
from tests.builders import a_retype, change_case
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
