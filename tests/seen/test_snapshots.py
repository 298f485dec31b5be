"""One picture a screen: what the grids of text do not show, colours and weight, is compared whole.

After a change that was meant: `make test ARGS="tests/seen/test_snapshots.py --snapshot-update"`, and look at them.
"""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.builders import Clock
from tests.seen.kit import NARROW, WIDE, Sitting, program
from tests.seen.test_call import a_call
from tests.seen.test_case import the_case
from tests.seen.test_convert import a_case_to_be
from tests.seen.test_drafts_screen import a_draft
from tests.seen.test_member import andrea

Doing = Callable[[Sitting], Awaitable[None]]


async def home(kim: Sitting) -> None:
    await kim.at_work()
    await kim.press("down", "down")
    await kim.until("0052003")


async def find(kim: Sitting) -> None:
    await kim.at_work()
    await kim.type("gallagher")
    await kim.until("0491 570 006, mobile")


async def call(kim: Sitting) -> None:
    await a_call(kim, "andrea gall")
    await kim.press("tab")
    await kim.type("Letter with allegations handed over on Friday.")
    await kim.until("draft kept")


async def drafts(kim: Sitting) -> None:
    await kim.at_work()
    await a_draft(kim, "Asks for a callback.")
    await kim.lead("-")
    await kim.until("on this machine")


async def convert(kim: Sitting) -> None:
    await a_case_to_be(kim)
    await kim.until("draft kept")


@pytest.mark.parametrize(
    ("doing", "size"),
    [
        pytest.param(home, WIDE, id="home"),
        pytest.param(find, WIDE, id="find"),
        pytest.param(call, WIDE, id="call"),
        pytest.param(call, NARROW, id="call-80"),
        pytest.param(convert, WIDE, id="convert"),
        pytest.param(the_case, WIDE, id="case"),
        pytest.param(andrea, WIDE, id="member"),
        pytest.param(drafts, WIDE, id="drafts"),
    ],
)
def test_the_screen_looks_as_it_did(
    doing: Doing,
    size: tuple[int, int],
    union_url: str,
    tmp_path: Path,
    clock: Clock,
    snap_compare: Callable[..., bool],
) -> None:
    app = program(union_url, tmp_path, clock)

    async def before(pilot: Pilot[int]) -> None:
        kim = Sitting(app, pilot, clock)
        await doing(kim)
        # What is read only once something is painted comes after it.
        for _ in range(2):
            await app.workers.wait_for_complete()
            await pilot.pause()

    try:
        assert snap_compare(app, terminal_size=size, run_before=before)
    finally:
        if app.seat.desk is not None:
            app.seat.desk.close()
        app.seat.drafts.close()
