"""The fields under the note: what they preset, bring along and tell."""

from collections.abc import Mapping
from datetime import date

import pytest

from data.desk import calendar, interactions
from data.desk.desk import Desk
from data.desk.opening import open_desk
from data.store.tables import OFFICE
from data.types.errors import StoreUnavailable
from tests.builders import Clock, an_interaction_form
from tests.seen.conftest import Sit
from tests.seen.kit import NARROW, WIDE
from tests.seen.test_call import a_call
from tests.seen.union import Furnished
from widgets.choice import ChoiceField
from widgets.day import DayField
from widgets.going import Here

TICKET = "https://desk.example.com/support/union/ShowHomePage.do#Cases/dv/abc123"


async def test_one_key_goes_round_whom_one_speaks_with(sit: Sit) -> None:
    async with sit() as kim:
        await a_call(kim)
        seen = []
        for _ in range(5):
            await kim.lead("o")
            seen.append(kim.fields.spoke.value)
        assert seen == ["member", "representative", "employer", "other", ""]


async def test_the_identity_is_one_key_and_is_kept_with_the_note(sit: Sit, clock: Clock) -> None:
    async with sit() as kim:
        await a_call(kim)
        await kim.lead("o")
        await kim.lead("t")
        assert "member, identity checked" in kim.line(" More ")
        await kim.lead("t")
        assert "identity" not in kim.line(" More ")
        await kim.lead("t")
        kim.one("#about", ChoiceField).focus()
        await kim.type("leave")
        await kim.press("ctrl+s")
        await kim.until("submitted I-")
        desk = kim.app.seat.desk
        assert desk is not None
        saved = interactions.read(desk, kim.app.screen.form_id)  # type: ignore[attr-defined]
        assert (saved.spoke_with, saved.identity_checked) == ("member", True)


async def test_a_ticket_makes_the_type_nobody_chose_that_of_a_ticket(sit: Sit) -> None:
    async with sit() as kim:
        await a_call(kim)
        assert kim.one("#type", ChoiceField).value == "Phone – inbound"
        await kim.into(kim.fields.ticket)
        await kim.paste(TICKET)
        assert kim.one("#type", ChoiceField).value == "Zoho ticket"


async def test_a_type_that_was_chosen_stays_when_a_ticket_comes(sit: Sit) -> None:
    async with sit() as kim:
        await a_call(kim)
        kim.one("#type", ChoiceField).focus()
        await kim.type("email in")
        await kim.press("enter")
        await kim.into(kim.fields.ticket)
        await kim.paste(TICKET)
        assert kim.one("#type", ChoiceField).value == "Email – inbound"


async def test_what_came_as_a_ticket_needs_its_address(sit: Sit) -> None:
    async with sit() as kim:
        await a_call(kim)
        kim.one("#type", ChoiceField).focus()
        await kim.type("zoho")
        await kim.press("enter")
        await kim.type("leave")
        await kim.press("ctrl+s")
        assert "Missing: Ticket. The note is kept." in kim.seen
        assert kim.focused is kim.fields.ticket.entry


async def test_the_topics_of_my_last_contacts_come_first(sit: Sit) -> None:
    async with sit() as kim:
        await a_call(kim)
        about = kim.one("#about", ChoiceField)
        assert [(one.label, one.hint) for one in about.options[:2]] == [
            ("Hours, rosters & breaks", "recent"),
            ("Pay & underpayment", "recent"),
        ]
        assert len({one.key for one in about.options}) == len(about.options)


async def test_the_same_topic_again_is_told_and_stands_beside_the_note(sit: Sit) -> None:
    async with sit(size=WIDE) as kim:
        await a_call(kim, member="0048213")
        kim.one("#about", ChoiceField).focus()
        await kim.type("rosters")
        await kim.press("enter")
        assert "I-20002, now C-10001 was about this 3 d ago (Kim): the same matter?" in kim.status
        assert "the same matter?" in " ".join(kim.side)
        await kim.press("ctrl+s")
        await kim.until("submitted I-20004")


async def test_an_older_contact_is_not_told(sit: Sit) -> None:
    async with sit() as kim:
        await a_call(kim, member="0048213")
        kim.one("#about", ChoiceField).focus()
        await kim.type("underpay")
        await kim.press("enter")
        assert "the same matter?" not in kim.seen


async def test_who_owes_is_told_where_the_side_pane_has_no_room(sit: Sit, union: Furnished) -> None:
    async with sit(size=NARROW) as kim:
        await kim.at_work()
        kim.clock.move(days=120)
        await kim.press("f3")
        await kim.type("Words.")
        await kim.press("f2")
        await kim.type("nguyen")
        await kim.until(lambda: len(kim.app.screen.hits) == 1)  # type: ignore[attr-defined]
        await kim.press("enter")
        await kim.until("Unfinancial: say what is owed before anything is promised.")


async def test_earlier_contact_on_the_screen_is_kept_as_reviewed(sit: Sit) -> None:
    async with sit(size=WIDE) as kim:
        await a_call(kim)
        assert kim.app.screen.form.reviewed_prior  # type: ignore[attr-defined]


