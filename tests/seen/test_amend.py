"""A submitted interaction is put right, moved to the right member, and its history read."""

from collections.abc import Callable
from typing import Any

import pytest
from uuid_utils.compat import uuid7

from data.desk import cases, documents, interactions
from data.desk.opening import open_desk
from data.types.documents import Attachment
from data.types.notes import Section
from data.types.records import InteractionRecord
from tests.builders import Clock, a_case_form, staff_id
from tests.seen.conftest import Sit
from tests.seen.kit import NARROW, Sitting
from tests.seen.union import Furnished
from widgets.choice import ChoiceField
from widgets.day import DayField
from widgets.note_editor import SectionText


@pytest.fixture
def meanwhile(union_url: str, clock: Clock, union: Furnished) -> Callable[..., None]:
    """Lena puts today's interaction right at a desk of her own."""

    def change(issue: str = "", **fields: Any) -> None:
        lena = open_desk(union_url, "lena.vogt", clock=clock)
        try:
            form = interactions.begin_edit(interactions.read(lena, union["today"]), uuid7())
            if issue:
                form.now.sections[1] = Section("Issue", issue)
            for name, value in fields.items():
                setattr(form.now, name, value)
            interactions.edit(lena, form)
        finally:
            lena.close()

    return change


def record(kim: Sitting, union: Furnished) -> InteractionRecord:
    assert kim.app.seat.desk is not None
    return interactions.read(kim.app.seat.desk, union["today"])


async def the_interaction(kim: Sitting) -> None:
    """Home, and Enter on today's follow-up without a case."""
    await the_interaction_now(kim, "Roster changed")


async def the_interaction_now(kim: Sitting, words: str) -> None:
    """The same, with what its Issue says now."""
    await kim.at_work()
    await kim.press("down", "down", "enter")
    await kim.until("Interaction › I-20003")
    await kim.until(words)


async def putting_right(kim: Sitting) -> None:
    """From there e, and the caret in Issue."""
    await the_interaction(kim)
    await kim.press("e")
    await kim.until("Change › I-20003")
    await kim.until("As it stands")
    await kim.press("ctrl+down")
    assert isinstance(kim.focused, SectionText) and kim.focused.title == "Issue"


async def test_e_opens_the_same_fields_with_what_was_written(sit: Sit) -> None:
    async with sit() as kim:
        await the_interaction(kim)
        assert "e change" in kim.keys
        await kim.press("e")
        await kim.until("Change › I-20003")
        assert "the earlier text stays in the history" in kim.head
        assert "Six years on the night roster." in kim.seen
        assert "Hours, rosters & breaks" in kim.line(" About  ")


async def test_new_words_are_saved_and_the_interaction_shows_them(sit: Sit, union: Furnished) -> None:
    async with sit() as kim:
        await putting_right(kim)
        await kim.type(" Twice.")
        kim.one("#outcome", ChoiceField).focus()
        await kim.type("resol")
        await kim.press("ctrl+s")
        await kim.until("I-20003 is saved.")
        assert kim.place == "interaction"
        await kim.until("Roster changed without notice. Twice.")
        after = record(kim, union)
        assert (after.sections[1].body, after.outcome) == (
            "Roster changed without notice. Twice.",
            "Resolved",
        )
        assert kim.app.seat.drafts.counts() == (0, 0, 0)


async def test_saving_nothing_says_so(sit: Sit) -> None:
    async with sit() as kim:
        await putting_right(kim)
        await kim.press("ctrl+s")
        assert kim.status.startswith("Nothing has changed.")


async def test_a_day_that_is_none_is_named_and_gets_the_caret(sit: Sit, union: Furnished) -> None:
    async with sit() as kim:
        await putting_right(kim)
        kim.one("#follow_up", DayField).focus()
        await kim.press("ctrl+u")
        await kim.type("31/2")
        await kim.press("ctrl+s")
        assert "Follow-up “31/2” is no day" in kim.seen
        assert kim.focused.id == "follow_up"
        assert record(kim, union).version == 1


async def test_what_was_typed_and_not_saved_is_gone_on_with(sit: Sit, union: Furnished) -> None:
    async with sit() as kim:
        await putting_right(kim)
        await kim.type(" Unsaved.")
        await kim.press("escape")
        await kim.until("Interaction › I-20003")
        await kim.press("e")
        await kim.until("Change › I-20003")
        assert "Roster changed without notice. Unsaved." in kim.seen
        assert record(kim, union).version == 1


