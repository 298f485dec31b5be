"""The details of a case: every field in a row, changed in place by a key, taken back by u, kept when refused."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import insert, update

from casetui import outside
from data.desk import cases
from data.desk.desk import Desk
from data.desk.opening import open_desk
from data.store.tables import ADDRESS, CASE_TYPE, JOB
from data.types.records import CaseRecord
from tests.builders import Clock, change_case, staff_id
from tests.seen.conftest import Sit
from tests.seen.kit import NARROW, Sitting
from tests.seen.union import Furnished
from widgets.asking import AskLine
from widgets.note_editor import SectionText


@pytest.fixture
def meanwhile(union_url: str, clock: Clock, union: Furnished) -> Callable[..., None]:
    """Lena changes the overdue case at a desk of her own."""

    def change(**wanted: Any) -> None:
        lena: Desk = open_desk(union_url, "lena.vogt", clock=clock)
        try:
            change_case(lena, cases.read(lena, union["overdue"]), **wanted)
        finally:
            lena.close()

    return change


async def at_details(kim: Sitting) -> None:
    """The details of the overdue case, the cursor on its title."""
    await kim.at_work()
    await kim.press("down", "enter")
    await kim.until("Ring HR.")
    await kim.lead("d")
    await kim.until("Details › C-10002")
    await kim.until("Patience Okafor, 0051877")


async def on(kim: Sitting, label: str) -> None:
    """The cursor on the row of that label."""
    await kim.press("home")
    for _ in range(45):
        if kim.row().lstrip("▌ ").startswith(label):
            return
        await kim.press("down")
    raise AssertionError(f"no row {label}:\n{kim.seen}")


def the_case(kim: Sitting, union: Furnished) -> CaseRecord:
    """As it stands in the store."""
    assert kim.app.seat.desk is not None
    return cases.read(kim.app.seat.desk, union["overdue"])


async def test_every_field_stands_in_a_row_and_gaps_say_so(sit: Sit) -> None:
    async with sit(size=NARROW) as kim:
        await at_details(kim)
        for label, said in (
            ("Title", "Bullying and harassment"),
            ("Status", "Open"),
            ("Staff", "Kim Tran"),
            ("Priority", "3, Normal"),
            ("Follow-up", "Fri 20 Nov"),
            ("Tags", "–"),
            ("Issue", "Roster changed without notice."),
        ):
            assert said in kim.line(f" {label}")
        assert "missing" in kim.line(" Job")
        assert "open  6 of 7" in kim.head


@pytest.mark.parametrize(
    ("label", "typed", "name", "value"),
    [
        ("Title", " at Bayview", "title", "Bullying and harassment at Bayview"),
        ("Status", "progress", "status", "In progress"),
        ("Priority", "1", "priority", 1),
        ("Due", "4/12", "due_on", date(2026, 12, 4)),
        ("Opened", "2/11", "opened_on", date(2026, 11, 2)),
        ("Location", "Depot 4", "location", "Depot 4"),
        ("Loc. note", "ring twice", "location_note", "ring twice"),
        (
            "Ticket",
            "https://desk.example.org/tickets/4711",
            "ticket_url",
            "https://desk.example.org/tickets/4711",
        ),
    ],
)
async def test_a_field_is_changed_in_place_and_u_takes_it_back(
    sit: Sit, union: Furnished, label: str, typed: str, name: str, value: object
) -> None:
    async with sit() as kim:
        await at_details(kim)
        before = getattr(the_case(kim, union), name)
        await on(kim, label)
        await kim.press("enter")
        await kim.until(f"{label} of C-10002")
        await kim.type(typed)
        await kim.press("enter")
        await kim.until("changed. u takes it back.")
        assert getattr(the_case(kim, union), name) == value
        await kim.press("u")
        await kim.until("C-10002 is as it was.")
        assert getattr(the_case(kim, union), name) == before


async def test_several_types_and_assignees_are_added_one_by_one(sit: Sit, union: Furnished) -> None:
    async with sit() as kim:
        await at_details(kim)
        await on(kim, "Case type")
        await kim.press("enter")
        await kim.type("UND")
        await kim.press("enter")
        await kim.press("enter")
        await kim.until("Case type changed")
        await on(kim, "Staff")
        await kim.press("enter", "backspace")
        await kim.type("sam")
        await kim.press("enter")
        await kim.type("industrial t")
        await kim.press("enter", "enter")
        await kim.until("Staff changed")
        case = the_case(kim, union)
        assert case.case_types == ("BUL", "UND")
        assert (case.owner, len(case.assignees)) == ("Sam Ortiz", 2)
        await kim.until("Staff        Sam Ortiz, Industrial team")


async def test_words_that_no_list_knows_stay_and_are_told(sit: Sit, union: Furnished) -> None:
    async with sit() as kim:
        await at_details(kim)
        await on(kim, "Status")
        await kim.press("enter")
        await kim.type("lost")
        await kim.press("enter")
        assert "Status of C-10002 “lost” is not in the list" in kim.seen
        assert kim.app.screen.query(AskLine)
        await kim.press("escape", "escape")
        assert not kim.app.screen.query(AskLine)
        assert the_case(kim, union).status == "Open"


async def test_a_title_is_never_emptied(sit: Sit, union: Furnished) -> None:
    async with sit() as kim:
        await at_details(kim)
        await kim.press("enter", "end", "ctrl+u", "enter")
        assert "One line is needed here" in kim.seen
        assert the_case(kim, union).title == "Bullying and harassment"


async def test_the_same_field_changed_meanwhile_is_told_and_digits_choose(
    sit: Sit, union: Furnished, meanwhile: Callable[..., None]
) -> None:
    async with sit() as kim:
        await at_details(kim)
        meanwhile(title="Lena's title")
        await kim.press("enter")
        await kim.type(" at Bayview")
        await kim.press("enter")
        await kim.until("Someone changed Title too")
        assert "Lena's title" in kim.line(" Title ")
        assert the_case(kim, union).title == "Lena's title"
        assert len(kim.app.seat.drafts.listing()) == 1
        await kim.until("Title: both changed")
        await kim.lead("3")
        await kim.until("Put the two marked parts in order: Enter saves it.")
        await kim.press("enter")
        await kim.until("Title changed. u takes it back.")
        both = "[theirs] Lena's title [mine] Bullying and harassment at Bayview"
        assert the_case(kim, union).title == both
        assert not kim.app.seat.drafts.listing()
        # Theirs stands by itself, and nothing waits.
        meanwhile(title="Lena's second title")
        await kim.press("enter")
        await kim.type(" once more")
        await kim.press("enter")
        await kim.until("Someone changed Title too")
        await kim.lead("2")
        await kim.until("Title: theirs. It stands as they left it.")
        assert the_case(kim, union).title == "Lena's second title"
        assert not kim.app.seat.drafts.listing() and "both changed" not in kim.seen


async def test_a_ticket_that_is_none_is_told_and_asked_for_again(sit: Sit, union: Furnished) -> None:
    async with sit() as kim:
        await at_details(kim)
        await on(kim, "Ticket")
        await kim.press("enter")
        await kim.type("ftp://desk.example.org/1")
        await kim.press("enter")
        await kim.until("This cannot be read")
        await kim.until("Ticket of C-10002 ftp://desk.example.org/1")
        for _ in range(24):
            await kim.press("backspace")
        await kim.type("https://desk.example.org/1")
        await kim.press("enter")
        await kim.until("Ticket changed")
        assert the_case(kim, union).ticket_url == "https://desk.example.org/1"
        assert not kim.app.seat.drafts.listing()


async def test_a_refused_title_is_found_among_the_drafts_and_chosen_there(
    sit: Sit, union: Furnished, meanwhile: Callable[..., None]
) -> None:
    async with sit() as kim:
        await at_details(kim)
        meanwhile(title="Lena's title")
        await kim.press("enter")
        await kim.type(" at Bayview")
        await kim.press("enter")
        await kim.until("Someone changed Title too")
        await kim.press("escape", "escape", "escape")
        await kim.until("Not submitted 1")
        await kim.press("down", "home", "enter")
        await kim.until("Title: both changed")
        await kim.lead("1")
        await kim.until("Title changed")
        assert the_case(kim, union).title == "Bullying and harassment at Bayview"


async def test_another_field_changed_meanwhile_stands_beside_mine(
    sit: Sit, union: Furnished, meanwhile: Callable[..., None]
) -> None:
    async with sit() as kim:
        await at_details(kim)
        meanwhile(priority=1)
        await kim.press("enter")
        await kim.type(" at Bayview")
        await kim.press("enter")
        await kim.until("Title changed")
        case = the_case(kim, union)
        assert (case.title, case.priority) == ("Bullying and harassment at Bayview", 1)
        await kim.until("1, Statutory deadline")


async def test_the_description_is_put_right_and_the_old_text_stays_in_the_history(
    sit: Sit, union: Furnished
) -> None:
    async with sit() as kim:
        await at_details(kim)
        await on(kim, "Issue")
        await kim.press("enter")
        await kim.until("Description › C-10002")
        assert isinstance(kim.focused, SectionText) and kim.focused.title == "Issue"
        await kim.type(" Twice.")
        await kim.press("f5")
        await kim.until("C-10002 is saved.")
        assert kim.place == "case_details"
        await kim.until("Roster changed without notice. Twice.")
        case = the_case(kim, union)
        assert case.description[1].body == "Roster changed without notice. Twice."
        assert case.version == 2
        await kim.until("now  Roster changed")


async def test_a_description_typed_and_not_saved_is_taken_up_again(sit: Sit) -> None:
    async with sit() as kim:
        await at_details(kim)
        await kim.press("e")
        await kim.until("Description › C-10002")
        await kim.type(" Unsaved.")
        await kim.press("escape")
        await kim.until("Details › C-10002")
        await kim.press("e")
        await kim.until("notice. Unsaved.")


async def test_a_section_changed_meanwhile_is_told_and_a_second_save_decides(
    sit: Sit, union: Furnished, meanwhile: Callable[..., None]
) -> None:
    async with sit() as kim:
        await at_details(kim)
        await kim.press("e")
        await kim.until("Description › C-10002")
        case = the_case(kim, union)
        theirs = [
            part._replace(body="Lena's.") if part.title == "Issue" else part for part in case.description
        ]
        meanwhile(sections=theirs, next_steps="Lena rings.")
        await kim.type(" Mine.")
        await kim.press("f5")
        await kim.until("Someone changed Issue too")
        assert "Lena's." in kim.seen
        await kim.press("f5")
        await kim.until("C-10002 is saved.")
        case = the_case(kim, union)
        assert case.description[1].body == "Roster changed without notice. Mine."
        assert case.next_steps == "Lena rings."


async def test_t_puts_a_tag_on_and_takes_it_off(sit: Sit, union: Furnished) -> None:
    async with sit() as kim:
        await at_details(kim)
        await kim.press("t")
        await kim.until("Tags › C-10002")
        await kim.until("interpreter")
        await kim.press("down", "enter")
        await kim.until("Tags 1")
        assert the_case(kim, union).tags == ("deadline",)
        await kim.press("escape")
        await kim.until(lambda: "deadline" in kim.line(" Tags"))
        await kim.press("escape")
        await kim.until("Case › C-10002")
        await kim.until(lambda: "deadline" in kim.line(" Tags"))
        await kim.lead("#")
        await kim.until("Tags 1")
        await kim.press("down", "space")
        await kim.until("Tags 0")
        assert the_case(kim, union).tags == ()


# Where it happened


@pytest.fixture
def places(union_url: str, clock: Clock, union: Furnished) -> None:
    """Okafor's address and worksite."""
    desk = open_desk(union_url, "kim.tran", clock=clock)
    with desk.store.loading("test") as connection:
        connection.execute(
            insert(ADDRESS).values(
                id=uuid4(),
                member_id=union["Okafor"],
                kind="home",
                street="12 Example St",
                suburb="Kinvale",
                state="VIC",
                postcode="3999",
                country="Australia",
            )
        )
        connection.execute(
            JOB.update().where(JOB.c.member_id == union["Okafor"]).values(worksite="North campus")
        )
    desk.close()


