"""A case claimed, allocated, marked and closed to others by keys; what is told, and taken back."""

from uuid import UUID

import pytest
from sqlalchemy import select, update

from data.desk import cases, holding
from data.desk.opening import open_desk
from data.store.store import open_store
from data.store.tables import CASE, STAFF
from data.types.errors import NotFound
from data.types.records import CaseRecord
from data.types.staff import Assignee
from tests.builders import Clock, a_rule, change_case, staff_id, two_offices
from tests.seen.conftest import Sit
from tests.seen.kit import Sitting
from tests.seen.union import Furnished
from widgets.choice import ChoiceField


def the(kim: Sitting, case: UUID) -> CaseRecord:
    assert kim.app.seat.desk is not None
    return cases.read(kim.app.seat.desk, case)


async def on_the_unclaimed(kim: Sitting) -> None:
    """Home, the cursor on the case nobody has, its brief beside it."""
    await kim.at_work()
    await kim.press("down", "end")
    await kim.until(lambda: "C-10004" in kim.row() and "Owner     unclaimed" in kim.seen)


async def open_case(kim: Sitting, number: str) -> None:
    await kim.at_work()
    await kim.type(number)
    await kim.until(f"{number}")
    await kim.press("enter")
    await kim.until(f"Case › {number}")
    await kim.until("Dates")


async def at_details(kim: Sitting, number: str, row: str) -> None:
    await open_case(kim, number)
    await kim.lead("d")
    await kim.until(row)
    while row not in kim.row():
        await kim.press("down")


async def test_c_claims_and_u_takes_it_back(sit: Sit, union: Furnished) -> None:
    """Features A4.17."""
    async with sit() as kim:
        await on_the_unclaimed(kim)
        await kim.press("c")
        await kim.until("C-10004 is yours. u takes it back.")
        assert the(kim, union["unclaimed"]).owner == "Kim Tran"
        await kim.until("Unclaimed 0")
        await kim.press("u")
        await kim.until("C-10004 is as it was.")
        assert the(kim, union["unclaimed"]).owner == ""


async def test_who_comes_second_is_told_who_was_first(sit: Sit, union: Furnished, union_url: str) -> None:
    async with sit() as kim:
        await on_the_unclaimed(kim)
        sam = open_desk(union_url, "sam.ortiz", clock=Clock())
        holding.claim(sam, union["unclaimed"])
        sam.close()
        await kim.press("C")
        await kim.until("Sam Ortiz has C-10004 already")


async def test_b_gives_ones_own_back_to_the_team(sit: Sit, union: Furnished) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.press("down")
        await kim.until("Ring HR.")
        await kim.press("B")
        await kim.until("C-10002 is given back. u takes it back.")
        await kim.until("Unclaimed, my team's and role's")
        assert "MSD team   Patience" in kim.seen
        await kim.press("u")
        await kim.until("C-10002 is as it was.")
        assert the(kim, union["overdue"]).owner == "Kim Tran"


async def test_a_says_who_is_away_and_how_much_each_holds(sit: Sit, union: Furnished, union_url: str) -> None:
    """Features A2.12, A5.01: as it is now, not as it was when the program began."""
    async with sit() as kim:
        await on_the_unclaimed(kim)
        assert kim.app.seat.desk is not None
        with kim.app.seat.desk.store.loading("test") as connection:
            connection.execute(update(STAFF).where(STAFF.c.login == "sam.ortiz").values(available=False))
        await kim.press("a")
        await kim.until("Staff of C-10004")
        await kim.type("sam")
        await kim.until("MSO, away, 1 open")
        await kim.press("enter")
        await kim.type("industrial o")
        await kim.press("enter", "enter")
        await kim.until("C-10004: Staff changed. Sam Ortiz is away. u takes it back.")
        case = the(kim, union["unclaimed"])
        assert [(held.officer_id, held.role) for held in case.assignees] == [
            (staff_id("sam.ortiz"), None),
            (None, "Industrial officer"),
        ]


async def test_two_who_allocate_at_once_are_told(sit: Sit, union: Furnished, union_url: str) -> None:
    async with sit(login="lena.vogt") as lena:
        await lena.at_work()
        await lena.press("down")
        await lena.until(lambda: getattr(lena.app.screen, "brief", None) is not None)
        await lena.press("a")
        await lena.until("Staff of C-10002")
        ravi = open_desk(union_url, "ravi.admin", clock=Clock())
        to_sam = [Assignee(officer_id=staff_id("sam.ortiz"))]
        change_case(ravi, cases.read(ravi, union["overdue"]), assignees=to_sam)
        ravi.close()
        await lena.press("backspace")
        await lena.type("aisha")
        await lena.press("enter", "enter")
        await lena.until("Someone changed this meanwhile: Staff")


async def test_r_marks_a_row_for_review_in_words(sit: Sit, union: Furnished) -> None:
    """Features A3.13."""
    async with sit() as kim:
        await kim.at_work()
        await kim.press("down")
        await kim.until("Ring HR.")
        await kim.press("r")
        await kim.until("C-10002: marked for review. u takes it back.")
        await kim.until("For review 1")
        await kim.until("Marks     for review")
        assert "for review  Bully" in kim.seen
        await kim.press("r")
        await kim.until("For review 0")
        assert not the(kim, union["overdue"]).marked_for_review


