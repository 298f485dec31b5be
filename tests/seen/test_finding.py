"""Finding a member: an answer to every key, and nobody picked among several."""

import threading
from typing import Any

import pytest

from data import desk
from data.store.store import open_store
from tests.builders import Clock, a_member
from tests.seen.conftest import Sit
from tests.seen.kit import PATIENCE_S, Gate, Sitting, opener_of


def found(kim: Sitting) -> list[str]:
    """Who is listed, by the first column."""
    return [line[3:25].strip() for line in kim.lines[4:30] if line[3:25].strip()]


async def test_every_key_is_answered(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        for key, names in (
            ("g", ["Andrea Gallagher", "Andrew Gallagher"]),
            ("a", ["Andrea Gallagher", "Andrew Gallagher"]),
            ("x", []),
        ):
            await kim.type(key)
            await kim.until(lambda names=names: [n for n in found(kim) if "Gallagher" in n] == names)  # type: ignore[misc]
        assert "Nobody found for “gax”" in kim.seen


async def test_enter_among_several_picks_nobody_and_goes_to_the_list(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.type("gallagher")
        await kim.until("Andrew Gallagher")
        await kim.press("enter")
        assert kim.place == "home"
        assert kim.focused.id == "found"


async def test_enter_opens_the_only_one(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.type("okaf")
        await kim.until("0051877  Bayview")
        await kim.press("enter")
        await kim.until("Member › Patience Okafor")


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Every answer of the store waits for this."""
    gate, ask = threading.Event(), desk.find.members

    def asked(*words: Any, **more: Any) -> Any:
        assert gate.wait(PATIENCE_S)
        return ask(*words, **more)

    monkeypatch.setattr(desk.find, "members", asked)
    return gate


async def test_enter_before_the_answer_waits_for_it(sit: Sit, answer: threading.Event) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.type("okafor")
        await kim.press("enter")
        assert kim.place == "home"
        answer.set()
        await kim.until("Member › Patience Okafor")


async def test_a_key_after_enter_takes_enter_back(sit: Sit, answer: threading.Event) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.type("okafo")
        await kim.press("enter")
        await kim.type("r")
        answer.set()
        await kim.until("0051877  Bayview")
        await kim.pilot.pause(0.3)
        assert kim.place == "home"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("okafor pat", "Patience Okafor"),
        ("pat okafor", "Patience Okafor"),
        ("0051877", "Patience Okafor"),
        ("570 157", "Patience Okafor"),
        ("+61 491 570 157", "Patience Okafor"),
        ("山田", "花子 山田"),
        ("lindqvist", "Rosa Lindqvist"),
    ],
)
async def test_any_way_of_naming_her_finds_her(sit: Sit, typed: str, name: str) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.type(typed)
        await kim.until(lambda: found(kim) == [name])


async def test_the_row_says_why_it_was_found(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.type("570 157")
        await kim.until("0051877  Bayview")
        await kim.until("Why       phone ends 570157")


async def test_a_name_that_looks_like_markup_stands_as_it_is(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.type("mary")
        await kim.until("Mary O'Neil [/foo] [@click")
        await kim.press("down", "enter")
        await kim.until("Member › Mary O'Neil [/foo] [@click=app.quit]x[/]")
        assert kim.app.is_running


async def test_the_preview_shows_the_member_under_the_cursor(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.type("gallagher")
        await kim.until("0491 570 006, mobile")
        await kim.press("down", "down")
        await kim.until("0491 570 156, mobile")


async def test_words_typed_before_the_store_is_open_are_looked_for_when_it_is(
    sit: Sit, union_url: str, clock: Clock
) -> None:
    gate = Gate(opener_of(union_url, "kim.tran", clock))
    async with sit(opener=gate) as kim:
        await kim.type("okafor")
        assert "opening the database" in kim.status
        assert "Find  okafor" in kim.seen
        gate.open()
        await kim.until("0051877  Bayview")


async def test_enter_before_the_answer_picks_nobody(sit: Sit, union_url: str, clock: Clock) -> None:
    gate = Gate(opener_of(union_url, "kim.tran", clock))
    async with sit(opener=gate) as kim:
        await kim.type("okafor")
        await kim.press("enter")
        gate.open()
        await kim.until("0051877  Bayview")
        assert kim.place == "home"


async def test_enter_after_a_further_key_does_not_take_who_was_found_before_it(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.type("okafor")
        await kim.until("0051877  Bayview")
        seat = kim.app.seat
        # Without a store no answer comes: who was found for the shorter word still stands.
        seat.desk, kept = None, seat.desk
        await kim.type("x")
        await kim.press("enter")
        seat.desk = kept
        assert kim.place == "home"


async def test_what_is_pasted_is_one_clean_line(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.paste("okafor\n\x1b[31m pat\u202e")
        await kim.until("0051877  Bayview")
        assert "Find  okafor" in kim.seen


async def test_f2_on_another_screen_opens_the_find_screen(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.press("down", "enter")
        await kim.until("Case › C-10002")
        await kim.press("f2")
        assert kim.place == "find"
        await kim.type("nguyen")
        await kim.until("Jun Nguyen")
        await kim.press("down", "y")
        assert kim.status == "0052001 copied."
        await kim.press("escape", "escape")
        assert kim.place == "case"


async def test_those_spelt_alike_stand_under_a_heading_and_nobody_of_them_is_picked(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.type("okafro")
        await kim.until("Nobody is called so; spelt alike 1")
        await kim.until("Why       spelt alike")
        await kim.press("enter")
        assert (kim.place, kim.focused.id) == ("home", "found")
        await kim.press("enter")
        await kim.until("Member › Patience Okafor")


async def test_where_one_is_called_so_enter_opens_her_whoever_is_spelt_alike(
    sit: Sit, union_url: str
) -> None:
    store = open_store(union_url)
    a_member(store, "Pat", "Okafar")
    store.close()
    async with sit() as kim:
        await kim.at_work()
        await kim.type("okafor")
        await kim.until("Spelt alike 1")
        await kim.press("enter")
        await kim.until("Member › Patience Okafor")


async def test_under_those_spelt_alike_a_new_contact_is_offered(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.type("okafro")
        await kim.until("None of them?")
        await kim.press("enter", "down", "enter")
        assert kim.place == "contact"


@pytest.mark.parametrize("typed", ["C-10001", "c10001"])
async def test_a_case_number_opens_the_case(sit: Sit, typed: str) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.type(typed)
        await kim.until("C-10001:")
        await kim.press("enter")
        await kim.until("Case › C-10001")


async def test_a_number_typed_for_a_note_attaches_the_member(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.press("f3", "f2")
        await kim.type("I-20001")
        await kim.until("Andrea Gallagher")
        await kim.press("enter")
        await kim.until("Call › Andrea Gallagher")


async def test_a_ticket_of_no_record_begins_a_note_with_it(sit: Sit) -> None:
    url = "https://desk.example.com/support/union/ShowHomePage.do#Cases/dv/99ff"
    async with sit() as kim:
        await kim.at_work()
        await kim.paste(url)
        await kim.until("No record has this ticket.")
        await kim.press("enter")
        await kim.until("Zoho ticket")
        assert kim.place == "call"
        assert kim.fields.ticket.value == url


async def test_the_letters_that_matched_are_marked_in_the_employer_too(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.type("lindq")
        await kim.until("Rosa Lindqvist")
        await kim.press("ctrl+u")
        await kim.type("northern")
        await kim.until("Jun Nguyen")
        await kim.until("Why       employer")
