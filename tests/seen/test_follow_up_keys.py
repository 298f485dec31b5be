"""Follow-ups by one key on Home, on a member and on the record itself, and taken back."""

from datetime import date

from data.desk import cases, follow_ups, interactions
from data.types.records import CaseRecord, InteractionRecord
from tests.seen.conftest import Sit
from tests.seen.kit import NARROW, Sitting
from tests.seen.test_member import andrea
from tests.seen.union import Furnished
from widgets.day import DayField


def overdue(kim: Sitting, union: Furnished) -> CaseRecord:
    assert kim.app.seat.desk is not None
    return cases.read(kim.app.seat.desk, union["overdue"])


def today(kim: Sitting, union: Furnished) -> InteractionRecord:
    assert kim.app.seat.desk is not None
    return interactions.read(kim.app.seat.desk, union["today"])


async def on_the_case(kim: Sitting) -> None:
    """Home's list, the cursor on the overdue case, its brief beside it."""
    await kim.at_work()
    await kim.press("down")
    await kim.until("Ring HR.")


async def on_the_interaction(kim: Sitting) -> None:
    """One further down: today's follow-up without a case."""
    await kim.at_work()
    await kim.press("down", "down")
    await kim.until("write to the manager")


async def test_f_gives_the_case_of_the_row_another_day(sit: Sit, union: Furnished) -> None:
    async with sit() as kim:
        await on_the_case(kim)
        await kim.press("f")
        assert "Follow-up of C-10002" in kim.seen
        await kim.press("ctrl+u")
        await kim.type("fri")
        assert "Fri 27 Nov, 4 d, 4 wd" in kim.seen
        await kim.press("enter")
        await kim.until("C-10002: follow-up Fri 27 Nov, in 4 d. u takes it back.")
        assert overdue(kim, union).follow_up_on == date(2026, 11, 27)
        assert kim.focused.id == "work"
        await kim.until("Next 7 days 2")
        assert "Overdue 0" in kim.seen


async def test_u_takes_it_back(sit: Sit, union: Furnished) -> None:
    async with sit() as kim:
        await on_the_case(kim)
        await kim.press("u")
        assert "Nothing of yours from the last 10 minutes" in kim.seen
        await kim.press("f", "ctrl+u")
        await kim.type("+2d")
        await kim.press("enter")
        await kim.until("u takes it back")
        await kim.press("u")
        await kim.until("C-10002 is as it was.")
        assert overdue(kim, union).follow_up_on == date(2026, 11, 20)


async def test_esc_leaves_the_day_as_it_was(sit: Sit, union: Furnished) -> None:
    async with sit() as kim:
        await on_the_case(kim)
        await kim.press("f")
        await kim.type("+2d")
        await kim.press("escape")
        await kim.press("escape")
        assert "Follow-up of" not in kim.seen
        assert overdue(kim, union).follow_up_on == date(2026, 11, 20)


async def test_a_day_that_is_none_is_told_and_stays_to_be_corrected(sit: Sit, union: Furnished) -> None:
    async with sit(size=NARROW) as kim:
        await kim.at_work()
        await kim.press("down")
        await kim.until(lambda: getattr(kim.app.screen, "brief", None) is not None)
        await kim.press("f", "ctrl+u")
        await kim.type("29/2/27")
        await kim.press("enter")
        assert "“29/2/27” is no day" in kim.seen
        assert isinstance(kim.focused, DayField)
        assert overdue(kim, union).follow_up_on == date(2026, 11, 20)


async def test_x_ticks_the_follow_up_off_and_u_brings_it_back(sit: Sit, union: Furnished) -> None:
    async with sit() as kim:
        await on_the_interaction(kim)
        await kim.press("x")
        await kim.until("I-20003 is done. u takes it back.")
        await kim.until("Today 0")
        assert not today(kim, union).follow_up_open
        await kim.press("u")
        await kim.until("Today 1")
        assert today(kim, union).follow_up_open


async def test_a_case_is_not_ticked_off_and_says_why(sit: Sit) -> None:
    async with sit() as kim:
        await on_the_case(kim)
        await kim.press("x")
        assert "A case is done when it is closed" in kim.seen


