"""The list of saved views: its columns, and what stands beside it (features B10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.rules.filter_fields import SORTS
from data.rules.views import whose
from data.types.views import GROUPS
from widgets.choice import Option
from widgets.lines import Line, heading, pair
from widgets.row_list import Column, Row

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from data.types.views import View

VIEWS = (
    Column("digit", 1),
    Column("name", 20),
    Column("whose", 20, 1),
    Column("filter", 20, grow=True),
)
PARTS = ("name", "filter", "columns", "order", "headings", "who has it")
"""What of a view is changed."""
ALL_OPEN = "all that is open"


def view_rows(views: Sequence[View], me: UUID | None) -> list[Row]:
    """A row a view, with its digit."""
    return [
        Row(
            str(one.id),
            {
                "digit": [(str(one.digit or ""), "key")],
                "name": [(one.name, "text")],
                "whose": [(whose(one, me), "soon" if one.left else "quiet")],
                "filter": [(one.filter or ALL_OPEN, "quiet")],
            },
        )
        for one in views
    ]


def view_lines(view: View, me: UUID | None, width: int) -> list[Line]:
    """All that a view says."""
    out = [heading(view.name), []]
    for label, text in (
        ("Filter", view.filter or ALL_OPEN),
        ("Columns", ", ".join(view.columns) or "as the list has them"),
        ("Order", view.sort or GROUPS.get(view.group, "as the list has it")),
        ("Headings", view.group or "none"),
        ("Whose", whose(view, me)),
        ("Key", str(view.digit) if view.digit else "none; K puts it on one"),
    ):
        out += pair(label, text, width)
    return out


def orders() -> list[Option]:
    """What a view can be in the order of."""
    return [Option(name, name) for name in SORTS]


def headings() -> list[Option]:
    """What its headings can be."""
    return [Option(name, name) for name in GROUPS]
