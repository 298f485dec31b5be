"""The handover brief on one screen: eight answers, the last contacts, what is pinned; long texts end in a mark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.rules.handover import shares
from data.rules.redacting import SAID
from widgets.lines import Line, cut, pair

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.types.handover import Handover

GUTTER = 10
WIDEST = 110
"""Cells beyond which a line is hard to read."""


def handover_lines(brief: Handover, width: int, height: int) -> list[Line]:
    """Everything in at most so many lines: each part has one, what is long is clipped and ends in a mark."""
    w = min(width, WIDEST) - 2
    parts: list[list[Line]] = []
    if brief.redacted:
        parts.append(pair("", SAID, w, "soon", gutter=0))
    for one in brief.answers:
        role = "soon" if not one.text else "strong" if one.question == "Next" else "text"
        parts.append(pair(one.question, one.said, w, role, gutter=GUTTER))
    for place, pinned in enumerate(brief.pinned):
        parts.append(pair("" if place else "Pinned", f"{pinned.text}  ({pinned.said})", w, gutter=GUTTER))
    if not brief.last_contacts:
        parts.append(pair("Last", "no contact on record", w, "quiet", gutter=GUTTER))
    for place, contact in enumerate(brief.last_contacts):
        parts.append(pair("" if place else "Last", contact, w, gutter=GUTTER))
    if brief.marks:
        parts.append(pair("Marks", brief.marks, w, "soon", gutter=GUTTER))
    given = shares([len(part) for part in parts], height)
    out: list[Line] = []
    for part, room in zip(parts, given, strict=True):
        out += _clipped(part, room, w)
    return [[(" ", "text"), *line] for line in out]


def _clipped(part: Sequence[Line], room: int, width: int) -> list[Line]:
    if len(part) <= room:
        return list(part)
    if not room:
        return []
    *kept, last = part[:room]
    role = last[-1][1] if last else "text"
    return [*kept, [*cut(last, width - 2), (" …", role)]]
