"""Two fields on one line, in the same columns on every screen."""

from __future__ import annotations

from textual.containers import Horizontal
from textual.widget import Widget


class FieldPair(Horizontal):
    """The left field has more room: topics are longer than dates."""

    DEFAULT_CSS = """
    FieldPair { height: 1; }
    FieldPair > .left { width: 4fr; }
    FieldPair > .right { width: 3fr; }
    """

    def __init__(self, left: Widget, right: Widget) -> None:
        left.add_class("left")
        right.add_class("right")
        super().__init__(left, right)
