"""Questions for what cannot be undone; there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.screen import ModalScreen

from widgets.lines import Line, wrap
from widgets.pane import Pane

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType


class Confirm(ModalScreen[bool]):
    """A question with the keys that answer it; Esc is no."""

    DEFAULT_CSS = """
    Confirm { align: center middle; background: $background 60%; }
    Confirm > Pane { width: 64; height: auto; min-height: 6; background: $panel; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        ("y,enter", "dismiss(True)", "Yes"),
        ("n,escape", "dismiss(False)", "No"),
    ]

    def __init__(self, question: str, explained: str, yes: str, no: str) -> None:
        super().__init__()
        self.question, self.explained, self.yes, self.no = question, explained, yes, no

    def compose(self) -> ComposeResult:
        """Question, explanation, keys."""
        pane = Pane(self._lines)
        pane.styles.height = 5 + len(wrap(self.explained, 58))
        yield pane

    def _lines(self, width: int, height: int) -> list[Line]:
        keys: Line = [
            ("  y", "key"),
            (f" {self.yes}   ", "quiet"),
            ("n, Esc", "key"),
            (f" {self.no}", "quiet"),
        ]
        return [
            [],
            [("  ", "text"), (self.question, "strong")],
            *([("  ", "text"), (row, "text")] for row in wrap(self.explained, width - 6)),
            [],
            keys,
            [],
        ]
