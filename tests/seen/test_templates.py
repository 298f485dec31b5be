"""Another template under a note: swapped while it is empty, offered when it is not (A3.15, A3.33)."""

import pytest

from data.desk.desk import Desk
from tests.seen.conftest import Sit
from tests.seen.kit import Sitting
from tests.steward.files import Values, changed

INJURY = {"label": "Injury at work", "sections": ["Injury", "Issue", "Claim"]}


@pytest.fixture
def injuries(admin: Desk) -> None:
    """The topic of health and safety has a template of its own."""

    def change(values: Values) -> None:
        values["note_template"]["injury"] = INJURY
        for topic in values["related_to"]:
            if topic["name"] == "Health & safety / WHS":
                topic["template"] = "injury"

    changed(admin, change)


def titles(kim: Sitting) -> list[str]:
    kim.app.flush()
    form = kim.app.seat.drafts.listing()[0].form
    return [part.title for part in form.sections]


async def about_safety(kim: Sitting) -> None:
    await kim.into(kim.fields.about)
    await kim.type("safety")
    await kim.press("enter")


@pytest.mark.usefixtures("injuries")
async def test_an_empty_note_takes_the_template_of_the_topic(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.press("f3")
        await about_safety(kim)
        await kim.until("The note has the template Injury at work now.")
        await kim.until(lambda: kim.line(" Claim") != "")
        assert " Background" not in kim.seen
        assert titles(kim) == ["Injury", "Issue", "Claim"]


@pytest.mark.usefixtures("injuries")
async def test_a_written_note_is_asked_about_and_every_word_stays(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.press("f3")
        await kim.type("Six years on nights.")
        await about_safety(kim)
        await kim.until("Injury at work is the template for this: ctrl+g I takes it, every word stays.")
        assert titles(kim)[0] == "Background"
        await kim.lead("I")
        await kim.press("enter")
        await kim.until("Injury at work: every word is kept.")
        assert titles(kim) == ["Injury", "Issue", "Claim", "Background"]
        assert "Six years on nights." in kim.line(" Background")


@pytest.mark.usefixtures("injuries")
async def test_no_template_is_free_text_and_can_be_taken_back(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.press("f3")
        await kim.lead("I")
        await kim.type("no temp")
        await kim.press("enter")
        await kim.until("No template: every word is kept.")
        await kim.type("She only asked for the number.")
        assert titles(kim) == ["Note"]
        await kim.lead("/")
        assert "This template has no section for issues" in kim.seen
        await kim.lead("I")
        await kim.type("bimaa")
        await kim.press("enter")
        await kim.until("bimaa: every word is kept.")
        assert titles(kim)[-1] == "Note" and titles(kim)[0] == "Background"


async def test_a_note_begins_as_the_office_has_it(sit: Sit, admin: Desk) -> None:
    def change(values: Values) -> None:
        values["note_template"]["short"] = {"sections": ["What", "Then"]}
        values["office"]["template"] = "short"

    changed(admin, change)
    async with sit() as kim:
        await kim.at_work()
        await kim.press("f3")
        await kim.until(lambda: " Then" in kim.seen)
        await kim.type("Asked about fees.")
        await kim.until("Asked about fees.")
        assert titles(kim) == ["What", "Then"]
        assert "Asked about fees." in kim.line(" What")


async def test_words_typed_ahead_of_the_offices_template_are_not_lost(sit: Sit, admin: Desk) -> None:
    def change(values: Values) -> None:
        values["note_template"]["short"] = {"sections": ["What", "Then"]}
        values["office"]["template"] = "short"

    changed(admin, change)
    async with sit() as kim:
        await kim.at_work()
        kim.pilot.app.simulate_key("f3")
        await kim.type("Asked about fees.")
        await kim.until("Asked about fees.")
        kim.app.flush()
        bodies = {part.body for part in kim.app.seat.drafts.listing()[0].form.sections}
        assert "Asked about fees." in bodies
