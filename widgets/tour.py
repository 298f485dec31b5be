"""The first steps over Home: five sentences that are read while working; the keyboard stays where it is."""

from __future__ import annotations

from widgets.actions import LEADER, key_said
from widgets.lines import Line, ends, wrap
from widgets.pane import Pane


def steps() -> tuple[str, ...]:
    """The steps, with the officer's own keys."""
    note, find, park, take = (key_said(one) for one in ("new_note", "find", "park", "take_call"))
    submit, convert, menu = (key_said(one) for one in ("submit", "convert", "menu"))
    return (
        f"{note} starts a note at once, before anyone is found. Every key you type is on the disk.",
        f"Type here to find a member by name, number or phone; inside a note {find} attaches her.",
        f"{take} takes a call that rings, {park} puts a note aside for it. What rings moves nothing you type.",
        f"{submit} submits a note and names what is missing; {convert} makes it a case with what you wrote.",
        f"{key_said('help')} lists every key, {menu} every action by name. {LEADER} and a letter stand for each key.",
    )


class Tour(Pane):
    """One step at a time in two or three lines above the status line; it never has the keyboard."""

    DEFAULT_CSS = """
    Tour { overlay: screen; constrain: inside inside; background: $row; height: 2; display: none; }
    """

    def __init__(self) -> None:
        super().__init__(self._lines, id="tour")
        self.step = -1
        """Which step is shown; -1 when the tour is over or has not begun."""

    @property
    def on(self) -> bool:
        """Whether a step is shown."""
        return self.step >= 0

    def begin(self) -> None:
        """From the first step."""
        self.step = 0
        self.place(hidden=False)

    def go_on(self) -> bool:
        """The next step; False when that was the last."""
        self.step = self.step + 1 if self.step + 1 < len(steps()) else -1
        self.place(hidden=False)
        return self.on

    def end(self) -> None:
        """No more steps."""
        self.step = -1
        self.place(hidden=True)

    def place(self, *, hidden: bool) -> None:
        """Stand over the status line with as many lines as the step needs, or, while a call rings, not at all."""
        self.display = self.on and not hidden
        if self.on:
            lines = len(self._lines(self.screen.size.width, 0))
            self.styles.height = lines
            self.styles.offset = (0, -lines)
        self.remake()

    def _lines(self, width: int, height: int) -> list[Line]:
        if not self.on:
            return []
        count = f"{self.step + 1} of {len(steps())}"
        told = [[(f"  {row}", "text")] for row in wrap(steps()[self.step], width - 4)]
        head: Line = [("  First steps", "strong"), (f"   {count}", "quiet")]
        keys: Line = [
            ("Enter", "key"),
            (" next   ", "quiet"),
            (key_said("back"), "key"),
            (" ends them ", "quiet"),
        ]
        return [ends(head, keys, width), *told]
