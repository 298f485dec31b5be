"""From interaction to case: what aligns is there, the caret stands in the first gap."""

from sqlalchemy import insert, update

from data.desk import cases, interactions, members
from data.store.store import open_store
from data.store.tables import CASE_TYPE, STAFF_GROUP
from screens.home import HomeScreen
from tests.builders import an_interaction_form, sections, staff_id
from tests.seen.conftest import Sit
from tests.seen.kit import Sitting
from tests.seen.test_call import a_call
from tests.seen.union import Furnished
from widgets.choice import ChoiceField
from widgets.day import DayField
from widgets.entry import Entry
from widgets.going import Go
from widgets.note_editor import NoteEditor


async def a_case_to_be(kim: Sitting) -> None:
    """A note kept with words in Issue and Actions, taken up, and ctrl+t on it."""
    await kim.at_work()
    home = kim.app.screen
    assert isinstance(home, HomeScreen) and home.work is not None
    okafor = home.work.rows[0].member_id
    form = an_interaction_form(
        okafor,
        member_label="Patience Okafor  0051877",
        sections=sections(
            background="Six years on nights.",
            issue="Letter with allegations.",
            actions="- Kim: write to HR (today)",
        ),
        related_to="Disciplinary / performance",
        case_types=["DISC"],
    )
    kim.app.seat.drafts.keep(form)
    kim.app.post_message(Go("draft", form.id))
    await kim.until(lambda: "financial" in kim.head)
    await kim.press("ctrl+t")
    await kim.until("New case › Patience Okafor")


async def test_the_caret_stands_in_the_first_gap(sit: Sit) -> None:
    async with sit() as kim:
        await a_case_to_be(kim)
        assert kim.focused is kim.one("#follow_up_on", DayField)
        assert "Complete 6 of 7  missing: Follow-up date" in kim.status


async def test_what_aligns_is_filled_and_actions_became_next_steps(sit: Sit) -> None:
    async with sit() as kim:
        await a_case_to_be(kim)
        seen = kim.seen
        assert "Disciplinary / allegations – Bayview Hospital" in seen
        assert "Letter with allegations." in seen
        assert "- Kim: write to HR (today)" in kim.line(" Next steps  ")
        assert "Kim Tran" in kim.line(" Staff  ")
        assert "copied" in kim.head


async def test_the_count_of_seven_follows_every_key(sit: Sit) -> None:
    async with sit() as kim:
        await a_case_to_be(kim)
        assert "+ Follow-up date" not in kim.side
        await kim.type("+2d")
        await kim.press("enter")
        assert kim.status.startswith("Complete 7 of 7")
        assert "missing" not in kim.status
        assert "+ Follow-up date" in kim.side


async def test_what_a_good_case_lacks_follows_every_key_while_it_is_created(sit: Sit) -> None:
    async with sit() as kim:
        await a_case_to_be(kim)
        assert "What good looks like: 4 of 5 hold" in kim.side
        assert "-  Each section written, in order" in kim.side
        assert "Seeking and Advice are empty" in kim.side
        editor = kim.one("#note", NoteEditor)
        editor.open_section("Member Seeking")
        await kim.until(lambda: kim.focused is editor.section("Member Seeking"))
        await kim.type("To keep the job.")
        assert "Advice is empty" in kim.side
        editor.open_section("Issue")
        await kim.until(lambda: kim.focused is editor.section("Issue"))
        await kim.paste("\n1. Roster cut\n2. Pay late\n3. Leave refused")
        assert "-  One or two issues" in kim.side
        assert "3 issues in one case" in kim.side
        assert "What good looks like: 3 of 5 hold" in kim.side
        assert kim.status.startswith("Complete 6 of 7")  # it informs, and is none of what a case must have


async def test_an_emptied_title_is_asked_for_by_name(sit: Sit) -> None:
    async with sit() as kim:
        await a_case_to_be(kim)
        kim.one("#title Entry", Entry).focus()
        await kim.press("end", "ctrl+u", "ctrl+s")
        assert "Missing: Title. The case is kept as a draft." in kim.seen
        assert kim.focused is kim.one("#title Entry", Entry)


async def test_creating_goes_to_the_case_and_links_both(sit: Sit, union: Furnished) -> None:
    async with sit() as kim:
        await a_case_to_be(kim)
        await kim.type("+2d")
        await kim.press("enter", "ctrl+s", "ctrl+s")
        await kim.until("Case › C-10006")
        desk = kim.app.seat.desk
        assert desk is not None
        case = cases.by_reference(desk, 10006)
        assert case.interaction_id is not None
        assert interactions.read(desk, case.interaction_id).case_reference == 10006
        assert case.next_steps == "- Kim: write to HR (today)"
        assert kim.app.seat.drafts.counts() == (0, 0, 0)


