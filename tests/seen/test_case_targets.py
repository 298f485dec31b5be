"""Status, target and escalation of a case by keys; the screen that says when each target is due and why then."""

from datetime import date
from typing import Any

from data.desk import cases, targets
from data.types.records import CaseRecord
from data.types.targets import CaseTargets
from tests.seen.conftest import Sit
from tests.seen.kit import NARROW, Sitting
from tests.seen.union import Furnished


async def at_case(kim: Sitting) -> None:
    """The overdue case: bullying, fifteen working days from Friday 20 November 2026, the keyboard in its summary."""
    await kim.at_work()
    await kim.press("down", "enter")
    await kim.until("Ring HR.")


async def at_targets(kim: Sitting) -> None:
    """Its targets."""
    await at_case(kim)
    await kim.lead("D")
    await kim.until("Targets › C-10002")
    await kim.until("completion")


def the_case(kim: Sitting, union: Furnished) -> CaseRecord:
    assert kim.app.seat.desk is not None
    return cases.read(kim.app.seat.desk, union["overdue"])


def its_targets(kim: Sitting, union: Furnished) -> CaseTargets:
    assert kim.app.seat.desk is not None
    return targets.of_case(kim.app.seat.desk, union["overdue"])


async def test_the_side_of_a_case_says_target_day_and_what_is_left(sit: Sit) -> None:
    async with sit() as kim:
        await at_case(kim)
        assert "Fri 11 Dec" in kim.line("Target ")
        assert "18 d left" in kim.line("Target ")


async def test_each_target_stands_in_a_row_with_its_reason_under_it(sit: Sit) -> None:
    async with sit(size=NARROW) as kim:
        await at_targets(kim)
        assert "3 d late" in kim.line("next follow-up")
        assert "Fri 11 Dec" in kim.line("completion")
        assert "18 d left" in kim.line("completion")
        assert "15 working days: skips 6 days of weekends" in kim.seen


async def test_a_digit_of_the_menu_gives_a_status_that_pauses_and_u_takes_it_back(
    sit: Sit, union: Furnished
) -> None:
    async with sit() as kim:
        await at_targets(kim)
        await kim.press("s")
        await kim.until("3 Waiting on member")
        await kim.press("3")
        await kim.until("Status changed. u takes it back.")
        await kim.until("on hold since Mon 23 Nov")
        assert the_case(kim, union).status == "Waiting on member"
        assert "Waiting on member" in kim.seen[kim.seen.index("On hold") :]
        await kim.press("u")
        await kim.until("C-10002 is as it was.")
        await kim.until("18 d left")
        assert its_targets(kim, union).holds == ()


async def test_words_and_enter_choose_a_status_too_and_the_present_one_changes_nothing(
    sit: Sit, union: Furnished
) -> None:
    async with sit() as kim:
        await at_targets(kim)
        await kim.press("s")
        await kim.until("2 In progress")
        await kim.type("lawyer")
        await kim.press("enter")
        await kim.until("Status changed")
        assert the_case(kim, union).status == "With lawyer"
        await kim.press("s", "6")
        await kim.until("is with lawyer already")


async def test_the_closed_status_asks_how_and_a_closed_case_says_why_its_target_stays(
    sit: Sit, union: Furnished
) -> None:
    async with sit() as kim:
        await at_targets(kim)
        await kim.press("s", "8")
        await kim.until("resolved or shelved")
        await kim.press("r", "enter")
        await kim.until("Closed, more exactly")
        await kim.press("enter")
        await kim.until("closed, resolved")
        await kim.until("met Mon 23 Nov")
        await kim.press("T")
        await kim.until("C-10002 is closed; x opens it again.")
        await kim.press("E")
        await kim.until("C-10002 is closed; x opens it again.")


