"""Takes the pictures of the README from the program itself: `make pictures`."""

import asyncio
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.app import App
    from textual.pilot import Pilot

    from casetui.app import CaseTuiApp

FOLDER = Path(__file__).parent / "pictures"
SIZE = (120, 36)
PATIENCE_S = 30
NOTE = {
    "Background": "Permanent part time, mostly nights, no earlier warnings.",
    "Issue": "Letter with allegations handed over on Friday, meeting set for tomorrow 10:00.",
    "Member Seeking": "The meeting put off; a delegate beside her.",
    "Advice": "Ask in writing for the evidence; no meeting without a support person.",
    "Actions": "- Kim: e-mail HR to move the meeting (today)",
}


async def take(app: "CaseTuiApp") -> None:
    """Home as it stands in the morning, and a call with its member attached."""
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: app.seat.desk is not None and "Overdue 4" in text(app))
        await pilot.press("down", "down", "down")
        await until(pilot, lambda: "Next" in text(app))
        await settle(pilot)
        app.save_screenshot("home.svg", str(FOLDER))
        await pilot.press("f3", "f2", *"okafor pat")
        await until(pilot, lambda: "Patience Okafor" in text(app))
        await pilot.press("down", "enter")
        await until(pilot, lambda: "Before you write" in text(app))
        for body in NOTE.values():
            await pilot.press(*body, "tab")
        await settle(pilot)
        app.save_screenshot("call.svg", str(FOLDER))


async def until(pilot: "Pilot[int]", seen: Callable[[], bool]) -> None:
    """Wait for what must come; TimeoutError with the screen when it does not."""
    for _ in range(PATIENCE_S * 20):
        if seen():
            return
        await pilot.pause(0.05)
    raise TimeoutError(text(pilot.app))


async def settle(pilot: "Pilot[int]") -> None:
    """Let side panes have their answer."""
    await pilot.pause(0.5)


def text(app: "App[int]") -> str:
    """The screen as text."""
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


def main() -> None:
    """Build the invented union in a folder that goes away, and photograph it."""
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"CASETUI_HOME": home, "TEXTUAL_ANIMATIONS": "none"}
        from casetui.cli.demo import prepare_demo
        from casetui.start import make_app

        FOLDER.mkdir(exist_ok=True)
        app = make_app(prepare_demo())
        try:
            asyncio.run(take(app))
        finally:
            app.seat.drafts.close()


if __name__ == "__main__":
    main()
