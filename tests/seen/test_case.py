"""A case: next steps and follow-up are changed in place, and nothing typed is lost to someone else's change."""

import threading
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from data.desk import cases, changing
from data.desk.desk import Desk
from data.desk.opening import open_desk
from data.types.drafts import DraftState
from data.types.staff import Assignee
from screens.case import CaseScreen
from tests.builders import Clock, change_case, staff_id
from tests.seen.conftest import Sit
from tests.seen.kit import Sitting
from tests.seen.union import Furnished
from widgets.day import DayField
from widgets.note_editor import SectionText


@pytest.fixture
def meanwhile(union_url: str, clock: Clock, union: Furnished) -> Callable[..., None]:
    """Lena changes the overdue case at a desk of her own."""

    def change(**wanted: Any) -> None:
        lena: Desk = open_desk(union_url, "lena.vogt", clock=clock)
        try:
            change_case(lena, cases.read(lena, union["overdue"]), **wanted)
        finally:
            lena.close()

    return change


async def the_case(kim: Sitting) -> None:
    """Home, and Enter on the overdue case."""
    await kim.at_work()
    await kim.press("down", "enter")
    await kim.until("Ring HR.")
    await kim.until(lambda: isinstance(kim.app.focused, SectionText))


def record(kim: Sitting, union: Furnished) -> tuple[str, date | None]:
    """Next steps and follow-up as they stand in the store."""
    assert kim.app.seat.desk is not None
    case = cases.read(kim.app.seat.desk, union["overdue"])
    return case.next_steps, case.follow_up_on


async def test_the_caret_stands_at_the_end_of_next_steps(sit: Sit) -> None:
    async with sit() as kim:
        await the_case(kim)
        await kim.type(" Today.")
        assert "Send the summary to her. Today." in kim.seen


