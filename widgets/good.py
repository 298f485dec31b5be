"""What good looks like, of a submitted note: what a program can tell, and what colleagues say of the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.rules.days import say_day
from data.rules.good import HUMAN, counted
from widgets.lines import Line, ends, heading, pair

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, tzinfo

    from data.rules.good import HumanItem, Judged
    from data.types.ticks import Tick

GUTTER = 3
WORDS_FROM = 50
"""Cells from which on each item says in a word, too, whether it holds."""


def item_lines(items: Sequence[Judged], width: int) -> list[Line]:
    """How many of the automatic items hold, and each with what it lacks."""
    held, of = counted(tuple(items))
    out: list[Line] = [heading(f"What good looks like: {held} of {of} hold")]
    for item in items:
        said: Line = [("holds" if item.holds else "lacks", "quiet" if item.holds else "soon")]
        # In a narrow pane the sign says it alone, and the words have the room.
        said = said if width >= WORDS_FROM else []
        out.append(ends([("+  " if item.holds else "-  ", "accent"), (item.label, "text")], said, width))
        if item.lack:
            out += pair("", item.lack, width, "quiet", gutter=GUTTER)
    return out


def good_lines(
    items: Sequence[Judged],
    ticks: Sequence[Tick],
    zone: tzinfo | None,
    today: date,
    width: int,
    why_not: str,
    humans: Sequence[HumanItem] = HUMAN,
) -> list[Line]:
    """The automatic items as they hold, then those of a reader with who ticked them and when."""
    out = [*item_lines(items, width), [], heading("What a reader says")]
    for place, human in enumerate(humans, 1):
        own = [one for one in ticks if one.item == human.key]
        said: Line = [] if own else [("not ticked yet", "quiet")]
        out.append(ends([(f"{place}  ", "key"), (human.label, "text")], said, width))
        for one in own:
            at = one.ticked_at.astimezone(zone)
            who = f"{one.officer_name}, {say_day(at.date(), today)} {at:%H:%M}"
            role = "text" if one.holds else "soon"
            out.append(ends([("   ", "text"), (one.said, role)], [(who, "quiet")], width))
            if one.line:
                out += pair("", one.line, width, "quiet", gutter=GUTTER)
    out += [
        [],
        *pair(
            "",
            why_not or f"1 to {len(humans)} tick: held, then not held with why, then none.",
            width,
            "quiet",
            gutter=0,
        ),
    ]
    return out


def said_of(ticks: Sequence[Tick], humans: Sequence[HumanItem] = HUMAN) -> str:
    """In a line: how many of the reader's items somebody ticked, and what does not hold."""
    if not ticks:
        return ""
    lacking = {one.item for one in ticks if not one.holds}
    ticked = {one.item for one in ticks}
    not_held = ", ".join(human.label.lower() for human in humans if human.key in lacking)
    return f"{len(ticked)} of {len(humans)} ticked by a reader" + (
        f"; not held: {not_held}" if not_held else ""
    )
