"""Closed lately and offered again (features B19); made one of another type (features A5.14)."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from data.desk import cases, changing, history, holding, retyping
from data.desk.desk import Desk
from data.store.store import Store
from data.store.tables import OFFICE
from data.types.errors import BadInput, Incomplete, NotAllowed, NotFound
from tests.builders import TODAY, Clock, a_case, a_case_form, a_member, a_retype, change_case


def closed(desk: Desk, member: UUID, **columns: Any) -> UUID:
    case = a_case(desk, member, **columns)
    change_case(desk, cases.read(desk, case), status="Closed", close_reason="resolved")
    return case


def test_what_was_closed_lately_is_offered_the_last_first(desk: Desk, store: Store, clock: Clock) -> None:
    member = a_member(store)
    old = closed(desk, member)
    clock.move(days=29)
    first = closed(desk, member)
    clock.move(hours=1)
    second = closed(desk, member)
    a_case(desk, member)
    closed(desk, a_member(store))
    assert [line.id for line in cases.closed_lately(desk, member)] == [second, first, old]
    clock.move(days=2)
    assert [line.id for line in cases.closed_lately(desk, member)] == [second, first]
    with store.loading("test") as connection:
        connection.execute(OFFICE.update().values(reopen_days=0))
    assert cases.closed_lately(desk, member) == ()


def test_what_one_may_not_see_is_not_offered(
    desk: Desk, desk_for: Callable[[str], Desk], store: Store
) -> None:
    member = a_member(store)
    case = closed(desk, member, confidential=True)
    assert cases.closed_lately(desk_for("jo.marsh"), member) == ()
    with pytest.raises(NotFound):
        holding.reopen(desk_for("jo.marsh"), case)


def test_it_is_opened_once_and_u_closes_it_again(
    desk: Desk, desk_for: Callable[[str], Desk], store: Store
) -> None:
    case = closed(desk, a_member(store))
    done = holding.reopen(desk, case)
    record = cases.read(desk, case)
    assert (record.status, record.close_reason, record.closed_at) == ("Open", "", None)
    with pytest.raises(NotAllowed, match="C-10001 is open"):
        holding.reopen(desk_for("sam.ortiz"), case)
    changing.change(desk, replace(done, id=desk.new_id(), was=done.now, now=done.was))
    assert cases.read(desk, case).close_reason == "resolved"


@pytest.fixture
def mapped(store: Store) -> None:
    a_retype(
        store,
        "ROS",
        "BUL",
        status={"Waiting on employer": "In progress"},
        tags={"callback": ""},
        priority={"3": "2"},
    )


def test_values_are_mapped_by_the_offices_table(desk: Desk, store: Store, mapped: None) -> None:
    case = a_case(desk, a_member(store))
    change_case(
        desk, cases.read(desk, case), status="Waiting on employer", tags=["callback", "media"], due_on=TODAY
    )
    plan = retyping.plan(desk, case, "BUL")
    assert (plan.contents.status, plan.contents.priority, plan.asked) == ("In progress", 2, ("title",))
    done = retyping.retype(desk, case, "BUL", {"title": "Bullying"}, reason="Turned out so")
    record = cases.read(desk, case)
    assert (record.case_types, record.status, record.priority) == (("BUL",), "In progress", 2)
    assert (record.title, record.tags, record.due_on) == ("Bullying", ("media",), TODAY)
    told = history.of_case(desk, case)
    assert {line.reason for line in told if line.action == "cases.retype"} == {"Turned out so"}
    changing.change(desk, replace(done, id=desk.new_id(), was=done.now, now=done.was))
    assert cases.read(desk, case).case_types == ("ROS",)


def test_what_no_table_and_nobody_says_is_asked_for(desk: Desk, store: Store, mapped: None) -> None:
    case = a_case(desk, a_member(store))
    with pytest.raises(Incomplete, match="Status, Title"):
        retyping.retype(desk, case, "BUL", {})
    retyping.retype(desk, case, "BUL", {"status": "In progress"}, keep_title=True)
    assert cases.read(desk, case).title == "Hours, rosters & breaks"
    with pytest.raises(NotAllowed, match="is of that type already"):
        retyping.retype(desk, case, "BUL", {})
    with pytest.raises(BadInput):
        retyping.retype(desk, case, "XXX", {})


def test_its_target_follows_the_type_it_becomes(desk: Desk, store: Store) -> None:
    """As the configuration of the case type has it (features A4.09), by this way of changing it like by any other."""
    member = a_member(store)
    case, fresh = a_case(desk, member), cases.create(desk, a_case_form(member, case_types=["WHS"])).id
    assert cases.read(desk, case).due_on != cases.read(desk, fresh).due_on
    done = retyping.retype(desk, case, "WHS", {"title": "Unsafe"})
    assert cases.read(desk, case).due_on == cases.read(desk, fresh).due_on
    back = replace(done, id=desk.new_id(), was=done.now, now=done.was)
    changing.change(desk, back)
    assert cases.read(desk, case).case_types == ("ROS",)