async def test_what_is_typed_while_a_saved_case_is_read_again_stays_and_is_saved(
    sit: Sit, union: Furnished, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads, slow, sends, goes = cases.read, threading.Event(), changing.change, threading.Event()

    def read(*given: Any) -> Any:
        slow.wait(20)
        return reads(*given)

    def change(*given: Any) -> Any:
        goes.wait(20)
        return sends(*given)

    async with sit() as kim:
        await the_case(kim)
        screen = kim.app.screen
        assert isinstance(screen, CaseScreen)
        monkeypatch.setattr(cases, "read", read)
        monkeypatch.setattr(changing, "change", change)
        await kim.type(" Today. ")
        await kim.press("ctrl+s")
        # Nothing is typed over what is on its way, and nothing is lost without a word.
        await kim.type("x")
        await kim.until("It waits to be sent, and is typed on when it is saved.")
        goes.set()
        await kim.until("C-10002 is saved.")
        await kim.type("And on.")
        await kim.until("draft kept")
        slow.set()
        await kim.until(lambda: screen.form.version == 2)
        assert "summary to her. Today. And on." in kim.seen and "Someone" not in kim.seen
        await kim.press("ctrl+s")
        await kim.until(lambda: record(kim, union)[0].endswith("Today. And on."))


async def test_a_case_that_is_hidden_from_who_types_in_it_is_told_and_the_words_stay(
    sit: Sit, meanwhile: Callable[..., None]
) -> None:
    async with sit() as kim:
        await the_case(kim)
        await kim.type(" Today.")
        meanwhile(scope=2, assignees=[Assignee(officer_id=staff_id("lena.vogt"))])
        await kim.press("ctrl+s")
        await kim.until("C-10002 is not yours to see any more: somebody changed who sees it.")
        assert "kept as a draft (ctrl+g -)" in kim.seen and "to her. Today." in kim.seen
        (draft,) = kim.app.seat.drafts.listing()
        assert draft.state is DraftState.WRITING


async def test_next_steps_and_follow_up_are_changed_and_saved(sit: Sit, union: Furnished) -> None:
    async with sit() as kim:
        await the_case(kim)
        await kim.type(" Today.")
        await kim.press("tab")
        await kim.press("ctrl+u")
        await kim.type("fri")
        await kim.press("ctrl+s")
        await kim.until("C-10002 is saved.")
        assert record(kim, union) == ("Ring HR.\nSend the summary to her. Today.", date(2026, 11, 27))
        assert "Fri 27 Nov, 4 d, 4 wd" in kim.seen


async def test_saving_nothing_says_so(sit: Sit) -> None:
    async with sit() as kim:
        await the_case(kim)
        await kim.press("ctrl+s")
        assert kim.status == "Nothing has changed."


async def test_the_same_field_changed_meanwhile_is_told_and_the_text_stays(
    sit: Sit, union: Furnished, meanwhile: Callable[..., None]
) -> None:
    async with sit() as kim:
        await the_case(kim)
        meanwhile(next_steps="Lena rings HR.")
        await kim.type(" Mine.")
        await kim.press("ctrl+s")
        await kim.until("Someone changed Next steps too")
        assert "Send the summary to her. Mine." in kim.seen
        assert "Lena rings HR." in kim.seen
        assert record(kim, union)[0] == "Lena rings HR."
        (draft,) = kim.app.seat.drafts.listing()
        assert draft.first_words == "Ring HR."
        await kim.type(" More.")
        assert "Mine. More." in kim.seen


async def test_where_both_wrote_digits_choose_mine_theirs_or_both(
    sit: Sit, union: Furnished, meanwhile: Callable[..., None]
) -> None:
    async with sit() as kim:
        await the_case(kim)
        await kim.lead("2")
        assert kim.status == "Nobody changed the same field: there is nothing to choose."
        meanwhile(next_steps="Ring HR.\nLena writes.", follow_up_on=date(2026, 12, 1))
        await kim.type(" Mine.")
        await kim.press("tab")
        await kim.press("ctrl+u")
        await kim.type("fri")
        await kim.press("ctrl+s")
        await kim.until("Someone changed Next steps and Follow-up too")
        assert "Follow-up: both changed" in kim.seen and "Tue 01 Dec 2026" in kim.seen
        # The caret says which field; a day holds one value only.
        kim.one("#follow_up", DayField).focus()
        await kim.lead("3")
        assert kim.status.startswith("Follow-up holds one value: 1 is mine, 2 theirs.")
        await kim.lead("2")
        assert kim.status.startswith("Follow-up: theirs. Next steps is next.")
        await kim.press("shift+tab")
        await kim.lead("2")
        await kim.until("Next steps: theirs.")
        await kim.lead("1")
        assert "Send the summary to her. Mine." in kim.seen
        await kim.type(" More.")
        await kim.lead("3")
        await kim.until("Put the two marked parts in order.")
        await kim.press("ctrl+s")
        await kim.until("C-10002 is saved.")
        both = "Ring HR.\n[theirs] Lena writes.\n[mine] Send the summary to her. Mine. More."
        assert record(kim, union) == (both, date(2026, 12, 1))
        await kim.until(lambda: "both changed" not in kim.seen)


async def test_after_reading_theirs_a_second_save_is_a_decision(
    sit: Sit, union: Furnished, meanwhile: Callable[..., None]
) -> None:
    async with sit() as kim:
        await the_case(kim)
        meanwhile(next_steps="Lena rings HR.", follow_up_on=date(2026, 12, 1))
        await kim.type(" Mine.")
        await kim.press("ctrl+s")
        await kim.until("Lena rings HR.")
        await kim.press("ctrl+s")
        await kim.until("C-10002 is saved.")
        assert record(kim, union) == ("Ring HR.\nSend the summary to her. Mine.", date(2026, 12, 1))


async def test_another_field_changed_meanwhile_stands_beside_mine(
    sit: Sit, union: Furnished, meanwhile: Callable[..., None]
) -> None:
    async with sit() as kim:
        await the_case(kim)
        meanwhile(follow_up_on=date(2026, 12, 1))
        await kim.type(" Mine.")
        await kim.press("ctrl+s")
        await kim.until("C-10002 is saved.")
        assert record(kim, union) == ("Ring HR.\nSend the summary to her. Mine.", date(2026, 12, 1))
        await kim.until("Tue 1 Dec, 8 d, 6 wd")


async def test_what_was_typed_and_not_saved_is_offered_again(sit: Sit) -> None:
    async with sit() as kim:
        await the_case(kim)
        await kim.type(" Unsaved.")
        await kim.until("draft kept")
        await kim.press("right")
        assert "1 draft" in kim.head
        await kim.press("escape")
        await kim.until("Not submitted 1")
        await kim.press("home", "enter")
        await kim.until("restored")
        assert "Send the summary to her. Unsaved." in kim.seen


async def test_a_note_on_the_case_stands_among_its_notes(sit: Sit) -> None:
    async with sit() as kim:
        await the_case(kim)
        await kim.lead("o")
        await kim.until("Note on C-10002 › Patience Okafor")
        await kim.type("HR rang back.")
        await kim.press("ctrl+s")
        await kim.until("Esc back")
        await kim.press("escape")
        await kim.until("Notes 2")
        assert "HR rang back." in kim.side


async def test_the_history_shows_old_and_new_and_goes_away_again(sit: Sit) -> None:
    async with sit() as kim:
        await the_case(kim)
        kim.one("#follow_up", DayField).focus()
        await kim.press("ctrl+u")
        await kim.type("fri")
        await kim.press("ctrl+s")
        await kim.until("C-10002 is saved.")
        await kim.lead("t")
        await kim.until("2026-11-20 › 2026-11-27")
        assert "because The letter came by post." in kim.seen
        assert "follow up on" in kim.seen
        await kim.lead("t")
        await kim.until("Notes 1")


async def test_ctrl_g_u_goes_to_the_member(sit: Sit) -> None:
    async with sit() as kim:
        await the_case(kim)
        await kim.lead("u")
        await kim.until("Member › Patience Okafor")


async def test_f3_from_the_case_is_about_the_same_member(sit: Sit) -> None:
    async with sit() as kim:
        await the_case(kim)
        await kim.press("f3")
        await kim.until("Call › Patience Okafor")


async def test_the_first_view_is_a_summary_with_the_ways_on(sit: Sit) -> None:
    async with sit() as kim:
        await the_case(kim)
        assert "ctrl+g d Details" in kim.line(" Summary")
        assert "Bullying / harassment" in kim.line(" Case type")
        assert "6 of 7, missing Relevant job" in kim.line(" Complete")
        assert "Roster changed without notice." in kim.line(" Issue")
        await kim.lead("d")
        await kim.until("Details › C-10002")
        await kim.press("escape")
        await kim.until("Case › C-10002")
