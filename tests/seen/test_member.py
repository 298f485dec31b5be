"""The member: all contact in one line of time, and what can be done from it."""

import threading
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from textual.strip import Strip

from data.desk import cases, interactions, members, messages
from data.desk.opening import open_desk
from data.types.errors import StoreReadOnly
from data.types.messages import Way
from data.types.timeline import TimelineItem
from tests.builders import Clock, an_interaction_form
from tests.seen.conftest import Sit
from tests.seen.kit import NARROW, PATIENCE_S, Sitting
from tests.seen.union import Furnished
from widgets.choice import ChoiceField
from widgets.row_list import RowList


async def andrea(kim: Sitting) -> None:
    """Andrea Gallagher's page."""
    await kim.at_work()
    await kim.type("andrea")
    await kim.until("0048213  Bayview")
    await kim.press("enter")
    await kim.until("Member › Andrea Gallagher")
    await kim.until("November 2026")


async def test_interactions_and_cases_stand_in_one_line_of_time(sit: Sit) -> None:
    async with sit() as kim:
        await andrea(kim)
        rows = [line[:79].rstrip(" │") for line in kim.lines[2:16]]
        months = [row.strip() for row in rows if row.strip() in ("November 2026", "October 2026")]
        assert months == ["November 2026", "October 2026"]
        kinds = [row[27:36].strip() for row in rows if " ago " in row]
        assert kinds == ["case", "phone", "phone"]
        assert "became" in kim.line("3 d ago  Fri 20 Nov  phone")


async def test_a_message_about_no_case_stands_in_it_and_is_read_whole_beside_it(
    sit: Sit, union: Furnished, union_url: str, clock: Clock
) -> None:
    """Features A4.22."""
    desk = open_desk(union_url, "kim.tran", clock=clock)
    letter = messages.begin(desk, messages.to_write(desk, union["Andrea"]), None, "We need")
    body = "The ballot opens on Monday.\n" + "\n".join(f"Word {number}." for number in range(1, 9))
    messages.send(desk, replace(letter, way=Way.COPY, subject="The ballot", body=body))
    desk.close()
    async with sit() as kim:
        await andrea(kim)
        await kim.press("5")
        await kim.until("E-mails 1")
        await kim.until(lambda: "The ballot" in kim.row())
        await kim.until("Word 8.")
        await kim.press("enter")
        await kim.until("The whole message stands beside the list.")
    async with sit(size=NARROW) as kim:
        await andrea(kim)
        await kim.press("5")
        await kim.until(lambda: "The ballot" in kim.row())
        assert "Word 8." not in kim.seen
        await kim.press("enter")
        await kim.until("Word 8.")


@pytest.fixture
def long_life(union: Furnished, union_url: str, clock: Clock) -> None:
    """Andrea has had a hundred contacts more."""
    desk = open_desk(union_url, "kim.tran", clock=Clock(clock.at - timedelta(days=200)))
    for _ in range(100):
        form = an_interaction_form(union["Andrea"], related_to="Leave", case_types=[])
        interactions.submit(desk, form)
        desk.clock.move(days=1)  # type: ignore[attr-defined]
    desk.close()


