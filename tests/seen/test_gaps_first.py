"""The case form: Tab goes through what is missing first, the status is passed over; day, place and reason."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import insert
from uuid_utils.compat import uuid7

from data.desk import cases
from data.desk.opening import open_desk
from data.store.tables import ADDRESS, OFFICE
from data.types.records import CaseRecord
from tests.builders import Clock
from tests.seen.conftest import Sit
from tests.seen.kit import NARROW, Sitting
from tests.seen.test_convert import a_case_to_be
from tests.seen.test_member import andrea
from tests.seen.union import Furnished
from widgets.choice import ChoiceField
from widgets.day import DayField
from widgets.entry import Entry
from widgets.note_editor import SectionText
from widgets.place import PlaceField


def place(kim: Sitting) -> str:
    """Name of the field that has the keyboard."""
    focused = kim.focused
    if isinstance(focused, SectionText):
        return focused.title
    parent = focused.parent
    return focused.id or (parent.id if parent is not None else None) or ""


async def created(kim: Sitting) -> CaseRecord:
    await kim.press("ctrl+s")
    await kim.until("Case › C-10006")
    assert kim.app.seat.desk is not None
    return cases.by_reference(kim.app.seat.desk, 10006)


@pytest.fixture
def at_home(union_url: str, clock: Clock, union: Furnished) -> Callable[[str], None]:
    """Gives a member an address."""

    def put(who: str) -> None:
        desk = open_desk(union_url, "kim.tran", clock=clock)
        with desk.store.loading("test") as connection:
            connection.execute(
                insert(ADDRESS).values(
                    id=uuid7(), member_id=union[who], street="12 Example St", suburb="Kinvale", state="VIC",
                    postcode="3999", country="Australia", kind="home",
                )
            )  # fmt: skip
        desk.close()

    return put


async def the_direct_case(kim: Sitting) -> None:
    """Andrea's timeline, and ctrl+g N."""
    await andrea(kim)
    await kim.lead("N")
    await kim.until("New case › Andrea Gallagher")


# Tab


async def test_tab_goes_from_the_gaps_to_the_rest_and_passes_the_status_over(sit: Sit) -> None:
    """Features A2.02, A2.09."""
    async with sit() as kim:
        await a_case_to_be(kim)
        seen = []
        for _ in range(17):
            seen.append(place(kim))
            await kim.press("tab")
        assert seen[0] == "follow_up_on", "the one gap leads"
        assert seen[1:] == [
            "title", "Background", "Issue", "Member Seeking", "Advice", "Actions", "Next steps", "case_types",
            "assignees", "opened_on", "job_id", "ticket", "due_on", "location", "location_note",
            "follow_up_on",
        ]  # fmt: skip


async def test_shift_tab_goes_the_same_way_back(sit: Sit) -> None:
    async with sit() as kim:
        await a_case_to_be(kim)
        await kim.press("tab", "tab", "shift+tab", "shift+tab")
        assert place(kim) == "follow_up_on"


async def test_the_status_is_reached_by_ctrl_down(sit: Sit) -> None:
    async with sit() as kim:
        await a_case_to_be(kim)
        kim.one("#opened_on", DayField).focus()
        await kim.press("ctrl+down")
        assert place(kim) == "status"


async def test_what_was_copied_and_what_is_left_is_said(sit: Sit) -> None:
    async with sit() as kim:
        await a_case_to_be(kim)
        assert "6 copied, 1 to complete" in kim.head


# The day it opened, and the place


async def test_the_opened_day_is_today_and_may_be_an_earlier_one(sit: Sit) -> None:
    """Features A3.26."""
    async with sit() as kim:
        await a_case_to_be(kim)
        assert "Mon 23 Nov, today" in kim.line(" Opened")
        kim.one("#opened_on", DayField).focus()
        await kim.press("ctrl+u")
        await kim.type("fri")
        await kim.until("Fri 20 Nov, 3 d ago")
        assert (await created(kim)).opened_on == date(2026, 11, 20)


@pytest.mark.parametrize(
    ("text", "said"), [("+2d", "the day is still to come"), ("31/2", "“31/2” is no day")]
)
async def test_a_wrong_opened_day_is_named_and_gets_the_caret(sit: Sit, text: str, said: str) -> None:
    async with sit() as kim:
        await a_case_to_be(kim)
        kim.one("#opened_on", DayField).focus()
        await kim.press("ctrl+u")
        await kim.type(text)
        await kim.press("ctrl+s")
        assert said in kim.seen
        assert place(kim) == "opened_on"
        assert kim.place == "convert"


async def test_the_place_begins_as_the_contacts_address_and_can_be_reset(
    sit: Sit, at_home: Callable[[str], None]
) -> None:
    """Features A3.27."""
    at_home("Okafor")
    async with sit() as kim:
        await a_case_to_be(kim)
        await kim.until("12 Example St, Kinvale VIC 3999")
        kim.one("#location", PlaceField).focus()
        await kim.press("ctrl+u")
        await kim.type("Depot 4")
        assert "12 Example" not in kim.seen
        await kim.lead("r")
        assert "12 Example St, Kinvale VIC 3999" in kim.seen
        await kim.press("tab")
        await kim.type("ring twice")
        case = await created(kim)
        assert (case.location, case.location_note) == ("12 Example St, Kinvale VIC 3999", "ring twice")
        await kim.until("12 Example St, Kinvale VIC 3999, ring twice")


