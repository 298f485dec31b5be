"""A note begun from an outline, and a note split in two because it holds too much."""

from data.types.drafts import DraftState
from data.types.forms import InteractionForm
from tests.seen.conftest import Sit
from tests.seen.kit import NARROW, Sitting
from tests.seen.test_call import a_call
from widgets.choice import ChoiceField
from widgets.note_editor import SectionText

ISSUES = ("- Roster changed", "- Paid too little", "- Leave refused")


async def three_issues(kim: Sitting) -> None:
    """A call with a background and three issues, the caret in the last of them."""
    await a_call(kim)
    await kim.press("tab")
    for issue in ISSUES[:-1]:
        await kim.type(issue)
        await kim.press("enter")
    await kim.type(ISSUES[-1])
    await kim.until("3 issues in one note; ctrl+g / splits it")


def body(kim: Sitting, title: str) -> str:
    return kim.app.screen.editor.body(title)  # type: ignore[attr-defined, no-any-return]


async def put_apart(kim: Sitting) -> None:
    """The issue under the caret, into a second note."""
    await kim.lead("/")
    assert "To a second note" in kim.seen
    await kim.press("enter")
    await kim.until("A second note, with the issue.")


async def test_the_meter_names_the_key_at_80_columns_too(sit: Sit) -> None:
    """Features A1.21."""
    async with sit(size=NARROW) as kim:
        await three_issues(kim)
        assert "Good" in kim.status and kim.status.startswith("Good")
        assert "3 issues in one note; ctrl+g / splits it" in kim.status


async def test_the_issue_under_the_caret_goes_to_a_second_note_of_the_same_member(sit: Sit) -> None:
    async with sit() as kim:
        await three_issues(kim)
        await kim.lead("o")
        await put_apart(kim)
        assert "Patience Okafor" in kim.head
        assert (body(kim, "Issue"), body(kim, "Background")) == ("Leave refused", "Six years on nights.")
        assert kim.fields.spoke.value == "member"
        await kim.press("escape")
        assert body(kim, "Issue") == "- Roster changed\n- Paid too little"
        kept = [draft.form for draft in kim.app.seat.drafts.listing()]
        said = {form.body("Issue") for form in kept if isinstance(form, InteractionForm)}
        assert said == {"- Roster changed\n- Paid too little", "Leave refused"}


async def test_another_issue_can_be_chosen(sit: Sit) -> None:
    async with sit() as kim:
        await three_issues(kim)
        await kim.lead("/")
        await kim.type("paid")
        await kim.press("enter")
        await kim.until("A second note, with the issue.")
        assert body(kim, "Issue") == "Paid too little"


async def test_the_same_key_takes_it_back_as_it_was(sit: Sit) -> None:
    async with sit() as kim:
        await three_issues(kim)
        await put_apart(kim)
        second = kim.app.screen.form_id  # type: ignore[attr-defined]
        await kim.lead("/")
        await kim.until("The issue is back; the second note is discarded")
        assert body(kim, "Issue") == "\n".join(ISSUES)
        assert kim.app.seat.drafts.read(second) is None
        kim.app.seat.drafts.restore(second)
        draft = kim.app.seat.drafts.read(second)
        assert draft is not None and draft.state is DraftState.WRITING


async def test_what_was_changed_in_either_meanwhile_comes_back_with_it(sit: Sit) -> None:
    async with sit() as kim:
        await three_issues(kim)
        await put_apart(kim)
        assert isinstance(kim.focused, SectionText) and kim.focused.title == "Issue"
        await kim.type(" twice")
        await kim.lead("/")
        await kim.until("The issue is back")
        assert body(kim, "Issue") == "- Roster changed\n- Paid too little\n\nLeave refused twice"


async def test_ctrl_z_brings_it_back_into_the_text_too(sit: Sit) -> None:
    async with sit() as kim:
        await three_issues(kim)
        await put_apart(kim)
        await kim.press("escape")
        await kim.press("ctrl+z")
        assert body(kim, "Issue") == "\n".join(ISSUES)


async def test_esc_at_the_question_splits_nothing(sit: Sit) -> None:
    async with sit() as kim:
        await three_issues(kim)
        await kim.lead("/")
        await kim.press("escape")
        assert "To a second note" not in kim.seen
        assert body(kim, "Issue") == "\n".join(ISSUES)
        assert len(kim.app.seat.drafts.listing()) == 1


async def test_one_issue_is_not_split_and_says_so(sit: Sit) -> None:
    async with sit() as kim:
        await a_call(kim)
        await kim.lead("/")
        assert "nothing is to be split" in kim.status


async def test_both_notes_are_submitted_each_by_itself(sit: Sit) -> None:
    async with sit() as kim:
        await three_issues(kim)
        await put_apart(kim)
        kim.one("#about", ChoiceField).focus()
        await kim.type("leave")
        await kim.press("ctrl+s")
        await kim.until("submitted I-20004")
        await kim.press("escape")
        kim.one("#about", ChoiceField).focus()
        await kim.type("rosters")
        await kim.press("ctrl+s")
        await kim.until("submitted I-20005")


async def test_a_first_note_that_is_submitted_takes_nothing_back(sit: Sit) -> None:
    async with sit() as kim:
        await three_issues(kim)
        kim.one("#about", ChoiceField).set("Leave")
        await put_apart(kim)
        first = kim.app.screen_stack[-2]
        first.do_submit()  # type: ignore[attr-defined]
        await kim.lead("/")
        assert "The first note is submitted: this one stays." in kim.status


# Outlines


async def test_an_outline_fills_what_is_empty_and_says_what_it_left(sit: Sit) -> None:
    """Features B8."""
    async with sit() as kim:
        await a_call(kim)
        await kim.lead("T")
        await kim.type("roster")
        await kim.press("enter")
        assert "Roster changed: filled Issue, Advice, Actions, About, Follow-up, To do;" in kim.seen
        assert "left as it was: Background." in kim.seen
        assert body(kim, "Background") == "Six years on nights."
        assert "- Patience: send both rosters and the agreement (by Wed 25 Nov)" in body(kim, "Actions")
        assert kim.one("#about", ChoiceField).value == "Hours, rosters & breaks"
        assert kim.fields.case_types.values == ("ROS",)
        assert kim.fields.type.value == "Phone – inbound"


async def test_what_an_outline_wrote_is_taken_back_by_ctrl_z(sit: Sit) -> None:
    async with sit() as kim:
        await a_call(kim)
        await kim.press("tab")
        await kim.lead("T")
        await kim.type("roster")
        await kim.press("enter")
        assert body(kim, "Issue") == "Roster changed"
        await kim.press("ctrl+z")
        assert body(kim, "Issue") == ""


async def test_the_outlines_of_the_topic_come_first(sit: Sit) -> None:
    async with sit() as kim:
        await a_call(kim)
        kim.one("#about", ChoiceField).focus()
        await kim.type("leave")
        await kim.press("enter")
        await kim.lead("T")
        await kim.press("down")
        field = kim.one("AskLine ChoiceField", ChoiceField)
        assert field.options[0].label == "Leave refused"
        assert len(field.options) == 6


async def test_a_name_that_no_outline_has_is_told_and_fills_nothing(sit: Sit) -> None:
    async with sit() as kim:
        await a_call(kim)
        await kim.lead("T")
        await kim.type("zzz")
        await kim.press("enter")
        assert "is not in the list" in kim.seen
        await kim.press("escape", "escape")
        assert body(kim, "Issue") == ""
