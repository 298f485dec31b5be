"""The card of keys: some pages to lay beside the keyboard, made from the table of actions."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from widgets.actions import ANYWHERE, LEADER, keys_of, places_of, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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
    """The lines of the pages, in two columns, an empty line between two pages; every act stands on them once."""
    head = ["casetui: keys", f"The first column is the key, the second the letter after {LEADER}.", ""]
    room = LINES - len(head)
    blocks = list(chain.from_iterable(_parted(block, room) for block in _blocks(table)))
    out: list[str] = []
    while blocks:
        taken, lines = next(_fitting(blocks, room))
        out += [*([""] if out else []), *head, *lines]
        blocks = blocks[taken:]
    return out


def _parted(block: list[str], room: int) -> list[list[str]]:
    """A block that is longer than a column goes on under its heading in another one."""
    title, *lines = block
    most = room - 1
    return [[title, *lines[at : at + most]] for at in range(0, len(lines), most)]


def _fitting(blocks: list[list[str]], room: int) -> Iterator[tuple[int, list[str]]]:
    """How many of the blocks have room on a page, the most first, and the page."""
    for taken in range(len(blocks), 0, -1):
        columns = _columns(blocks[:taken], room, airy=True) or _columns(blocks[:taken], room, airy=False)
        if columns is not None:
            left, right = columns
            rows = max(len(left), len(right))
            pairs = zip(left + [""] * (rows - len(left)), right + [""] * (rows - len(right)), strict=True)
            yield taken, [f"{one:<{HALF}}  {other}".rstrip() for one, other in pairs]


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
