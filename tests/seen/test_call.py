"""The call: words first, member later, nothing lost, saved once."""

import pytest
from textual.widgets import TextArea

from data.desk import members
from tests.builders import Clock
from tests.seen.conftest import Sit
from tests.seen.kit import NARROW, Gate, Sitting, opener_of
from tests.seen.union import Furnished
from widgets.choice import ChoiceField
from widgets.day import DayField
from widgets.entry import Entry
from widgets.note_editor import NoteEditor, SectionText


async def a_call(kim: Sitting, member: str = "okafor", background: str = "Six years on nights.") -> None:
    """F3, a few words, and the member attached."""
    await kim.at_work()
    await kim.press("f3")
    await kim.type(background)
    await kim.press("f2")
    await kim.type(member)
    await kim.until(lambda: len([hit for hit in kim.app.screen.hits if not hit.near]) == 1)  # type: ignore[attr-defined]
    await kim.press("enter")
    await kim.until(lambda: "financial" in kim.head)


def section_with_caret(kim: Sitting) -> str:
    """Title of the section that has the caret."""
    assert isinstance(kim.focused, SectionText), kim.focused
    return kim.focused.title


async def test_the_caret_stands_in_background_before_the_store_is_open(
    sit: Sit, union_url: str, clock: Clock
) -> None:
    gate = Gate(opener_of(union_url, "kim.tran", clock))
    async with sit(opener=gate) as kim:
        await kim.press("f3")
        assert section_with_caret(kim) == "Background"
        await kim.type("Rings from the car park.")
        assert "Rings from the car park." in kim.line("Background")
        gate.open()
        await kim.until(lambda: kim.one("#type", ChoiceField).value == "Phone – inbound")
        assert section_with_caret(kim) == "Background"
        assert kim.focused.text == "Rings from the car park."  # type: ignore[attr-defined]


async def test_f2_attaches_the_member_and_comes_back_to_the_same_caret(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.press("f3", "tab")
        await kim.type("Letter handed over.")
        await kim.press("left", "left")
        before = kim.focused
        assert isinstance(before, TextArea)
        caret = before.cursor_location
        await kim.press("f2")
        assert "attach a member" in kim.head
        await kim.type("okafor")
        await kim.until("0051877  Bayview")
        await kim.press("enter")
        await kim.until("Call › Patience Okafor")
        assert kim.focused is before
        assert before.cursor_location == caret


async def test_what_is_known_of_her_stands_beside_the_note(sit: Sit) -> None:
    async with sit() as kim:
        await a_call(kim, "andrea gall")
        await kim.until("Open cases 1")
        assert "Before you write" in kim.seen
        assert "Pay & underp…" in kim.line("40 d ago")
        assert "C-10001" in kim.seen


async def test_what_is_missing_is_named_and_the_first_gap_gets_the_caret(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.press("f3", "ctrl+s")
        assert "Missing: Member (F2), Note, About. The note is kept." in kim.seen
        assert section_with_caret(kim) == "Background"
        await kim.type("Asks about her roster.")
        await kim.press("ctrl+s")
        assert "Missing: Member (F2), About." in kim.seen
        assert kim.focused.id == "about"


async def test_the_topic_brings_its_case_type(sit: Sit) -> None:
    async with sit() as kim:
        await a_call(kim)
        kim.one("#about", ChoiceField).focus()
        await kim.type("disc")
        assert "disc▌ Disciplinary / performance" in kim.seen
        await kim.press("enter")
        assert kim.fields.case_types.values == ("DISC",)
        kim.one("#about", ChoiceField).focus()
        await kim.type("hours")
        await kim.press("enter")
        assert kim.fields.case_types.values == ("ROS",)


async def test_a_case_type_chosen_by_hand_stays_when_the_topic_changes(sit: Sit) -> None:
    async with sit() as kim:
        await a_call(kim)
        kim.one("#about", ChoiceField).focus()
        await kim.type("disc")
        await kim.press("enter")
        types = kim.fields.case_types
        await kim.into(types)
        await kim.type("bul")
        await kim.press("enter")
        assert types.values == ("DISC", "BUL")
        kim.one("#about", ChoiceField).focus()
        await kim.type("hours")
        await kim.press("enter")
        assert types.values == ("DISC", "BUL")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("+2d", "Wed 25 Nov, 2 d, 2 wd"),
        ("fri", "Fri 27 Nov, 4 d, 4 wd"),
        ("28/11", "Sat 28 Nov, 5 d, 4 wd, is a Saturday"),
        ("20/11/26", "Fri 20 Nov, 3 d late"),
    ],
)
async def test_a_day_is_read_and_shown_with_its_weekday(sit: Sit, typed: str, said: str) -> None:
    async with sit(size=(200, 50)) as kim:
        await kim.at_work()
        await kim.press("f3")
        kim.one("#follow_up", DayField).focus()
        await kim.type(typed)
        await kim.until(f"{typed}▌ {said}")
        await kim.press("enter")
        await kim.until(f"Follow-up {said}")
        assert "in the past" not in kim.seen


