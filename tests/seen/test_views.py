"""Saved views at the keyboard (features B10)."""

from sqlalchemy import update

from data.desk import views
from data.desk.opening import open_desk
from data.store.tables import OFFICE_VIEW
from data.types.views import ViewForm
from tests.builders import Clock
from tests.seen.conftest import Sit
from tests.seen.kit import NARROW
from tests.seen.union import Furnished
from widgets.row_list import RowList


async def test_a_view_is_made_changed_put_on_a_digit_removed_and_brought_back(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.lead("Q")
        await kim.until("MSD open")
        assert kim.row().split() == ["▌", "1", "MSD", "open", "the", "office's", "team:MSD"]
        await kim.press("e")
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
        await kim.type("age")
        await kim.press("enter")
        await kim.until("Order     age")
        await kim.press("e", "5")
        await kim.type("priority")
        await kim.press("enter")
        await kim.until("Order     priority")


async def test_a_view_fills_the_filter_of_triage_and_goes_with_it(
    sit: Sit, union: Furnished, union_url: str, clock: Clock
) -> None:
    """Digits, the list of views, columns, headings, and nothing of it in another list."""
    desk = open_desk(union_url, "sam.ortiz", clock=clock)
    few = ViewForm(desk.new_id(), "[b]Few", "kind:case", ["when"], "", "priority", public=True)
    views.save(desk, few)
    desk.close()
    async with sit(login="lena.vogt", size=(150, 36)) as lena:
        await lena.at_work()
        await lena.lead("T")
        await lena.until("Open 6")
        await lena.press("9")
        await lena.until("No view is on 9. v saves this filter as one, ctrl+g Q lists them.")
        await lena.press("1")
        await lena.until("Filter  team:MSD")
        await lena.until("Overdue")
        assert lena.head.startswith("Triage   MSD open   ")
        assert isinstance(lena.focused, RowList)
        headings = [row.whole[0][0] for row in lena.focused.rows if row.whole]
        assert headings == ["Overdue", "Today", "Next 7 days", "Later"]
        await lena.press("space", "space")
        assert "2 marked" in lena.head
        await lena.press("escape")
        await lena.lead("Q")
        await lena.until("[b]Few")
        await lena.press("down", "enter")
        await lena.until(lambda: lena.place == "triage")
        await lena.until("kind:case sort:priority")
        await lena.until("Priority 3")
        assert lena.head.startswith("Triage   [b]Few   ")
        assert lena.line("member  ").split("│")[0].split() == ["when", "member", "number"]
        assert "Kim Tran" not in lena.row()
        await lena.press("slash")
        await lena.type(" title:late")
        await lena.until("[b]Few, changed")
        await lena.press("enter", "v")
        await lena.until("Name of the view")
        await lena.type("msd open")
        await lena.press("enter")
        await lena.until("the office has a view 'MSD open' already")
        await lena.press("v")
        await lena.until("msd open")
        await lena.type(" too")
        await lena.press("enter")
        await lena.until("msd open too is saved, for you alone. 2 opens it.")
        assert lena.head.startswith("Triage   msd open too   ")
        await lena.press("escape")
        await lena.until("Open 6")
        assert lena.head.startswith("Triage   6 open")
        assert "owner" in lena.line("member  ")
        await lena.until(lambda: not lena.seen.count("Priority 3"))
        await lena.press("2")
        await lena.until("kind:case sort:priority title:late")
        await lena.press("escape", "escape")
        await lena.until(lambda: lena.place == "home")
        await lena.lead("Q")
        await lena.until("msd open too")
        await lena.press("down", "enter")
        await lena.until("kind:case sort:priority title:late")
        await lena.press("escape", "escape", "escape")
        await lena.until(lambda: lena.place == "home")
        await lena.lead("T")
        await lena.until("Open 6")
        assert lena.head.startswith("Triage   6 open")


async def test_a_view_that_cannot_be_read_any_more_says_so_and_stands_there_to_be_put_right(
    sit: Sit, union: Furnished, union_url: str, clock: Clock
) -> None:
    desk = open_desk(union_url, "lena.vogt", clock=clock)
    with desk.store.loading("test") as connection:
        connection.execute(update(OFFICE_VIEW).values(filter_text="owner:nobody-here"))
    desk.close()
    async with sit(login="lena.vogt", size=NARROW) as lena:
        await lena.at_work()
        await lena.lead("Q")
        await lena.until("MSD open")
        await lena.press("enter")
        await lena.until("Filter  owner:nobody-here")
        await lena.until("Open 6")
        await lena.press("v")
        await lena.until("is in no list")
