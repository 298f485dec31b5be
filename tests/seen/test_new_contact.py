"""Nobody found: a new contact out of what was typed, and back to the note that wanted her."""

from pathlib import Path

from data.desk import members
from tests.seen.conftest import Sit
from tests.seen.kit import NARROW, Sitting
from tests.seen.test_call import section_with_caret
from widgets.entry import TextField
from widgets.row_list import RowList


def field(kim: Sitting, name: str) -> str:
    """What stands in a field of the form."""
    return kim.one(f"#{name}", TextField).value


async def nobody(kim: Sitting, typed: str) -> None:
    """Home's find line, and nobody is found."""
    await kim.at_work()
    await kim.type(typed)
    await kim.until("Nobody found for")


async def test_enter_where_nobody_is_found_begins_a_contact_of_what_was_typed(sit: Sit) -> None:
    async with sit(size=NARROW) as kim:
        await nobody(kim, "rosa zeller 0491 570 737")
        assert "Enter makes a new contact." in kim.seen
        await kim.press("enter")
        assert kim.place == "contact"
        assert (field(kim, "given"), field(kim, "family"), field(kim, "phone")) == (
            "Rosa",
            "Zeller",
            "0491 570 737",
        )
        assert kim.focused is kim.one("#email", TextField).entry


async def test_a_contact_is_made_and_her_page_opens(sit: Sit) -> None:
    async with sit() as kim:
        await nobody(kim, "rosa zeller 0491 570 737")
        await kim.press("enter", "ctrl+s")
        await kim.until("Member › Rosa Zeller")
        assert "N-00001" in kim.head
        await kim.until("0491 570 737, mobile")


