"""One whole call by the keys, without a terminal: each screen as text, so that a log shows what an officer sees."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

    from casetui.app import CaseTuiApp
    from data.local.settings import Settings

SIZE = (120, 36)
"""Columns and lines."""
PATIENCE = 20.0
"""Seconds that an answer may take before the play is given up."""
WORDS = {
    "Background": "Six years at the hospital, theatre technician, permanent part time.",
    "Issue": "Letter with allegations handed over on Friday, meeting set for tomorrow 10:00.",
    "Member Seeking": "The meeting put off; a delegate beside her.",
    "Advice": "Ask in writing for the evidence; no meeting without a support person.",
    "Actions": "- Kim: e-mail HR to move the meeting (today)",
}


class NotSeen(Exception):
    """What the play waits for does not come."""


def play(settings: Settings) -> int:
    """Take one call from F3 to a case on this store and print every screen; 0 when it went through."""
    from casetui.start import make_app

    app = make_app(settings)
    try:
        asyncio.run(_take_call(app))
    except NotSeen as error:
        why = f" {app.seat.problem.sentence}" if app.seat.problem is not None else ""
        sys.stderr.write(f"The call stopped: {error} did not come.{why}\n")
        return 1
    finally:
        app.seat.drafts.close()
    return 0


async def _take_call(app: CaseTuiApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await _until(pilot, lambda: app.seat.desk is not None, "the database")
        await _until(pilot, lambda: "today" in _text(app) or "Nothing to do" in _text(app), "the work list")
        _show(app, "Home")
        await pilot.press("f3")
        await _type(pilot, WORDS["Background"])
        await pilot.press("tab")
        await _type(pilot, WORDS["Issue"])
        _show(app, "F3: the note begins before anyone is found")
        await pilot.press("f2")
        await _type(pilot, "galla and")
        await _until(pilot, lambda: "Gallagher" in _text(app), "the member")
        _show(app, "F2: the member is found while she says her name")
        await pilot.press("down", "enter")
        await _until(pilot, lambda: "Before you write" in _text(app), "what is known of her")
        for title in ("Member Seeking", "Advice", "Actions"):
            await pilot.press("tab")
            await _type(pilot, WORDS[title])
        await pilot.press("tab", "tab", "tab")
        _show(app, "The note, and what was known before")
        await pilot.press("ctrl+s")
        _show(app, "ctrl+s: what is missing is named")
        await _type(pilot, "disc")
        await pilot.press("enter")
        await pilot.press("ctrl+s")
        await _until(pilot, lambda: "submitted I-" in _text(app), "the saved interaction")
        _show(app, "ctrl+s: submitted")
        await pilot.press("ctrl+t")
        await _until(pilot, lambda: "Complete" in _text(app), "the case form")
        _show(app, "ctrl+t: everything that aligns is there, the caret in the first gap")
        await _type(pilot, "+2d")
        await pilot.press("enter", "ctrl+s")
        await _until(pilot, lambda: "Case › C-" in _text(app), "the case")
        await _until(pilot, lambda: "reading" not in _text(app), "the case")
        _show(app, "ctrl+s: the case")
        await pilot.press("f9")
        await pilot.pause(0.3)
        _show(app, "F9: Home, with the case in the list")


async def _type(pilot: Pilot[int], text: str) -> None:
    from textual.events import Key
    from textual.keys import _character_to_key

    for character in text:
        pilot.app.post_message(Key(_character_to_key(character), character))
    await pilot.pause()


async def _until(pilot: Pilot[int], seen: Callable[[], bool], what: str) -> None:
    loop = asyncio.get_running_loop()
    end = loop.time() + PATIENCE
    while not seen():
        if loop.time() > end:
            raise NotSeen(what)
        await pilot.pause(0.05)


def _text(app: CaseTuiApp) -> str:
    return "\n".join(strip.text.rstrip() for strip in app.screen._compositor.render_strips())


def _show(app: CaseTuiApp, title: str) -> None:
    sys.stdout.write(f"\n== {title}\n{_text(app)}\n")
