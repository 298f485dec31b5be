"""The details of a contact: row by row, changed by a key or in a few fields; tags; the number that calls."""

import json

import pytest
from sqlalchemy import insert, update

from data.desk import details, members
from data.desk.desk import Desk
from data.rules.phones import kept
from data.store.tables import MEMBER_ASKED, PHONE
from data.types.details import Deed, DetailEdit, Part
from data.types.members import MemberCard
from tests.builders import MOBILE, START
from tests.seen.conftest import Sit
from tests.seen.kit import NARROW, Sitting
from tests.seen.test_member import andrea
from widgets.entry import TextField


async def at_details(kim: Sitting) -> None:
    """The details of Andrea Gallagher, the cursor on her name."""
    await andrea(kim)
    await kim.press("d")
    await kim.until("Details › Andrea Gallagher")
    await kim.until(MOBILE)


async def on(kim: Sitting, part: str) -> None:
    """The cursor on the first row of that label."""
    await kim.press("home")
    for _ in range(12):
        if kim.row().lstrip("▌ ").startswith(part):
            return
        await kim.press("down")
    raise AssertionError(f"no row {part}:\n{kim.seen}")


def desk_of(kim: Sitting) -> Desk:
    assert kim.app.seat.desk is not None
    return kim.app.seat.desk


def card(kim: Sitting) -> MemberCard:
    """Andrea, as the store has her."""
    return members.by_number(desk_of(kim), "0048213")


async def test_all_that_is_known_stands_in_rows(sit: Sit) -> None:
    async with sit(size=NARROW) as kim:
        await at_details(kim)
        assert "primary" in kim.line("Phone")
        assert "member@example.org" in kim.line("E-mail")
        assert "none" in kim.line("Address")
        assert "Bayview Hospital" in kim.line("Job")
        assert "none" in kim.line("Tags")


async def test_a_phone_is_added_and_stands_there_as_written_here(sit: Sit) -> None:
    async with sit() as kim:
        await at_details(kim)
        await on(kim, "Phone")
        await kim.press("a")
        assert kim.head.startswith("New phone › Andrea Gallagher")
        await kim.type("0355503300")
        await kim.press("enter")
        await kim.type("home")
        await kim.press("enter")
        await kim.until("(03) 5550 3300")
        assert kim.place == "details"
        assert "ours" in kim.line("(03) 5550 3300")
        assert "home" in kim.line("(03) 5550 3300")


async def test_a_number_that_is_none_is_told_while_it_is_typed_and_kept(sit: Sit) -> None:
    async with sit() as kim:
        await at_details(kim)
        await on(kim, "Phone")
        await kim.press("a")
        await kim.type("ask at the desk")
        assert "No whole phone number" in kim.status
        await kim.press("f5")
        await kim.until("Details › Andrea")
        await kim.until("ask at the desk")


async def test_her_name_is_changed_and_she_is_found_by_it(sit: Sit) -> None:
    async with sit() as kim:
        await at_details(kim)
        await kim.press("enter")
        kim.one("#informal", TextField).focus()
        await kim.type("Andie")
        await kim.press("f5")
        await kim.until("known as Andie")
        assert "ours" in kim.line("known as Andie")
        await kim.press("f9", "ctrl+u")
        await kim.type("andie")
        await kim.until("0048213  Bayview")


async def test_what_is_typed_is_kept_and_taken_up_again(sit: Sit) -> None:
    async with sit() as kim:
        await at_details(kim)
        await on(kim, "Phone")
        await kim.press("a")
        await kim.type("0355 5033")
        await kim.press("escape", "f9", "ctrl+u")
        await kim.until("0355 5033")
        assert "details" in kim.line("0355 5033")
        await kim.press("down", "home", "enter")
        assert kim.one("#shown", TextField).value == "0355 5033"


async def test_who_changed_what_stands_beside_the_rows(sit: Sit) -> None:
    async with sit() as kim:
        await at_details(kim)
        await kim.until("History 0")
        await kim.press("d")
        await kim.until("History 1")
        assert "name changed" in kim.line("Kim Tran")
        assert "do not contact" in kim.side
        await kim.press("f4")
        assert "History" not in kim.seen


