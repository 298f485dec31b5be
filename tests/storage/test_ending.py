"""A row that many units of work write is held for the commit alone (features A5.10)."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from data.desk.desk import Desk
from data.repositories.allocating import took_turn
from data.store.store import Store
from data.store.tables import STAFF
from tests.builders import a_case, a_member, staff_id

KIM, LENA = staff_id("kim.tran"), staff_id("lena.vogt")


@pytest.fixture
def url(postgres_url: str) -> str:
    """A server: on a file writers take turns anyway."""
    return postgres_url


def _turns(store: Store) -> dict[object, int]:
    with store.reading() as connection:
        return dict(connection.execute(select(STAFF.c.id, STAFF.c.turn)).tuples().all())


def test_two_who_give_cases_to_one_officer_do_not_wait_for_each_other(
    desk: Desk, desk_for: Callable[[str], Desk], store: Store
) -> None:
    member = a_member(store)
    with desk.store.writing(action="cases.create", officer_id=desk.officer.id) as session:
        took_turn(session, KIM)
        session.flush()
        a_case(desk_for("lena.vogt"), member, owner="kim.tran")
        assert _turns(store)[KIM] == 1
    assert _turns(store)[KIM] == 2


def test_what_fails_within_a_unit_of_work_takes_nobody_s_turn(desk: Desk, store: Store) -> None:
    with desk.store.writing(action="cases.create", officer_id=desk.officer.id) as session:
        with pytest.raises(ZeroDivisionError), desk.store.within(session, action="routines.run"):
            took_turn(session, LENA)
            raise ZeroDivisionError
        took_turn(session, KIM)
    assert (_turns(store)[KIM], _turns(store)[LENA]) == (1, 0)
