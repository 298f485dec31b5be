"""The program at a desk: keys go in, the screen is read as a grid of text."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from textual._compositor import Compositor
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.css.types import CSSLocation
from textual.events import Key, Paste
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.widget import Widget

from casetui.app import CaseTuiApp
from casetui.opening import Opener
from data.desk import choices
from data.desk.desk import Desk
from data.desk.opening import open_desk
from data.drafts import Drafts
from data.local.database import fingerprint
from data.local.draft_key import DraftKey
from data.types.choices import Choices
from screens.seat import Seat
from tests.builders import Clock
from widgets.call_fields import CallFields
from widgets.frame import Frame
from widgets.row_list import RowList

WIDE, NARROW = (120, 36), (80, 24)
"""The two sizes that are looked at, in columns and lines."""
PATIENCE_S = 20.0
"""How long what must come may take on a slow machine."""

W = TypeVar("W", bound=Widget)


def _later(compositor: Compositor, full: bool = False, *args: Any, **named: Any) -> Any:
    """Leave what is to be painted until somebody looks, or the screen is still: an app without a terminal paints
    for nobody, and painting every step between took a third of the time of these tests.
    """
    return paints(compositor, full, *args, **named) if full else None


paints = Compositor.render_update
Compositor.render_update = _later  # type: ignore[method-assign, assignment]


def _read_before(
    sheet: Stylesheet,
    css: str,
    read_from: CSSLocation,
    is_default_rules: bool = False,
    tie_breaker: int = 0,
    scope: str = "",
) -> list[RuleSet]:
    """The rules of a text, which are the same for every app that knows the same colours."""
    asked = (frozenset(sheet._variables.items()), css, read_from, is_default_rules, tie_breaker, scope)
    if asked not in _RULES:
        _RULES[asked] = _read(sheet, *asked[1:])
    return _RULES[asked]


_RULES: dict[Any, list[RuleSet]] = {}
_read = Stylesheet._parse_rules
Stylesheet._parse_rules = _read_before  # type: ignore[method-assign, assignment]


def painted(app: CaseTuiApp) -> Compositor:
    """What is on the screen, with everything painted that was left."""
    compositor = app.screen._compositor
    if compositor._dirty_regions:
        paints(compositor, screen_stack=app._background_screens)
    return compositor


class Gate:
    """Opens the store like the program does, but not before it is told to."""

    def __init__(self, opener: Opener) -> None:
        self._opener = opener
        self._open = threading.Event()

    def __call__(self) -> tuple[Desk, Choices]:
        if not self._open.wait(PATIENCE_S):
            raise TimeoutError("the test never opened the gate")
        return self._opener()

    def open(self) -> None:
        """Let the store be opened."""
        self._open.set()


@dataclass
class Sitting:
    """An officer in front of the running program."""

    app: CaseTuiApp
    pilot: Pilot[int]
    clock: Clock

    @property
    def seen(self) -> str:
        """The screen as lines of text, without blanks at their ends."""
        strips = painted(self.app).render_strips()
        return "\n".join(strip.text.rstrip() for strip in strips)

    @property
    def lines(self) -> list[str]:
        """The lines of the screen."""
        return self.seen.split("\n")

    def line(self, part: str) -> str:
        """The first line that holds `part`; AssertionError with the screen when none does."""
        found = next((line for line in self.lines if part in line), None)
        assert found is not None, f"no line with {part!r}:\n{self.seen}"
        return found

    @property
    def head(self) -> str:
        """First line: where and who."""
        return self.lines[0].strip()

    @property
    def status(self) -> str:
        """Last line but one: what is said."""
        return self.lines[-2].strip()

    @property
    def keys(self) -> str:
        """Last line: what the keys do now."""
        return self.lines[-1].strip()

    @property
    def side(self) -> list[str]:
        """The lines of the side pane from its first heading on."""
        lines = [line.rpartition("│")[2].strip() for line in self.lines if "│" in line]
        return lines[next((at for at, line in enumerate(lines) if line), 0) :]

    @property
    def place(self) -> str:
        """Name of the screen."""
        screen = self.app.screen
        return screen.place if isinstance(screen, Frame) else type(screen).__name__

    @property
    def focused(self) -> Widget:
        """What has the keyboard."""
        assert self.app.focused is not None, f"nothing has the keyboard:\n{self.seen}"
        return self.app.focused

    def one(self, selector: str, kind: type[W]) -> W:
        """A widget of the screen."""
        return self.app.screen.query_one(selector, kind)

    @property
    def fields(self) -> CallFields:
        """The fields of the contact on the screen."""
        return self.app.screen.query_one(CallFields)

    async def into(self, field: Widget) -> None:
        """The caret into one of them, wherever it stands."""
        self.fields.go_to(field)
        await self.until(
            lambda: self.app.focused is not None and field in self.app.focused.ancestors_with_self
        )

    def row(self) -> str:
        """The line under the cursor of the list that has the keyboard."""
        rows = self.focused
        assert isinstance(rows, RowList)
        return rows.render_line(rows.cursor - rows.top).text.strip()

    async def press(self, *keys: str) -> None:
        """Press keys by name."""
        await self.pilot.press(*keys)
        await self._done()

    async def lead(self, letter: str) -> None:
        """ctrl+g and a letter."""
        await self.press("ctrl+g", letter)

    async def type(self, text: str) -> None:
        """Type text as a keyboard does, without waiting between the keys."""
        for character in text:
            self.app.post_message(Key(_character_to_key(character), character))
        await self._done()

    async def paste(self, text: str) -> None:
        """Paste text in brackets."""
        self.app.post_message(Paste(text))
        await self._done()

    async def _done(self) -> None:
        """Wait until no key is held back for the one before it, and the screen is still."""
        await self.until(lambda: not self.app._ahead._holding)
        await self.pilot.pause()
        painted(self.app)

    async def until(self, seen: str | Callable[[], bool]) -> None:
        """Wait for a text on the screen or for a state; AssertionError with the screen when it does not come."""
        loop = asyncio.get_running_loop()
        end = loop.time() + PATIENCE_S
        while not (seen in self.seen if isinstance(seen, str) else seen()):
            assert loop.time() < end, f"{seen!r} did not come:\n{self.seen}"
            await asyncio.sleep(0.02)

    async def at_work(self) -> None:
        """Wait until the store is open and Home has its list."""
        await self.until(lambda: self.app.seat.desk is not None)
        await self.until("Overdue 1")


def opener_of(url: str, login: str, clock: Clock) -> Opener:
    """What the program calls in its thread to open the store."""

    def opened() -> tuple[Desk, Choices]:
        at = open_desk(url, login, clock=clock)
        return at, choices.read(at)

    return opened


def program(
    url: str, folder: Path, clock: Clock, *, login: str = "kim.tran", opener: Opener | None = None
) -> CaseTuiApp:
    """The program as it is started, on this store and with its drafts in this folder."""
    drafts = Drafts(folder / "drafts.db", login, fingerprint(url), clock, DraftKey())
    seat = Seat(drafts, login, clock)
    return CaseTuiApp(seat, opener or opener_of(url, login, clock), theme="dark")


@asynccontextmanager
async def running(app: CaseTuiApp, clock: Clock, size: tuple[int, int] = WIDE) -> AsyncIterator[Sitting]:
    """Run it without a terminal; it is closed at the end, store and drafts too."""
    try:
        async with app.run_test(size=size) as pilot:
            yield Sitting(app, pilot, clock)
            await app.workers.wait_for_complete()
    finally:
        if app.seat.desk is not None:
            app.seat.desk.close()
        app.seat.drafts.close()


def grid(lines: Sequence[str]) -> str:
    """Lines as one text, to compare with a grid written in a test."""
    return "\n".join(line.rstrip() for line in lines)
