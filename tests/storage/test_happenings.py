"""Acts wait to be told, are told once, and a run that ends in the middle has told nothing of its act."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from data.desk import cases, happenings, notices
from data.desk.desk import Desk
from data.store.store import Store
from data.store.tables import ACT, ACT_WAITING
from data.types.happenings import Happening, Kind, Passed
from tests.builders import Clock, a_case, a_member, change_case
from tests.storage.test_bulk import pick, run


class Told:
    """Stands where notices are told, and may fail there."""

    def __init__(self) -> None:
        self.all: list[Happening] = []
        self.fails: Kind | None = None

    def __call__(self, desk: Desk, session: Session, happening: Happening) -> None:
        if happening.kind is self.fails:
            raise KeyboardInterrupt
        self.all.append(happening)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Told:
    found = Told()
    monkeypatch.setattr(notices, "tell", found)
    return found


def waiting(store: Store) -> int:
    with store.reading() as connection:
        return connection.execute(select(func.count()).select_from(ACT_WAITING)).scalar_one()


@pytest.fixture
def case(desk: Desk, store: Store, told: Told) -> UUID:
    """Nothing waits when it is made."""
    case = a_case(desk, a_member(store))
    happenings.tell_waiting(desk)
    told.all.clear()
    return case


def test_every_act_waits_and_is_told_once(desk: Desk, store: Store, told: Told, case: UUID) -> None:
    assert waiting(store) == 0
    change_case(desk, cases.read(desk, case), priority=1)
    assert waiting(store) == 1
    assert happenings.tell_waiting(desk) == Passed(1, 0)
    assert [(one.kind, one.case_id, one.actor_id) for one in told.all] == [
        (Kind.CASE_CHANGED, case, desk.officer.id)
    ]
    assert happenings.tell_waiting(desk) == Passed(0, 0)
    assert waiting(store) == 0
    with store.reading() as connection:
        # What is told leaves no act of its own: nothing tells of telling.
        acts = set(connection.execute(select(ACT.c.action)).scalars())
    assert happenings.TELL not in acts


def test_killed_in_the_middle_it_begins_that_act_anew(
    desk: Desk, store: Store, told: Told, case: UUID
) -> None:
    change_case(desk, cases.read(desk, case), status="Closed", close_reason="resolved")
    told.fails = Kind.CASE_CLOSED
    with pytest.raises(KeyboardInterrupt):
        happenings.tell_waiting(desk)
    assert waiting(store) == 1
    told.fails = None
    told.all.clear()
    assert happenings.tell_waiting(desk).told == 1
    assert [one.kind for one in told.all] == [Kind.CASE_STATUS, Kind.CASE_CLOSED, Kind.CASE_CHANGED]


def test_any_number_of_runs_at_once_tell_each_act_once(
    desk: Desk, desk_for: Callable[[str], Desk], store: Store, told: Told, case: UUID
) -> None:
    for priority in (1, 2, 4, 5, 3):
        change_case(desk, cases.read(desk, case), priority=priority)
    desks = (desk, desk_for("lena.vogt"), desk_for("ravi.admin"))
    with ThreadPoolExecutor(3) as pool:
        done = list(pool.map(happenings.tell_waiting, desks))
    assert sum(one.told for one in done) == 5
    assert len({one.key for one in told.all}) == len(told.all) == 5
    assert waiting(store) == 0


def test_an_old_queue_is_put_aside(desk: Desk, store: Store, told: Told, case: UUID, clock: Clock) -> None:
    change_case(desk, cases.read(desk, case), priority=1)
    clock.move(days=8)
    change_case(desk, cases.read(desk, case), priority=2)
    assert happenings.tell_waiting(desk) == Passed(1, 1)
    assert len(told.all) == 1


def test_work_in_bulk_waits_a_row_a_record(desk: Desk, store: Store, told: Told, case: UUID) -> None:
    other = a_case(desk, a_member(store))
    happenings.tell_waiting(desk)
    told.all.clear()
    run(desk, [pick(desk, case), pick(desk, other)], "priority 2")
    assert waiting(store) == 2
    happenings.tell_waiting(desk)
    assert {one.case_id for one in told.all} == {case, other}