async def test_a_day_that_is_none_is_kept_and_told_and_can_be_mended(sit: Sit) -> None:
    async with sit() as kim:
        await a_call(kim)
        kim.one("#about", ChoiceField).set("Leave")
        field = kim.one("#follow_up", DayField)
        field.focus()
        await kim.type("+2x")
        await kim.press("enter")
        assert "+2x" in kim.line("Follow-up")
        assert "try +2d, fri, 27" in kim.line("Follow-up")
        await kim.press("ctrl+s")
        assert "Follow-up “+2x” is no day" in kim.seen
        assert kim.focused is field
        await kim.press("backspace")
        await kim.type("d")
        await kim.press("enter")
        assert "Wed 25 Nov, 2 d, 2 wd" in kim.line("Follow-up")


async def test_a_key_is_on_disk_soon_and_the_status_says_so(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.press("f3")
        await kim.type("Asks for")
        await kim.until("draft kept 09:41:00")
        await kim.until(lambda: kim.app.seat.drafts.listing()[0].first_words == "Asks for")


async def test_ctrl_s_pressed_three_times_submits_once(sit: Sit, union: Furnished) -> None:
    async with sit() as kim:
        await a_call(kim)
        kim.one("#about", ChoiceField).focus()
        await kim.type("leave")
        await kim.press("enter", "ctrl+s", "ctrl+s", "ctrl+s")
        await kim.until("saved")
        assert kim.app.seat.drafts.counts() == (0, 0, 0)
        assert kim.app.seat.desk is not None
        contacts = [item.number for item in members.timeline(kim.app.seat.desk, union["Okafor"])]
        assert contacts.count("I-20004") == 1
        assert "I-20005" not in contacts
        await kim.press("ctrl+s")
        assert kim.status.startswith("It is submitted already.")


async def test_what_is_submitted_can_be_read_but_not_typed_into(sit: Sit) -> None:
    async with sit() as kim:
        await a_call(kim)
        kim.one("#about", ChoiceField).set("Leave")
        await kim.press("ctrl+s")
        await kim.until("submitted I-20004")
        kim.one(NoteEditor.__name__, NoteEditor).open_section("Background")
        await kim.type("more")
        assert "Six years on nights." in kim.seen
        assert "nights.more" not in kim.seen


async def test_escape_keeps_the_words_as_a_draft_and_a_blank_note_leaves_none(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.press("f3")
        await kim.press("escape")
        assert kim.place == "home"
        assert kim.app.seat.drafts.listing() == ()
        await kim.press("f3")
        await kim.type("Words")
        await kim.press("escape")
        assert [draft.first_words for draft in kim.app.seat.drafts.listing()] == ["Words"]


async def test_f3_during_a_call_is_another_call_and_the_first_waits(sit: Sit) -> None:
    async with sit() as kim:
        await a_call(kim)
        await kim.press("f3")
        assert "unknown caller" in kim.head
        assert section_with_caret(kim) == "Background"
        await kim.type("Second caller.")
        await kim.press("escape")
        await kim.until("Call › Patience Okafor")
        assert "Six years on nights." in kim.seen


async def test_a_ticket_that_is_none_is_told_and_gets_the_caret(sit: Sit) -> None:
    async with sit() as kim:
        await a_call(kim)
        kim.one("#about", ChoiceField).set("Leave")
        await kim.into(kim.fields.ticket)
        await kim.type("no ticket")
        await kim.press("ctrl+s")
        assert "cannot be read" in kim.seen
        assert isinstance(kim.focused, Entry)
        assert kim.focused.value == "no ticket"


async def test_at_80_columns_the_open_section_has_room_and_the_others_one_line(sit: Sit) -> None:
    async with sit(size=NARROW) as kim:
        await kim.at_work()
        await kim.press("f3")
        await kim.type("One")
        await kim.press("enter")
        await kim.type("Two")
        await kim.press("tab")
        await kim.until(" Background  One ")
        seen = kim.seen
        assert "…" in kim.line("Background")
        assert "Two" not in seen
        assert " Issue     │" in seen
        for label in ("Background", "Seeking", "Advice", "Actions", "Type", "About", "Outcome"):
            assert label in seen
        assert "Before you write" not in seen


async def test_letters_are_letters_while_typing(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.press("f3")
        await kim.type("y n ? d u j k q")
        assert kim.focused.text == "y n ? d u j k q"  # type: ignore[attr-defined]


async def test_a_save_while_the_topic_is_still_typed_takes_its_case_type_too(sit: Sit) -> None:
    async with sit() as kim:
        await a_call(kim)
        kim.one("#about", ChoiceField).focus()
        await kim.type("disc")
        await kim.press("ctrl+s")
        await kim.until("submitted I-")
        assert kim.fields.case_types.values == ("DISC",)
        assert kim.app.screen.form.case_types == ["DISC"]  # type: ignore[attr-defined]
