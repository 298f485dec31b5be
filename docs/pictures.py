"""Takes the pictures of the README and of the guides from the program itself: `make pictures`."""

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


async def take_hour(app: "CaseTuiApp") -> None:
    """The supervisor's hour: the queue, marks with their question, undo, workload, a leave, a brief."""
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: app.seat.desk is not None and "Overdue" in text(app))
        await lead(pilot, "T")
        await until(pilot, lambda: "when" in text(app) and "Next " in text(app))
        await pilot.press("slash", *"overdue team:msd", "enter")
        await until(pilot, lambda: "found" in text(app))
        await settle(pilot)
        app.save_screenshot("triage.svg", str(FOLDER))
        await pilot.press(*["space"] * 5, "semicolon")
        await until(pilot, lambda: "Do with 5 cases" in text(app))
        await pilot.press(*"prio", "enter")
        await until(pilot, lambda: "Priority of 5 cases" in text(app))
        await pilot.press("2")
        await until(pilot, lambda: "Give 5 cases priority 2" in text(app))
        await settle(pilot)
        app.save_screenshot("marked.svg", str(FOLDER))
        await pilot.press("1")
        await until(pilot, lambda: "done." in text(app))
        await pilot.press("r")
        await until(pilot, lambda: "u takes it back" in text(app))
        await lead(pilot, "U")
        await until(pilot, lambda: "min left" in text(app))
        await settle(pilot)
        app.save_screenshot("undo.svg", str(FOLDER))
        await lead(pilot, "J")
        await until(pilot, lambda: "Kim Tran" in text(app))
        await settle(pilot)
        app.save_screenshot("workload.svg", str(FOLDER))
        while "Kim Tran" not in app.focused.render_line(app.focused.cursor).text:
            await pilot.press("down")
        await pilot.press("H")
        await until(pilot, lambda: "To whom" in text(app))
        await pilot.press(*"sam", "enter", *"aisha", "enter", "enter")
        await until(pilot, lambda: "Back on" in text(app))
        await pilot.press(*"+14d", "enter")
        await until(pilot, lambda: "What" in text(app) and "only what falls due" in text(app))
        await pilot.press("1")
        await until(pilot, lambda: "nothing is changed yet" in text(app))
        await settle(pilot)
        app.save_screenshot("leave.svg", str(FOLDER))
        await pilot.press("escape", "escape", "escape")
        await lead(pilot, "T")
        await until(pilot, lambda: "when" in text(app) and "Next " in text(app))
        await settle(pilot)
        await pilot.press("h")
        await until(pilot, lambda: "Brief" in text(app))
        await settle(pilot)
        app.save_screenshot("brief.svg", str(FOLDER))


async def lead(pilot: "Pilot[int]", letter: str) -> None:
    """ctrl+g and a letter."""
    await pilot.press("ctrl+g", letter)


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
        from casetui.cli.demo import Chair, prepare_demo
        from casetui.start import make_app

        FOLDER.mkdir(exist_ok=True)
        for chair, pictures in ((Chair.MSO, take), (Chair.SUPERVISOR, take_hour)):
            app = make_app(prepare_demo(chair))
            try:
                asyncio.run(pictures(app))
            finally:
                app.seat.drafts.close()


if __name__ == "__main__":
    main()
