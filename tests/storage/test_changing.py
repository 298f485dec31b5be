"""Two officers change one case: different fields merge, the same field is told to the second."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from data.desk import cases, history
from data.desk.desk import Desk
from data.store.store import Store
from data.types.errors import BadInput, Conflict, NotFound
from data.types.records import CaseRecord
from tests.builders import a_case, a_member, change_case, staff_id

FRIDAY = date(2026, 12, 4)


@pytest.fixture
def case(desk: Desk, store: Store) -> CaseRecord:
    return cases.read(desk, a_case(desk, a_member(store)))


def test_a_change_bumps_the_version_and_answers_the_case_as_it_is(desk: Desk, case: CaseRecord) -> None:
    after = change_case(desk, case, next_steps="Ring back.", follow_up_on=FRIDAY)
    assert (after.next_steps, after.follow_up_on, after.version) == ("Ring back.", FRIDAY, 2)
    assert cases.read(desk, case.id) == after


def test_a_change_to_the_same_values_writes_nothing(desk: Desk, case: CaseRecord) -> None:
    after = change_case(desk, case, next_steps=case.next_steps, status=case.status)
    assert after.version == case.version
    assert not [line for line in history.of_case(desk, case.id) if line.action == "cases.change"]


def test_a_follow_up_can_be_taken_away(desk: Desk, case: CaseRecord) -> None:
    assert change_case(desk, case, follow_up_on=None).follow_up_on is None


def test_different_fields_merge_silently(
    desk: Desk, desk_for: Callable[[str], Desk], case: CaseRecord
) -> None:
    change_case(desk_for("sam.ortiz"), case, follow_up_on=FRIDAY)
    after = change_case(desk, case, next_steps="Ring back.")
    assert (after.next_steps, after.follow_up_on, after.version) == ("Ring back.", FRIDAY, 3)


def test_the_same_field_is_a_conflict_that_names_it(
    desk: Desk, desk_for: Callable[[str], Desk], case: CaseRecord
) -> None:
    change_case(desk_for("sam.ortiz"), case, next_steps="Sam rings.", follow_up_on=FRIDAY)
    with pytest.raises(Conflict, match="Next steps") as told:
        change_case(desk, case, next_steps="Kim rings.", status="In progress")
    assert (told.value.fields, told.value.record_id) == (("Next steps",), case.id)
    stands = cases.read(desk, case.id)
    assert (stands.next_steps, stands.status, stands.version) == ("Sam rings.", "Open", 2)


def test_both_writing_the_same_value_is_no_conflict(
    desk: Desk, desk_for: Callable[[str], Desk], case: CaseRecord
) -> None:
    change_case(desk_for("sam.ortiz"), case, follow_up_on=FRIDAY)
    assert change_case(desk, case, follow_up_on=FRIDAY).version == 2


def test_of_two_at_once_one_wins_and_one_is_told(
    desk: Desk, desk_for: Callable[[str], Desk], case: CaseRecord
) -> None:
    def ring(who: Desk) -> str:
        try:
            return change_case(who, case, next_steps=f"{who.officer.first_name} rings.").next_steps
        except Conflict:
            return "conflict"

    with ThreadPoolExecutor(2) as pool:
        said = list(pool.map(ring, (desk, desk_for("sam.ortiz"))))
    assert said.count("conflict") == 1
    assert cases.read(desk, case.id).next_steps in said


def test_closing_and_opening_again_keeps_the_lists_right(desk: Desk, case: CaseRecord) -> None:
    closed = change_case(desk, case, status="Closed")
    assert (closed.status_kind, closed.closed_at) == ("closed", desk.clock())
    assert cases.listing(desk) == ()
    assert [line.id for line in cases.listing(desk, open_only=False)] == [case.id]
    again = change_case(desk, closed, status="In progress")
    assert (again.closed_at, len(cases.listing(desk))) == (None, 1)


def test_a_status_that_is_none_is_refused(desk: Desk, case: CaseRecord) -> None:
    with pytest.raises(BadInput):
        change_case(desk, case, status="Lost")
    assert cases.read(desk, case.id).version == 1


def test_changing_a_case_one_may_not_see_is_not_found(
    desk: Desk, desk_for: Callable[[str], Desk], store: Store
) -> None:
    hidden = a_case(desk, a_member(store), confidential=True)
    record = cases.read(desk, hidden)
    basic = desk_for("jo.marsh")
    with pytest.raises(NotFound):
        change_case(basic, record, next_steps="x")
    with pytest.raises(NotFound):
        change_case(basic, record._replace(id=staff_id("jo.marsh")), next_steps="x")
