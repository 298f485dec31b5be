"""Rows marked on Home, one thing done with all of them, and what was refused; macros of one record and of many."""

import sqlite3
from uuid import UUID

from sqlalchemy import select

from data.desk import cases, interactions
from data.desk.opening import open_desk
from data.store.engines import sqlite_path
from data.store.tables import CASE
from data.types.case_edits import CaseEdit
from data.types.records import CaseRecord
from tests.builders import Clock, a_case, change_case
from tests.seen.conftest import Sit
from tests.seen.kit import NARROW, Sitting
from tests.seen.union import Furnished
from widgets.row_list import RowList


def the(lena: Sitting, case: UUID) -> CaseRecord:
    assert lena.app.seat.desk is not None
    return cases.read(lena.app.seat.desk, case)


def marked(lena: Sitting) -> list[str]:
    """The rows that are drawn with a mark."""
    rows = lena.one("#work", RowList)
    lines = [rows.render_line(at).text for at in range(rows.size.height)]
    return [line for line in lines if line[1:2] == "*"]


async def into_the_list(lena: Sitting) -> None:
    await lena.at_work()
    await lena.press("down")
    await lena.until("Ring HR.")


async def test_all_are_marked_and_assigned_after_their_number_was_asked(sit: Sit, union: Furnished) -> None:
    """Features B11."""
    async with sit(login="lena.vogt") as lena:
        await into_the_list(lena)
        await lena.press("V")
        await lena.until("6 marked · ; does one thing with them")
        assert len(marked(lena)) == 6
        for answer, said in (("2", "Nothing was changed."), ("1", "to Sam Ortiz: done.")):
            await lena.press("semicolon")
            await lena.until("Do with 5 cases and 1 interaction")
            await lena.type("assi")
            await lena.press("enter")
            await lena.until("Assign 5 cases and 1 interaction to")
            await lena.type("sam")
            await lena.press("enter")
            await lena.until("Assign 5 cases and 1 interaction to Sam Ortiz?")
            await lena.press(answer)
            await lena.until(said)
        await lena.until("Unclaimed 0")
        assert marked(lena) == []
        assert {
            the(lena, union[name]).owner for name in ("mine", "overdue", "next", "unclaimed", "sams")
        } == {"Sam Ortiz"}
        assert lena.app.seat.desk is not None
        assert interactions.read(lena.app.seat.desk, union["today"]).follow_up_by_name == "Sam Ortiz"


async def test_what_was_refused_stays_marked_and_says_why_under_its_row(
    sit: Sit, union: Furnished, union_url: str
) -> None:
    """Features A3.22, B5, B11."""
    async with sit(login="lena.vogt", size=NARROW) as lena:
        await lena.at_work()
        await lena.press("down", "space", "space", "space")
        await lena.until("3 marked")
        sam = open_desk(union_url, "sam.ortiz", clock=Clock())
        change_case(sam, cases.read(sam, union["overdue"]), priority=1)
        sam.close()
        await lena.press("p")
        await lena.until("Priority of 2 cases and 1 interaction")
        await lena.press("2")
        await lena.until("are as they were; why stands under each.")
        assert "Sam Ortiz changed Priority too" in lena.seen
        assert "Priority is for cases" in lena.seen
        assert len(marked(lena)) == 2
        assert [the(lena, union[name]).priority for name in ("overdue", "next")] == [1, 2]
        await lena.press("escape")
        await lena.until(lambda: "Priority is for cases" not in lena.seen)
        assert marked(lena) == []
        await lena.press("escape")
        assert lena.focused is not lena.one("#work", RowList)


async def test_esc_breaks_off_what_is_under_way_and_the_rest_can_be_gone_on_with(
    sit: Sit, union: Furnished, union_url: str
) -> None:
    desk = open_desk(union_url, "kim.tran", clock=Clock())
    more = [a_case(desk, union["Andrea"]) for _ in range(60)]
    desk.close()
    other = sqlite3.connect(sqlite_path(union_url), isolation_level=None)
    async with sit(login="lena.vogt") as lena:
        await into_the_list(lena)
        await lena.press("V")
        await lena.until("66 marked")
        other.execute("BEGIN IMMEDIATE")
        await lena.press("semicolon")
        await lena.until("Do with 65 cases and 1 interaction")
        await lena.type("status")
        await lena.press("enter")
        await lena.type("In progress")
        await lena.press("enter")
        await lena.until("Give 65 cases and 1 interaction the status In progress?")
        await lena.press("1")
        await lena.until("0 of 66 · Esc breaks it off")
        await lena.pilot.resize_terminal(*NARROW)
        await lena.press("semicolon")
        await lena.until("It is still being done; Esc breaks it off.")
        await lena.press("escape")
        await lena.until("breaking off")
        other.execute("ROLLBACK")
        other.close()
        await lena.until("goes on with the rest.")
        assert len(marked(lena)) > 5
        await lena.press("semicolon")
        await lena.until("go on: Give")
        await lena.type("go on")
        await lena.press("enter")
        await lena.until("is as it was.")
        await lena.until(lambda: the(lena, more[-1]).status == "In progress")
        assert lena.app.seat.desk is not None
        with lena.app.seat.desk.store.reading() as connection:
            ids = list(connection.execute(select(CASE.c.id)).scalars())
        assert {the(lena, case).status for case in ids} == {"In progress"}


async def test_a_macro_is_run_on_an_open_case_and_words_that_are_not_saved_stay(
    sit: Sit, union: Furnished
) -> None:
    """Features B7."""
    async with sit(login="lena.vogt") as lena:
        await into_the_list(lena)
        await lena.press("enter")
        await lena.until("Case › C-10002")
        await lena.until("Dates")
        await lena.type(" Not saved yet.")
        await lena.until("draft kept")
        await lena.lead("M")
        await lena.until("Run on C-10002")
        await lena.type("msd")
        await lena.press("enter")
        await lena.until("There is a draft about this that is not saved: it stays a draft")
        await lena.press("1")
        await lena.until("Run MSD: no answer twice on C-10002: done.")
        case = the(lena, union["overdue"])
        assert (case.marked_for_review, case.escalated_at is not None) == (True, True)
        (draft,) = lena.app.seat.drafts.listing()
        assert isinstance(draft.form, CaseEdit)
        assert draft.form.now.next_steps.endswith("Not saved yet.")
        assert "Not saved yet." in lena.seen
        assert "Not saved yet." not in case.next_steps
