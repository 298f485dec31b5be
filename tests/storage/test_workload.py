"""How much everyone holds, and what the open cases are: of what one may see (features A2.12, A5.13)."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import update

from data.desk import interactions, staff, workload
from data.desk.desk import Desk
from data.store.store import Store
from data.store.tables import STAFF
from data.types.errors import BadInput, NotAllowed
from data.types.workload import By
from tests.builders import TODAY, a_case, a_member, an_interaction_form, staff_id
from tests.storage.test_finding import statements

DeskFor = Callable[[str], Desk]


def days(number: int) -> date:
    return TODAY + timedelta(days=number)


@pytest.fixture
def lena(desk_for: DeskFor, desk: Desk, store: Store) -> Desk:
    """Kim holds three cases and a follow-up, Sam one confidential case, Aisha none, nobody one."""
    member = a_member(store)
    a_case(desk, member, follow_up_on=days(-3), opened_on=days(-10), priority=1)
    a_case(desk, member, follow_up_on=days(9), due_on=days(7), opened_on=days(-3))
    a_case(desk, member, follow_up_on=days(8), opened_on=days(-2), status="In progress")
    a_case(desk, member, follow_up_on=days(-9), status="Closed", is_open=False)
    a_case(desk, member, owner="sam.ortiz", follow_up_on=TODAY, opened_on=TODAY, confidential=True)
    a_case(desk, member, owner=None, follow_up_on=None, opened_on=days(-4))
    form = an_interaction_form(member, follow_up_on=days(2))
    form.follow_up_by = staff_id("kim.tran")
    interactions.submit(desk, form)
    return desk_for("lena.vogt")


def test_what_each_holds_is_counted_in_one_statement(lena: Desk) -> None:
    staff.set_away(lena, staff_id("sam.ortiz"), days(4), "leave")
    with statements() as run:
        found = workload.of(lena)
    assert sum("avg(" in one.lower() for one in run) == 1
    told = {
        one.name: (one.cases, one.follow_ups, one.overdue, one.week, one.age, one.here) for one in found.lines
    }
    assert told == {
        "Aisha Bello": (0, 0, 0, 0, None, True),
        "Jo Marsh": (0, 0, 0, 0, None, True),
        "Kim Tran": (3, 1, 1, 2, 5.0, True),
        "Lena Vogt": (0, 0, 0, 0, None, True),
        "Ravi Nair": (0, 0, 0, 0, None, True),
        "Sam Ortiz": (1, 0, 0, 1, 0.0, False),
    }
    assert (found.unclaimed.cases, found.unclaimed.age) == (1, 4.0)
    together = found.together
    assert (together.cases, together.follow_ups, together.overdue, together.week) == (5, 1, 1, 3)
    assert together.age == 3.8


def test_others_see_their_own_team_and_only_what_they_may_see(lena: Desk, desk_for: DeskFor) -> None:
    aisha, jo = desk_for("aisha.bello"), desk_for("jo.marsh")
    assert [one.name for one in workload.of(aisha).lines] == ["Aisha Bello"]
    assert [one.name for one in workload.of(lena, "industrial").lines] == ["Aisha Bello"]
    with pytest.raises(NotAllowed, match="other teams"):
        workload.of(aisha, "MSD")
    with pytest.raises(BadInput, match="there are MSD"):
        workload.of(aisha, "Roster")
    sams = {one.name: one.cases for one in workload.of(jo).lines}
    assert sams["Sam Ortiz"] == 0 and sams["Kim Tran"] == 3
    assert workload.open_cases(jo, By.OWNER).cases == 4


def test_who_left_and_still_holds_something_is_among_them(lena: Desk, store: Store) -> None:
    with store.loading("test") as connection:
        connection.execute(update(STAFF).where(STAFF.c.id == staff_id("sam.ortiz")).values(active=False))
    found = workload.of(lena).lines[-1]
    assert (found.name, found.cases, found.here) == ("Sam Ortiz", 1, False)


@pytest.mark.parametrize(
    ("by", "lines"),
    [
        (By.TYPE, [("Rosters, hours, breaks", 5, 1)]),
        (By.STATUS, [("Open", 4, 1), ("In progress", 1, 0)]),
        (By.OWNER, [("Kim Tran", 3, 1), ("Sam Ortiz", 1, 0), ("nobody yet", 1, 0)]),
        (By.TEAM, [("MSD", 5, 1)]),
        (By.PRIORITY, [("Statutory deadline / at risk today", 1, 1), ("Normal", 4, 0)]),
    ],
)
def test_open_cases_are_counted_by_one_thing(lena: Desk, by: By, lines: list[tuple[str, int, int]]) -> None:
    found = workload.open_cases(lena, by)
    assert [tuple(line) for line in found.lines] == lines
    assert (found.cases, found.overdue) == (5, 1)
