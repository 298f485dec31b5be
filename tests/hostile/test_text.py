"""Text that would steer a terminal or be read as markup: in the store, typed and pasted, on every screen."""

import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing

import pytest
from rich.cells import cell_len

from screens.seat_screen import SeatScreen
from tests.end_to_end.calls import leave
from tests.end_to_end.chair import Chair
from tests.seen.conftest import Sit
from tests.seen.kit import Sitting
from tests.seen.union import Furnished
from widgets.going import Go

HOSTILE = (
    "\x1b[31mRed\x1b[0m \x1b]52;c;ZXZpbA==\x07 \x1b]8;;http://evil.example\x1b\\link \x9b2J\x90q\x9c O'Neil [/b]"
    " [@click=app.quit]x[/] \u202eevil\u2066\u200f\ufeff 日本 e\u0301 👩\u200d⚕️ \x07\x08\x00\x7f"
    " line\r\nbreak\u2028end"
)
NEVER = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufeff]")
"""What no line of a screen may hold: C0 with ESC, DEL, C1, separators, direction marks and overrides."""

STORED: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("member", ("name", "given", "family", "informal", "employer", "membership_status")),
    ("member_phone", ("shown", "kind")),
    ("member_email", ("address", "kind")),
    (
        "job",
        ("employer", "worksite", "department", "role_title", "classification", "employment_type", "state"),
    ),
    ("staff", ("name", "title")),
    ("team", ("name",)),
    ("interaction", ("interaction_type", "related_to", "outcome", "ticket_url")),
    (
        "case_record",
        (
            "title",
            "status",
            "next_steps",
            "ticket_url",
            "direct_reason",
            "location",
            "location_note",
            "close_reason",
        ),
    ),
    ("note", ("channel", "ticket_url")),
    ("note_section", ("body",)),
    ("interaction_type", ("name",)),
    ("related_to", ("name",)),
    ("outcome", ("name",)),
    ("case_type", ("label",)),
    ("tag", ("name",)),
    ("change_value", ("old", "new")),
)
"""Every column of text that a screen may show."""


def _spoil(url: str) -> None:
    """Write hostile text before what stands in every column of text, past the program."""
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as file:
        for table, columns in STORED:
            for column in columns:
                value = "json_quote(? || json_extract(%s, '$'))" if table == "change_value" else "? || %s"
                file.execute(
                    f"UPDATE {table} SET {column} = {value % column} WHERE {column} IS NOT NULL", (HOSTILE,)
                )
        file.commit()


def _unharmed(kim: Sitting) -> None:
    """No strip of the screen holds what may not be there, and every one is as wide as the screen."""
    for strip in kim.app.screen._compositor.render_strips():
        assert not NEVER.search(strip.text), repr(strip.text)
        assert cell_len(strip.text) == kim.app.size.width, repr(strip.text)
        for segment in strip:
            if segment.style is not None:
                assert segment.style.link is None
                assert "@click" not in segment.style.meta


async def _open(kim: Sitting, kind: str, record: object, shows: str) -> None:
    from uuid import UUID

    assert isinstance(record, UUID)
    screen = kim.app.screen
    assert isinstance(screen, SeatScreen)
    screen.post_message(Go(kind, record))
    await kim.until(lambda: kim.place != "home")
    await kim.until(shows)


async def _whole(kim: Sitting, keys: Iterable[str]) -> None:
    _unharmed(kim)
    for key in keys:
        await kim.press(key)
        _unharmed(kim)


@pytest.fixture
def spoilt(union_url: str) -> None:
    _spoil(union_url)