async def test_x_removes_and_u_puts_back(sit: Sit) -> None:
    async with sit() as kim:
        await at_details(kim)
        await on(kim, "Phone")
        await kim.press("x")
        await kim.until("The phone is removed. u puts it back.")
        assert card(kim).phones == ()
        await kim.press("u")
        await kim.until(lambda: [one.shown for one in card(kim).phones] == [MOBILE])
        await kim.until(lambda: MOBILE in kim.seen)


async def test_p_makes_the_primary_one_and_says_why_not(sit: Sit) -> None:
    async with sit() as kim:
        await at_details(kim)
        her = card(kim)
        details.change(
            desk_of(kim),
            DetailEdit(
                desk_of(kim).new_id(), her.id, "", 1, Part.PHONE, Deed.ADD, values={"shown": "0355503300"}
            ),
        )
        await kim.press("p")
        assert kim.status.startswith("A phone, an e-mail or a job can be the primary one")
        await kim.press("escape", "d")
        await kim.until("(03) 5550 3300")
        await on(kim, "Phone")
        await kim.press("down", "p")
        await kim.until(lambda: card(kim).phones[0].shown == "(03) 5550 3300")


async def test_d_says_not_to_contact_her_and_takes_it_back(sit: Sit) -> None:
    async with sit() as kim:
        await at_details(kim)
        await kim.press("d")
        await kim.until(lambda: "do not contact" in kim.head)
        await kim.press("d")
        await kim.until(lambda: "do not contact" not in kim.head)
        assert card(kim).do_not_contact is False


async def test_a_job_is_ended_by_its_last_day(sit: Sit) -> None:
    async with sit() as kim:
        await at_details(kim)
        await on(kim, "Job")
        await kim.press("enter")
        kim.one("#end_on", TextField).focus()
        await kim.type("31 feb 2026")
        await kim.press("enter")
        assert "there is no such day" in kim.seen
        assert kim.place == "detail"
        await kim.press("ctrl+u")
        await kim.type("31/8/2026")
        await kim.press("enter")
        await kim.until("to Aug 2026")


async def test_an_address_needs_a_street_or_a_suburb(sit: Sit) -> None:
    async with sit() as kim:
        await at_details(kim)
        await on(kim, "Address")
        await kim.press("enter")
        kim.one("#state", TextField).focus()
        await kim.type("VIC")
        await kim.press("f5")
        assert kim.status.startswith("Missing: Street")
        await kim.type("1 Wharf Rd")
        await kim.press("f5")
        await kim.until("1 Wharf Rd, VIC")


async def test_a_name_someone_else_changed_is_shown_and_a_second_save_decides(sit: Sit) -> None:
    async with sit() as kim:
        await at_details(kim)
        await kim.press("enter", "tab")
        await kim.press("ctrl+u")
        await kim.type("Galloway")
        her = card(kim)
        details.change(
            desk_of(kim),
            DetailEdit(
                desk_of(kim).new_id(),
                her.id,
                "",
                her.version,
                Part.MEMBER,
                Deed.CHANGE,
                was={"family": "Gallagher", "informal": ""},
                values={"family": "Gallant", "informal": "Andi"},
            ),
        )
        await kim.press("f5")
        await kim.until("Someone changed Last name too: ctrl+g 1 mine, 2 theirs, 3 both. F5 saves yours")
        family = kim.one("#family", TextField)
        assert family.value == "Galloway"
        await kim.until("Last name: both changed")
        await kim.lead("3")
        await kim.until("Last name holds one value: 1 is mine, 2 theirs.")
        await kim.lead("2")
        await kim.until("Last name: theirs. F5 saves it.")
        assert family.value == "Gallant"
        await kim.lead("1")
        await kim.until("Last name: mine. F5 saves it.")
        assert family.value == "Galloway"
        # What she left alone is as they left it, what both changed as she chose.
        assert kim.one("#informal", TextField).value == "Andi"
        await kim.press("f5")
        await kim.until("Details › Andrea Galloway")
        assert card(kim).informal == "Andi"


async def test_enter_in_the_tags_puts_one_on_and_takes_it_off(sit: Sit) -> None:
    async with sit() as kim:
        await andrea(kim)
        await kim.lead("#")
        await kim.until("Tags › Andrea Gallagher")
        await kim.until("interpreter")
        await kim.press("down", "enter")
        await kim.until(lambda: card(kim).tags == ("deadline",))
        await kim.until("Tags 1")
        await kim.press("space")
        await kim.until("Tags 0")
        await kim.press("space")
        await kim.until("Tags 1")
        await kim.press("escape")
        await kim.until("Tags      deadline")