@pytest.mark.usefixtures("places")
async def test_down_looks_up_the_worksite_and_the_address_and_ctrl_g_r_resets(
    sit: Sit, union: Furnished
) -> None:
    async with sit() as kim:
        await at_details(kim)
        await on(kim, "Location")
        await kim.press("enter", "down")
        await kim.until("12 Example St, Kinvale VIC 3999  home")
        assert "North campus, Bayview Hospital, VIC  worksite" in kim.seen
        await kim.press("down", "enter")
        await kim.until("Location changed")
        assert the_case(kim, union).location == "North campus, Bayview Hospital, VIC"
        await kim.lead("r")
        await kim.until(lambda: the_case(kim, union).location == "12 Example St, Kinvale VIC 3999")


@pytest.mark.parametrize("filed_in", ["https://example.org/l", ""])
async def test_the_form_of_its_type_is_among_the_details_and_opened_and_copied_by_key(
    sit: Sit, union_url: str, clock: Clock, monkeypatch: pytest.MonkeyPatch, filed_in: str
) -> None:
    """Features A1.42: the form, and where it is filed; asked which one where there are both."""
    links: list[str] = []

    def opened(link: str) -> bool:
        links.append(link)
        return True

    monkeypatch.setattr(outside, "opened", opened)
    at = open_desk(union_url, "kim.tran", clock=clock)
    with at.store.loading("test") as connection:
        connection.execute(update(CASE_TYPE).values(form="https://example.org/f.docx", filed_in=filed_in))
    at.close()
    async with sit() as kim:
        await at_details(kim)
        await kim.until("https://example.org/f.docx")
        await kim.press("i")
        if filed_in:
            assert filed_in in kim.line(" Filed in")
            await kim.until(f"where it is filed, {filed_in}")
            await kim.press("2")
        await kim.until("Opened in the browser.")
        wanted = filed_in or "https://example.org/f.docx"
        assert (links, kim.app.clipboard) == ([wanted], wanted)


