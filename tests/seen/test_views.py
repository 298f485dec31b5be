"""Saved views at the keyboard (features B10)."""

from data.desk import views
from data.desk.opening import open_desk
from data.types.views import View, ViewForm
from tests.builders import Clock
from tests.seen.conftest import Sit
from tests.seen.kit import NARROW
from widgets.going import PickView


async def test_a_view_is_made_changed_put_on_a_digit_removed_and_brought_back(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.lead("Q")
        await kim.until("MSD open")
        assert kim.row().split() == ["▌", "1", "MSD", "open", "the", "office's", "team:MSD"]
        await kim.press("enter")
        assert "the office's own, which its configuration says" in kim.status
        await kim.press("n")
        await kim.until("Name of the view")
        await kim.type("MSD open")
        await kim.press("enter")
        await kim.type("due<today")
        await kim.press("enter")
        await kim.until("the office has a view")
        # What could not be saved is gone on with.
        await kim.press("n")
        await kim.type(" late")
        await kim.press("enter")
        await kim.until("due<today")
        await kim.press("enter")
        await kim.until("MSD open late is saved, for you alone.")
        await kim.until(lambda: "MSD open late" in kim.row())
        await kim.press("e", "6")
        await kim.until("you alone")
        await kim.type("every")
        await kim.press("enter")
        await kim.until("is saved, for everybody.")
        await kim.press("K")
        await kim.until("MSD open late is on 1.")
        assert kim.row().startswith("▌  1  MSD open late")
        assert "yours, for everybody" in " ".join(kim.side)
        await kim.press("d")
        await kim.until("is removed")
        await kim.until(lambda: "MSD open late" not in kim.row())
        await kim.press("u")
        await kim.until("MSD open late is back.")
        await kim.press("e", "4")
        await kim.type("day, the last")
        await kim.press("enter")
        await kim.until("Order     day, the last first")


async def test_whoever_asked_is_given_the_view_that_is_chosen(sit: Sit, union_url: str, clock: Clock) -> None:
    desk = open_desk(union_url, "sam.ortiz", clock=clock)
    views.save(desk, ViewForm(desk.new_id(), "[b]Appeals", public=True))
    desk.close()
    chosen: list[View | None] = []
    async with sit(size=NARROW) as kim:
        await kim.at_work()
        for keys in (("escape",), ("down", "enter")):
            kim.app.post_message(PickView(chosen.append))
            await kim.until("[b]Appeals")
            await kim.press(*keys)
            await kim.until(lambda: kim.place == "home")
        assert chosen[0] is None
        assert chosen[1] is not None and (chosen[1].name, chosen[1].owner) == ("[b]Appeals", "Sam Ortiz")
