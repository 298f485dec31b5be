"""The list of what can be taken back: its columns, and how a gesture becomes a row (features B23)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.rules.undoing import kept_said, minutes_left
from widgets.lines import Line, pair
from widgets.row_list import Column, Row
from widgets.tables import key_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from data.types.undoing import Undoable, Undone

UNDOABLE = (
    Column("at", 5),
    Column("said", 30, grow=True),
    Column("left", 11, align="right"),
)


def undoable_rows(
    found: Sequence[Undoable], now: datetime, here: Callable[[datetime], datetime]
) -> list[Row]:
    """When, what, and for how long it can still be taken back; what was taken back is quiet and says so."""
    return [
        Row(
            key_of("undo", one.id),
            {
                "at": [(f"{here(one.at):%H:%M}", "quiet")],
                "said": [(one.said, "quiet" if one.undone else "text")],
                "left": [(left_said(one, now), "quiet")],
            },
        )
        for one in found
    ]


def left_said(one: Undoable, now: datetime) -> str:
    """ "7 min left", "taken back"."""
    return "taken back" if one.undone else f"{minutes_left(one.at, now)} min left"


def undoable_lines(
    one: Undoable, last: Undone | None, now: datetime, here: Callable[[datetime], datetime], width: int
) -> list[Line]:
    """The whole of a row; below, what stayed of what was taken back last, each with who changed it."""
    out = pair("", one.said, width, "strong", gutter=0)
    out += [[], *pair("When", f"{here(one.at):%H:%M:%S}", width)]
    out += pair("On", f"{one.records} record{'' if one.records == 1 else 's'}", width)
    out += pair("Left", left_said(one, now), width)
    if one.undoes is not None:
        out += pair("", "Taken back itself, it is done again.", width, "quiet", gutter=0)
    if last is not None and last.kept:
        out += [[], *pair("", f"Of “{last.said}” stays as somebody left it:", width, "quiet", gutter=0)]
        for kept in last.kept:
            said = kept_said(kept, lambda at: f"{here(at):%H:%M}")
            out += pair(kept.number, said, width)
    return out
