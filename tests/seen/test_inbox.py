"""The inbox: the number in the head of every screen, unread first, one row a record, read with a key."""

from data.desk import cases, clockwork
from data.desk.opening import open_desk
from data.types.staff import Assignee
from tests.builders import Clock, a_case, a_member, an_interaction_form, change_case, sections, staff_id
from tests.seen.conftest import Sit

KIM = Assignee(officer_id=staff_id("kim.tran"))


def happened(url: str, clock: Clock) -> str:
    """Sam gives Kim a case and writes a note that names her; and a supervisor escalates nothing."""
    sam = open_desk(url, "sam.ortiz", clock=clock)
    try:
        case = a_case(sam, a_member(sam.store, "Rosa", "Zeller"), owner="sam.ortiz")
        clockwork.tick(sam)
        changed = change_case(sam, cases.read(sam, case), assignees=[KIM])
        note = an_interaction_form(
            None, case_types=[], outcome="", interaction_type="Internal referral",
            sections=sections(issue="@Kim Tran, look at this."),
        )  # fmt: skip
        cases.add_note(sam, case, note)
        clockwork.tick(sam)
        return changed.number
    finally:
        sam.close()


async def test_what_came_is_counted_opened_and_read(sit: Sit, union_url: str, clock: Clock) -> None:
    number = happened(union_url, clock)
    async with sit() as kim:
        await kim.at_work()
        kim.app.inbox.look()
        await kim.until(lambda: "2 in inbox" in kim.head)
        focused = kim.focused
        kim.app.inbox.look()
        await kim.until(lambda: not kim.app.inbox._asking)
        assert kim.focused is focused
        await kim.lead("i")
        await kim.until("you are mentioned in a note")
        assert number in kim.row() and " 2  " in kim.row()
        assert "the case was given to you, Sam Ortiz" in " ".join(kim.side)
        await kim.press("space")
        await kim.until("2 read.")
        await kim.until(lambda: "all read" in kim.head and "in inbox" not in kim.head)
        await kim.press("v")
        await kim.until("Everything is read.")
        await kim.press("A")
        assert kim.status == "Everything is read."
        await kim.press("v")
        await kim.until(number)
        await kim.press("enter")
        await kim.until(lambda: kim.place == "case")
        await kim.press("escape")
        await kim.until(lambda: kim.place == "inbox")


async def test_an_empty_inbox_says_so(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.lead("i")
        await kim.until("Nothing has come.")
        await kim.press("A")
        assert kim.status == "Everything is read."
