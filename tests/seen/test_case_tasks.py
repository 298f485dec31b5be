"""The tasks of a case: added, done, cancelled, given, put in order; the checklist; closing asks for what is open."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from data.desk import cases, tasks
from data.desk.desk import Desk
from data.desk.opening import open_desk
from data.types.staff import Assignee
from data.types.tasks import Task, TaskStatus
from tests.builders import Clock, change_case, staff_id
from tests.seen.conftest import Sit
from tests.seen.kit import NARROW, Sitting
from tests.seen.union import Furnished
from widgets.asking import AskLine

Add = Callable[..., None]


@pytest.fixture
def lena(union_url: str, clock: Clock) -> Iterator[Desk]:
    """A supervisor at a desk of her own."""
    desk = open_desk(union_url, "lena.vogt", clock=clock)
    yield desk
    desk.close()


@pytest.fixture
def add(lena: Desk, union: Furnished) -> Add:
    """Lena adds a task to the overdue case, for Kim unless it says whom."""

    def one(title: str, **values: Any) -> None:
        edit = tasks.begin_new(lena, cases.read(lena, union["overdue"]), title=title)
        edit.now = replace(edit.now, **{"who": Assignee(officer_id=staff_id("kim.tran")), **values})
        tasks.save(lena, edit)

    return one


@pytest.fixture
def referral(lena: Desk, union: Furnished) -> None:
    """The overdue case is a legal referral from now on."""
    change_case(lena, cases.read(lena, union["overdue"]), case_types=["LEG"])


async def at_tasks(kim: Sitting) -> None:
    """The tasks of the overdue case."""
    await kim.at_work()
    await kim.until(lambda: "C-10002" in kim.seen)
    while "C-10002" not in kim.seen or "Patience" not in kim.seen:
        await kim.press("down")
    await kim.press("down")
    while "Patience Okafor" not in kim.row():
        await kim.press("down")
    await kim.press("enter")
    await kim.until("Ring HR.")
    await kim.lead("w")
    await kim.until("Tasks › C-10002")
    await kim.until(lambda: "reading" not in kim.seen)


def held(kim: Sitting, union: Furnished) -> dict[str, Task]:
    """As they stand in the store."""
    assert kim.app.seat.desk is not None
    return {task.title: task for task in tasks.of_case(kim.app.seat.desk, union["overdue"]).tasks}


async def test_an_empty_list_says_what_tasks_are_and_the_key(sit: Sit) -> None:
    async with sit(size=NARROW) as kim:
        await at_tasks(kim)
        assert "No tasks yet: the steps of a case, who does what by when. n adds one" in kim.seen
        assert "2 lines were agreed that are no tasks yet: m" in kim.seen


async def test_a_task_is_written_and_saved_and_u_takes_it_back(sit: Sit, union: Furnished) -> None:
    async with sit() as kim:
        await at_tasks(kim)
        await kim.press("n")
        await kim.until("New task › C-10002")
        await kim.type("Ring [b]HR[/b]")
        await kim.press("enter")
        await kim.until(lambda: "case owner" in kim.seen or "type or Down" in kim.seen)
        await kim.type("sam")
        await kim.press("enter")
        await kim.type("fri")
        await kim.press("enter", "enter")
        await kim.type("fri 14:00")
        await kim.press("enter")
        await kim.type("45m")
        await kim.press("f5")
        await kim.until("the task is saved")
        await kim.until("Ring [b]HR[/b]")
        task = held(kim, union)["Ring [b]HR[/b]"]
        assert (task.who, task.due_on, task.minutes) == ("Sam Ortiz", date(2026, 11, 27), 45)
        assert "Fri 27 Nov 14:00–14:45" in kim.seen
        await kim.press("u")
        await kim.until("as it was")
        assert held(kim, union) == {}


async def test_what_is_typed_stays_as_a_draft_and_what_cannot_be_read_gets_the_caret(sit: Sit) -> None:
    async with sit() as kim:
        await at_tasks(kim)
        await kim.press("n")
        await kim.until("New task ›")
        await kim.press("f5")
        assert "Missing: Title" in kim.status
        await kim.type("x" * 300)
        await kim.press("f5")
        assert "the title has 300 characters; 200 fit" in kim.seen
        await kim.press("escape")
        await kim.until("Tasks › C-10002")
        assert "1 draft" in kim.head
        (draft,) = kim.app.seat.drafts.listing()
        assert draft.form.sections[0].body == "x" * 300


async def test_space_is_done_and_done_after_all_and_x_asks_why(sit: Sit, union: Furnished, add: Add) -> None:
    add("Ring HR", due_on=date(2026, 11, 20))
    async with sit() as kim:
        await at_tasks(kim)
        assert "[ ]" in kim.row() and "3 d late" in kim.row()
        await kim.press("space")
        await kim.until("done. u takes it back.")
        await kim.until("1 of 1 done")
        assert "[x]" in kim.row()
        await kim.press("x")
        assert "The task is done already; Space opens it again." in kim.status
        await kim.press("space")
        await kim.until("open again. u")
        await kim.until("0 of 1 done")
        await kim.press("x")
        await kim.type("she wrote herself")
        await kim.press("enter")
        await kim.until("cancelled. u takes it back.")
        await kim.until("[-]")
        assert held(kim, union)["Ring HR"].cancel_reason == "she wrote herself"
        await kim.press("u")
        await kim.until("as it was")
        assert held(kim, union)["Ring HR"].status is TaskStatus.OPEN


async def test_done_by_another_meanwhile_is_told(sit: Sit, union: Furnished, add: Add, lena: Desk) -> None:
    add("Ring HR")
    async with sit() as kim:
        await at_tasks(kim)
        edit = tasks.begin(lena, held(kim, union)["Ring HR"])
        edit.now.status = TaskStatus.DONE
        tasks.save(lena, edit)
        await kim.press("space")
        await kim.until("it was done already")
        await kim.until("Lena Vogt")


async def test_a_gives_it_to_one_of_those_who_may(sit: Sit, union: Furnished, referral: None) -> None:
    async with sit() as kim:
        await at_tasks(kim)
        await kim.until("Referral form filled in")
        assert "Referral form filled in" in kim.row() and "Kim Tran" in kim.row()
        while "Referral sent" not in kim.row():
            await kim.press("down")
        assert "the Legal team" in "\n".join(kim.side)
        await kim.press("a")
        await kim.until(lambda: bool(kim.app.screen.query(AskLine)))
        assert "Legal team" in kim.seen and "Sam Ortiz" not in kim.seen
        await kim.press("escape", "space")
        await kim.until("not one of yours to do")
        await kim.press("home", "a")
        await kim.type("sam")
        await kim.press("enter")
        await kim.until("given. u takes it back.")
        assert held(kim, union)["Referral form filled in"].who == "Sam Ortiz"


async def test_the_order_is_changed_by_keys_and_the_cursor_goes_along(
    sit: Sit, union: Furnished, add: Add
) -> None:
    for title in ("First", "Second", "Third"):
        add(title)
    async with sit() as kim:
        await at_tasks(kim)
        await kim.press("J")
        await kim.until("Moved.")
        await kim.until(lambda: list(held(kim, union)) == ["Second", "First", "Third"])
        assert "First" in kim.row()
        await kim.press("K")
        await kim.until(lambda: list(held(kim, union)) == ["First", "Second", "Third"])
        await kim.press("K")
        await kim.until("It stands at the end already.")


async def test_what_was_agreed_becomes_tasks_by_one_key(sit: Sit, union: Furnished) -> None:
    async with sit() as kim:
        await at_tasks(kim)
        await kim.press("m")
        await kim.until(lambda: bool(kim.app.screen.query(AskLine)))
        await kim.press("enter")
        await kim.until("2 tasks made.")
        assert list(held(kim, union)) == ["Ring HR.", "Send the summary to her."]
        await kim.press("m")
        assert "Nothing was agreed that is not a task yet." in kim.status


async def test_one_key_on_the_case_asks_which_lines_become_tasks(sit: Sit, union: Furnished) -> None:
    async with sit() as kim:
        await at_tasks(kim)
        await kim.press("escape")
        await kim.lead("m")
        await kim.until("Make tasks of")
        await kim.press("backspace", "enter")
        await kim.until("1 task made.")
        assert list(held(kim, union)) == ["Ring HR."]


async def test_the_checklist_is_ticked_and_names_another_case(sit: Sit, referral: None) -> None:
    async with sit() as kim:
        await at_tasks(kim)
        await kim.until("Checklist")
        while "agreed" not in kim.row():
            await kim.press("down")
        await kim.press("space")
        await kim.until("1 of 3 ticked")
        await kim.press("c")
        await kim.type("C-10003")
        await kim.press("enter")
        await kim.until("C-10003, open")
        await kim.press("c", "end", *["backspace"] * 7)
        await kim.type("nonsense")
        await kim.press("enter")
        await kim.until("is no case; an example is C-10482")


async def test_the_case_shows_how_far_it_is_and_what_is_open(sit: Sit, add: Add) -> None:
    add("Ring HR", due_on=date(2026, 11, 20))
    async with sit() as kim:
        await at_tasks(kim)
        await kim.press("escape")
        await kim.until("0 of 1 done")
        assert "[ ] Ring HR" in kim.seen


async def test_closing_lists_what_is_open_and_only_a_supervisor_goes_on(
    sit: Sit, union: Furnished, add: Add
) -> None:
    add("Ring HR")
    async with sit() as kim:
        await at_tasks(kim)
        await kim.press("escape")
        await kim.lead("q")
        await kim.type("r")
        await kim.press("enter")
        await kim.until("Closed, more exactly")
        await kim.press("enter")
        await kim.until("The case stays open: 1 task to be done or cancelled")
        await kim.until("show the tasks")
        assert "Ring HR" in kim.seen and "close it anyway" not in kim.seen
        await kim.type("show")
        await kim.press("enter")
        await kim.until("Tasks › C-10002")
        assert kim.app.seat.drafts.counts() == (0, 0, 0)


async def test_a_supervisor_closes_with_a_reason(sit: Sit, union: Furnished, add: Add) -> None:
    add("Ring HR")
    async with sit(login="lena.vogt") as lena:
        await lena.at_work()
        assert lena.app.seat.desk is not None
        await lena.press("down")
        while "Patience Okafor" not in lena.row():
            await lena.press("down")
        await lena.press("enter")
        await lena.until("Ring HR.")
        await lena.lead("q")
        await lena.type("r")
        await lena.press("enter")
        await lena.until("Closed, more exactly")
        await lena.press("enter")
        await lena.until("close it anyway")
        await lena.type("close")
        await lena.press("enter")
        await lena.until("Why it is closed over open tasks")
        await lena.type("she resigned")
        await lena.press("enter")
        await lena.until("closed, resolved")
        assert cases.read(lena.app.seat.desk, union["overdue"]).closed_at is not None


async def test_my_tasks_stand_across_cases_and_on_home(sit: Sit, union: Furnished, add: Add) -> None:
    add("Late one", due_on=date(2026, 11, 20))
    add("For today", due_on=date(2026, 11, 23))
    add("Sam's", who=Assignee(officer_id=staff_id("sam.ortiz")))
    async with sit() as kim:
        await kim.at_work()
        assert "Your tasks: 1 late, 1 for today" in kim.seen
        await kim.press("down", "home", "enter")
        await kim.until("yours, and your team's that nobody took")
        await kim.until("Late one")
        assert "3 d late" in kim.row() and "Sam's" not in kim.seen
        await kim.press("space")
        await kim.until("done. u takes it back.")
        await kim.until(lambda: "Late one" not in kim.seen)
        await kim.press("v")
        await kim.until("Sam's")
        await kim.press("home", "enter")
        await kim.until("Tasks › C-10002")
        await kim.press("escape", "escape")
        await kim.until("Your task: 1 for today")
        await kim.lead("W")
        await kim.until("For today")
