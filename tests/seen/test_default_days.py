"""The days of a new case that nobody said follow its type (features A5.11)."""

from data.desk import cases
from data.desk.opening import open_desk
from tests.builders import TODAY, Clock
from tests.seen.conftest import Sit
from tests.seen.test_convert import a_case_to_be
from tests.steward.files import Values, changed
from widgets.choice import ChoiceField
from widgets.day import DayField


def with_days(url: str, clock: Clock) -> None:
    def change(values: Values) -> None:
        values["office"]["due"] = "+20d"
        for kind in values["case_type"]:
            if kind["key"] == "DISC":
                kind.update(follow_up="+1d", due="+5d")

    desk = open_desk(url, "ravi.admin", clock=clock)
    try:
        changed(desk, change)
    finally:
        desk.close()


async def test_they_stand_in_the_form_and_follow_the_type_until_somebody_says_others(
    sit: Sit, union_url: str, clock: Clock
) -> None:
    with_days(union_url, clock)
    async with sit() as kim:
        await a_case_to_be(kim)
        follow_up, due = kim.one("#follow_up_on", DayField), kim.one("#due_on", DayField)
        assert follow_up.value is not None and due.value is not None
        assert ((follow_up.value - TODAY).days, (due.value - TODAY).days) == (1, 5)
        due.focus()
        await kim.type("+9d")
        await kim.press("enter")
        types = kim.one("#case_types", ChoiceField)
        types.focus()
        await kim.press("backspace")
        await kim.type("leave")
        await kim.press("enter")
        assert types.values == ("LVE",)
        assert follow_up.value is None and (due.value - TODAY).days == 9
        await kim.press("ctrl+s")
        await kim.until(lambda: kim.place == "case")
        assert kim.app.seat.desk is not None
        newest = max(cases.listing(kim.app.seat.desk), key=lambda line: line.reference)
        assert newest.due_on is not None and (newest.due_on - TODAY).days == 9