async def test_w_watches_and_the_case_says_who_does(sit: Sit, union: Furnished) -> None:
    async with sit() as kim:
        await open_case(kim, "C-10002")
        await kim.lead("F")
        await kim.until("You watch C-10002.")
        await kim.until("Watched   by Kim Tran")
        await kim.lead("F")
        await kim.until("You watch C-10002 no longer.")
        assert the(kim, union["overdue"]).watchers == ()


async def test_who_sees_it_is_said_in_the_head(sit: Sit, union: Furnished) -> None:
    """Features A3.12, A3.17, A3.18."""
    async with sit() as kim:
        await open_case(kim, "C-10002")
        await kim.lead("V")
        await kim.until("Who sees C-10002")
        await kim.type("conf")
        await kim.press("enter")
        await kim.until("Confidential changed. u takes it back.")
        await kim.until(lambda: "confidential" in kim.head)
        await kim.lead("V")
        await kim.until("Who sees C-10002")
        await kim.press("backspace")
        await kim.type("its staff")
        await kim.press("enter")
        await kim.until(lambda: "its staff only, confidential" in kim.head)
        case = the(kim, union["overdue"])
        assert (case.confidential, case.scope) == (True, 2)


async def test_whoever_would_shut_herself_out_is_told_and_asked(sit: Sit, union: Furnished) -> None:
    async with sit() as kim:
        await at_details(kim, "C-10005", "Seen by")
        await kim.press("enter")
        await kim.until("Seen by of C-10005")
        await kim.press("backspace")
        await kim.type("its staff")
        await kim.press("enter")
        await kim.until("You would not see C-10005 any more")
        await kim.type("leave")
        await kim.press("enter")
        await kim.until("C-10005 stays as it is.")
        assert the(kim, union["sams"]).scope == 0
        await kim.press("enter")
        await kim.press("backspace")
        await kim.type("its staff")
        await kim.press("enter")
        await kim.until("You would not see C-10005 any more")
        await kim.type("go on")
        await kim.press("enter")
        await kim.until("You do not see it any more.")
        assert kim.place == "home"
        assert kim.app.seat.desk is not None
        with kim.app.seat.desk.store.reading() as connection:
            assert connection.execute(select(CASE.c.scope).where(CASE.c.id == union["sams"])).scalar() == 2


async def test_where_a_rule_says_who_nobody_is_filled_in_until_a_type_says_otherwise(
    sit: Sit, union: Furnished, union_url: str
) -> None:
    """Features A5.10."""
    store = open_store(union_url)
    a_rule(store, "in turn", "sam.ortiz")
    a_rule(store, "me", under="UFD")
    store.close()
    async with sit() as kim:
        await kim.at_work()
        await kim.type("okafor")
        await kim.until("0051877")
        await kim.press("enter")
        await kim.until("Bullying and harassment")
        await kim.lead("N")
        await kim.until("Staff member: whoever's turn it is")
        await kim.type("She asked for it.")
        kim.one("#case_types", ChoiceField).focus()
        await kim.type("UFD")
        await kim.press("enter")
        await kim.until(lambda: "Kim Tran" in kim.line("Staff  "))
        kim.one("#case_types", ChoiceField).focus()
        await kim.press("backspace")
        await kim.type("ROS")
        await kim.press("enter")
        await kim.until("Staff member: whoever's turn it is")
        await kim.press("ctrl+s")
        await kim.until("Case › C-10006")
        await kim.until(lambda: "Sam Ortiz" in kim.head)


async def test_a_supervisor_hands_a_case_over_to_another_office(
    sit: Sit, union: Furnished, union_url: str
) -> None:
    """Features A3.01."""
    store = open_store(union_url)
    two_offices(store, victoria=["lena.vogt", "kim.tran"], queensland=["sam.ortiz"])
    store.close()
    async with sit() as kim:
        await open_case(kim, "C-10002")
        await kim.lead("V")
        await kim.until("Who sees C-10002")
        await kim.press("space")
        assert "Queensland" not in kim.seen
    async with sit(login="lena.vogt") as lena:
        await open_case(lena, "C-10002")
        await lena.lead("V")
        await lena.until("Who sees C-10002")
        await lena.type("queens")
        await lena.press("enter")
        await lena.until("Why C-10002 goes to Queensland")
        await lena.type("She moved to Cairns")
        await lena.press("enter")
        await lena.until(lambda: lena.place == "home")
        assert lena.app.seat.desk is not None
        with pytest.raises(NotFound):
            cases.by_reference(lena.app.seat.desk, 10002)
    async with sit(login="sam.ortiz") as sam:
        await sam.until("Next 7 days 1")
        await sam.type("C-10002")
        await sam.until("C-10002")
        await sam.press("enter")
        await sam.until("Office    Queensland")
