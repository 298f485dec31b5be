"""What a status is more exactly: offered, or required by the office (features A3.20)."""

from uuid import UUID

import pytest

from data.desk import cases
from data.desk.desk import Desk
from data.store.store import Store
from data.types.errors import BadInput, Conflict, Incomplete
from data.types.records import CaseRecord
from tests.builders import a_case, a_member, change_case
from tests.steward.files import apply, of

STATUSES = [
    {"name": "Open", "kind": "open"},
    {"name": "In progress", "kind": "progress", "substatuses": ["Letter sent", "Waiting"]},
    {"name": "Closed", "kind": "closed", "substatuses": ["Advice only", "Waiting"]},
]


@pytest.fixture
def case(store: Store, desk: Desk, desk_for: object) -> CaseRecord:
    return _a_case(store, desk, desk_for)


@pytest.fixture
def required(case: CaseRecord, desk_for: object) -> CaseRecord:
    """Of an office that requires one."""
    assert callable(desk_for)
    apply(desk_for("ravi.admin"), of({"office": {"substatus_required": True}}))
    return case


def _a_case(store: Store, desk: Desk, desk_for: object) -> CaseRecord:
    assert callable(desk_for)
    apply(desk_for("ravi.admin"), of({"status": STATUSES}))
    case_id: UUID = a_case(desk, a_member(store))
    return cases.read(desk, case_id)


def test_a_case_is_closed_with_what_it_is_more_exactly(desk: Desk, case: CaseRecord) -> None:
    after = change_case(desk, case, status="Closed", substatus="Advice only")
    assert (after.status, after.substatus, after.close_reason) == ("Closed", "Advice only", "resolved")
    assert cases.read(desk, case.id).substatus == "Advice only"


def test_offered_it_may_be_left_out(desk: Desk, case: CaseRecord) -> None:
    assert change_case(desk, case, status="Closed").substatus == ""


def test_it_goes_with_the_status_it_belonged_to_and_stays_where_the_next_has_the_same(
    desk: Desk, case: CaseRecord
) -> None:
    sent = change_case(desk, case, status="In progress", substatus="Letter sent")
    assert change_case(desk, sent, status="Open").substatus == ""
    waiting = change_case(desk, cases.read(desk, case.id), status="In progress", substatus="Waiting")
    assert change_case(desk, waiting, status="Closed").substatus == "Waiting"


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ({"status": "Closed", "substatus": "Letter sent"}, "Closed has Advice only, Waiting"),
        ({"status": "Open", "substatus": "Waiting"}, "Open has none"),
        ({"substatus": "Waiting"}, "Open has none"),
    ],
)
def test_one_of_another_status_is_refused(
    desk: Desk, case: CaseRecord, wanted: dict[str, str], said: str
) -> None:
    with pytest.raises(BadInput, match=said):
        change_case(desk, case, **wanted)


def test_required_it_is_missed_and_nothing_is_changed(desk: Desk, required: CaseRecord) -> None:
    with pytest.raises(Incomplete, match="Sub-status"):
        change_case(desk, required, status="Closed")
    assert cases.read(desk, required.id) == required
    assert change_case(desk, required, status="Closed", substatus="Waiting").closed_at is not None


def test_required_it_holds_up_no_other_change(desk: Desk, case: CaseRecord, desk_for: object) -> None:
    assert callable(desk_for)
    closed = change_case(desk, case, status="Closed")
    apply(desk_for("ravi.admin"), of({"office": {"substatus_required": True}}))
    assert change_case(desk, closed, title="Another").title == "Another"


def test_two_who_say_it_differently_are_told(desk: Desk, case: CaseRecord) -> None:
    read = change_case(desk, case, status="In progress")
    change_case(desk, read, substatus="Waiting")
    with pytest.raises(Conflict, match="Sub-status"):
        change_case(desk, read, substatus="Letter sent")