async def test_home_has_the_new_case_and_the_keyboard_in_the_find_line(sit: Sit) -> None:
    async with sit() as kim:
        await a_case_to_be(kim)
        await kim.type("+2d")
        await kim.press("enter", "ctrl+s")
        await kim.until("Case › C-10006")
        await kim.press("f9")
        await kim.until("C-10006")
        assert "in 2 d" in kim.line("C-10006")
        assert isinstance(kim.focused, Entry)


async def test_esc_keeps_the_case_as_a_draft(sit: Sit) -> None:
    async with sit() as kim:
        await a_case_to_be(kim)
        await kim.press("escape")
        await kim.until("Call › Patience Okafor")
        assert [str(draft.kind) for draft in kim.app.seat.drafts.listing()] == ["case"]


async def test_an_incomplete_case_is_created_all_the_same(sit: Sit) -> None:
    async with sit() as kim:
        await a_case_to_be(kim)
        await kim.press("ctrl+s")
        await kim.until("Case › C-10006")
        assert "none" in kim.line("Follow-up")


async def test_a_topic_still_typed_when_the_case_is_asked_for_brings_its_type_to_both(
    sit: Sit, union: Furnished
) -> None:
    """Acceptance 3."""
    async with sit() as kim:
        await a_call(kim)
        kim.one("#about", ChoiceField).focus()
        await kim.type("disc")
        await kim.press("ctrl+t")
        await kim.until("New case › Patience Okafor")
        await kim.until(lambda: not kim.app.seat.drafts.waiting())
        at = kim.app.seat.desk
        assert at is not None
        contact = members.timeline(at, union["Okafor"])[0]
        kept = interactions.read(at, contact.id)
        assert (kept.related_to, kept.case_types) == ("Disciplinary / performance", ("DISC",))
        form = kim.app.screen.form  # type: ignore[attr-defined]
        assert form.case_types == ["DISC"]


async def test_several_are_named_for_it_and_the_first_is_primary(sit: Sit, union: Furnished) -> None:
    """Features A3.16: whoever is named first stands in place of the suggestion; the next are added."""
    async with sit() as kim:
        await a_case_to_be(kim)
        await kim.type("+2d")
        kim.one("#assignees", ChoiceField).focus()
        await kim.type("sam")
        await kim.press("enter")
        kim.one("#assignees", ChoiceField).focus()
        await kim.type("industrial t")
        await kim.press("enter")
        assert "Sam Ortiz, Industrial team" in kim.line(" Staff  ")
        assert "Kim Tran" not in kim.line(" Staff  ")
        # Another type suggests nobody else: somebody was named.
        kim.one("#case_types", ChoiceField).focus()
        await kim.type("UND")
        await kim.press("enter", "ctrl+s")
        await kim.until("Case › C-10006")
        desk = kim.app.seat.desk
        assert desk is not None
        case = cases.by_reference(desk, 10006)
        assert (case.owner, len(case.assignees)) == ("Sam Ortiz", 2)


async def test_a_type_that_others_raise_is_greyed_told_and_not_sent(sit: Sit, union_url: str) -> None:
    """Features A4.03."""
    store = open_store(union_url)
    with store.loading("test") as connection:
        connection.execute(
            insert(STAFF_GROUP).values(id=staff_id("intake"), name="Intake", position=0, archived=False)
        )
        connection.execute(update(CASE_TYPE).where(CASE_TYPE.c.key == "DISC").values(starters="Intake"))
    store.close()
    said = "A case of the type Disciplinary / allegations is raised by Intake only."
    async with sit() as kim:
        await a_case_to_be(kim)
        assert kim.status.startswith(said)
        await kim.press("ctrl+s")
        assert "is raised by Intake only. The case is kept as a draft." in " ".join(kim.seen.split())
        types = kim.one("#case_types", ChoiceField)
        assert kim.focused is types
        await kim.press("backspace")
        await kim.type("disc")
        assert "only Intake" in kim.line("Disciplinary / allegations  ")
        await kim.press("ctrl+u")
        await kim.type("BUL")
        await kim.press("enter", "ctrl+s")
        await kim.until("Case › C-10006")
