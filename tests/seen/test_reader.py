"""A colleague reads a submitted interaction and ticks what only a reader can judge (features A1.37, A1.38, A1.41)."""

from data.desk import ticking
from data.desk.opening import open_desk
from data.types.ticks import HELD, NOT_HELD
from tests.builders import Clock
from tests.seen.conftest import Sit
from tests.seen.kit import NARROW, Sitting
from tests.seen.union import Furnished
from widgets.going import Go


async def reading(sitting: Sitting, union: Furnished) -> None:
    """The interaction I-20002 of Kim Tran's on the screen."""
    await sitting.at_work()
    sitting.app.screen.post_message(Go("interaction", union["contact"]))
    await sitting.until("Interaction › I-20002")
    await sitting.until("Roster changed")


async def test_a_supervisor_sees_what_holds_and_ticks_the_rest_by_a_digit(
    sit: Sit, union: Furnished, union_url: str, clock: Clock
) -> None:
    async with sit(login="lena.vogt") as lena:
        await lena.until(lambda: lena.app.seat.desk is not None)
        lena.app.screen.post_message(Go("interaction", union["contact"]))
        await lena.until("Roster changed")
        await lena.press("1")
        assert "shows what good looks like" in lena.status
        await lena.press("q")
        await lena.until("What good looks like: ")
        assert "holds" in lena.line("Each action has an owner and a date")
        assert "not ticked yet" in lena.line("1  Issues are clear and kept apart")
        await lena.press("1")
        await lena.until("Lena Vogt, Mon 23 Nov 09:41")
        await lena.press("2")
        await lena.until(lambda: len(lena.app.screen.ticks) == 2)  # type: ignore[attr-defined]
        await lena.press("2")
        await lena.type("No day for the letter")
        await lena.press("enter")
        await lena.until("not held")
        await lena.until("No day for the letter")
        await lena.press("q")
        await lena.until("2 of 3 ticked by a reader; not held: another officer can follow advice and actions")
        await lena.press("q", "2")
        await lena.until("Your tick is taken back.")
    desk = open_desk(union_url, "kim.tran", clock=clock)
    assert [(one.item, one.said) for one in ticking.of(desk, union["contact"])] == [("issues", HELD)]
    desk.close()


async def test_ones_own_note_is_read_and_not_ticked(
    sit: Sit, union: Furnished, union_url: str, clock: Clock
) -> None:
    desk = open_desk(union_url, "sam.ortiz", clock=clock)
    ticking.tick(desk, union["contact"], "continuity", NOT_HELD, "What was promised?")
    desk.close()
    async with sit(size=NARROW) as kim:
        await reading(kim, union)
        await kim.lead("q")
        await kim.until("Sam Ortiz, ")
        assert "What was promised?" in kim.seen
        await kim.press("1")
        assert kim.status.startswith("It is your own note: a colleague or your supervisor ticks it.")
