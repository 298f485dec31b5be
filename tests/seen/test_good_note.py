"""The note while it is written: meter, mark for no advice, facts, snippets, prompts, copying."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import update

from data.desk.desk import Desk
from data.rules.prompts import with_own as packs_with
from data.rules.snippets import gathered
from data.store.store import open_store
from data.store.tables import JOB
from tests.builders import PEOPLE
from tests.seen.conftest import Sit
from tests.seen.kit import NARROW, Sitting
from tests.seen.test_call import a_call, section_with_caret
from tests.seen.union import Furnished
from tests.steward.files import Values, changed
from widgets.call_side import CallSide
from widgets.choice import ChoiceField
from widgets.note_editor import NoteEditor


def body(kim: Sitting, title: str) -> str:
    return kim.one("#note", NoteEditor).body(title)


async def into(kim: Sitting, title: str) -> None:
    """The caret at the end of a section."""
    kim.one("#note", NoteEditor).open_section(title)
    await kim.pilot.pause()


async def about(kim: Sitting, topic: str) -> None:
    """Choose the topic, and go back to the note."""
    kim.one("#about", ChoiceField).focus()
    await kim.type(topic)
    await kim.press("enter")
    await into(kim, "Issue")


async def written(kim: Sitting, words: Sequence[tuple[str, str]]) -> None:
    for title, text in words:
        await into(kim, title)
        await kim.type(text)
    await kim.until(lambda: all(text in body(kim, title) for title, text in words))


async def test_the_meter_says_how_much_holds_and_what_does_not(sit: Sit) -> None:
    async with sit() as kim:
        await a_call(kim)
        await kim.until(lambda: kim.status.startswith("Good 1 of 4: still to fill: About"))
        await about(kim, "hours")
        await kim.until(lambda: "Background is empty" not in kim.status and "Issue is empty" in kim.status)
        await written(
            kim,
            [
                ("Issue", "Roster changed."),
                ("Member Seeking", "The old one."),
                ("Advice", "Ask why."),
                ("Actions", "- write to the manager (by Wed)"),
            ],
        )
        await kim.until(lambda: kim.status.startswith("Good 5 of 7: the first action has no owner"))


async def test_the_meter_never_keeps_a_note_from_being_submitted(sit: Sit) -> None:
    async with sit() as kim:
        await a_call(kim)
        await about(kim, "leave")
        await kim.press("ctrl+s")
        await kim.until("submitted I-20004")


async def test_earlier_contact_beside_the_note_counts_as_looked_at(sit: Sit) -> None:
    async with sit(size=NARROW) as kim:
        await a_call(kim)
        await kim.press("f8")
        (draft,) = kim.app.seat.drafts.listing()
        assert not draft.form.reviewed_prior  # type: ignore[union-attr]
    async with sit() as kim:
        await a_call(kim)
        await kim.press("f8")
        assert [one.form.reviewed_prior for one in kim.app.seat.drafts.listing()].count(True) == 1  # type: ignore[union-attr]


async def test_no_advice_is_marked_by_a_key_and_typing_there_takes_it_away(sit: Sit) -> None:
    async with sit() as kim:
        await a_call(kim)
        await kim.lead("a")
        assert "Advice      no advice given" in kim.seen
        await kim.until(lambda: kim.app.seat.drafts.listing()[0].form.no_advice)  # type: ignore[union-attr]
        await into(kim, "Advice")
        await kim.type("Ask")
        assert not kim.app.screen.advice.marked  # type: ignore[attr-defined]
        await kim.lead("a")
        assert kim.status.startswith("Advice is written")
        await kim.press("backspace", "backspace", "backspace")
        assert "no advice given" not in kim.seen


async def test_the_mark_is_there_again_after_parking_and_when_the_note_is_read(sit: Sit) -> None:
    async with sit() as kim:
        await a_call(kim)
        await about(kim, "leave")
        await kim.lead("a")
        await kim.press("f8", "f8", "1")
        await kim.until("Advice      no advice given")
        await kim.press("ctrl+s")
        await kim.until("submitted I-20004")
        await kim.press("escape", "escape", "f2")
        await kim.type("okafor")
        await kim.until("0051877")
        await kim.press("down", "enter")
        await kim.until("I-20004")
        await kim.press("enter")
        await kim.until("Advice      no advice given")


def give_job(url: str, union: Furnished, name: str) -> None:
    store = open_store(url)
    with store.loading("test") as connection:
        connection.execute(
            update(JOB)
            .where(JOB.c.member_id == union[name])
            .values(role_title="Theatre tech", classification="L3", start_on=date(2020, 9, 1))
        )
    store.close()


async def test_the_facts_of_the_job_go_in_at_the_caret_and_out_with_ctrl_z(
    sit: Sit, union_url: str, union: Furnished
) -> None:
    give_job(union_url, union, "Okafor")
    async with sit() as kim:
        await a_call(kim, background="Rings from work.")
        await kim.lead("b")
        assert body(kim, "Background") == "Rings from work. 6 yrs, Theatre tech L3, casual"
        await kim.type(", nights")
        assert body(kim, "Background").endswith("casual, nights")
        await kim.press("ctrl+z", "ctrl+z")
        assert body(kim, "Background") == "Rings from work."


async def test_facts_are_greyed_with_the_reason_while_there_are_none(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.press("f3")
        await kim.lead("b")
        assert kim.status.startswith("Nobody is found yet")
    async with sit() as kim:
        await a_call(kim, "lindqvist")
        await kim.lead("b")
        assert kim.status.startswith("No job is on record for this member.")


async def test_a_snippet_expands_on_space_and_on_tab_as_one_step(sit: Sit) -> None:
    async with sit() as kim:
        await a_call(kim, background="")
        await kim.type("::sum and")
        assert body(kim, "Background").startswith("Summed up with Patience on Mon 23 Nov: what happens next")
        assert body(kim, "Background").endswith("by when. and")
        await into(kim, "Issue")
        await kim.type("x ::wait")
        await kim.press("tab")
        assert section_with_caret(kim) == "Issue"
        assert body(kim, "Issue").startswith("x Patience will not answer")
        await kim.press("ctrl+z")
        assert body(kim, "Issue") == "x ::wait"
        await kim.type(" y")
        assert body(kim, "Issue") == "x ::wait y"


async def test_a_snippet_of_the_team_expands_and_another_team_s_is_none(sit: Sit, admin: Desk) -> None:
    """Features B6."""

    def change(values: Values) -> None:
        values["snippet"] = [
            {"name": "sum", "text": "Everybody's."},
            {"name": "sum", "text": "To {first}, for the team.", "team": PEOPLE["kim.tran"][3]},
            {"name": "brief", "text": "For counsel.", "team": "Legal"},
        ]

    changed(admin, change)
    async with sit() as kim:
        await a_call(kim, background="")
        await kim.type("::sum ::brief ")
        assert body(kim, "Background") == "To Patience, for the team. ::brief "
        assert "There is no snippet ::brief" in kim.seen


async def test_a_snippet_that_is_none_stays_as_typed_and_is_told(sit: Sit) -> None:
    async with sit() as kim:
        await a_call(kim, background="")
        await kim.type("::nosuch thing std::vector x")
        assert body(kim, "Background") == "::nosuch thing std::vector x"
        assert "There is no snippet ::nosuch" in kim.seen


async def test_a_placeholder_that_is_none_stays_and_is_told_and_bad_entries_too(sit: Sit) -> None:
    async with sit() as kim:
        own = {"mine": "{first}, {fish}, {follow_up}", "bad": 3}
        kim.app.seat.read_snippets = lambda declared: gathered(declared, own)
        await a_call(kim, background="")
        await kim.type("::mine ")
        assert body(kim, "Background") == "Patience, {fish}, {follow_up} "
        assert "{fish} is no placeholder; {follow_up} is not known yet: left as written." in kim.seen
        assert "bad is no text in quotes" in kim.seen


async def test_f4_goes_through_context_prompts_and_hidden_and_leaves_the_caret(sit: Sit) -> None:
    async with sit() as kim:
        await a_call(kim)
        await about(kim, "disc")
        assert "Before you write" in kim.seen
        await kim.press("f4")
        assert "Ask first 0 of 13 noted" in kim.seen
        assert section_with_caret(kim) == "Issue"
        await kim.press("f4")
        assert "Ask first" not in kim.seen
        await kim.press("f4")
        assert "Before you write" in kim.seen


OURS = {
    "pack": [
        {
            "title": "Leave",
            "topics": ["Leave"],
            "summary": "Which leave, and who said no.",
            "article": "https://help.example.org/leave",
            "group": [{"title": "Ask first", "lines": ["Which leave?", "Who said no?"]}],
        },
        {"title": "Bullying / harassment", "links": "x"},
    ]
}
"""A folder of the office's own, with a mistake in it."""


