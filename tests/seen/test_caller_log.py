"""The caller log on the screen: missed calls are said in words and rung back, and nothing is moved by a ring."""

import pytest

from data.types.calls import CallOutcome
from tests.builders import Clock
from tests.seen.conftest import Sit
from tests.seen.kit import NARROW, Sitting
from tests.seen.test_call import section_with_caret
from tests.seen.test_phone import HERS, give_phone, rings

UNKNOWN = "03 7010 9999"


@pytest.fixture
def phones(union_url: str) -> None:
    give_phone(union_url, "0491570157", "0051877")
    give_phone(union_url, "0355503300", "0051877", "0048213")


async def missed(kim: Sitting, clock: Clock, *numbers: str) -> None:
    """Calls that nobody took."""
    for number in numbers:
        await rings(kim, number)
    await kim.app.workers.wait_for_complete()
    await kim.pilot.pause()
    clock.move(minutes=3)
    kim.app.telephone.look()
    await kim.pilot.pause()


async def test_a_call_that_rang_too_long_is_missed_and_home_counts_it(sit: Sit, clock: Clock) -> None:
    async with sit() as kim:
        await kim.at_work()
        await missed(kim, clock, UNKNOWN, "03 7010 0001")
        assert "2 missed" in kim.head
        assert "Call waiting" not in kim.seen


async def test_the_log_says_who_by_which_number_and_what_became_of_it(
    sit: Sit, clock: Clock, phones: None
) -> None:
    async with sit(size=(140, 36)) as kim:
        await kim.at_work()
        await missed(kim, clock, HERS, "03 5550 3300")
        await rings(kim, UNKNOWN, "--name", "Bay Clinic")
        await kim.press("f7")
        await kim.until("Call › unknown caller")
        await rings(kim, "anonymous")
        await kim.lead("j")
        await kim.press("ctrl+g", "c")
        await kim.until("Calls   on this machine")
        assert "missed" in kim.line("Patience Okafor  0051877")
        assert "0491 570 157" in kim.line("Patience Okafor  0051877")
        assert "missed" in kim.line("shared by 2 members")
        assert "taken" in kim.line("calls itself Bay Clinic")
        assert "let ring" in kim.line("withheld")


async def test_enter_rings_back_with_the_member_the_number_and_the_type(
    sit: Sit, clock: Clock, phones: None
) -> None:
    async with sit() as kim:
        await kim.at_work()
        await missed(kim, clock, HERS)
        await kim.press("ctrl+g", "c", "enter")
        await kim.until("Call › Patience Okafor")
        assert section_with_caret(kim) == "Background"
        assert "Phone – outbound" in kim.seen
        assert kim.app.screen.form.caller == "0491570157"  # type: ignore[attr-defined]
        assert "missed" not in kim.head
        await kim.press("f9", "ctrl+g", "c")
        await kim.until("missed, called back")


async def test_a_number_that_several_share_is_rung_back_without_anybody_attached(
    sit: Sit, clock: Clock, phones: None
) -> None:
    async with sit() as kim:
        await kim.at_work()
        await missed(kim, clock, "03 5550 3300")
        await kim.press("ctrl+g", "c", "enter")
        await kim.until("Call › unknown caller   0355503300")
        assert kim.app.screen.form.member_id is None  # type: ignore[attr-defined]


async def test_a_withheld_number_cannot_be_rung_back_and_d_deals_with_it(sit: Sit, clock: Clock) -> None:
    async with sit() as kim:
        await kim.at_work()
        await missed(kim, clock, "anonymous")
        await kim.press("ctrl+g", "c", "enter")
        await kim.until("The number was withheld: it cannot be rung back.")
        await kim.press("d")
        await kim.until("missed, dealt with")
        assert "1 missed" not in kim.head
        await kim.press("d")
        await kim.until("Only a missed call is dealt with")


async def test_a_call_that_still_rings_is_taken_from_the_log_the_one_under_the_cursor(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await rings(kim, "03 7010 0001")
        await rings(kim, "03 7010 0002")
        await kim.press("ctrl+g", "c", "down", "enter")
        await kim.until("Call › unknown caller   0370100001")
        calls = kim.app.seat.drafts.calls.listing()
        assert [call.outcome for call in calls] == [CallOutcome.RINGS, CallOutcome.TAKEN]


async def test_ringing_back_puts_the_note_in_front_aside(sit: Sit, clock: Clock) -> None:
    async with sit() as kim:
        await kim.at_work()
        await missed(kim, clock, UNKNOWN)
        await kim.press("f3")
        await kim.type("First caller.")
        await kim.press("ctrl+g", "c", "enter")
        await kim.until("Call › unknown caller   0370109999")
        assert kim.app.seat.drafts.counts()[1] == 1


async def test_a_ring_while_the_log_is_read_leaves_the_cursor_on_its_call(sit: Sit, clock: Clock) -> None:
    async with sit() as kim:
        await kim.at_work()
        await missed(kim, clock, "03 7010 0001", "03 7010 0002")
        await kim.press("ctrl+g", "c", "down")
        assert "(03) 7010 0001" in kim.row()
        await rings(kim, UNKNOWN)
        await kim.until("Call waiting")
        assert "(03) 7010 0001" in kim.row()


async def test_y_copies_the_number(sit: Sit, clock: Clock) -> None:
    async with sit() as kim:
        await kim.at_work()
        await missed(kim, clock, UNKNOWN)
        await kim.press("ctrl+g", "c", "y")
        await kim.until("0370109999 copied.")
        assert kim.app.clipboard == "0370109999"


async def test_an_empty_log_says_how_calls_come(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.press("ctrl+g", "c")
        await kim.until("No calls yet.")
        await kim.press("enter", "d")
        await kim.until("The cursor stands on no call.")


async def test_f7_after_the_call_has_stopped_ringing_points_to_the_log(sit: Sit, clock: Clock) -> None:
    async with sit() as kim:
        await kim.at_work()
        await missed(kim, clock, UNKNOWN)
        await kim.press("f7")
        await kim.until("No call is waiting. ctrl+g c lists those that rang.")


async def test_the_state_is_read_in_a_narrow_window_too(sit: Sit, clock: Clock, phones: None) -> None:
    async with sit(size=NARROW) as kim:
        await kim.at_work()
        await missed(kim, clock, HERS)
        await kim.press("ctrl+g", "c")
        line = kim.line("Patience Okafor")
        assert "0491 570 157" in line
        assert line.endswith("missed")
        await kim.press("d")
        assert kim.line("Patience Okafor").endswith("missed, dealt with")
