"""Dialling, the ticket in the browser, copying: through the system's opener, else by the clipboard."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import update
from uuid_utils.compat import uuid7

from data.desk import interactions
from data.desk.opening import open_desk
from data.store.tables import CASE, MEMBER, PHONE
from tests.builders import Clock
from tests.seen.conftest import Sit
from tests.seen.kit import Sitting
from tests.seen.test_follow_up_keys import on_the_case, on_the_interaction
from tests.seen.union import Furnished

TICKET = "https://desk.example.org/agent/union/dv/12ab"


@pytest.fixture
def opener(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[int], Path]:
    """Puts an opener on this machine that writes down what it is given, and ends with that code."""

    def put(code: int = 0) -> Path:
        folder, said = tmp_path / "bin", tmp_path / "opened"
        folder.mkdir()
        for name in ("xdg-open", "open"):
            (folder / name).write_text(f'#!/bin/sh\nprintf "%s" "$*" > {said}\nexit {code}\n')
            (folder / name).chmod(0o755)
        monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
        monkeypatch.setenv("DISPLAY", ":9")
        return said

    return put


@pytest.fixture
def no_opener(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)


@pytest.fixture
def changed(union_url: str, clock: Clock, union: Furnished) -> Callable[..., None]:
    """Set columns of Okafor, of her telephone, or of her case."""

    def put(table: str, **columns: object) -> None:
        desk = open_desk(union_url, "kim.tran", clock=clock)
        found = {"member": (MEMBER, MEMBER.c.id, "Okafor"), "phone": (PHONE, PHONE.c.member_id, "Okafor"),
                 "case": (CASE, CASE.c.id, "overdue")}[table]  # fmt: skip
        with desk.store.loading("test") as connection:
            connection.execute(update(found[0]).where(found[1] == union[found[2]]).values(**columns))
        desk.close()

    return put


async def test_l_gives_the_number_to_the_systems_opener(sit: Sit, opener: Callable[..., Path]) -> None:
    said = opener()
    async with sit() as kim:
        await on_the_case(kim)
        await kim.press("l")
        await kim.until("Dialling 0491 570 157, Patience Okafor.")
        assert said.read_text() == "tel:+61491570157"


@pytest.mark.usefixtures("no_opener")
async def test_without_an_opener_the_number_is_copied_and_that_is_said(sit: Sit) -> None:
    async with sit() as kim:
        await on_the_case(kim)
        await kim.press("l")
        await kim.until("0491 570 157, Patience Okafor: copied")
        assert kim.app.clipboard == "+61491570157"


async def test_an_opener_that_cannot_leaves_the_number_in_the_clipboard(
    sit: Sit, opener: Callable[..., Path]
) -> None:
    opener(3)
    async with sit() as kim:
        await on_the_case(kim)
        await kim.press("l")
        await kim.until("0491 570 157, Patience Okafor: copied")
        assert kim.app.clipboard == "+61491570157"


async def test_who_asked_not_to_be_contacted_is_dialled_at_the_second_key_only(
    sit: Sit, opener: Callable[..., Path], changed: Callable[..., None]
) -> None:
    said = opener()
    changed("member", do_not_contact=True)
    async with sit() as kim:
        await on_the_case(kim)
        await kim.press("l")
        await kim.until("Patience Okafor: do not contact. The same key again dials all the same.")
        assert not said.exists()
        await kim.press("l")
        await kim.until("Dialling 0491 570 157")
        assert said.exists()


async def test_a_hostile_number_reaches_the_opener_as_digits(
    sit: Sit, opener: Callable[..., Path], changed: Callable[..., None]
) -> None:
    said = opener()
    changed("phone", shown="0491 570 157; rm -rf \x1b]52;c;x\x07", e164="")
    async with sit() as kim:
        await on_the_case(kim)
        await kim.press("l")
        await kim.until("Dialling")
        assert said.read_text().startswith("tel:0491570157")
        assert said.read_text().removeprefix("tel:").isdigit()


async def test_nobody_to_dial_is_told(sit: Sit, changed: Callable[..., None]) -> None:
    changed("phone", shown="none", e164="")
    async with sit() as kim:
        await on_the_case(kim)
        await kim.press("l")
        await kim.until("Patience Okafor has no phone number that can be dialled: none.")


@pytest.mark.usefixtures("no_opener")
async def test_ctrl_g_l_dials_from_a_member_a_case_and_an_interaction(sit: Sit) -> None:
    async with sit() as kim:
        await on_the_interaction(kim)
        await kim.press("enter")
        await kim.until("Interaction › I-20003")
        await kim.press("l")
        await kim.until("0491 570 110, 花子 山田: copied")
        await kim.press("escape")
        await kim.press("up", "enter")
        await kim.until("Notes 1")
        await kim.lead("l")
        await kim.until("0491 570 157, Patience Okafor: copied")
        await kim.lead("u")
        await kim.until("Member › Patience Okafor")
        await kim.lead("l")
        await kim.until("0491 570 157, Patience Okafor: copied")


async def with_a_ticket(kim: Sitting, union: Furnished) -> None:
    assert kim.app.seat.desk is not None
    form = interactions.begin_edit(interactions.read(kim.app.seat.desk, union["today"]), uuid7())
    form.now.ticket_url = f"{TICKET} #4711"
    interactions.edit(kim.app.seat.desk, form)


async def test_o_opens_the_ticket_in_the_browser(
    sit: Sit, union: Furnished, opener: Callable[..., Path]
) -> None:
    """Features A1.18."""
    said = opener()
    async with sit() as kim:
        await kim.until(lambda: kim.app.seat.desk is not None)
        await with_a_ticket(kim, union)
        await on_the_interaction(kim)
        await kim.press("o")
        await kim.until("Opened in the browser.")
        assert said.read_text() == TICKET


@pytest.mark.usefixtures("no_opener")
async def test_the_ticket_is_copied_where_nothing_opens_it_and_by_its_own_key(
    sit: Sit, union: Furnished
) -> None:
    async with sit() as kim:
        await kim.until(lambda: kim.app.seat.desk is not None)
        await with_a_ticket(kim, union)
        await on_the_interaction(kim)
        await kim.press("enter")
        await kim.until(TICKET)
        await kim.lead("@")
        await kim.until("Copied, since nothing here opens a browser.")
        assert kim.app.clipboard == TICKET
        await kim.press("y")
        await kim.until("I-20003 copied.")
        assert kim.app.clipboard == "I-20003"
        await kim.lead("=")
        await kim.until("The ticket's address is copied.")
        assert kim.app.clipboard == TICKET


async def test_a_record_without_a_ticket_says_so(sit: Sit) -> None:
    async with sit() as kim:
        await on_the_case(kim)
        await kim.press("o")
        assert "C-10002 has no ticket." in kim.seen


async def test_a_ticket_that_is_no_address_is_never_opened(
    sit: Sit, opener: Callable[..., Path], changed: Callable[..., None]
) -> None:
    said = opener()
    changed("case", ticket_url="file:///etc/passwd")
    async with sit() as kim:
        await on_the_case(kim)
        await kim.press("o")
        await kim.until("https://")
        assert not said.exists()


@pytest.mark.usefixtures("no_opener")
async def test_a_member_without_a_row_is_dialled_all_the_same(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.type("lindqvist")
        await kim.until("0052004")
        await kim.press("enter")
        await kim.until("Member › Rosa Lindqvist")
        await kim.press("l")
        await kim.until("0491 570 313, Rosa Lindqvist: copied")


async def test_a_ticket_is_linked_later_and_stands_on_the_first_note(sit: Sit) -> None:
    """Features A1.30, A2.22."""
    async with sit() as kim:
        await on_the_case(kim)
        await kim.press("enter")
        await kim.until("Notes 1")
        await kim.lead("+")
        await kim.type("http://desk")
        await kim.press("enter")
        await kim.until("begins with https://")
        await kim.lead("+")
        await kim.type("https://desk.example.org/dv/12ab")
        await kim.press("enter")
        await kim.until("The ticket is linked to C-10002 and its first note.")
        await kim.until(lambda: any("Notes 1" in line for line in kim.side))
        notes = kim.side[kim.side.index("Notes 1") :]
        assert "https://desk.example.org/dv/12ab" in "".join(notes[:4])
        # Domain E2: of a number alone it is said that it opens nothing.
        await kim.lead("+")
        await kim.press("ctrl+u")
        await kim.type("4711")
        await kim.press("enter")
        await kim.until("only its number is known, #4711")
        await kim.until(lambda: any("#4711" in line for line in kim.side))
        await kim.lead("@")
        await kim.until("look for it in your help desk")
