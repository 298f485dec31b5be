"""Targets that are near and tasks whose day has come are told once, as acts of nobody (features A4.15)."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from data.desk import cases, clockwork, reminding
from data.desk.desk import Desk
from data.store.store import Store
from data.store.tables import ACT, CHANGE
from data.types.targets import Reminded, TargetKind
from data.types.tasks import TaskStatus
from tests.builders import TODAY, Clock, a_case, a_member, change_case
from tests.storage.test_routines import runs, write
from tests.storage.test_targets import promise
from tests.storage.test_tasks import add
from tests.storage.test_tasks import change as change_task


@pytest.fixture
def case(desk: Desk, store: Store) -> UUID:
    """Its completion target has reminders two days, four hours and thirty minutes ahead."""
    promise(store, target_working_days=4, target_reminders="2 days\n4 hours\n30 minutes")
    return a_case(desk, a_member(store))


def near(desk: Desk) -> int:
    return reminding.remind(desk).targets


def before_due(desk: Desk, case: UUID, **ahead: float) -> datetime:
    """So long before the completion target."""
    due = next(one for one in cases.read(desk, case).targets if one.kind is TargetKind.COMPLETION).due_at
    return due - timedelta(**ahead)


def before(desk: Desk, case: UUID, clock: Clock, **ahead: float) -> None:
    """Set the clock to that long before the target."""
    clock.at = before_due(desk, case, **ahead)


def test_each_reminder_is_told_once_whatever_the_clock_does(
    desk: Desk, store: Store, case: UUID, clock: Clock
) -> None:
    before(desk, case, clock, days=2, minutes=1)
    assert near(desk) == 0
    clock.move(minutes=1)
    assert (near(desk), near(desk)) == (1, 0)
    clock.move(hours=-5)
    assert near(desk) == 0
    before(desk, case, clock, hours=4)
    assert (near(desk), near(desk)) == (1, 0)
    before(desk, case, clock, days=2)
    assert near(desk) == 0
    before(desk, case, clock, minutes=1)
    assert (near(desk), near(desk)) == (1, 0)
    before(desk, case, clock, minutes=-1)
    assert near(desk) == 0
    told = select(CHANGE.c.field, ACT.c.officer_id).join(ACT, ACT.c.id == CHANGE.c.act_id)
    with store.reading() as connection:
        acts = connection.execute(told.where(ACT.c.action == reminding.TARGET_NEAR)).all()
    assert (
        sorted((row.field, row.officer_id) for row in acts)
        == [("reminded", None)] * 3 + [("reminded_at", None)] * 3
    )


def test_after_a_jump_forward_the_last_reminder_alone_is_told_and_a_moved_target_anew(
    desk: Desk, case: UUID, clock: Clock
) -> None:
    before(desk, case, clock, minutes=10)
    assert (near(desk), near(desk)) == (1, 0)
    later = cases.read(desk, case).due_on
    assert later is not None
    change_case(desk, cases.read(desk, case), reason="she is ill", due_on=later + timedelta(days=7))
    assert near(desk) == 0
    before(desk, case, clock, days=1)
    assert (near(desk), near(desk)) == (1, 0)
    change_case(desk, cases.read(desk, case), status="Waiting on member")
    before(desk, case, clock, hours=1)
    assert near(desk) == 0


def test_any_number_at_once_tell_each_once(
    desk: Desk, desk_for: Callable[[str], Desk], store: Store, case: UUID, clock: Clock
) -> None:
    for _ in range(4):
        a_case(desk, a_member(store))
    before(desk, case, clock, days=1)
    desks = (desk, desk_for("sam.ortiz"), desk_for("lena.vogt"))
    with ThreadPoolExecutor(3) as pool:
        assert sum(pool.map(near, desks)) == 5


def test_a_task_is_told_on_its_day_and_when_it_is_late_and_sets_routines_off(
    desk: Desk, store: Store, case: UUID, clock: Clock
) -> None:
    write(
        store,
        ("Near", "task near", 'task = "Ring HR"', "priority 2"),
        ("Late", "task passed", "", "review on"),
        ("Due", "target passed", 'target = "completion"', "note It is late"),
        ("Soon", "target near", "", "tag +deadline"),
    )
    task = add(
        desk, cases.read(desk, case), due_on=TODAY + timedelta(days=2), remind_on=TODAY + timedelta(days=1)
    )
    assert reminding.remind(desk) == Reminded()
    clock.move(days=1)
    clockwork.tick(desk)
    assert (cases.read(desk, case).priority, cases.read(desk, case).marked_for_review) == (2, False)
    clock.move(days=2)
    clockwork.tick(desk)
    clockwork.tick(desk)
    clock.move(days=-1)
    assert reminding.remind(desk) == Reminded()
    clock.move(days=1)
    record = cases.read(desk, case)
    assert (record.marked_for_review, record.tags) == (True, ("deadline",))
    change_task(desk, task, status=TaskStatus.DONE)
    clock.move(days=4)
    assert clockwork.tick(desk).breached == 1
    assert [said.split(":")[0] for _, said in runs(store)] == ["Near", "Soon", "Late", "Due"]
