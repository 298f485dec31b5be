"""A machine whose clock is wrong, at a server: what is late, over or somebody's sign of life goes by the server's."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from uuid_utils.compat import uuid7

from data.desk import cases, clockwork, routines, together, undoing
from data.desk.desk import Desk
from data.desk.opening import open_desk
from data.store import listening
from data.store.tables import ACT, NOTE, NOTICE, ROUTINE_RUN
from data.types.together import Doing, Spot
from tests.builders import a_case, a_member, change_case, take_back
from tests.storage.test_routines import write
from tests.storage.test_tasks import add
from tests.storage.test_tasks import change as change_task

OFF = timedelta(hours=-30)


class Machine:
    """A clock that was set wrong."""

    off = OFF

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.off


@pytest.fixture
def wrong() -> Machine:
    return Machine()


@pytest.fixture
def kim(postgres_url: str, wrong: Machine) -> Iterator[Desk]:
    desk = open_desk(postgres_url, "kim.tran", clock=wrong, by_server=True)
    yield desk
    desk.close()


def test_what_the_server_can_decide_no_wrong_clock_decides(kim: Desk, postgres_url: str) -> None:
    right = datetime.now(UTC)
    sam = open_desk(postgres_url, "sam.ortiz", by_server=True)
    try:
        assert kim.store.ahead_s == pytest.approx(-OFF.total_seconds(), abs=60)
        assert abs(sam.store.ahead_s) < 60
        assert abs(kim.clock() - right) < timedelta(minutes=1)
        assert abs(kim.clock() - sam.clock()) < timedelta(minutes=1)
        case = a_case(kim, a_member(kim.store))
        # A sign of life of an hour ago would be nobody's; what was done a day ago could not be taken back.
        together.beat(kim, uuid7(), Spot("case", case, Doing.VIEWING), changed=True)
        assert [one.name for one in together.others(sam, uuid7())] == ["Kim Tran"]
        change_case(kim, cases.read(kim, case), title="Other")
        offered = undoing.offered(kim)
        assert offered is not None and abs(offered.at - right) < timedelta(minutes=1)
        assert take_back(kim).done
    finally:
        sam.close()


def test_a_clock_that_is_set_while_the_program_runs_is_noticed(
    kim: Desk, wrong: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listening, "ALIVE_S", 0.05)
    ended, looked = together.Ended(), threading.Event()
    thread = threading.Thread(target=together.follow, args=(kim, lambda _news: looked.set(), ended))
    thread.start()
    try:
        assert looked.wait(20)
        wrong.off = timedelta(0)
        for _ in range(400):
            if abs(kim.store.ahead_s) < 60:
                break
            threading.Event().wait(0.05)
        assert abs(kim.store.ahead_s) < 60
    finally:
        ended.end()
        thread.join(20)


def test_a_clock_that_a_program_was_given_on_purpose_is_its_own(postgres_url: str, wrong: Machine) -> None:
    desk = open_desk(postgres_url, "kim.tran", clock=wrong)
    assert desk.store.ahead_s == 0.0 and desk.clock is wrong
    assert desk.store.now() - wrong() < timedelta(minutes=1)
    desk.close()


def test_reminders_and_routines_go_by_the_server_however_long_a_run_goes_on(
    kim: Desk, wrong: Machine
) -> None:
    write(kim.store, ("Ask", "task near", "", "note Ask her; task Write to her"))
    case = a_case(kim, a_member(kim.store))
    ring = add(kim, cases.read(kim, case), "Ring her", remind_on=kim.today())
    clockwork.tick_for_all(kim)
    # Its clock jumps while the run goes on, four days ahead of what it was: of the server's day it was told.
    later = add(kim, cases.read(kim, case), "Ring again", remind_on=kim.today() + timedelta(days=2))
    wrong.off = timedelta(days=4)
    assert clockwork.tick_for_all(kim).reminded == 0
    wrong.off = timedelta(days=-4)
    change_task(kim, later, remind_on=kim.today())
    clockwork.tick_for_all(kim)
    right = datetime.now(UTC)
    with kim.store.reading() as connection:
        ran = connection.execute(select(ROUTINE_RUN.c.at, ROUTINE_RUN.c.act_id)).all()
        wrote = connection.execute(select(NOTE.c.written_at).where(NOTE.c.case_id == case)).scalars().all()
        acts = connection.execute(select(ACT.c.at).where(ACT.c.action == routines.RUN)).scalars().all()
        told = connection.execute(select(NOTICE.c.at)).scalars().all()
    assert len(ran) == 2 and len(acts) == 2 and ring
    for at in (*(one.at for one in ran), *wrote, *acts, *told):
        assert abs(at - right) < timedelta(minutes=1)
