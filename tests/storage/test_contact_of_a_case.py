"""Every case has a contact, its types in order, and is seen by whoever may see it; on both stores."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import update

from data.desk import cases, interactions, members, queue
from data.desk.desk import Desk
from data.store.store import Store
from data.store.tables import CASE
from data.types.errors import CasetuiError, NotFound
from tests.builders import Clock, a_case, a_case_form, a_member, an_interaction_form


def test_a_case_of_nobody_known_is_refused(desk: Desk) -> None:
    with pytest.raises(NotFound):
        cases.create(desk, a_case_form(UUID(int=7)))
    assert cases.listing(desk) == ()


def test_the_store_itself_takes_no_case_without_a_contact(desk: Desk, store: Store) -> None:
    case = a_case(desk, a_member(store))
    with pytest.raises(CasetuiError, match="the database refused it"), store.loading("test") as connection:
        connection.execute(update(CASE).where(CASE.c.id == case).values(member_id=None))


def test_the_types_of_a_case_keep_their_order(desk: Desk, store: Store) -> None:
    member = a_member(store)
    for types in (["UND", "ROS", "BUL"], ["BUL", "UND"]):
        form = a_case_form(member, case_types=[*types, types[0]])
        cases.create(desk, form)
        assert cases.read(desk, form.id).case_types == tuple(types)


def test_a_submitted_contact_stands_on_the_timeline_of_every_colleague(
    desk: Desk, desk_for: Callable[[str], Desk], store: Store
) -> None:
    member = a_member(store)
    interactions.submit(desk, an_interaction_form(member))
    for login in ("sam.ortiz", "lena.vogt", "jo.marsh"):
        assert [item.number for item in members.timeline(desk_for(login), member)] == ["I-20001"]


def test_of_one_day_and_priority_the_older_case_leads_and_no_day_comes_last(
    desk: Desk, store: Store, clock: Clock
) -> None:
    member, day = a_member(store), desk.today() + timedelta(days=30)
    for title, opened, on in (
        ("none", 90, None),
        ("younger", 2, day),
        ("older", 40, day),
        ("oldest", 41, day),
    ):
        opened_on = desk.today() - timedelta(days=opened)
        a_case(desk, member, title=title, follow_up_on=on, opened_on=opened_on, due_on=None)
    expected = ["oldest", "older", "younger", "none"]
    assert [row.matter for row in queue.mine(desk).rows] == expected
    assert [line.title for line in cases.listing(desk)] == expected