async def test_esc_without_a_change_leaves_no_draft(sit: Sit) -> None:
    async with sit() as kim:
        await putting_right(kim)
        await kim.press("escape")
        await kim.until("Interaction › I-20003")
        assert kim.app.seat.drafts.counts() == (0, 0, 0)


async def test_the_same_section_changed_meanwhile_is_told_and_a_second_save_decides(
    sit: Sit, union: Furnished, meanwhile: Callable[..., None]
) -> None:
    async with sit() as kim:
        await putting_right(kim)
        meanwhile("Lena's words.", outcome="Referred")
        await kim.type(" Mine.")
        await kim.press("ctrl+s")
        await kim.until("Someone changed Issue too")
        assert "Lena's words." in kim.seen
        assert "Roster changed without notice. Mine." in kim.seen
        assert record(kim, union).sections[1].body == "Lena's words."
        await kim.press("ctrl+s")
        await kim.until("I-20003 is saved.")
        after = record(kim, union)
        assert (after.sections[1].body, after.outcome) == ("Roster changed without notice. Mine.", "Referred")


async def test_another_field_changed_meanwhile_stands_beside_mine(
    sit: Sit, union: Furnished, meanwhile: Callable[..., None]
) -> None:
    async with sit() as kim:
        await putting_right(kim)
        meanwhile(outcome="Referred")
        await kim.type(" Mine.")
        await kim.press("ctrl+s")
        await kim.until("I-20003 is saved.")
        after = record(kim, union)
        assert (after.sections[1].body, after.outcome) == ("Roster changed without notice. Mine.", "Referred")


async def test_the_history_shows_the_earlier_text_and_goes_away_again(
    sit: Sit, meanwhile: Callable[..., None]
) -> None:
    async with sit() as kim:
        meanwhile("Roster changed with one day's notice.")
        await the_interaction(kim)
        await kim.lead("t")
        await kim.until("Roster changed without notice. › Roster changed with one day's notice.")
        assert "Lena Vogt" in kim.seen
        await kim.lead("t")
        await kim.until("Type        Phone – inbound")


async def test_the_form_stands_at_80_columns(sit: Sit) -> None:
    async with sit(size=NARROW) as kim:
        await the_interaction(kim)
        await kim.press("e")
        await kim.until("Change › I-20003")
        assert "Roster changed without notice." in kim.seen
        assert all(len(line) <= 80 for line in kim.lines)


async def test_a_long_earlier_text_is_shown_whole(sit: Sit, meanwhile: Callable[..., None]) -> None:
    async with sit(size=(120, 90)) as kim:
        meanwhile("\n".join(f"Line {number} of what she said." for number in range(1, 31)))
        meanwhile("Shorter.")
        await the_interaction_now(kim, "Shorter.")
        await kim.lead("t")
        await kim.until("History 2")
        assert [number for number in range(1, 31) if f"Line {number} of what she said." in kim.seen] == list(
            range(1, 31)
        )


# To another member


async def test_it_is_moved_to_the_right_member_with_one_line_of_reason(sit: Sit, union: Furnished) -> None:
    async with sit() as kim:
        await the_interaction(kim)
        await kim.lead("r")
        await kim.until("Find")
        await kim.type("okafor")
        await kim.until("0051877  Bayview")
        await kim.press("enter")
        await kim.until("Why it moves to Patience Okafor")
        await kim.type("Wrong Hanako.")
        await kim.press("enter")
        await kim.until("I-20003 stands with Patience Okafor now.")
        assert "Patience Okafor" in kim.head
        assert record(kim, union).member_id == union["Okafor"]
        await kim.lead("t")
        await kim.until("because Wrong Hanako.")


async def test_esc_at_the_reason_moves_nothing_and_gives_the_keyboard_back(
    sit: Sit, union: Furnished
) -> None:
    async with sit() as kim:
        await the_interaction(kim)
        before = kim.focused
        await kim.lead("r")
        await kim.until("Find")
        await kim.type("okafor")
        await kim.until("0051877  Bayview")
        await kim.press("enter")
        await kim.until("Why it moves")
        await kim.press("enter")
        assert "One line is needed here" in kim.status
        await kim.press("tab")
        await kim.type("abc")
        await kim.press("escape")
        assert "Why it moves" not in kim.seen
        assert kim.focused is before
        assert record(kim, union).member_id != union["Okafor"]


