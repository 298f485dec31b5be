"""Cases that close by themselves: once, by any number of runs, and not over what keeps them open (features B19)."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, update

from data.desk import cases, clockwork, history, holding, queue
from data.desk.desk import Desk
from data.store.store import Store
from data.store.tables import ACT, CASE, CASE_STATUS
from data.types.tasks import TaskStatus
from tests.builders import Clock, a_case, a_member, an_interaction_form, change_case
from tests.storage.test_tasks import add
from tests.storage.test_tasks import change as change_task

WAITING = "Waiting on member"


@pytest.fixture
def case(desk: Desk, store: Store) -> UUID:
    """Waits since Monday 23 November; closes by itself after 14 days."""
    with store.loading("test") as connection:
        put = update(CASE_STATUS).where(CASE_STATUS.c.name == WAITING).values(close_after_days=14)
        connection.execute(put)
    case = a_case(desk, a_member(store), follow_up_on=None)
    wait(desk, case)
    return case


def wait(desk: Desk, case: UUID) -> None:
    change_case(desk, cases.read(desk, case), status=WAITING)


def acts(store: Store) -> list[str]:
    wanted = select(ACT.c.action).where(ACT.c.action.in_((clockwork.LAPSE, clockwork.KEPT_OPEN)))
    with store.reading() as connection:
        return list(connection.execute(wanted.order_by(ACT.c.at)).scalars())


def test_it_closes_on_its_day_once_and_opened_again_waits_anew(
    desk: Desk, store: Store, case: UUID, clock: Clock
) -> None:
    clock.move(days=13)
    assert clockwork.tick(desk)[2:4] == (0, 0)
    clock.move(days=1)
    assert clockwork.tick(desk)[2:4] == (1, 0)
    assert clockwork.tick(desk)[2:4] == (0, 0)
    record = cases.read(desk, case)
    assert (record.status, record.close_reason, record.closed_at) == ("Closed", "resolved", clock())
    assert all(one.met_at for one in record.targets)
    told = [line for line in history.of_case(desk, case) if line.field == "status"]
    assert (told[0].new, told[0].who) == ("Closed", "")
    assert told[0].reason == f"closed by itself after 14 days in {WAITING}"
    assert queue.mine(desk).rows == ()
    holding.reopen(desk, case)
    clock.move(days=3)
    assert clockwork.tick(desk)[2:4] == (0, 0)
    wait(desk, case)
    assert cases.read(desk, case).waits_since == clock()
    clock.move(days=14)
    assert clockwork.tick(desk)[2:4] == (1, 0)
    assert acts(store) == [clockwork.LAPSE] * 2


def test_a_word_about_it_begins_its_days_anew(desk: Desk, case: UUID, clock: Clock) -> None:
    clock.move(days=10)
    cases.add_note(desk, case, an_interaction_form(None, case_types=[], outcome=""))
    clock.move(days=5)
    assert clockwork.tick(desk)[2:4] == (0, 0)
    assert cases.read(desk, case).waits_since == clock() - timedelta(days=5)
    clock.move(days=9)
    assert clockwork.tick(desk)[2:4] == (1, 0)


def test_an_open_task_keeps_it_open_and_the_case_says_so(
    desk: Desk, desk_for: Callable[[str], Desk], store: Store, case: UUID, clock: Clock
) -> None:
    """Also where whoever runs it may not see the case."""
    made = add(desk, cases.read(desk, case), "Write the letter")
    change_case(desk, cases.read(desk, case), confidential=True)
    jo = desk_for("jo.marsh")
    clock.move(days=14)
    assert clockwork.tick(jo)[2:4] == (0, 1)
    assert clockwork.tick(jo)[2:4] == (0, 0)
    record = cases.read(desk, case)
    assert (record.status, record.kept_open) == (WAITING, "1 open task")
    assert ("kept_open", "1 open task", "") in [
        (line.field, line.new, line.who) for line in history.of_case(desk, case)
    ]
    change_task(desk, made, status=TaskStatus.DONE)
    assert clockwork.tick(jo)[2:4] == (1, 0)
    assert (cases.read(desk, case).kept_open, acts(store)) == ("", [clockwork.KEPT_OPEN, clockwork.LAPSE])


def test_a_limit_set_by_law_keeps_it_open_until_it_is_lodged(desk: Desk, case: UUID, clock: Clock) -> None:
    record = change_case(desk, cases.read(desk, case), case_types=["UFD"], effect="2026-11-20")
    assert record.deadlines
    clock.move(days=14)
    assert clockwork.tick(desk)[2:4] == (0, 1)
    kept = cases.read(desk, case)
    assert kept.kept_open.startswith("a limit set by law, ")
    change_case(desk, kept, lodged_on=desk.today())
    assert clockwork.tick(desk)[2:4] == (1, 0)


def test_any_number_of_runs_at_once_close_it_once(
    desk: Desk, desk_for: Callable[[str], Desk], store: Store, case: UUID, clock: Clock
) -> None:
    clock.move(days=20)
    desks = (desk, desk_for("sam.ortiz"), desk_for("lena.vogt"))
    with ThreadPoolExecutor(3) as pool:
        done = list(pool.map(clockwork.close_waiting, desks))
    assert sorted(done) == [(0, 0), (0, 0), (1, 0)]
    assert acts(store) == [clockwork.LAPSE]


def test_a_case_of_before_waits_since_it_was_created(
    desk: Desk, store: Store, case: UUID, clock: Clock
) -> None:
    with store.loading("test") as connection:
        connection.execute(update(CASE).values(status_since=None))
    clock.move(days=14)
    assert clockwork.tick(desk)[2:4] == (1, 0)
