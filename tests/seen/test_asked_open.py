"""`casetui open` reaches the open window over the real socket (features A1.03, A1.08)."""

import asyncio
import socket

import pytest

from casetui import callbox
from casetui.asked_open import ask_to_open
from data.desk import interactions
from data.desk.opening import open_desk
from tests.builders import Clock, an_interaction_form
from tests.seen.conftest import Sit
from tests.seen.kit import Gate, Sitting, opener_of
from tests.seen.union import Furnished

URL = "https://desk.example.com/support/union/ShowHomePage.do#Cases/dv/99ff"


async def asks(kim: Sitting, *words: str) -> int:
    """`casetui open …` as another process of the same officer would do it."""
    code, _ = await asyncio.to_thread(ask_to_open, list(words))
    await kim.pilot.pause()
    return code


async def test_a_membership_number_opens_her_page(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        assert await asks(kim, "--imis", "0051877") == 0
        await kim.until("Member › Patience Okafor")


async def test_with_a_ticket_a_note_of_hers_begins_with_it(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        assert await asks(kim, "--imis", "0051877", "--ticket", URL) == 0
        await kim.until("Call › Patience Okafor")
        assert kim.fields.ticket.value == URL
        await kim.until("Zoho ticket")
        await kim.press("escape")
        await kim.until("Member › Patience Okafor")


@pytest.mark.parametrize("words", [("C-10001",), ("c10001",)])
async def test_a_number_opens_its_record(sit: Sit, words: tuple[str, ...]) -> None:
    async with sit() as kim:
        await kim.at_work()
        assert await asks(kim, *words) == 0
        await kim.until("Case › C-10001")


async def test_a_ticket_on_record_opens_its_record_whoever_is_named(
    sit: Sit, union: Furnished, union_url: str, clock: Clock
) -> None:
    desk = open_desk(union_url, "kim.tran", clock=clock)
    saved = interactions.submit(desk, an_interaction_form(union["Okafor"], ticket_url=URL))
    desk.close()
    async with sit() as kim:
        await kim.at_work()
        assert await asks(kim, "--imis", "0051877", "--ticket", URL) == 0
        await kim.until(f"This ticket is on record already: ticket of {saved.number}")
        assert kim.place == "interaction"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--imis", "9999999"), "No member has the number 9999999."),
        (("C-99999",), "C-99999 is not on record here."),
    ],
)
async def test_what_is_not_there_is_said(sit: Sit, words: tuple[str, ...], said: str) -> None:
    async with sit() as kim:
        await kim.at_work()
        assert await asks(kim, *words) == 0
        await kim.until(said)
        assert kim.place == "home"


async def test_before_the_store_is_open_the_wish_waits(sit: Sit, union_url: str, clock: Clock) -> None:
    gate = Gate(opener_of(union_url, "kim.tran", clock))
    async with sit(opener=gate) as kim:
        await kim.until(lambda: bool(callbox.sockets()))
        assert await asks(kim, "--imis", "0051877") == 0
        assert kim.place == "home"
        gate.open()
        await kim.until("Member › Patience Okafor")


async def test_a_note_that_is_being_written_is_kept(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.press("f3")
        await kim.type("Her words.")
        assert await asks(kim, "--imis", "0051877") == 0
        await kim.until("Member › Patience Okafor")
        await kim.press("escape")
        await kim.until("Her words.")


@pytest.mark.parametrize(
    "told",
    ['{"open": 7}', '{"open": {}}', '{"open": {"record": "Gallagher"}}', '{"open": {"number": 1e999}}', "[]"],
)
async def test_a_wish_that_cannot_be_read_goes_without_an_answer(sit: Sit, told: str) -> None:
    def tell() -> bytes:
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(5)
            line.connect(str(callbox.own_socket()))
            line.sendall(told.encode() + b"\n")
            return line.recv(16)

    async with sit() as kim:
        await kim.at_work()
        assert await asyncio.to_thread(tell) in (b"", b"ok\n")
        assert kim.app.is_running
