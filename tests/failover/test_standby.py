"""A standby that is read from falls behind, and is made the primary: that is shown, and own saves are always seen."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from data.desk import find, together
from data.desk.desk import Desk
from data.desk.opening import open_desk
from data.store import behind
from tests.builders import Clock, a_member
from tests.postgres import Server
from tests.seen.kit import program, running
from tests.seen.union import furnish
from tests.standby import hold_back, let_go, promote, standby_of

pytestmark = pytest.mark.system


def names(desk: Desk, text: str) -> list[str]:
    return [hit.name for hit in find.members(desk, text)]


async def wait(until: Callable[[], bool]) -> None:
    for _ in range(600):
        if await asyncio.to_thread(until):
            return
        await asyncio.sleep(0.05)
    raise AssertionError("it did not come about")


async def test_a_standby_that_lags_is_told_and_one_that_was_promoted_is_no_longer_read(
    postgres_server: Server, postgres_url: str, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    if postgres_server.folder is None:
        pytest.skip("only the tests' own server is followed")
    monkeypatch.setattr(behind, "LOOK_S", 0.0)
    furnish(postgres_url)
    sam = open_desk(postgres_url, "sam.ortiz")
    with standby_of(postgres_server) as standby:
        url = f"{postgres_url}&read_from={standby.address['host']}"
        async with running(program(url, tmp_path, clock), clock) as kim:
            await kim.at_work()
            at = kim.app.seat.desk
            assert at is not None
            a_member(sam.store, "Jane", "Zeller", number="90001")
            await wait(lambda: names(at, "zeller") == ["Jane Zeller"])
            assert at.store.reads_standby

            hold_back(standby)
            a_member(sam.store, "Joan", "Zeller", number="90002")
            # What a colleague has just saved is not there yet, and how old it is stands on the screen.
            await wait(lambda: bool(names(at, "zeller")) and bool(at.store.lag_s))
            assert names(at, "zeller") == ["Jane Zeller"]
            # That she is here, each program says every few seconds; nobody looks for it there.
            together.leave(at, at.new_id())
            assert names(at, "zeller") == ["Jane Zeller"]
            await kim.type("zeller")
            await kim.until("found, history and reports are read from a standby, ")
            # What she saves herself is, and everything that was saved before it.
            a_member(at.store, "June", "Zeller", number="90003")
            assert len(await asyncio.to_thread(names, at, "zeller")) == 3
            assert not at.store.reads_standby
            await kim.press("backspace", "r")
            await kim.until("behind: the primary is read instead")

            let_go(standby)
            await wait(lambda: len(names(at, "zeller")) == 3 and at.store.reads_standby)
            assert not at.store.lag_s

            # As a failover does it, but for the old primary, which lives on here.
            await asyncio.to_thread(promote, standby)
            a_member(sam.store, "Jean", "Zeller", number="90004")
            await wait(lambda: len(names(at, "zeller")) == 4)
            assert at.store.lag_s is None and not at.store.reads_standby
    sam.close()