async def test_where_the_side_pane_is_folded_it_is_reviewed_when_it_is_shown(sit: Sit) -> None:
    async with sit(size=NARROW) as kim:
        await a_call(kim)
        assert not kim.app.screen.form.reviewed_prior  # type: ignore[attr-defined]
        await kim.press("f4")
        assert kim.app.screen.form.reviewed_prior  # type: ignore[attr-defined]


async def test_a_day_on_which_nobody_works_is_said_in_one_sentence(sit: Sit) -> None:
    async with sit() as kim:
        await a_call(kim)
        await kim.until(lambda: bool(kim.app.seat.holidays))
        kim.one("#follow_up", DayField).focus()
        await kim.type("25/12")
        await kim.press("enter")
        assert "it is Christmas Day." in kim.status
        assert kim.app.screen.collect().follow_up_on == date(2026, 12, 25)  # type: ignore[attr-defined]


async def test_holidays_that_could_not_be_read_are_read_when_the_store_answers_again(
    sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, there = [], calendar.holidays

    def first_gone(at: Desk) -> Mapping[date, str]:
        asked.append(at)
        if len(asked) == 1:
            raise StoreUnavailable("nothing is heard from it")
        return there(at)

    monkeypatch.setattr(calendar, "holidays", first_gone)
    async with sit() as kim:
        await kim.at_work()
        await kim.until(lambda: len(asked) == 1)
        await kim.app.workers.wait_for_complete()
        assert "went wrong" not in kim.seen
        kim.app.post_message(Here())
        await kim.until(lambda: bool(kim.app.seat.holidays))
        kim.app.post_message(Here())
        await kim.press("f4")
        assert len(asked) == 2


async def test_a_ticket_that_is_on_record_is_named_and_the_note_is_given_back(
    sit: Sit, union: Furnished
) -> None:
    async with sit() as kim:
        await kim.at_work()
        desk = kim.app.seat.desk
        assert desk is not None
        first = interactions.submit(desk, an_interaction_form(union["Okafor"], ticket_url=TICKET))
        await a_call(kim)
        await kim.into(kim.fields.ticket)
        await kim.paste(TICKET.replace("ShowHomePage", "OtherPage"))
        kim.one("#about", ChoiceField).focus()
        await kim.type("leave")
        await kim.press("ctrl+s")
        await kim.until(f"This ticket is on record already: it is {first.number}.")
        assert "Six years on nights." in kim.seen


async def test_words_that_no_list_knows_stay_and_are_told_on_saving(sit: Sit) -> None:
    async with sit() as kim:
        await a_call(kim)
        kim.one("#about", ChoiceField).focus()
        await kim.type("leave")
        await kim.press("enter")
        await kim.type("zzz")
        await kim.press("tab")
        assert "zzz nothing like that" in kim.line("Outcome")
        await kim.press("ctrl+s")
        assert "Outcome “zzz” is not in the list" in kim.seen
        assert kim.focused is kim.one("#outcome", ChoiceField)
        await kim.press("backspace", "backspace", "backspace")
        await kim.type("resolved")
        await kim.press("ctrl+s")
        await kim.until("submitted I-")


async def test_f8_on_a_submitted_call_lists_what_is_parked(sit: Sit) -> None:
    async with sit() as kim:
        await a_call(kim)
        kim.one("#about", ChoiceField).focus()
        await kim.type("leave")
        await kim.press("ctrl+s")
        await kim.until("submitted I-")
        await kim.press("f8")
        assert kim.place == "drafts"


async def test_what_was_missing_is_not_missed_once_it_is_filled(sit: Sit) -> None:
    async with sit() as kim:
        await a_call(kim)
        kim.one("#type", ChoiceField).set()
        await kim.press("ctrl+s")
        assert "Missing: Type, About." in kim.status
        kim.one("#about", ChoiceField).focus()
        await kim.type("leave")
        await kim.press("enter")
        assert "Missing: Type." in kim.status
        kim.one("#type", ChoiceField).focus()
        await kim.type("phone in")
        await kim.press("enter")
        assert "Missing" not in kim.seen


async def test_a_topic_is_found_by_the_words_of_its_case_type_too(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.press("f3")
        await kim.into(kim.fields.about)
        await kim.type("allega")
        await kim.until("▌ Disciplinary / performance")
        await kim.press("enter")
        assert kim.fields.about.value == "Disciplinary / performance"


async def test_where_the_office_wants_an_outcome_it_is_named_and_gets_the_caret(
    sit: Sit, union_url: str, clock: Clock
) -> None:
    """Features A1.40."""
    desk = open_desk(union_url, "kim.tran", clock=clock)
    with desk.store.loading("test") as connection:
        connection.execute(OFFICE.update().values(outcome="require"))
    desk.close()
    async with sit() as kim:
        await a_call(kim)
        await kim.into(kim.fields.about)
        await kim.type("leave")
        await kim.press("enter", "ctrl+s")
        await kim.until("Missing: Outcome. The note is kept.")
        assert kim.focused is kim.fields.outcome
        await kim.type("reso")
        await kim.press("enter", "ctrl+s")
        await kim.until("submitted I-20004")