async def test_b_notes_the_try_and_moves_the_case_on(sit: Sit, union: Furnished) -> None:
    async with sit() as kim:
        await on_the_case(kim)
        await kim.press("b")
        await kim.until("C-10002: called back, no answer, noted; follow-up Tue 24 Nov.")
        case = overdue(kim, union)
        assert (case.follow_up_on, case.notes[0].channel) == (date(2026, 11, 24), "Phone – no answer")
        await kim.press("u")
        await kim.until("C-10002 is as it was.")
        assert len(overdue(kim, union).notes) == 1


async def test_b_on_the_case_itself_shows_the_note(sit: Sit) -> None:
    async with sit() as kim:
        await on_the_case(kim)
        await kim.press("enter")
        await kim.until("Case › C-10002")
        await kim.until("Notes 1")
        await kim.lead("b")
        await kim.until("Notes 2")
        assert "Tue 24 Nov, tomorrow" in kim.seen


async def test_b_on_an_interaction_adds_one_to_the_line_of_time(sit: Sit, union: Furnished) -> None:
    async with sit() as kim:
        await on_the_interaction(kim)
        await kim.press("b")
        await kim.until("I-20003: called back, no answer, noted; follow-up Tue 24 Nov.")
        await kim.press("enter")
        await kim.until("Interaction › I-20003")
        await kim.until("Tue 24 Nov, tomorrow")
        await kim.press("x")
        await kim.until("Tue 24 Nov, done")
        await kim.press("b")
        assert "I-20003 has no follow-up to do; f gives it a new day." in kim.seen


async def test_on_a_member_an_interaction_gets_a_follow_up_later(sit: Sit, union: Furnished) -> None:
    async with sit() as kim:
        await andrea(kim)
        await kim.press("end")
        await kim.until("Pay & underpayment")
        await kim.until(lambda: getattr(kim.app.screen.brief, "number", "") == "I-20001")  # type: ignore[attr-defined]
        await kim.press("b")
        assert "I-20001 has no follow-up; f gives it a day." in kim.seen
        await kim.press("f")
        await kim.type("+1wd")
        await kim.press("enter")
        await kim.until("I-20001: follow-up Tue 24 Nov, tomorrow.")


async def test_a_day_someone_else_gave_meanwhile_is_told(sit: Sit, union: Furnished) -> None:
    async with sit() as kim:
        await on_the_case(kim)
        assert kim.app.seat.desk is not None
        follow_ups.move(kim.app.seat.desk, "case", union["overdue"], date(2026, 12, 1), date(2026, 11, 20))
        await kim.press("f", "ctrl+u")
        await kim.type("fri")
        await kim.press("enter")
        await kim.until("Someone changed this meanwhile")
        assert overdue(kim, union).follow_up_on == date(2026, 12, 1)


async def test_f_on_the_interaction_itself(sit: Sit, union: Furnished) -> None:
    async with sit() as kim:
        await on_the_interaction(kim)
        await kim.press("enter")
        await kim.until("Interaction › I-20003")
        await kim.until("today")
        await kim.press("f", "ctrl+u", "enter")
        await kim.until("I-20003: no follow-up any more.")
        assert today(kim, union).follow_up_on is None


# To another officer


async def test_g_gives_it_to_another_officer_and_u_takes_it_back(sit: Sit, union: Furnished) -> None:
    async with sit() as kim:
        await on_the_interaction(kim)
        await kim.press("g")
        assert "Who follows I-20003 up" in kim.seen
        await kim.type("ortiz")
        await kim.press("enter")
        await kim.until("I-20003: the follow-up is with Sam Ortiz now. u takes it back.")
        assert today(kim, union).follow_up_by_name == "Sam Ortiz"
        assert not any("f/u today" in line and "I-20003" in line for line in kim.lines)
        await kim.press("u")
        await kim.until("I-20003 is as it was.")
        assert today(kim, union).follow_up_by_name == "Kim Tran"


async def test_whom_nobody_knows_is_told_and_esc_leaves_it(sit: Sit, union: Furnished) -> None:
    async with sit() as kim:
        await on_the_interaction(kim)
        await kim.press("g")
        await kim.type("zzz")
        await kim.press("enter")
        assert "is not in the list" in kim.seen
        await kim.press("escape", "escape")
        assert "Who follows" not in kim.seen
        assert today(kim, union).follow_up_by_name == "Kim Tran"


async def test_g_on_a_case_says_who_follows_it_up(sit: Sit) -> None:
    async with sit() as kim:
        await on_the_case(kim)
        await kim.press("g")
        assert "A case is followed up by its staff." in kim.status
