"""Line-API panes: what shows lines, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.messages import Update
from textual.strip import Strip
from textual.widget import Widget

from widgets.actions import acts_of, binding_of
from widgets.lines import Line, fill, plain, squeezed
from widgets.look import MONO, styles
from widgets.strips import Drawn

if TYPE_CHECKING:
    from textual.geometry import Region, Size

Build = Callable[[int, int], list[Line]]
"""Makes the lines for a width and a height in cells."""


def bind_letters(widget: Widget, place: str) -> None:
    """Give a widget that takes no text the bare letters of a screen's lists."""
    for one in acts_of(place) if place else ():
        for key in one.keys if one.focus == "list" else ():
            if key != "enter":
                widget._bindings.bind(key, binding_of(one, key), one.label, show=False)


class Lined(Widget):
    """A widget drawn line by line in roles; the only way from text to the screen for member data."""

    DEFAULT_CSS = "Lined { width: 1fr; height: 1fr; }"

    def strip(self, line: Line, width: int, *, under: bool = False) -> Strip:
        """One line in the styles of the present theme; `under` is the row that has the cursor."""
        theme = self.app.theme
        table = styles(theme)
        row = table["row"]
        segments = []
        spans = [(plain(text), role) for text, role in line]
        for text, role in fill(squeezed(spans, width), width):
            style = table[role]
            segments.append(Segment(text, style + row if under else style))
        return Strip(segments, width)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of a part, as they are put together with those of other widgets."""
        return [Drawn(strip, strip.cell_length) for strip in super().render_lines(crop)]

    def once_painted(self, act: Callable[[], object]) -> None:
        """Do it when this is painted as it stands now.

        A screen hears only once a widget rests that it is to be painted: until then it paints without it, and takes
        what waits for a paint to be due. So it is told here.
        """
        self.screen.post_message(Update(self))
        self.screen.call_after_refresh(act)

    @property
    def mono(self) -> bool:
        """Whether the theme has no colours, so that rows are reversed and need no bar."""
        return self.app.theme == MONO


class Pane(Lined):
    """Shows what `build(width, height)` gives for the present size."""

    def __init__(self, build: Build, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._build = build
        self._made: tuple[int, int, list[Line]] | None = None

    def show(self, build: Build) -> None:
        """Show something else."""
        self._build = build
        self.remake()

    def remake(self) -> None:
        """Ask `build` again: what it shows has changed."""
        self._made = None
        self.refresh(layout=self.styles.is_auto_height)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Where the height is auto: as many lines as there are."""
        return len(self._build(width, container.height))

    def render_line(self, y: int) -> Strip:
        """Line `y` of what was built, made once a size."""
        width, height = self.size
        if self._made is None or self._made[:2] != (width, height):
            self._made = (width, height, self._build(width, height))
        lines = self._made[2]
        return self.strip(lines[y] if y < len(lines) else [], width)


class ScrollPane(Pane, can_focus=True):
    """A pane that may hold more than fits: arrows and page keys move it."""

    BINDINGS = [
        ("down,j", "by(1)", "Down"),
        ("up,k", "by(-1)", "Up"),
        ("pagedown,space", "by(10)", "Page down"),
        ("pageup", "by(-10)", "Page up"),
        ("home", "by(-100000)", "Top"),
        ("end", "by(100000)", "Bottom"),
    ]

    def __init__(
        self, build: Build, *, letters: str = "", id: str | None = None, classes: str | None = None
    ) -> None:
        """`letters` names the screen whose list letters this pane has beside its own keys."""
        super().__init__(build, id=id, classes=classes)
        self.letters = letters
        bind_letters(self, letters)
        self._top = 0

    def action_by(self, lines: int) -> None:
        """Move by that many lines, no further than the ends."""
        width, height = self.size
        total = len(self._build(width, height))
        top = max(0, min(self._top + lines, total - height))
        if top != self._top:
            self._top = top
            self.refresh()

    def on_mouse_scroll_down(self) -> None:
        """The wheel moves the text."""
        self.action_by(3)

    def on_mouse_scroll_up(self) -> None:
        """The wheel moves the text."""
        self.action_by(-3)

    def render_line(self, y: int) -> Strip:
        """Line `y` below the first one shown; the last says how much more there is."""
        width, height = self.size
        if self._made is None or self._made[:2] != (width, height):
            self._made = (width, height, self._build(width, height))
        lines = self._made[2]
        at = y + self._top
        if y == height - 1 and at < len(lines) - 1:
            return self.strip([(f"… {len(lines) - at} more lines", "quiet")], width)
        return self.strip(lines[at] if at < len(lines) else [], width)