async def test_in_a_call_the_new_contact_comes_back_attached_to_the_same_caret(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.press("f3")
        await kim.type("Rings about a letter.")
        await kim.press("f2")
        await kim.type("rosa zeller")
        await kim.until("Nobody found for")
        await kim.press("enter")
        assert kim.focused is kim.one("#phone", TextField).entry
        await kim.type("0491 570 737")
        await kim.press("f5")
        await kim.until("Call › Rosa Zeller")
        assert "N-00001" in kim.head
        assert section_with_caret(kim) == "Background"
        await kim.until("no contact on record")


async def test_what_is_missing_is_named_and_gets_the_caret(sit: Sit) -> None:
    async with sit() as kim:
        await nobody(kim, "zeller")
        await kim.press("enter")
        assert kim.status.startswith("Needs: First name, Phone, e-mail or address")
        await kim.press("f5")
        assert kim.status.startswith("Missing: First name, Phone, e-mail or address. What is typed is kept.")
        assert kim.focused is kim.one("#given", TextField).entry


async def test_an_address_that_is_none_gets_the_caret(sit: Sit) -> None:
    async with sit() as kim:
        await nobody(kim, "rosa zeller")
        await kim.press("enter", "tab")
        await kim.type("rosa at example")
        await kim.press("f5")
        assert "name@example.org" in kim.seen
        assert kim.focused is kim.one("#email", TextField).entry


async def test_ctrl_n_makes_one_though_others_were_found(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.type("gallagher")
        await kim.until("Andrew Gallagher")
        await kim.press("ctrl+n")
        assert (kim.place, field(kim, "family")) == ("contact", "Gallagher")


async def test_whoever_may_be_the_same_is_listed_and_can_be_taken_instead(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.press("f3")
        await kim.type("Rings.")
        await kim.press("f2")
        await kim.type("okafor patty")
        await kim.until("Nobody is called so; spelt alike 1")
        await kim.press("ctrl+n")
        kim.one("#phone", TextField).focus()
        await kim.type("0491570157")
        await kim.until("May be the same 1")
        assert "same phone" in kim.line("Patience Okafor")
        await kim.press("f5")
        await kim.until("One contact may be the same")
        assert kim.place == "contact"
        kim.one("#alike", RowList).focus()
        await kim.press("enter")
        await kim.until("Call › Patience Okafor")
        assert not [draft for draft in kim.app.seat.drafts.listing() if draft.kind == "contact"]


async def test_a_second_f5_makes_a_new_one_all_the_same(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.type("patty okafor 0491 570 157")
        await kim.until("Nobody is called so; spelt alike 1")
        await kim.press("ctrl+n", "f5")
        await kim.until("One contact may be the same")
        await kim.press("f5")
        await kim.until("Member › Patty Okafor")


async def test_an_organisation_has_one_name_and_what_was_typed_stays(sit: Sit) -> None:
    async with sit() as kim:
        await nobody(kim, "tarrin aged care")
        await kim.press("enter")
        await kim.lead("o")
        assert "New contact › organisation" in kim.head
        assert field(kim, "name") == "Tarrin Aged Care"
        assert "First name" not in kim.seen
        kim.one("#email", TextField).focus()
        await kim.type("office@example.org")
        await kim.press("f5")
        await kim.until("Member › Tarrin Aged Care")


async def test_esc_goes_back_to_the_words_and_what_was_typed_is_offered_again(sit: Sit) -> None:
    async with sit() as kim:
        await nobody(kim, "rosa zeller")
        await kim.press("enter")
        await kim.type("0491 570")
        await kim.press("escape")
        assert kim.place == "home"
        assert "Find  rosa zeller" in kim.seen
        await kim.press("enter")
        assert field(kim, "phone") == "0491 570"
        await kim.press("escape", "escape")
        await kim.until("Rosa Zeller")
        assert "contact" in kim.line("Rosa Zeller")


async def test_a_form_that_was_only_opened_leaves_no_draft(sit: Sit) -> None:
    async with sit() as kim:
        await nobody(kim, "rosa zeller")
        await kim.press("enter", "escape")
        assert kim.app.seat.drafts.listing() == ()


async def test_the_number_that_calls_goes_with_the_name_typed_over_it(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        form = kim.app.moves.new_form(None)
        form.caller = "0491 570 737"
        kim.app.moves.write(form)
        await kim.pilot.pause()
        await kim.press("f2")
        await kim.until("Nobody found for “0491 570 737”")
        await kim.press("ctrl+u")
        await kim.type("rosa zeller")
        await kim.until("Nobody found for “rosa zeller”")
        await kim.press("enter")
        assert field(kim, "phone") == "0491 570 737"


async def test_a_number_that_is_none_is_kept_and_said(sit: Sit) -> None:
    async with sit() as kim:
        await nobody(kim, "rosa zeller")
        await kim.press("enter")
        await kim.type("ask at the desk")
        await kim.press("f5")
        await kim.until("N-00001 is made. No whole phone number")


async def test_recent_members_stand_under_an_empty_find_line_and_enter_picks_nobody(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.press("f3", "f2")
        await kim.until("Why       recent")
        await kim.press("enter")
        assert kim.place == "find"
        assert kim.focused.id == "found"
        await kim.press("enter")
        await kim.until("Call › 花子 山田")


async def test_a_contact_made_while_the_store_is_gone_is_attached_and_sent_before_the_note(
    sit: Sit, union_url: str
) -> None:
    file = Path(union_url.removeprefix("sqlite:///"))
    async with sit() as kim:
        await kim.at_work()
        desk = kim.app.seat.desk
        assert desk is not None
        await kim.press("f3")
        await kim.type("Rings.")
        await kim.press("f2")
        await kim.type("rosa zeller 0491 570 737")
        await kim.until("Nobody found for")
        await kim.press("enter")
        away = file.rename(file.with_suffix(".away"))
        file.mkdir()
        desk.close()
        await kim.press("f5")
        await kim.until("Call › Rosa Zeller")
        assert len(kim.app.seat.drafts.waiting()) == 1
        file.rmdir()
        away.rename(file)
        kim.app.sender.send()
        await kim.until("N-00001")
        assert members.by_number(desk, "N-00001").name == "Rosa Zeller"
