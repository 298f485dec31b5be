"""Who holds how much, and a leave handed over, at the keyboard (features A2.04, A5.02, A5.13, B29)."""

from sqlalchemy import insert

from data.desk import leave, staff
from data.desk.opening import open_desk
from data.store.tables import STAFF_GROUP
from data.types.staff import Access
from tests.builders import Clock, staff_id
from tests.seen.conftest import Sit
from tests.seen.kit import NARROW, Sitting

KIM = staff_id("kim.tran")


async def to_kim(lena: Sitting) -> None:
    """The workload, with the cursor on Kim."""
    await lena.at_work()
    await lena.lead("J")
    await lena.until("Kim Tran")
    while "Kim Tran" not in lena.row():
        await lena.press("down")


async def test_the_workload_is_told_in_bars_ordered_and_charts_stand_on_digits(sit: Sit) -> None:
    async with sit(login="lena.vogt") as lena:
        await to_kim(lena)
        row = lena.row()
        assert "  ███▒▒▒▒▒▒▒  " in row
        assert "3" in row and "1 late" in row and "2 in 7 d" in row
        assert "nobody yet" in lena.seen
        await lena.press("s", "s")
        await lena.until("By overdue.")
        await lena.press("home")
        assert "Kim Tran" in lena.row()
        for digit, said in (
            ("2", "Rosters, hours, breaks"),
            ("3", "Open"),
            ("4", "nobody yet"),
            ("5", "MSD"),
            ("6", "Normal"),
        ):
            await lena.press(digit)
            await lena.until(lambda said=said: any(said in line and "▒" in line for line in lena.lines))  # type: ignore[misc]
            assert "5 open cases, 1 of them late" in lena.seen
        await lena.press("7")
        await lena.until("4 of 5 cases came from no interaction, 80.0%")
        assert "80%" in lena.line("Kim Tran")
        await lena.press("a")
        assert "Put the cursor on an officer" in lena.status


async def test_enter_opens_what_an_officer_holds_in_triage_and_a_shows_bars_beside_names(sit: Sit) -> None:
    """Features L9, A2.12: the filter is seen, goes with Esc, and whoever allocates sees who has how much."""
    async with sit(login="lena.vogt") as lena:
        await to_kim(lena)
        await lena.press("enter")
        await lena.until("owner:kim.tran")
        await lena.until("Open 4 ")
        assert "Sam Ortiz" not in lena.seen
        await lena.until("Ring HR.")
        await lena.press("a")
        await lena.until("Staff of C-10002")
        assert "1 open, 1 this week ▒▒▒" in lena.line("Sam Ortiz  ")
        await lena.press("escape", "escape", "escape")
        await lena.until(lambda: lena.place == "workload")
        while "nobody yet" not in lena.row():
            await lena.press("down")
        await lena.press("enter")
        await lena.until("Filter  unclaimed")
        await lena.until("Open 1 ")


async def test_a_supervisor_says_of_others_that_they_are_away_with_the_reason(sit: Sit) -> None:
    async with sit(login="lena.vogt", size=NARROW) as lena:
        await to_kim(lena)
        await lena.press("a")
        await lena.until("Kim is away until")
        await lena.type("fri")
        await lena.press("enter")
        await lena.until("Why is Kim away")
        await lena.type("ill")
        await lena.press("enter")
        await lena.until("Still to hand over: 3 open cases and 1")
        assert "H spreads it over others." in lena.seen and "away to 27 Nov" in lena.row()
        at = lena.app.seat.desk
        assert at is not None
        told = next(one.officer for one in staff.listing(at) if one.officer.id == KIM)
        assert (told.available, told.away_reason) == (False, "ill")
        await lena.press("a")
        await lena.until("Why is Kim here again")
        await lena.type("well")
        await lena.press("enter")
        await lena.until("Kim Tran is available.")


