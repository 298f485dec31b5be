"""Availability and groups: who may say it, what it does, what is kept (features A5.01, A5.02, A4.04)."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import insert, select

from data.desk import cases, granting, logins, staff
from data.desk.desk import Desk
from data.store.store import Store
from data.store.tables import ACT, STAFF_GROUP
from data.types.errors import BadInput, CasetuiError, Incomplete, NotAllowed, NotFound
from data.types.staff import Access
from tests.builders import Clock, a_case, a_member, staff_id

KIM, SAM = staff_id("kim.tran"), staff_id("sam.ortiz")
BACK = date(2026, 11, 27)


def here(desk: Desk, login: str) -> bool:
    return next(one.here for one in staff.listing(desk) if one.officer.login == login)


def test_who_goes_away_is_told_what_waits_and_is_back_on_the_day(
    desk: Desk, desk_for: Callable[[str], Desk], store: Store, clock: Clock
) -> None:
    a_case(desk, a_member(store))
    a_case(desk, a_member(store))
    gone = staff.set_away(desk, KIM, BACK, "Leave")
    assert (gone.here, gone.cases, gone.follow_ups) == (False, 2, 0)
    assert not here(desk, "kim.tran")
    assert not desk_for("kim.tran").officer.here(desk.today())
    clock.move(days=4)
    assert desk.today() == BACK
    assert here(desk, "kim.tran")


def test_what_the_supervisor_may_not_see_is_not_counted(
    desk: Desk, desk_for: Callable[[str], Desk], store: Store
) -> None:
    a_case(desk, a_member(store), scope=2)
    a_case(desk, a_member(store))
    assert staff.set_away(desk_for("lena.vogt"), KIM, None, "Ill").cases == 1


@pytest.mark.parametrize(
    ("login", "whom", "until", "reason", "error"),
    [
        ("kim.tran", SAM, None, "ill", NotAllowed),
        ("jo.marsh", SAM, None, "ill", NotAllowed),
        ("lena.vogt", SAM, None, " ", Incomplete),
        ("lena.vogt", SAM, date(2026, 11, 23), "ill", BadInput),
        ("kim.tran", KIM, date(2026, 11, 1), "", BadInput),
    ],
)
def test_who_may_say_it_and_how(
    desk_for: Callable[[str], Desk],
    login: str,
    whom: object,
    until: date | None,
    reason: str,
    error: type[CasetuiError],
) -> None:
    with pytest.raises(error):
        staff.set_away(desk_for(login), whom, until, reason)  # type: ignore[arg-type]
    assert here(desk_for("lena.vogt"), "sam.ortiz")
    assert here(desk_for("lena.vogt"), "kim.tran")


def test_a_supervisor_says_it_of_others_and_it_is_on_record(
    desk_for: Callable[[str], Desk], store: Store
) -> None:
    lena = desk_for("lena.vogt")
    staff.set_away(lena, SAM, None, "Rang in ill")
    staff.set_available(lena, SAM, "Back after all")
    assert here(lena, "sam.ortiz")
    with store.reading() as connection:
        acts = connection.execute(
            select(ACT.c.action, ACT.c.officer_id, ACT.c.reason).where(ACT.c.action.like("staff.%"))
        ).all()
    assert sorted(tuple(act) for act in acts) == [
        ("staff.available", lena.officer.id, "Back after all"),
        ("staff.away", lena.officer.id, "Rang in ill"),
    ]


def test_groups_are_filled_by_administrators(
    desk: Desk, desk_for: Callable[[str], Desk], store: Store
) -> None:
    with store.loading("test") as connection:
        connection.execute(
            insert(STAFF_GROUP).values(id=staff_id("group"), name="Lawyers", position=0, archived=False)
        )
    case = a_case(desk, a_member(store), owner="sam.ortiz", acl=[str(staff_id("group"))])
    ravi = desk_for("ravi.admin")
    assert cases.listing(desk) == ()
    assert staff.join(ravi, "lawyers", KIM)
    assert not staff.join(ravi, "Lawyers", KIM)
    assert [group.members for group in staff.groups(desk)] == [("kim.tran",)]
    assert [line.id for line in cases.listing(desk_for("kim.tran"))] == [case]
    assert staff.leave(ravi, "Lawyers", KIM)
    assert cases.listing(desk_for("kim.tran")) == ()
    with pytest.raises(NotAllowed):
        staff.join(desk_for("lena.vogt"), "Lawyers", KIM)
    with pytest.raises(BadInput, match="there are Lawyers"):
        staff.join(ravi, "Cooks", KIM)


def test_an_access_is_given_and_decides_what_is_seen_and_held(
    desk: Desk, desk_for: Callable[[str], Desk], store: Store
) -> None:
    case = a_case(desk, a_member(store), confidential=True)
    ravi = desk_for("ravi.admin")
    with pytest.raises(NotFound):
        cases.read(desk_for("jo.marsh"), case)
    assert logins.give_access(ravi, "jo.marsh", Access.OFFICER)
    assert not logins.give_access(ravi, "jo.marsh", Access.OFFICER)
    jo = desk_for("jo.marsh")
    assert (jo.officer.access, cases.read(jo, case).id) == (Access.OFFICER, case)
    for login, whom in (("lena.vogt", "jo.marsh"), ("jo.marsh", "sam.ortiz"), ("ravi.admin", "ravi.admin")):
        with pytest.raises(NotAllowed):
            logins.give_access(desk_for(login), whom, Access.ADMIN)
    with pytest.raises(NotFound):
        logins.give_access(ravi, "nobody.here", Access.ADMIN)
    assert desk_for("jo.marsh").officer.access is Access.OFFICER
    with store.reading() as connection:
        acts = connection.execute(select(ACT.c.action, ACT.c.officer_id).where(ACT.c.action == "staff.role"))
        assert [tuple(act) for act in acts] == [("staff.role", ravi.officer.id)]


def test_all_groups_of_someone_are_given_in_one_act(desk_for: Callable[[str], Desk], store: Store) -> None:
    with store.loading("test") as connection:
        for place, name in enumerate(("Lawyers", "Cooks", "Old")):
            values = {"id": staff_id(name), "name": name, "position": place, "archived": name == "Old"}
            connection.execute(insert(STAFF_GROUP).values(**values))
    ravi = desk_for("ravi.admin")
    assert staff.join(ravi, "Lawyers", KIM)
    assert granting.put_into(ravi, "kim.tran", ["cooks"])
    assert not granting.put_into(ravi, "kim.tran", ["Cooks"])
    assert [group.members for group in staff.groups(ravi)] == [(), ("kim.tran",)]
    with pytest.raises(BadInput, match="'Old'"):
        granting.put_into(ravi, "kim.tran", ["Lawyers", "Old"])
    with pytest.raises(NotAllowed):
        granting.put_into(desk_for("lena.vogt"), "kim.tran", [])
    assert desk_for("kim.tran").officer.groups == (staff_id("Cooks"),)