async def test_what_became_a_case_is_not_moved_and_says_why(sit: Sit, union: Furnished) -> None:
    async with sit() as kim:
        await kim.at_work()
        assert kim.app.seat.desk is not None
        cases.create(kim.app.seat.desk, a_case_form(record(kim, union).member_id, union["today"]))
        await kim.press("down", "down", "enter")
        await kim.until("became C-10006")
        await kim.lead("r")
        assert "It became C-10006" in kim.seen
        assert kim.place == "interaction"


# The fields of the call


async def test_all_fields_of_the_call_are_put_right(sit: Sit, union: Furnished) -> None:
    async with sit() as kim:
        await putting_right(kim)
        await kim.lead("o")
        await kim.lead("t")
        await kim.lead("a")
        assert "no advice given" in kim.line("Advice")
        await kim.into(kim.fields.given_to)
        await kim.type("ortiz")
        await kim.into(kim.fields.to_do)
        await kim.type("Ring the roster office")
        await kim.press("ctrl+s")
        await kim.until("I-20003 is saved.")
        await kim.until("Sam Ortiz: Ring the roster office")
        after = record(kim, union)
        assert (after.spoke_with, after.identity_checked, after.no_advice) == ("member", True, True)
        assert (after.follow_up_by_name, after.follow_up_action) == ("Sam Ortiz", "Ring the roster office")


async def test_one_key_alone_is_a_change_that_is_kept(sit: Sit) -> None:
    async with sit() as kim:
        await putting_right(kim)
        await kim.lead("o")
        await kim.press("escape")
        await kim.until("Interaction › I-20003")
        assert kim.app.seat.drafts.counts() == (1, 0, 0)
        await kim.press("e")
        await kim.until("Change › I-20003")
        assert "member" in kim.line(" More ")


async def test_advice_that_is_written_takes_the_mark_away(sit: Sit, union: Furnished) -> None:
    async with sit() as kim:
        await putting_right(kim)
        await kim.lead("a")
        await kim.press("ctrl+down", "ctrl+down")
        await kim.type("Keep the old roster.")
        await kim.press("ctrl+s")
        await kim.until("I-20003 is saved.")
        assert not record(kim, union).no_advice
        await kim.press("e")
        await kim.until("Change › I-20003")
        await kim.lead("a")
        assert "Advice is written: there is nothing to mark." in kim.status


async def test_who_someone_else_gave_it_to_meanwhile_is_shown_by_name(
    sit: Sit, union: Furnished, meanwhile: Callable[..., None]
) -> None:
    async with sit() as kim:
        await putting_right(kim)
        meanwhile(follow_up_by=staff_id("aisha.bello"))
        await kim.into(kim.fields.given_to)
        await kim.type("ortiz")
        await kim.press("ctrl+s")
        await kim.until("Someone changed Given to too")
        assert "Aisha Bello" in " ".join(kim.side)
        await kim.press("ctrl+s")
        await kim.until("I-20003 is saved.")
        assert record(kim, union).follow_up_by_name == "Sam Ortiz"


async def test_a_document_is_named_while_an_interaction_or_a_description_is_put_right(
    sit: Sit, union: Furnished, union_url: str, clock: Clock
) -> None:
    """Features A5.08."""
    desk = open_desk(union_url, "kim.tran", clock=clock)
    member = interactions.read(desk, union["today"]).member_id
    documents.attach(desk, Attachment(uuid7(), "roster.pdf", b"%PDF-1.7 a", member_id=member))
    documents.attach(desk, Attachment(uuid7(), "letter.pdf", b"%PDF-1.7 b", case_id=union["overdue"]))
    desk.close()
    async with sit() as kim:
        await putting_right(kim)
        await kim.type(" See [[")
        await kim.until("Which document")
        await kim.type("roster")
        await kim.press("enter")
        await kim.until("See [[20261123")
    async with sit() as kim:
        await kim.at_work()
        await kim.press("down")
        while "Patience Okafor" not in kim.row():
            await kim.press("down")
        await kim.press("enter")
        await kim.until("Ring HR.")
        await kim.lead("e")
        await kim.until("Description › C-10002")
        await kim.type(" See ")
        await kim.lead("V")
        await kim.until("Which document")
        await kim.type("letter")
        await kim.press("enter")
        await kim.until("See [[20261123")
