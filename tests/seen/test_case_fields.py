"""The fields of a new case: several types, the job of several, next steps apart from Actions."""

from uuid import UUID

from sqlalchemy import insert, update
from uuid_utils.compat import uuid7

from data.desk import cases
from data.desk.desk import Desk
from data.desk.opening import open_desk
from data.store.tables import CASE_TYPE, JOB
from data.types.records import CaseRecord
from tests.builders import Clock
from tests.seen.conftest import Sit
from tests.seen.kit import NARROW, Sitting
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


async def test_a_case_type_is_chosen_along_the_tree_by_keys(sit: Sit, union_url: str, clock: Clock) -> None:
    at = open_desk(union_url, "kim.tran", clock=clock)
    with at.store.loading("test") as connection:
        connection.execute(update(CASE_TYPE).where(CASE_TYPE.c.key.in_(["UFD", "BUL"])).values(parent="DISC"))
        connection.execute(update(CASE_TYPE).where(CASE_TYPE.c.key == "ROS").values(parent="UFD"))
    at.close()
    async with sit(size=NARROW) as kim:
        await a_case_to_be(kim)
        field = kim.one("#case_types", ChoiceField)
        field.focus()
        await kim.press("ctrl+u", "ctrl+u")
        await kim.type("disc")
        assert field.matching()[0].key == "DISC"
        await kim.press("right")
        assert [one.key for one in field.matching()] == ["UFD", "ROS", "BUL"]
        assert "Disciplinary / allegations > " in kim.line("Case type")
        await kim.press("right")  # into unfair dismissal
        assert [one.key for one in field.matching()] == ["ROS"]
        await kim.press("left")
        assert field.matching()[field._at].key == "UFD"
        await kim.type("bul")
        await kim.press("enter")
        assert field.values == ("BUL",)
        field.focus()
        await kim.press("down")
        assert "    Unfair" in kim.seen  # deeper than what it stands under
        await kim.press("escape", "left")
        assert field.values == ("BUL",)


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
