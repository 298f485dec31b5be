"""Acts wait to be told, are told once, and a run that ends in the middle has told nothing of its act."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import func, select, text, update
from sqlalchemy.orm import Session

from data.desk import cases, clockwork, happenings, notices
from data.desk.desk import Desk
from data.local.log import start_log
from data.store.store import Store
from data.store.tables import ACT, ACT_WAITING, CHANGE, CHANGE_VALUE
from data.types.happenings import Happening, Kind, Passed
from tests.builders import Clock, a_case, a_member, change_case
from tests.storage.test_bulk import pick, run


class Told:
    """Stands where notices are told, and may fail there."""

    def __init__(self) -> None:
        self.all: list[Happening] = []
        self.fails: Kind | None = None
        self.breaks_at: UUID | None = None
        """An act with which nothing can be done."""

    def __call__(self, desk: Desk, session: Session, happening: Happening) -> None:
        if happening.kind is self.fails:
            raise KeyboardInterrupt
        if self.breaks_at is not None and happening.act_id == self.breaks_at:
            raise LookupError(happening.what)
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


@pytest.mark.parametrize("where", ["a value", "a record", "a notice"])
def test_what_cannot_be_told_waits_and_keeps_no_other_from_being_told(
    desk: Desk,
    store: Store,
    told: Told,
    case: UUID,
    clock: Clock,
    where: str,
    tmp_path: Path,
) -> None:
    for priority in (1, 2, 4):
        change_case(desk, cases.read(desk, case), priority=priority)
    with store.reading() as connection:
        act = (
            connection.execute(select(ACT_WAITING.c.act_id).order_by(ACT_WAITING.c.act_id)).scalars().all()[1]
        )
    of = CHANGE.c.act_id == act
    with store.loading("test") as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL session_replication_role = replica"))
        if where == "a value":
            mine = CHANGE_VALUE.c.change_id.in_(select(CHANGE.c.id).where(of))
            connection.execute(update(CHANGE_VALUE).where(mine).values(new="{of Andrea"))
        elif where == "a record":
            connection.execute(update(CHANGE).where(of).values(record_kind="task", record_id="none"))
    if where == "a notice":
        told.breaks_at = act
    start_log(tmp_path / "log")
    assert happenings.tell_waiting(desk) == Passed(2, 0, 1)
    assert happenings.tell_waiting(desk) == Passed(0, 0, 1)
    assert waiting(store) == 1
    assert {one.act_id for one in told.all} == {one.act_id for one in told.all} - {act}
    assert clockwork.tick(desk).untold == 1
    said = (tmp_path / "log").read_text()
    assert ("reading an act failed" if where == "a value" else "telling an act failed") in said
    assert "Andrea" not in said
    # After a week it is nobody's news: nothing waits for ever.
    with store.loading("test") as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL session_replication_role = replica"))
        connection.execute(update(ACT).where(ACT.c.id == act).values(at=clock() - timedelta(days=8)))
    assert happenings.tell_waiting(desk) == Passed(0, 1)
    assert waiting(store) == 0


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
