"""The fields of a new case: several types, the job of several, next steps apart from Actions."""

from uuid import UUID

from sqlalchemy import insert
from uuid_utils.compat import uuid7

from data.desk import cases
from data.desk.desk import Desk
from data.store.tables import JOB
from data.types.records import CaseRecord
from tests.seen.conftest import Sit
from tests.seen.kit import Sitting
from tests.seen.test_convert import a_case_to_be
from tests.seen.union import Furnished
from widgets.choice import ChoiceField
from widgets.note_editor import NoteEditor


def a_second_job(desk: Desk, member_id: UUID) -> None:
    """She also works at the trams."""
    blank = ("worksite", "department", "role_title", "classification", "pay_point", "award_agreement")
    with desk.store.loading("test") as connection:
        connection.execute(
            insert(JOB).values(
                id=uuid7(), member_id=member_id, employer="Northern Trams", employment_type="Casual",
                hours_fte="", state="VIC", is_delegate=False, is_primary=False, **dict.fromkeys(blank, ""),
            )
        )  # fmt: skip


async def created(kim: Sitting) -> CaseRecord:
    """ctrl+s, and the case as the store has it."""
    await kim.press("ctrl+s")
    await kim.until("Case › C-10006")
    assert kim.app.seat.desk is not None
    return cases.by_reference(kim.app.seat.desk, 10006)


async def test_the_job_is_the_current_one_until_another_of_hers_is_chosen(sit: Sit, union: Furnished) -> None:
    async with sit() as kim:
        await kim.at_work()
        assert kim.app.seat.desk is not None
        a_second_job(kim.app.seat.desk, union["Okafor"])
        await a_case_to_be(kim)
        job = kim.one("#job_id", ChoiceField)
        await kim.until(lambda: "Bayview Hospital" in kim.line("Job"))
        job.focus()
        await kim.type("tram")
        await kim.press("enter")
        case = await created(kim)
        assert case.job is not None
        assert case.job.employer == "Northern Trams"


async def test_several_case_types_are_kept_in_the_order_they_were_chosen(sit: Sit) -> None:
    async with sit() as kim:
        await a_case_to_be(kim)
        kim.one("#case_types", ChoiceField).focus()
        await kim.type("bul")
        await kim.press("enter")
        assert (await created(kim)).case_types == ("DISC", "BUL")


async def test_next_steps_are_apart_from_the_actions_they_came_from(sit: Sit) -> None:
    async with sit() as kim:
        await a_case_to_be(kim)
        kim.one(NoteEditor.__name__, NoteEditor).open_section("Next steps")
        await kim.type(" and to her delegate")
        case = await created(kim)
        assert case.next_steps == "- Kim: write to HR (today) and to her delegate"
        assert case.description[-1].body == "- Kim: write to HR (today)"
