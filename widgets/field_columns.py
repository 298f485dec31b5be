"""Fields in two columns, read and tabbed down the left one first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal, Vertical

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.widget import Widget


class FieldColumns(Horizontal):
    """The left column has more room: topics are longer than dates."""

    DEFAULT_CSS = """
    FieldColumns { height: auto; }
    FieldColumns > Vertical { height: auto; }
    FieldColumns > .left { width: 4fr; }
    FieldColumns > .right { width: 3fr; }
    FieldColumns > .lowered { padding-top: 1; }
    """

    def __init__(self, left: Sequence[Widget], right: Sequence[Widget], *, lowered: bool = False) -> None:
        """With `lowered` the right column begins one line further down."""
        classes = "right lowered" if lowered else "right"
        super().__init__(Vertical(*left, classes="left"), Vertical(*right, classes=classes))
