"""Which column of a file is which field: headings match whatever their case, spaces and signs (domain E1)."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from data.rules.folding import fold
from data.types.errors import BadInput

Aliases = Mapping[str, Sequence[str]]
"""Field -> headings it may stand under, the likeliest first."""

LISTED = 8
"""Headings that are named when nothing fits."""


class Matched(NamedTuple):
    """The columns of a file."""

    places: dict[str, int]
    """Field -> place of its column, in the order of the aliases."""
    unused: tuple[str, ...]
    """Headings that no field has."""


def heading_key(text: str) -> str:
    """What is compared of a heading: `State/Province` and `stateprovince` are one."""
    return "".join(sign for sign in fold(text) if sign.isalnum())


def known_headings(headings: Sequence[str], aliases: Aliases) -> int:
    """How many of the headings some field has."""
    names = {heading_key(alias) for words in aliases.values() for alias in words}
    return sum(heading_key(heading) in names for heading in headings)


def match_headings(headings: Sequence[str], aliases: Aliases, key_field: str) -> Matched:
    """The column of each field; of several the one whose alias comes first.

    Raises BadInput when no column, or more than one, can be `key_field`, or a heading that is used stands twice.
    """
    keys = [heading_key(heading) for heading in headings]
    places: dict[str, int] = {}
    for field, names in aliases.items():
        found = [(keys.index(key), keys.count(key)) for name in names if (key := heading_key(name)) in keys]
        found = list(dict.fromkeys(found))
        if not found:
            continue
        place, times = found[0]
        if times > 1:
            raise BadInput(f"the heading {headings[place]!r} stands twice; keep one of the two columns")
        if field == key_field and len(found) > 1:
            both = " and ".join(repr(headings[one]) for one, _ in found[:2])
            raise BadInput(f"{both} could both be the membership number; say which with --mapping")
        places[field] = place
    if key_field not in places:
        seen = ", ".join(heading.strip()[:40] for heading in headings[:LISTED] if heading.strip())
        raise BadInput(
            f"no column is the membership number, which is headed {', '.join(aliases[key_field])};"
            f" the first line has {seen or 'no headings'}"
        )
    used = set(places.values())
    return Matched(
        places,
        tuple(heading for place, heading in enumerate(headings) if place not in used and heading.strip()),
    )