async def test_digits_narrow_the_line_of_time(sit: Sit) -> None:
    async with sit() as kim:
        await andrea(kim)
        assert "1 All 3" in kim.seen
        assert "2 Interactions 2" in kim.seen
        await kim.press("3")
        assert "Pay & underpayment" not in kim.seen
        assert "C-10001" in kim.line(" Hours, rosters")
        await kim.press("4")
        assert "Nothing of that kind. 1 shows all." in kim.seen
        await kim.press("1")
        assert "Pay & underpayment" in kim.seen


async def test_more_of_a_kind_is_read_where_not_all_contact_was(
    sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(members, "TIMELINE", 2)
    async with sit() as kim:
        await kim.at_work()
        await kim.type("andrea")
        await kim.until("0048213  Bayview")
        await kim.press("enter")
        await kim.until("1 All 3")
        assert "Pay & underpayment" not in kim.seen
        await kim.press("2")
        await kim.until("Pay & underpayment")


async def test_older_contact_is_read_where_the_list_ends(sit: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(members, "TIMELINE", 2)
    async with sit() as kim:
        await kim.at_work()
        await kim.type("andrea")
        await kim.until("0048213  Bayview")
        await kim.press("enter")
        await kim.until("1 All 3")
        assert "Pay & underpayment" not in kim.seen
        await kim.press("end")
        stood_on = kim.row()
        await kim.until("Pay & underpayment")
        assert kim.row() == stood_on
        assert "Reading older contact" not in kim.seen


async def test_the_number_that_calls_is_offered_for_the_member_found_and_added(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        form = kim.app.moves.new_form(None)
        form.caller = "0355503300"
        kim.app.moves.write(form)
        await kim.pilot.pause()
        await kim.lead("+")
        assert kim.status.startswith("Find the member first (F2)")
        await kim.press("f2")
        await kim.until("Nobody found for")
        await kim.press("ctrl+u")
        await kim.type("andrea")
        await kim.until("0048213  Bayview")
        await kim.press("enter")
        await kim.until("ctrl+g + adds it.")
        await kim.lead("+")
        await kim.until("is among the phones of Andrea Gallagher now")
        assert [(one.shown, one.kind, one.primary) for one in card(kim).phones] == [
            (MOBILE, "mobile", True),
            ("(03) 5550 3300", "other", False),
        ]
        await kim.until(lambda: "(03) 5550 3300" in kim.seen)
        await kim.lead("+")
        assert kim.status.startswith("Andrea Gallagher has this number already.")


async def test_without_a_number_there_is_none_to_add(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.press("f3")
        await kim.lead("+")
        assert kim.status.startswith("No number came with this call.")


@pytest.mark.parametrize(("key", "stands"), [("o", "(03) 5550 3300"), ("h", "0491 570 156")])
async def test_where_both_sides_changed_a_phone_a_key_says_which_stands(
    sit: Sit, key: str, stands: str
) -> None:
    async with sit() as kim:
        await at_details(kim)
        await on(kim, "Phone")
        await kim.press(key)
        await kim.until("says nothing else than what stands here")
        with desk_of(kim).store.loading("test") as connection:
            ours = {"shown": "(03) 5550 3300", "is_local": True, "replaces": MOBILE}
            phone = card(kim).phones[0].id
            connection.execute(update(PHONE).where(PHONE.c.id == phone).values(**ours))
            theirs = {**kept("0491570156", "AU")._asdict(), "kind": "mobile"}
            connection.execute(
                insert(MEMBER_ASKED).values(
                    member_id=card(kim).id,
                    field=f"member_phone/{phone}",
                    theirs=json.dumps(theirs),
                    asked_at=START,
                )
            )
        await kim.press("escape", "d")
        await kim.until("they say 0491 570 156")
        await on(kim, "Phone")
        await kim.press(key)
        await kim.until("Saved.")
        await kim.until(lambda: "they say" not in kim.seen)
        assert stands in kim.line("Phone")
        assert card(kim).asked == ()
