"""The member: all contact in one line of time, and what can be done from it."""

from data.desk import cases
from tests.builders import an_interaction_form
from tests.seen.conftest import Sit
from tests.seen.kit import Sitting
from tests.seen.union import Furnished
from widgets.choice import ChoiceField


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
