"""Nothing that arrives moves the caret, the cursor or a letter."""

from datetime import date

from textual.widgets import TextArea

from data.desk import cases
from data.desk.opening import open_desk
from tests.builders import Clock, a_case_form, an_interaction_form
from tests.seen.conftest import Sit
from tests.seen.kit import Sitting
from tests.seen.union import Furnished


def arrive(kim: Sitting, member_id: object, follow_up_on: date | None = None) -> None:
    """Something that waited on this machine goes out now."""
    form = an_interaction_form(member_id, follow_up_on=follow_up_on)  # type: ignore[arg-type]
    kim.app.seat.drafts.wait(form)
    kim.app.sender.send()


async def test_while_typing_the_caret_stays_and_no_letter_is_lost(sit: Sit, union: Furnished) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.press("f3")
        await kim.type("One two three")
        await kim.press("left", "left")
        text = kim.focused
        assert isinstance(text, TextArea)
        caret = text.cursor_location
        arrive(kim, union["Okafor"])
        await kim.type("x")
        await kim.until(lambda: not kim.app.seat.drafts.waiting())
        await kim.type("y")
        assert kim.focused is text
        assert text.text == "One two thrxyee"
        assert text.cursor_location == (caret[0], caret[1] + 2)


async def test_a_row_that_comes_above_leaves_the_cursor_on_its_record(sit: Sit, union: Furnished) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.press("down", "down", "down")
        record = kim.row()
        assert "Jun Nguyen" in record
        rows = kim.focused
        for day in (17, 18, 19):
            arrive(kim, union["Lindqvist"], date(2026, 11, day))
        await kim.until("Overdue 4")
        await kim.until("I-20006 is saved.")
        assert kim.focused is rows
        assert kim.row() == record


async def test_a_colleagues_case_appears_on_coming_back_with_the_cursor_where_it_was(
    sit: Sit, union: Furnished, union_url: str, clock: Clock
) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.press("down", "down", "down", "enter")
        await kim.until("Case › C-10003")
        lena = open_desk(union_url, "lena.vogt", clock=clock)
        cases.create(lena, a_case_form(union["Lindqvist"], follow_up_on=date(2026, 11, 18)))
        lena.close()
        await kim.press("escape")
        await kim.until("Rosa Lindqvist")
        assert "Jun Nguyen" in kim.row()


async def test_a_record_that_goes_leaves_the_cursor_on_its_neighbour(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        for words in ("One.", "Two.", "Three."):
            await kim.press("f3")
            await kim.type(words)
            await kim.press("escape")
            kim.clock.move(minutes=1)
        await kim.lead("-")
        await kim.press("down")
        assert "Two." in kim.row()
        await kim.press("d")
        assert "One." in kim.row() or "Three." in kim.row()


async def test_words_in_the_find_line_stay_when_something_is_sent(sit: Sit, union: Furnished) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.type("okaf")
        entry = kim.focused
        arrive(kim, union["Lindqvist"])
        await kim.until("I-20004 is saved.")
        await kim.type("or")
        await kim.until("Find  okafor")
        assert kim.focused is entry


async def test_the_clock_of_the_head_moves_no_caret(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.press("f3")
        await kim.type("ab")
        await kim.press("left")
        kim.clock.move(seconds=71)
        await kim.until("00:01:11")
        await kim.type("x")
        assert "axb" in kim.line("Background")