async def test_what_is_seen_is_painted_first_and_the_rest_comes_below_without_a_paint(
    sit: Sit, long_life: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Acceptance 5: the rest is behind a gate, so that what is seen before it comes is looked at."""
    gate, begun = threading.Event(), threading.Event()
    timeline = members.timeline

    def behind_the_gate(*words: Any, **given: Any) -> tuple[TimelineItem, ...]:
        begun.set()
        assert gate.wait(PATIENCE_S)
        return timeline(*words, **given)

    async with sit() as kim:
        await andrea(kim)
        await kim.until(lambda: len(kim.one("#timeline", RowList).rows) > 100)
        await kim.press("f9", "ctrl+u")
        monkeypatch.setattr(members, "timeline", behind_the_gate)
        await kim.type("andrea")
        await kim.until("0048213  Bayview")
        await kim.press("enter")
        await kim.until("1 All 103")
        await kim.until("2 Interactions 102")
        rows = kim.one("#timeline", RowList)
        await kim.until(lambda: sum(bool(row.key) for row in rows.rows) == members.FIRST)
        await kim.until(begun.is_set)
        await kim.press("down", "down")
        before, top, shown = rows.key, rows.top, kim.row()
        await kim.pilot.pause()
        painted: list[int] = []
        render = RowList.render_line

        def counting(self: RowList, y: int) -> Strip:
            painted.append(y)
            return render(self, y)

        monkeypatch.setattr(RowList, "render_line", counting)
        gate.set()
        await kim.until(lambda: sum(bool(row.key) for row in rows.rows) == 103)
        await kim.pilot.pause()
        assert (rows.key, rows.top, kim.row()) == (before, top, shown)
        monkeypatch.setattr(RowList, "render_line", render)
        # The one line that `row` above asked for.
        assert len(painted) == 1
        await kim.press("end")
        assert "Leave" in kim.row()


async def test_the_end_of_what_was_read_first_leads_on_to_the_rest(
    sit: Sit, long_life: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*words: Any, **given: Any) -> tuple[TimelineItem, ...]:
        raise StoreReadOnly

    async with sit() as kim:
        monkeypatch.setattr(members, "timeline", never)
        await andrea(kim)
        rows = kim.one("#timeline", RowList)
        await kim.until("The database can be read but not written")
        assert sum(bool(row.key) for row in rows.rows) == members.FIRST
        await kim.press("end")
        stood_on = kim.row()
        await kim.until(lambda: sum(bool(row.key) for row in rows.rows) == 103)
        assert kim.row() == stood_on


async def test_coming_back_the_whole_is_read_again_and_the_cursor_stays(sit: Sit, long_life: None) -> None:
    async with sit() as kim:
        await andrea(kim)
        rows = kim.one("#timeline", RowList)
        await kim.until(lambda: len(rows.rows) > 100)
        await kim.press("end")
        stood_on, top = kim.row(), rows.top
        await kim.press("enter")
        await kim.until("Interaction › ")
        await kim.press("escape")
        await kim.until(lambda: kim.place == "member")
        await kim.pilot.pause()
        assert (kim.row(), rows.top) == (stood_on, top)


async def test_the_profile_stands_beside_it(sit: Sit) -> None:
    async with sit() as kim:
        await andrea(kim)
        await kim.until("0491 570 006, mobile")
        assert "Standing  financial to Thu 31 Dec" in kim.seen
        assert "0048213" in kim.head


async def test_an_interaction_that_became_a_case_says_so_instead_of_converting(sit: Sit) -> None:
    async with sit() as kim:
        await andrea(kim)
        await kim.press("down")
        assert "became" in kim.row()
        await kim.press("ctrl+t")
        assert kim.status == "This interaction became C-10001 already."
        assert kim.place == "member"


async def test_ctrl_t_makes_a_case_of_the_interaction_under_the_cursor(sit: Sit) -> None:
    async with sit() as kim:
        await andrea(kim)
        await kim.press("end")
        assert "Pay & underpayment" in kim.row()
        await kim.press("ctrl+t")
        await kim.until("New case › Andrea Gallagher")
        assert "Pay rate after the new roster." in kim.seen


async def test_enter_reads_the_interaction(sit: Sit) -> None:
    async with sit() as kim:
        await andrea(kim)
        await kim.press("end", "enter")
        await kim.until("Interaction › I-20001")
        assert "Pay rate after the new roster." in kim.seen
        assert "Resolved" in kim.line("Outcome")
        await kim.press("escape")
        assert kim.place == "member"


async def test_a_note_from_here_is_in_the_line_of_time_on_coming_back(sit: Sit) -> None:
    async with sit() as kim:
        await andrea(kim)
        await kim.press("f3")
        await kim.until("Call › Andrea Gallagher")
        await kim.type("Rings again.")
        kim.one("#about", ChoiceField).focus()
        await kim.type("leave")
        await kim.press("enter", "ctrl+s")
        await kim.until("submitted I-20004")
        await kim.press("escape")
        await kim.until("Rings again.")
        assert "today" in kim.line("Leave")


async def test_a_member_in_arrears_is_told_in_words(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.type("nguyen")
        await kim.until("0052001  Northern")
        await kim.press("enter")
        await kim.until("2 m owing")
        assert "Unfinancial" not in kim.seen  # owing some months is not that yet
        await kim.press("escape", "escape", "ctrl+u")
        kim.clock.move(days=120)
        await kim.type("nguyen")
        await kim.until("0052001  Northern")
        await kim.press("enter")
        await kim.until("Unfinancial: say what is owed")


async def test_two_notes_of_one_case_stand_as_two_rows(sit: Sit, union: Furnished) -> None:
    async with sit() as kim:
        await kim.at_work()
        desk = kim.app.seat.desk
        assert desk is not None
        for words in ("First call back.", "Second call back."):
            kim.clock.move(minutes=1)
            form = an_interaction_form(union["Okafor"], about_case_id=union["overdue"])
            form.sections[1] = type(form.sections[1])("Issue", words)
            cases.add_note(desk, union["overdue"], form)
        await kim.type("okafor")
        await kim.until("0051877  Bayview")
        await kim.press("enter")
        await kim.until("Second call back.")
        assert "First call back." in kim.seen
        first = kim.focused.cursor  # type: ignore[attr-defined]
        assert "on C-1" in kim.row()
        await kim.press("down")
        assert "on C-1" in kim.row()
        assert kim.focused.cursor > first  # type: ignore[attr-defined]