@pytest.mark.usefixtures("spoilt")
@pytest.mark.parametrize("size", [(120, 36), (80, 24)], ids=["wide", "narrow"])
@pytest.mark.parametrize(
    "place",
    [
        "home",
        "find",
        "member",
        "interaction",
        "case",
        "beside the case",
        "details",
        "tags",
        "call",
        "convert",
    ],
)
async def test_hostile_text_in_the_store_is_harmless_on_every_screen(
    sit: Sit, union: Furnished, place: str, size: tuple[int, int]
) -> None:
    async with sit(size=size) as kim:
        await kim.at_work()
        if place == "home":
            await _whole(kim, ("down", "down", "question_mark", "down", "y", "f4"))
        elif place == "find":
            await kim.type("oneil")
            await kim.until("0052002")
            await _whole(kim, ("down", "down", "y", "f4", "f1"))
        elif place == "member":
            await _open(kim, "member", union["Andrea"], "[@click=app.quit]")
            await _whole(kim, ("down", "down", "y", "f4", "ctrl+t"))
        elif place == "interaction":
            await _open(kim, "interaction", union["today"], "[@click=app.quit]x[/]")
            await _whole(kim, ("end", "f1"))
        elif place == "case":
            await _open(kim, "case", union["mine"], "[@click=app.quit]x[/]")
            await _whole(kim, ("f4", "f4", "ctrl+s", "ctrl+down", "f10"))
        elif place == "beside the case":
            await _open(kim, "case", union["mine"], "[@click=app.quit]x[/]")
            await kim.lead("t")
            await kim.until("History ›")
            await _whole(kim, ("down", "end", "slash", "x", "escape", "escape"))
            await kim.lead("H")
            await kim.until("Brief ›")
            await _whole(kim, ("r", "y", "Y", "r", "escape"))
            await kim.lead("N")
            await kim.until("Notes ›")
            await _whole(kim, ("down", "p", "enter", "end", "escape"))
            await kim.lead("K")
            await kim.type("click")
            await kim.press("enter")
            await kim.until("with “click”")
            await _whole(kim, ("down", "slash"))
        elif place == "details":
            await _open(kim, "case_details", union["mine"], "[@click=app.quit]x[/]")
            await _whole(
                kim, (*["down"] * 4, "f4", "enter", "down", "escape", "end", "up", "enter", "f4", "ctrl+s")
            )
        elif place == "tags":
            await _open(kim, "case_tags", union["mine"], "[@click=app.quit]x[/]")
            await _whole(kim, ("down", "enter", "end"))
        elif place == "call":
            await _open(kim, "member", union["Andrea"], "[@click=app.quit]")
            await kim.press("f3")
            await kim.until("Call ›")
            await _whole(kim, ("f4", "ctrl+s", *["tab"] * 6, "down", "down", "enter", "down", "enter"))
        else:
            await _open(kim, "convert_saved", union["today"], "New case ›")
            await kim.until("O'Neil [/b]")
            await _whole(kim, ("f4", *["tab"] * 8, "down", "down", "enter"))
        assert kim.app.is_running


async def test_hostile_text_is_harmless_wherever_it_is_typed_or_pasted(sit: Sit) -> None:
    async with sit() as kim:
        await kim.at_work()
        await kim.type(HOSTILE)
        await kim.until("Nobody found")
        _unharmed(kim)
        await kim.press("ctrl+u")
        await kim.paste(HOSTILE)
        _unharmed(kim)
        await kim.press("f3")
        await kim.until("Call › unknown caller")
        seen = []
        for _ in range(11):
            seen.append(kim.focused)
            await kim.paste(HOSTILE)
            _unharmed(kim)
            await kim.type(HOSTILE.replace("\x1b", "").replace("\r\n", ""))
            _unharmed(kim)
            await kim.press("tab")
            _unharmed(kim)
        assert len(set(seen)) == 11
        await kim.press("ctrl+s")
        _unharmed(kim)
        await kim.press("f9", "escape")
        await kim.until("Not submitted 1")
        _unharmed(kim)
        await kim.lead("-")
        await kim.until("Drafts   on this machine")
        _unharmed(kim)
        ((draft),) = kim.app.seat.drafts.listing()
        for section in draft.form.sections:
            assert not NEVER.search(section.body.replace("\n", " ")), repr(section.body)
            assert "日本 é 👩\u200d⚕️" in section.body
            assert "[@click=app.quit]x[/]" in section.body


def test_a_paste_that_pretends_to_end_and_to_press_keys_stays_text(chair: Chair) -> None:
    words = "before \x1b[201~ after \x1b[31mRed \x1b]52;c;ZXZpbA==\x07 \x11 \u202eevil\u009b2J"
    with chair.running() as terminal:
        terminal.press("f3")
        terminal.wait_for("unknown caller")
        terminal.paste(words.replace("\x11", ""))
        terminal.wait_for("before", "after")
        terminal.type(" and on")
        terminal.wait_for("and on")
        leave(terminal)
        written = terminal.raw
    for evil in (b"\x1b]52;c;", b"\x1b[31mRed", "\u202e".encode(), "\x9b".encode()):
        assert evil not in written
    ((_, _, form),) = chair.drafts()
    assert "after" in form
    assert not re.search(r"\\u001b|\\u202e|\\u009b", form)


def test_hostile_text_in_the_store_never_reaches_the_terminal(chair: Chair) -> None:
    _spoil(chair.url)
    with chair.running(ready="O'Neil [/b]", columns=130, rows=36) as terminal:
        terminal.type("gall")
        terminal.wait_for("0048213")
        terminal.press("enter")
        terminal.wait_for("Member ›", "No contact on record")
        terminal.press("n")
        terminal.wait_for("Call ›", "O'Neil [/b]")
        terminal.press("esc")
        terminal.wait_for("Member ›")
        leave(terminal)
        written = terminal.raw
    for evil in (
        b"\x1b]52;",
        b"\x1b]8;;",
        b"\x1b[31mRed",
        "\u202e".encode(),
        "\u2066".encode(),
        "\x9b".encode(),
    ):
        assert evil not in written
    assert chair.log == ""