async def test_a_later_target_asks_why_and_the_screen_tells_it(sit: Sit, union: Furnished) -> None:
    async with sit() as kim:
        await at_targets(kim)
        await kim.press("T")
        await kim.until("Due of C-10002")
        await kim.press("ctrl+u")
        await kim.type("18/12")
        await kim.press("enter")
        await kim.until("Why the target of C-10002 is extended")
        await kim.press("enter")
        await kim.until("One line is needed here")
        await kim.type("her doctor is away")
        await kim.press("enter")
        await kim.until("Due changed. u takes it back.")
        await kim.until("Fri 11 Dec › Fri 18 Dec")
        assert "extended" in kim.line("completion")
        assert the_case(kim, union).due_on == date(2026, 12, 18)
        assert its_targets(kim, union).extensions[0].reason == "her doctor is away"
        await kim.press("u")
        await kim.until("C-10002 is as it was.")
        assert the_case(kim, union).due_on == date(2026, 12, 11)


async def test_an_earlier_target_needs_no_reason(sit: Sit, union: Furnished) -> None:
    async with sit() as kim:
        await at_case(kim)
        await kim.lead("T")
        await kim.until("Due of C-10002")
        await kim.press("ctrl+u")
        await kim.type("27/11")
        await kim.press("enter")
        await kim.until("Due changed")
        assert the_case(kim, union).due_on == date(2026, 11, 27)


async def test_escalating_asks_why_and_the_same_key_says_it_is_dealt_with(sit: Sit, union: Furnished) -> None:
    async with sit() as kim:
        await at_targets(kim)
        await kim.press("E")
        await kim.until("Why to escalate C-10002")
        await kim.type("HR does not answer")
        await kim.press("enter")
        await kim.until("C-10002 is escalated.")
        await kim.until("HR does not answer  Kim Tran to lena.vogt")
        assert "escalated" in kim.head
        await kim.press("E")
        await kim.until("What was decided about C-10002")
        await kim.type("Lena rings the director")
        await kim.press("enter")
        await kim.until("C-10002 is dealt with.")
        await kim.until("dealt with  HR does not answer")
        assert the_case(kim, union).escalated_at is None


async def test_an_escalated_case_leads_the_supervisor_s_home_and_says_why(sit: Sit, union: Furnished) -> None:
    async with sit(login="lena.vogt") as lena:
        await lena.until(lambda: lena.app.seat.desk is not None)
        assert lena.app.seat.desk is not None
        targets.escalate(lena.app.seat.desk, union["next"], "The roster starts tomorrow.")
        await lena.press("f9")
        await lena.until("Overdue 1")
        lena.app.screen.desk_opened()  # type: ignore[attr-defined]
        await lena.until("Escalated 1")
        await lena.press("down", "home")
        assert "Unpaid overtime" in lena.row()
        await lena.press("question_mark")
        await lena.until("Before those who decide. Escalated: follow-up Thu 26 Nov.")


async def test_home_marks_what_has_become_late_on_a_desk_s_own_store(sit: Sit, union: Furnished) -> None:
    def breached(kim: Sitting) -> Any:
        return [one.breached_at for one in its_targets(kim, union).targets if one.kind.value == "completion"]

    async with sit() as kim:
        await kim.at_work()
        assert breached(kim) == [None]
        kim.clock.move(days=20)
        kim.app.screen.desk_opened()  # type: ignore[attr-defined]
        await kim.until(lambda: breached(kim) == [kim.clock()])
        assert the_case(kim, union).escalated_at == kim.clock()
        await kim.press("down", "up")


async def test_enter_on_the_due_row_of_the_details_asks_the_same(sit: Sit) -> None:
    async with sit() as kim:
        await at_case(kim)
        await kim.lead("d")
        await kim.until("Details › C-10002")
        await kim.until("Patience Okafor, 0051877")
        await kim.press("home")
        for _ in range(22):
            if kim.row().lstrip("▌ ").startswith("Due"):
                break
            await kim.press("down")
        await kim.press("enter")
        await kim.until("Due of C-10002")
