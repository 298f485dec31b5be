"""Several notes at once: put aside, taken up by a digit, each with its own words and time (acceptance 7)."""

from sqlalchemy import create_engine, text

from tests.builders import Clock
from tests.seen.conftest import Sit
from tests.seen.kit import Sitting
from tests.seen.test_call import a_call, section_with_caret
from tests.seen.union import Furnished
from widgets.going import Go


async def a_parked_note(kim: Sitting, words: str) -> None:
    """F3, words, F8."""
    await kim.press("f3")
    await kim.type(words)
    await kim.press("f8")
    await kim.until("Parked: ")


async def test_f8_puts_a_note_aside_and_home_says_so(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await a_parked_note(kim, "Rings about leave.")
        assert kim.head.startswith("Home")
        assert "1 parked" in kim.head
        assert "Rings about leave." in kim.seen


async def test_two_unknown_callers_stand_side_by_side_and_a_digit_takes_one_up(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await a_parked_note(kim, "First caller.")
        await a_parked_note(kim, "Second caller.")
        await kim.press("f8")
        await kim.until("First caller.")
        await kim.press("2")
        await kim.until("Call › unknown caller")
        assert "First caller." in kim.line("Background")
        assert "Second caller." not in kim.seen
        assert section_with_caret(kim) == "Background"
        assert [draft.state.value for draft in kim.app.seat.drafts.listing()].count("parked") == 1


async def test_five_notes_stand_side_by_side_each_with_its_own_words_and_time(sit: Sit, clock: Clock) -> None:
    async with sit() as kim:
        await kim.at_work()
        for number in range(1, 6):
            await kim.press("f3")
            await kim.type(f"Caller {number}.")
            clock.move(minutes=number)
            await kim.press("f8")
            await kim.until(f"{number} parked")
        for number in (4, 5, 1, 3):
            await kim.press("f8")
            await kim.until(f"Caller {number}.")
            await kim.press(kim.line(f"Caller {number}.").lstrip(" ▌")[0])
            await kim.until("Call ›")
            assert [line for line in kim.lines if "Caller " in line] == [kim.line(f"Caller {number}.")]
            assert f"00:0{number}:" in kim.head
            await kim.press("f8")
            await kim.until("5 parked")


async def test_a_digit_without_a_note_says_so(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await a_parked_note(kim, "Only one.")
        await kim.press("f8", "7")
        await kim.until("There is no draft 7.")


async def test_with_nothing_written_the_key_lists_what_is_parked(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.press("f3", "f8")
        await kim.until(lambda: kim.place == "drafts")
        assert "No drafts." in kim.seen
        await kim.press("escape")
        assert kim.head.startswith("Call")


async def test_time_put_aside_does_not_count(sit: Sit, clock: Clock) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.press("f3")
        await kim.type("Wait please.")
        clock.move(minutes=5)
        await kim.press("f8")
        await kim.until("Parked: ")
        clock.move(hours=1)
        await kim.press("f8", "1")
        await kim.until("Call › unknown caller")
        assert "00:05:00" in kim.head


async def test_a_contact_about_an_open_case_is_saved_as_its_note(sit: Sit, union_url: str) -> None:
    async with sit() as kim:
        await a_call(kim, "andrea gall", "She has the new roster.")
        await kim.until("1 C-10001")
        await kim.press("ctrl+g", "1")
        await kim.until("About C-10001")
        assert kim.head.startswith("Note on C-10001")
        await kim.press("ctrl+s")
        await kim.until("noted on C-10001")
    with create_engine(union_url).connect() as store:
        row = store.execute(
            text(
                "SELECT n.channel FROM note n JOIN note_section s ON s.note_id = n.id"
                " JOIN case_record c ON c.id = n.case_id WHERE c.reference = 10001 AND s.body = :words"
            ),
            {"words": "She has the new roster."},
        ).one()
    assert row.channel == "Phone – inbound"


async def test_the_same_digit_takes_it_back(sit: Sit) -> None:
    async with sit() as kim:
        await a_call(kim, "andrea gall")
        await kim.until("1 C-10001")
        await kim.press("ctrl+g", "1", "ctrl+g", "1")
        await kim.until("An interaction of its own again.")
        assert kim.head.startswith("Call")


async def test_a_digit_without_a_case_says_so(sit: Sit) -> None:
    async with sit() as kim:
        await a_call(kim, "andrea gall")
        await kim.until("1 C-10001")
        await kim.press("ctrl+g", "9")
        await kim.until("There is no open case 9 here.")


async def test_records_looked_at_stand_under_the_notes_and_a_digit_goes_back_to_one(
    sit: Sit, union: Furnished
) -> None:
    """Features B3."""
    async with sit() as kim:
        await kim.at_work()
        for kind, name, seen in (
            ("case", "overdue", "Case › C-10002"),
            ("member", "Nguyen", "Member › Jun"),
            ("interaction", "contact", "Interaction › I-20002"),
        ):
            kim.app.screen.post_message(Go(kind, union[name]))
            await kim.until(seen)
            await kim.press("escape")
            await kim.until(lambda: kim.place == "home")
        await a_parked_note(kim, "Rings about leave.")
        await kim.press("f8")
        await kim.until("Looked at last")
        digits = [line.strip(" ▌")[0] for line in kim.lines if " I-20002" in line or "C-10002" in line]
        assert digits == ["2", "4"]
        await kim.press("4")
        await kim.until("Case › C-10002")
        await kim.press("escape")
        await kim.until("Looked at last")
        # What was looked at last leads, and nothing stands twice.
        assert kim.line(" C-10002").strip(" ▌")[0] == "2"
        assert len([line for line in kim.lines if "C-10002" in line]) == 1
        await kim.press("down", "d")
        assert kim.status.startswith("It is a record and no draft")
        await kim.press("enter")
        await kim.until("Case › C-10002")
        await kim.press("escape", "1")
        await kim.until("Rings about leave.")


async def test_a_record_that_is_open_below_is_gone_back_to_and_not_opened_twice(
    sit: Sit, union: Furnished
) -> None:
    async with sit() as kim:
        await kim.at_work()
        kim.app.screen.post_message(Go("member", union["Andrea"]))
        await kim.until("Member › Andrea Gallagher")
        page = kim.app.screen
        kim.app.screen.post_message(Go("case", union["mine"]))
        await kim.until("Case › C-10001")
        await kim.lead("u")
        await kim.until("Member › Andrea Gallagher")
        assert kim.app.screen is page
        assert len(kim.app.screen_stack) == 2


async def test_a_note_over_an_open_record_stays_where_it_is(sit: Sit, union: Furnished) -> None:
    async with sit() as kim:
        await kim.at_work()
        kim.app.screen.post_message(Go("member", union["Andrea"]))
        await kim.until("Member › Andrea Gallagher")
        await kim.press("f3")
        await kim.type("She rings.")
        note = kim.app.screen
        note.post_message(Go("member", union["Andrea"]))
        await kim.until(lambda: kim.place == "member")
        await kim.press("escape")
        await kim.until(lambda: kim.app.screen is note)
        assert "She rings." in kim.line("Background")
