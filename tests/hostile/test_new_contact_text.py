"""Anything pasted into the form of a new contact or of a detail is taken, kept, and steers nothing."""

from data.desk import members
from tests.seen.conftest import Sit
from tests.seen.kit import NARROW
from widgets.entry import TextField

NASTY = "O'Neil [/foo] [@click=app.quit]x[/] \x1b]52;c;QUJD\x07\x9b31m\u202egnp"
KEPT = "O'Neil [/foo] [@click=app.quit]x[/] gnp"


async def test_markup_and_escapes_in_a_new_contact_stand_as_text(sit: Sit) -> None:
    async with sit(size=NARROW) as kim:
        await kim.at_work()
        await kim.press("ctrl+n")
        await kim.type("Rosa")
        await kim.press("tab")
        await kim.paste(NASTY)
        kim.one("#phone", TextField).focus()
        await kim.paste("0491 570 737\n\n")
        await kim.press("f5")
        await kim.until("N-00001 is made.")
        desk = kim.app.seat.desk
        assert desk is not None
        assert members.by_number(desk, "N-00001").family == KEPT
        assert "Member › Rosa O'Neil [/foo]" in kim.head


async def test_ten_thousand_digits_are_refused_in_words_and_stay_in_the_form(sit: Sit) -> None:
    async with sit(size=NARROW) as kim:
        await kim.at_work()
        await kim.press("ctrl+n")
        await kim.type("Rosa")
        await kim.press("tab")
        await kim.type("Zeller")
        await kim.press("tab")
        await kim.paste("1" * 10_000)
        await kim.press("f5")
        await kim.until("longer than 254")
        assert len(kim.one("#phone", TextField).value) == 10_000
        await kim.press("escape")
        draft = kim.app.seat.drafts.listing()[0]
        assert draft.form.member_label == "Rosa Zeller"


async def test_a_find_line_of_nothing_but_signs_offers_an_empty_contact(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.paste("[/b] ' \u202e%_")
        await kim.until("Nobody found for")
        await kim.press("enter")
        assert kim.place == "contact"
        assert kim.one("#phone", TextField).value == ""