async def test_an_article_and_a_colleague_are_completed_like_a_snippet(sit: Sit) -> None:
    async with sit() as kim:
        kim.app.seat.packs = lambda: packs_with([("leave.toml", OURS)])
        await a_call(kim, background="")
        await kim.type("See ??leave and ask @sam and @kim.t too")
        assert body(kim, "Background") == (
            "See Leave: https://help.example.org/leave and ask @Sam Ortiz and @Kim Tran too"
        )
        await into(kim, "Issue")
        await kim.type("@zoe")
        await kim.press("tab")
        assert body(kim, "Issue") == "@zoe"
        assert kim.status.startswith("No colleague is called @zoe: it stays as written.")


async def test_the_offices_article_stands_over_its_prompts_and_is_noted_copied_and_opened(sit: Sit) -> None:
    async with sit() as kim:
        kim.app.seat.packs = lambda: packs_with([("leave.toml", OURS)])
        await a_call(kim)
        await about(kim, "leave")
        await kim.lead("u")
        await kim.until("Which leave, and who said no.")
        assert "leave.toml: pack 2, there is no key 'links'" in kim.seen
        await kim.press("y")
        assert kim.app.clipboard == "https://help.example.org/leave"
        await kim.press("enter", "enter", "escape")
        assert body(kim, "Issue").split("\n") == [
            "- Leave: https://help.example.org/leave ",
            "- Which leave? ",
        ]
        await kim.lead("@")
        # Nothing opens a browser in a test: the address is copied.
        await kim.until("Copied, since nothing here opens a browser.")


