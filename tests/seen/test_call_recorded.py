"""What of a call is recorded beside its words: how it came, how long it took, and where it begins."""

from data.desk import interactions
from data.types.records import InteractionRecord
from tests.builders import Clock, an_interaction_form
from tests.seen.conftest import Sit
from tests.seen.kit import Sitting
from tests.seen.test_call import a_call, section_with_caret
from tests.seen.test_member import andrea
from tests.seen.union import Furnished
from widgets.choice import ChoiceField


async def submitted(kim: Sitting) -> InteractionRecord:
    """About Leave, ctrl+s, and the interaction as the store has it."""
    kim.one("#about", ChoiceField).focus()
    await kim.type("leave")
    await kim.press("enter", "ctrl+s")
    await kim.until("submitted I-20004")
    assert kim.app.seat.desk is not None
    return interactions.by_reference(kim.app.seat.desk, 20004)


async def test_the_length_of_the_call_is_saved_with_it(sit: Sit, clock: Clock) -> None:
    async with sit() as kim:
        await a_call(kim)
        clock.move(minutes=6, seconds=12)
        await kim.until("00:06:12")
        assert (await submitted(kim)).duration_s == 372


async def test_a_letter_is_taken_down_on_the_same_form(sit: Sit) -> None:
    async with sit() as kim:
        await a_call(kim, background="Her letter of Friday.")
        kim.one("#type", ChoiceField).focus()
        await kim.type("lett")
        await kim.press("enter")
        record = await submitted(kim)
        assert (record.interaction_type, record.sections[0].body) == ("Letter", "Her letter of Friday.")


async def test_a_topic_is_chosen_by_any_part_of_its_name(sit: Sit) -> None:
    async with sit() as kim:
        await a_call(kim)
        field = kim.one("#about", ChoiceField)
        field.focus()
        await kim.type("sters")
        assert "sters▌ Hours, rosters & breaks" in kim.seen
        await kim.press("enter")
        assert field.value == "Hours, rosters & breaks"


async def test_f3_from_a_submitted_interaction_is_about_the_same_member(sit: Sit) -> None:
    async with sit() as kim:
        await andrea(kim)
        await kim.press("end", "enter")
        await kim.until("Interaction › I-20001")
        await kim.press("f3")
        await kim.until("Call › Andrea Gallagher")
        assert section_with_caret(kim) == "Background"


async def test_a_member_opens_on_the_last_five_contacts_with_their_words(sit: Sit, union: Furnished) -> None:
    async with sit(size=(120, 60)) as kim:
        await kim.at_work()
        desk = kim.app.seat.desk
        assert desk is not None
        for number in range(1, 7):
            kim.clock.move(minutes=1)
            form = an_interaction_form(union["Okafor"])
            form.sections[1] = type(form.sections[1])("Issue", f"Contact number {number}.")
            interactions.submit(desk, form)
        await kim.type("okafor")
        await kim.until("0051877  Bayview")
        await kim.press("enter")
        await kim.until("Contact number 6.")
        assert kim.focused.id == "timeline"
        assert [number for number in range(1, 7) if f"Contact number {number}." in kim.seen] == [
            2,
            3,
            4,
            5,
            6,
        ]
