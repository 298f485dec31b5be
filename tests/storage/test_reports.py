"""The share of direct cases by officer (features A2.04)."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import update

from data.desk import cases, interactions, reports
from data.desk.desk import Desk
from data.store.store import Store
from data.store.tables import CASE
from data.types.errors import BadInput, NotAllowed
from tests.builders import Clock, a_case_form, a_member, an_interaction_form

DeskFor = Callable[[str], Desk]


def opened(desk: Desk, member: UUID, *, direct: int = 0, converted: int = 0) -> list[UUID]:
    """So many cases of that member; their ids."""
    ids = []
    for at in range(direct + converted):
        contact = None
        if at >= direct:
            form = an_interaction_form(member)
            interactions.submit(desk, form)
            contact = form.id
        case = a_case_form(member, contact)
        cases.create(desk, case)
        ids.append(case.id)
    return ids


def told(desk: Desk, since: date | None = None, until: date | None = None) -> list[tuple[str, int, int]]:
    return [(one.officer, one.direct, one.cases) for one in reports.direct(desk, since, until).officers]


def test_each_officer_is_counted_by_the_cases_she_opened(desk_for: DeskFor, store: Store) -> None:
    member = a_member(store)
    opened(desk_for("kim.tran"), member, direct=1, converted=3)
    opened(desk_for("sam.ortiz"), member, direct=2)
    opened(desk_for("aisha.bello"), member, converted=1)
    found = reports.direct(desk_for("lena.vogt"))
    assert [(one.officer, one.direct, one.cases) for one in found.officers] == [
        ("Sam Ortiz", 2, 2),
        ("Kim Tran", 1, 4),
        ("Aisha Bello", 0, 1),
    ]
    assert (found.together.direct, found.together.cases, found.officers[1].share) == (3, 7, 0.25)


def test_days_are_those_of_the_office_and_both_count_in(
    desk_for: DeskFor, store: Store, clock: Clock
) -> None:
    member, kim, lena = a_member(store), desk_for("kim.tran"), desk_for("lena.vogt")
    clock.move(hours=14)  # 23:41 in Melbourne
    opened(kim, member, direct=1)
    clock.move(minutes=30)  # 00:11 of the next day there, the same day in UTC
    opened(kim, member, converted=1)
    monday, tuesday = date(2026, 11, 23), date(2026, 11, 24)
    assert told(lena, monday, monday) == [("Kim Tran", 1, 1)]
    assert told(lena, tuesday, tuesday) == [("Kim Tran", 0, 1)]
    assert told(lena, monday, tuesday) == [("Kim Tran", 1, 2)]
    assert told(lena, since=date(2026, 11, 25)) == []
    assert told(lena, until=date.max) == [("Kim Tran", 1, 2)]


def test_what_may_not_be_seen_is_not_counted(desk_for: DeskFor, store: Store) -> None:
    kim = desk_for("kim.tran")
    _, hidden = opened(kim, a_member(store), direct=2)
    with store.loading("test") as connection:
        connection.execute(update(CASE).where(CASE.c.id == hidden).values(scope=2))
    assert told(desk_for("lena.vogt")) == [("Kim Tran", 1, 1)]
    assert told(desk_for("ravi.admin")) == [("Kim Tran", 2, 2)]


@pytest.mark.parametrize("login", ["kim.tran", "jo.marsh"])
def test_figures_about_colleagues_are_for_supervisors_and_administrators(
    desk_for: DeskFor, login: str
) -> None:
    with pytest.raises(NotAllowed, match="for supervisors and administrators"):
        reports.direct(desk_for(login))


def test_a_period_that_ends_before_it_begins_is_told(desk_for: DeskFor) -> None:
    with pytest.raises(BadInput, match="ends before it begins"):
        reports.direct(desk_for("lena.vogt"), date(2026, 11, 2), date(2026, 11, 1))


def test_without_a_case_nobody_has_a_share(desk_for: DeskFor) -> None:
    found = reports.direct(desk_for("lena.vogt"))
    assert (found.officers, found.together.share) == ((), 0.0)