async def test_without_an_article_of_the_office_the_key_says_so(sit: Sit) -> None:
    async with sit() as kim:
        await a_call(kim)
        await about(kim, "disc")
        await kim.lead("@")
        assert kim.status.startswith("The office has set no article for Disciplinary / performance")


async def test_the_prompts_follow_the_topic(sit: Sit) -> None:
    async with sit() as kim:
        await a_call(kim)
        await about(kim, "disc")
        await kim.press("f4")
        await about(kim, "bully")
        await kim.until("Is the member safe now?")
        await about(kim, "leave")
        await kim.until("None for this topic.")


async def test_enter_notes_a_prompt_in_the_open_section_and_esc_comes_back_to_the_caret(sit: Sit) -> None:
    async with sit() as kim:
        await a_call(kim)
        await about(kim, "disc")
        await kim.type("Letter on Friday.")
        await kim.lead("u")
        assert isinstance(kim.focused, CallSide)
        await kim.press("down", "enter", "enter", "escape")
        assert section_with_caret(kim) == "Issue"
        await kim.type("all four points")
        assert body(kim, "Issue").split("\n") == [
            "Letter on Friday.",
            "- Is it in writing? What does the letter say, word for word? ",
            "- What exactly is alleged: what, when, where, who saw it? all four points",
        ]
        assert "Ask first 2 of 13 noted" in kim.seen
        kept = body(kim, "Issue")
        await kim.until(lambda: kim.app.seat.drafts.listing()[0].form.sections[1].body == kept)


async def test_the_cursor_of_the_prompts_stays_in_sight(sit: Sit) -> None:
    async with sit(size=NARROW) as kim:
        await a_call(kim)
        await about(kim, "disc")
        await kim.lead("u")
        await kim.press(*["down"] * 31)
        assert "How is the member coping?" in kim.line("▌ ")
        await kim.press(*["up"] * 31)
        assert "When is the meeting, and who" in kim.line("▌ ")


async def test_prompts_say_why_there_are_none(sit: Sit) -> None:
    async with sit() as kim:
        await a_call(kim)
        await kim.lead("u")
        assert kim.status.startswith("The prompts follow the topic")
        await about(kim, "leave")
        await kim.lead("u")
        assert kim.status.startswith("There are no prompts for Leave.")


async def test_the_whole_note_is_copied_as_text(sit: Sit) -> None:
    async with sit() as kim:
        await a_call(kim)
        await kim.lead("y")
        assert "The note is copied as text" in kim.seen
        assert kim.app.clipboard.startswith("Note, not submitted yet\nMember: Patience Okafor, 0051877\n")
        assert kim.app.clipboard.endswith("\n\nBACKGROUND\nSix years on nights.\n")


async def test_an_interaction_and_a_case_are_copied_as_text(sit: Sit) -> None:
    async with sit() as kim:
        await a_call(kim)
        await about(kim, "leave")
        await kim.press("ctrl+t")
        await kim.until("New case")
        await kim.press("ctrl+s")
        await kim.until("Case › C-")
        await kim.until("Six years")
        await kim.lead("y")
        assert "MEMBER: " not in kim.app.clipboard
        assert kim.app.clipboard.startswith("C-")
        assert "\n\nBACKGROUND\nSix years on nights.\n" in kim.app.clipboard


async def test_no_editor_can_be_lent_a_terminal_that_is_none_and_the_text_stays(sit: Sit) -> None:
    async with sit() as kim:
        await a_call(kim)
        await kim.press("ctrl+o")
        assert "The text stays as it was." in kim.seen
        assert body(kim, "Background") == "Six years on nights."
        assert section_with_caret(kim) == "Background"