async def test_the_map_opens_in_the_browser_or_is_copied_and_said(
    sit: Sit, meanwhile: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    links: list[str] = []

    def opened(link: str) -> bool:
        links.append(link)
        return len(links) == 1

    monkeypatch.setattr(outside, "opened", opened)
    async with sit() as kim:
        await at_details(kim)
        await kim.press("m")
        assert "C-10002 has no location." in kim.status
        meanwhile(location="Depot 4")
        await kim.press("escape")
        await kim.until("Depot 4")
        await kim.lead("d")
        await kim.until(lambda: "Depot 4" in kim.line(" Location"))
        await kim.press("m")
        await kim.until("Opened in the browser.")
        assert links == ["https://www.openstreetmap.org/search?query=Depot+4"]
        await kim.press("m")
        await kim.until("nothing here opens a browser")
        await kim.press("i")
        assert "The case types of C-10002 name no form." in kim.status


# Closing


async def test_x_closes_resolved_or_shelved_u_takes_it_back_and_x_opens_it_again(
    sit: Sit, union: Furnished
) -> None:
    async with sit() as kim:
        await at_details(kim)
        await kim.press("x")
        await kim.type("s")
        await kim.press("enter")
        await kim.until("Closed, more exactly")
        await kim.type("did not")
        await kim.press("enter")
        await kim.until("C-10002: closed, shelved. u takes it back.")
        case = the_case(kim, union)
        assert (case.status_kind, case.close_reason) == ("closed", "shelved")
        assert case.substatus == "Member did not proceed"
        await on(kim, "Sub-status")
        assert "Member did not proceed" in kim.row()
        await kim.until(lambda: "closed, shelved" in kim.head)
        await kim.press("u")
        await kim.until("C-10002 is as it was.")
        assert the_case(kim, union).closed_at is None
        await kim.until(lambda: "shelved" not in kim.head)
        await kim.press("x")
        await kim.type("r")
        await kim.press("enter")
        await kim.until("Closed, more exactly")
        await kim.press("enter")
        await kim.until(lambda: "closed, resolved" in kim.head)
        await kim.press("x")
        await kim.until("C-10002: open again.")
        assert the_case(kim, union).status == "Open"


async def test_it_is_closed_from_the_case_itself_and_home_lists_it_no_more(
    sit: Sit, union: Furnished
) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.press("down", "enter")
        await kim.until("Ring HR.")
        await kim.lead("q")
        await kim.until("Close C-10002 as")
        await kim.press("escape")
        assert the_case(kim, union).closed_at is None
        await kim.lead("q")
        assert "q Close" in kim.line("Summary")
        for reason in ("resolved", "shelved"):  # what there is to choose is seen before a key
            await kim.until(lambda reason=reason: any(f" {reason} " in line for line in kim.lines[:-3]))  # type: ignore[misc]
        await kim.press("enter")
        assert "One of these is needed" in kim.seen
        await kim.type("res")
        await kim.press("enter")
        await kim.until("Closed, more exactly")
        await kim.press("enter")
        await kim.until("closed, resolved. u takes it back.")
        await kim.until(lambda: "closed, resolved" in kim.head)
        await kim.press("escape")
        await kim.until("Overdue 0")
        await kim.press("down", "u")
        await kim.until("Overdue 1")


async def test_f3_from_the_details_is_about_her_and_a_case_given_away_stays_in_view(
    sit: Sit, union: Furnished
) -> None:
    async with sit() as kim:
        await at_details(kim)
        await on(kim, "Staff")
        await kim.press("enter", "backspace")
        await kim.type("sam")
        await kim.press("enter", "enter")
        await kim.until("Staff changed")
        case = the_case(kim, union)
        assert case.assignees[0].officer_id == staff_id("sam.ortiz")
        await kim.press("f3")
        await kim.until("Call › Patience Okafor")


async def test_whom_to_give_it_to_is_shown_with_what_each_holds(sit: Sit) -> None:
    async with sit() as kim:
        await at_details(kim)
        await on(kim, "Staff")
        await kim.press("enter", "backspace", "down")
        await kim.until("Kim Tran  MSO, 3 open")
        assert "Sam Ortiz  MSO, 1 open" in kim.seen
        assert "Aisha Bello  Industrial officer, 0 open" in kim.seen