async def test_an_officer_sees_her_team_and_hands_over_her_own_alone(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.lead("J")
        await kim.until("Sam Ortiz")
        assert "Aisha" not in kim.seen
        while "Sam Ortiz" not in kim.row():
            await kim.press("down")
        for key in ("enter", "H", "a"):
            await kim.press(key)
            assert "is a supervisor's" in kim.status
        await kim.press("7")
        await kim.until("for supervisors and administrators")


async def test_a_leave_is_shown_changed_in_a_row_done_and_given_back(
    sit: Sit, union_url: str, clock: Clock
) -> None:
    async with sit(login="lena.vogt") as lena:
        await to_kim(lena)
        await lena.press("H")
        await lena.until("To whom")
        await lena.type("sam")
        await lena.press("enter")
        await lena.type("lena")
        await lena.press("enter", "enter")
        await lena.until("Back on")
        await lena.type("+2w")
        await lena.press("enter")
        await lena.until("everything")
        await lena.press("1")
        await lena.until("4: ")
        assert "Handed over 4" in lena.seen and "nothing is changed yet" in lena.head
        assert "holds 0" in lena.seen
        await lena.press("g")
        await lena.until("Who gets")
        await lena.type("stays")
        await lena.press("enter")
        await lena.until("; 1 stays.")
        assert "Stays with Kim 1" in lena.seen
        await lena.press("f5")
        await lena.until("Why")
        await lena.press("enter")
        assert "One line is needed" in lena.status
        await lena.type("leave")
        await lena.press("enter")
        await lena.until("Hand over 3")
        await lena.type("hand")
        await lena.press("enter")
        await lena.until("3 records handed over.")
        await lena.until(lambda: "what is open" in lena.head)
        assert "Okafor" in lena.row()
        await lena.press("G")
        await lena.until("3 records handed over")
        await lena.type("give")
        await lena.press("enter")
        await lena.until("3 records given back.")
        await lena.press("G")
        assert "Nothing was handed over until a day" in lena.status
        await lena.press("H")
        await lena.until("To whom")
        await lena.press("enter", "enter")
        await lena.until("4: ")
        await lena.press("escape")
        await lena.until("Nothing was handed over.")
        await lena.press("enter")
        await lena.until(lambda: lena.place == "case")
    desk = open_desk(union_url, "kim.tran", clock=clock)
    assert len(leave.held_by(desk, KIM)[1]) == 4
    desk.close()


async def test_an_administrator_gives_an_access_and_groups_by_key(
    sit: Sit, union_url: str, clock: Clock
) -> None:
    at = open_desk(union_url, "ravi.admin", clock=clock)
    with at.store.loading("test") as connection:
        for place, name in enumerate(("Lawyers", "Cooks")):
            values = {"id": staff_id(name), "name": name, "position": place, "archived": False}
            connection.execute(insert(STAFF_GROUP).values(**values))
    at.close()
    async with sit(login="lena.vogt", size=NARROW) as lena:
        await to_kim(lena)
        await lena.press("A")
        assert lena.status == "Only an administrator says what somebody may do."
    async with sit(login="ravi.admin") as ravi:
        await to_kim(ravi)
        assert "Access        officer" in ravi.seen
        await ravi.press("A")
        await ravi.until("Kim Tran may do")
        await ravi.press("3")
        await ravi.until("Kim Tran is supervisor; it holds when Kim next opens the program.")
        await ravi.until("Access        supervisor")
        await ravi.press("G")
        await ravi.until("Kim Tran is in")
        await ravi.type("coo")
        await ravi.press("enter", "enter")
        await ravi.until("Kim Tran is in Cooks; it holds")
    kim = open_desk(union_url, "kim.tran", clock=clock)
    assert (kim.officer.access, kim.officer.groups) == (Access.SUPERVISOR, (staff_id("Cooks"),))
    kim.close()


async def test_who_is_let_read_only_has_every_key_that_writes_greyed_with_the_reason(
    sit: Sit, union_url: str, clock: Clock
) -> None:
    """Features A2.30: given by key, and from the next start on nothing is begun that could not be saved."""
    async with sit(login="ravi.admin") as ravi:
        await to_kim(ravi)
        await ravi.press("A")
        await ravi.until("Kim Tran may do")
        await ravi.press("5")
        await ravi.until("Kim Tran is read only; it holds when Kim next opens the program.")
    async with sit() as kim:
        await kim.at_work()
        await kim.press("f3", "down", "down")
        for key in ("n", "p", "c"):
            await kim.press(key)
            assert kim.status.startswith("Your access is read only: nothing is written in the records."), key
        assert kim.place == "home"
        await kim.press("enter")
        await kim.until(lambda: kim.place in ("case", "member", "interaction"))
