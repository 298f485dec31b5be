"""Two people changed one field: hers, mine, or both (features B5)."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from data.rules.merging import C, is_section, put

if TYPE_CHECKING:
    from data.rules.merging import Clash

THEIRS_MARK = "[theirs]"
MINE_MARK = "[mine]"
"""Stand before the part of each in a text that holds both, until it is put in order."""
LISTS = frozenset({"case_types", "assignees"})
"""Lists that can hold what both put in."""
WORDS = frozenset({"next_steps", "note"})
"""Fields of several lines beside the sections."""
LINES = frozenset({"title", "location", "location_note", "follow_up_action", "cancel_reason"})
"""Fields of one line, in free words."""


class Side(StrEnum):
    """Whose value stands."""

    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"


def both_of(clash: Clash, *, section: bool) -> Any | None:
    """A value that holds what both wrote, in a `section` or a field; None where the field can hold one value only."""
    if clash.name in LISTS:
        return [*clash.theirs, *(one for one in clash.mine if one not in clash.theirs)]
    if clash.name in LINES:
        return " ".join(
            part
            for mark, text in ((THEIRS_MARK, clash.theirs), (MINE_MARK, clash.mine))
            if text
            for part in (mark, text)
        )
    if section or clash.name in WORDS:
        return marked(clash.mine, clash.theirs)
    return None


def marked(mine: str, theirs: str) -> str:
    """One text of two: the lines they begin and end with alike stand once, the rest of each behind its mark."""
    ours, others = mine.split("\n"), theirs.split("\n")
    least = min(len(ours), len(others))
    head = next((at for at in range(least) if ours[at] != others[at]), least)
    rest = least - head
    tail = next((at for at in range(rest) if ours[-1 - at] != others[-1 - at]), rest)
    parts = list(ours[:head])
    for mark, lines in ((THEIRS_MARK, others), (MINE_MARK, ours)):
        own = lines[head : len(lines) - tail]
        if own:
            parts += [f"{mark} {own[0]}".rstrip(), *own[1:]]
    return "\n".join([*parts, *ours[len(ours) - tail :]])


def sided(contents: C, clash: Clash, side: Side) -> C | None:
    """The contents with the value of that side; None where both cannot stand in the field."""
    value = {Side.MINE: clash.mine, Side.THEIRS: clash.theirs}.get(side)
    if side is Side.BOTH:
        value = both_of(clash, section=is_section(contents, clash.name))
        if value is None:
            return None
    return put(contents, clash.name, value)


def has_marks(text: str) -> bool:
    """Whether a text still holds the marks of two parts."""
    return THEIRS_MARK in text or MINE_MARK in text
