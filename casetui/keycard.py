"""The card of keys: two pages to lay beside the keyboard, made from the table of actions."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from widgets.actions import ANYWHERE, LEADER, keys_of, places_of, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from widgets.actions import Act

COLUMNS, LINES = 80, 60
"""What fits on one page."""
IN_LISTS = "In lists"
"""What has the second page to itself: letters that mean something only while a list has the keyboard."""
SEVERAL = 2
"""On that many screens an act stands under a heading of its own."""
KEYS, LETTER = 11, 6
"""Characters for the keys and for the letter after the leader."""
TITLES = {"convert": "New case", "setup": "First run", "calls": "Caller log"}
"""Screens that people call otherwise than the table does."""
HALF = COLUMNS // 2 - 1


def card(table: Sequence[Act]) -> list[str]:
    """The lines of the two pages, in two columns each; every act stands on them once."""
    blocks = _blocks(table)
    lists = next((block[1:] for block in blocks if block[0] == IN_LISTS), [])
    half = (len(lists) + 1) // 2
    told = f"The first column is the key, the second the letter after {LEADER}."
    first = _page(["casetui: keys", told, ""], [block for block in blocks if block[0] != IN_LISTS])
    second = _page([IN_LISTS, "While a list has the keyboard.", ""], [lists[:half], lists[half:]])
    return [*first, "", *second]


def _page(head: list[str], blocks: list[list[str]]) -> list[str]:
    room = LINES - len(head)
    columns = _columns(blocks, room, airy=True) or _columns(blocks, room, airy=False)
    if columns is None:
        raise ValueError(
            "the table of actions has outgrown the card: let it have fewer words or another page"
        )
    left, right = columns
    rows = max(len(left), len(right))
    pairs = zip(left + [""] * (rows - len(left)), right + [""] * (rows - len(right)), strict=True)
    return head + [f"{one:<{HALF}}  {other}".rstrip() for one, other in pairs]


def _blocks(table: Sequence[Act]) -> list[list[str]]:
    """Headings with their acts: everywhere, in lists, on several screens, then screen by screen."""
    groups: dict[str, list[Act]] = {"Everywhere": [], IN_LISTS: [], "Several screens": []}
    for place in places_of(table):
        groups[_title(place)] = []
    for one in table:
        if one.places == ANYWHERE:
            groups["Everywhere"].append(one)
        elif one.focus == "list":
            groups[IN_LISTS].append(one)
        elif len(one.places) >= SEVERAL:
            groups["Several screens"].append(one)
        else:
            groups[_title(one.places[0])].append(one)
    return [
        [title, *(_line(one) for one in sorted(acts, key=lambda one: (not one.keys, one.rank)))]
        for title, acts in groups.items()
        if acts
    ]


def _title(place: str) -> str:
    return TITLES.get(place, place.capitalize())


def _line(one: Act) -> str:
    keys = keys_of(one).replace(", ", " ")
    return f"  {keys:<{KEYS}}{shown(one.leader) if one.leader else '':<{LETTER}}{one.label}"[:HALF]


def _columns(blocks: list[list[str]], room: int, *, airy: bool) -> tuple[list[str], list[str]] | None:
    """The blocks in two columns, none broken, as even as can be; None when they do not fit."""
    fitting = []
    for cut in range(len(blocks) + 1):
        columns = [_one_column(part, airy=airy) for part in (blocks[:cut], blocks[cut:])]
        tallest = max(map(len, columns))
        if tallest <= room:
            fitting.append((tallest, (columns[0], columns[1])))
    return min(fitting, key=lambda it: it[0])[1] if fitting else None


def _one_column(blocks: list[list[str]], *, airy: bool) -> list[str]:
    lines = list(chain.from_iterable([*block, ""] if airy else block for block in blocks))
    return lines[:-1] if lines and not lines[-1] else lines