async def test_another_place_is_kept_in_the_draft(sit: Sit, at_home: Callable[[str], None]) -> None:
    at_home("Okafor")
    async with sit() as kim:
        await a_case_to_be(kim)
        await kim.until("12 Example St")
        kim.one("#location", PlaceField).focus()
        await kim.press("ctrl+u")
        await kim.type("Depot 4")
        await kim.press("escape", "escape")
        await kim.until("Not submitted 1")
        (form,) = [d.form for d in kim.app.seat.drafts.listing() if str(d.kind) == "case"]
        assert getattr(form, "location", "") == "Depot 4"


# Without an interaction


async def test_a_direct_case_asks_for_its_reason_first(sit: Sit) -> None:
    """Features A2.03."""
    async with sit() as kim:
        await the_direct_case(kim)
        assert "created directly" in kim.head
        assert place(kim) == "direct_reason"
        await kim.press("ctrl+s")
        assert "Missing: Title, Reason." in kim.seen
        assert place(kim) == "direct_reason"
        await kim.type("A letter from her solicitor.")
        await kim.press("tab")
        assert place(kim) == "case_types"
        await kim.type("DISC")
        await kim.press("enter")
        assert "Disciplinary / allegations – Bayview Hospital" in kim.line(" Title")
        assert place(kim) == "Background"
        case = await created(kim)
        assert (case.origin, case.direct_reason) == ("direct", "A letter from her solicitor.")
        assert (case.owner, case.status) == ("Kim Tran", "Open")
        assert case.job is not None and case.job.employer == "Bayview Hospital"
        await kim.until("A letter from her")
        assert "created directly" in kim.seen


async def test_a_title_that_was_written_stays_when_the_type_changes(sit: Sit) -> None:
    async with sit() as kim:
        await the_direct_case(kim)
        kim.one("#title Entry", Entry).focus()
        await kim.type("Her own words")
        kim.one("#case_types", ChoiceField).focus()
        await kim.type("DISC")
        await kim.press("enter")
        assert "Her own words" in kim.line(" Title")


async def test_a_direct_case_in_which_nothing_is_written_leaves_no_draft(sit: Sit) -> None:
    async with sit() as kim:
        await the_direct_case(kim)
        await kim.press("escape")
        await kim.until("Member › Andrea Gallagher")
        assert kim.app.seat.drafts.counts() == (0, 0, 0)


async def test_the_reason_is_kept_while_it_is_typed(sit: Sit) -> None:
    async with sit() as kim:
        await the_direct_case(kim)
        await kim.type("A letter.")
        await kim.press("escape")
        (draft,) = kim.app.seat.drafts.listing()
        assert getattr(draft.form, "direct_reason", "") == "A letter."


async def test_the_form_stands_at_80_columns(sit: Sit) -> None:
    async with sit(size=NARROW) as kim:
        await the_direct_case(kim)
        for label in ("Reason", "Title", "Case type", "Follow-up", "Opened", "Location"):
            kim.line(f" {label}" if label != "Reason" else "Reason")


async def test_the_place_is_looked_up_among_those_on_record(sit: Sit, at_home: Callable[[str], None]) -> None:
    at_home("Okafor")
    async with sit() as kim:
        await a_case_to_be(kim)
        await kim.until("12 Example St")
        kim.one("#location", PlaceField).focus()
        await kim.press("ctrl+u", "down", "down", "enter")
        assert "Bayview Hospital, VIC" in kim.seen
        case = await created(kim)
        assert case.location == "Bayview Hospital, VIC"


async def test_what_the_office_asks_for_gets_the_caret_and_its_rule_is_named(
    sit: Sit, union_url: str, clock: Clock
) -> None:
    """Features A2.07, A2.15."""
    desk = open_desk(union_url, "kim.tran", clock=clock)
    with desk.store.loading("test") as connection:
        connection.execute(OFFICE.update().values(case_completeness="block", case_sections="Advice"))
    desk.close()
    async with sit() as kim:
        await a_case_to_be(kim)
        kim.one("#follow_up_on", DayField).focus()
        await kim.press("ctrl+u")
        await kim.type("fri")
        await kim.press("ctrl+s")
        await kim.until("It is this office's rule that no case is without.")
        assert kim.place == "convert"
        gaps = [line for line in kim.seen.split("\n") if "Missing: " in line]
        assert gaps and "Advice" in gaps[0]
        assert kim.app.focused is not None and not isinstance(kim.app.focused, DayField)


async def test_a_day_that_is_none_keeps_the_caret_and_says_so(sit: Sit) -> None:
    async with sit() as kim:
        await the_direct_case(kim)
        follow_up = kim.one("#follow_up_on", DayField)
        follow_up.focus()
        await kim.type("31/2")
        await kim.press("enter")
        assert kim.focused is follow_up
        assert "31/2" in kim.status
        await kim.press("ctrl+u")
        await kim.type("fri")
        await kim.press("enter")
        assert follow_up.value is not None
        assert kim.focused is not follow_up
