"""The further fields of a contact: one line while they are not needed, all of them while the caret is there."""

from datetime import date

from data.desk import interactions, queue
from data.desk.opening import open_desk
from tests.builders import Clock, a_member
from tests.seen.conftest import Sit
from tests.seen.kit import NARROW, Sitting
from tests.seen.test_call import a_call
from tests.seen.union import Furnished
from widgets.choice import ChoiceField
from widgets.day import DayField
from widgets.note_editor import SectionText

LABELS = ("Spoke with", "Job", "To do", "Case type", "Given to", "Ticket")


def unfolded(kim: Sitting) -> bool:
    return all(f"{label} " in kim.seen for label in LABELS)


async def about(kim: Sitting, topic: str) -> None:
    kim.one("#about", ChoiceField).focus()
    await kim.type(topic)
    await kim.press("enter")


async def test_they_are_one_line_and_not_there_until_they_are_wanted(sit: Sit) -> None:
    """Features A1.16."""
    async with sit(size=NARROW) as kim:
        await a_call(kim)
        assert "spoke with, job, case type, who follows up, ticket" in kim.line(" More ")
        assert not kim.fields.spoke.is_attached
        assert not unfolded(kim)


async def test_the_key_opens_them_and_the_line_says_afterwards_what_they_hold(sit: Sit) -> None:
    async with sit(size=NARROW) as kim:
        await a_call(kim)
        await kim.lead("m")
        assert unfolded(kim) and kim.focused is kim.fields.spoke
        assert all(len(line) <= 80 for line in kim.lines)
        await kim.type("repr")
        await kim.lead("m")
        assert isinstance(kim.focused, SectionText)
        await kim.until(lambda: not unfolded(kim))
        assert "representative" in kim.line(" More ")


async def test_tab_goes_through_the_line_into_them_and_out_of_them(sit: Sit) -> None:
    async with sit() as kim:
        await a_call(kim)
        kim.one("#follow_up", DayField).focus()
        await kim.press("tab")
        assert kim.focused.id == "spoke"
        await kim.press("shift+tab")
        assert kim.focused.id == "follow_up"
        await kim.until(lambda: not unfolded(kim))
        await kim.press("tab", "tab", "tab", "tab", "tab", "tab")
        assert kim.focused.parent is kim.fields.ticket
        await kim.press("tab")
        await kim.until(lambda: not unfolded(kim))


async def test_words_typed_ahead_of_the_unfolding_land_in_the_field(sit: Sit) -> None:
    async with sit() as kim:
        await a_call(kim)
        kim.one("#follow_up", DayField).focus()
        await kim.pilot.press("tab", "e", "m", "p", "enter")
        await kim.until(lambda: kim.fields.spoke.value == "employer")
        assert kim.fields.follow_up.value is None


async def test_words_that_cannot_be_read_stay_in_sight(sit: Sit) -> None:
    async with sit() as kim:
        await a_call(kim)
        await kim.into(kim.fields.case_types)
        await kim.type("zzz")
        await kim.press("ctrl+up", "ctrl+up", "ctrl+up", "ctrl+up", "ctrl+up", "ctrl+up", "ctrl+up")
        assert "zzz nothing like that" in kim.line("Case type")


async def test_the_job_is_one_of_hers_the_primary_one_first(sit: Sit, union: Furnished) -> None:
    async with sit() as kim:
        await a_call(kim)
        await about(kim, "leave")
        await kim.into(kim.fields.job)
        await kim.press("down")
        assert [(one.label, one.hint) for one in kim.fields.job.options] == [("Bayview Hospital", "primary")]
        await kim.press("enter")
        await kim.press("ctrl+s")
        await kim.until("submitted I-")
        desk = kim.app.seat.desk
        assert desk is not None
        job = interactions.read(desk, kim.app.screen.form_id).job  # type: ignore[attr-defined]
        assert job is not None and job.employer == "Bayview Hospital"


async def test_the_job_of_one_member_is_not_taken_along_to_another(sit: Sit) -> None:
    async with sit() as kim:
        await a_call(kim)
        await kim.into(kim.fields.job)
        await kim.press("down", "enter")
        assert kim.fields.job.value
        await kim.press("f2")
        await kim.type("nguyen")
        await kim.until(lambda: len(kim.app.screen.hits) == 1)  # type: ignore[attr-defined]
        await kim.press("enter")
        await kim.until("Call › Jun Nguyen")
        assert kim.app.screen.collect().job_id is None  # type: ignore[attr-defined]


async def test_a_follow_up_is_given_to_another_officer_with_what_is_to_be_done(
    sit: Sit, union_url: str, clock: Clock
) -> None:
    """Features A1.19."""
    async with sit() as kim:
        await a_call(kim)
        await about(kim, "leave")
        await kim.into(kim.fields.to_do)
        await kim.type("Send the letter to HR")
        await kim.into(kim.fields.given_to)
        await kim.type("ortiz")
        await kim.press("ctrl+s")
        await kim.until("Missing: Follow-up. The note is kept.")
        assert kim.focused is kim.fields.follow_up
        assert "Sam Ortiz: Send the letter to HR" in kim.line(" More ")
        await kim.type("fri")
        await kim.press("ctrl+s")
        await kim.until("submitted I-20004")
        sam = open_desk(union_url, "sam.ortiz", clock=clock)
        try:
            (row,) = (row for row in queue.mine(sam).rows if row.number == "I-20004")
            assert row.on == date(2026, 11, 27)
        finally:
            sam.close()
        desk = kim.app.seat.desk
        assert desk is not None
        assert "I-20004" not in {row.number for row in queue.mine(desk).rows}


async def test_after_submitting_the_line_is_read_and_not_entered(sit: Sit) -> None:
    async with sit() as kim:
        await a_call(kim)
        await about(kim, "leave")
        await kim.press("ctrl+s")
        await kim.until("submitted I-")
        await kim.lead("m")
        assert "It is submitted already." in kim.status
        assert not unfolded(kim)


async def test_a_hostile_employer_is_text_in_the_list_and_on_the_line(sit: Sit, union: Furnished) -> None:
    async with sit() as kim:
        await kim.at_work()
        assert kim.app.seat.desk is not None
        a_member(
            kim.app.seat.desk.store,
            "Zed",
            "Hostile",
            employer="[red]x[/] \x1b[31mEvil",
            paid_through=date(2026, 12, 31),
        )
        await a_call(kim, "hostile")
        await kim.into(kim.fields.job)
        await kim.press("down", "enter")
        await kim.lead("m")
        await kim.until(" More ")
        assert "[red]x[/]" in kim.line(" More ")
        assert "\x1b" not in kim.seen
