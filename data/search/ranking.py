"""Who stands before whom in the list."""

from collections.abc import Sequence
from itertools import chain
from operator import itemgetter
from typing import Any

from data.search.found import Found, as_day
from data.search.parse import Query
from data.search.telling import name_words
from data.search.tiers import Tier
from data.search.weighing import MEANT, Weighing
from data.search.why import fold, words_of


def ranked(rows: list[Found], query: Query) -> list[Found]:
    """The surest first."""
    return sorted(rows, key=lambda row: (not was_born(row, query), row.tier, *order_of(row)))


def was_born(row: Found, query: Query) -> bool:
    """Whether the day of birth that was told is the right one."""
    return query.born is not None and as_day(row.born_on) == query.born


def order_of(row: Found) -> tuple[Any, ...]:
    """Among those who are found as surely: the officer's own first, then by what was found."""
    return (not row.own, row.a, row.b, fold(row.family), fold(row.given), row.number)


def surest(rows: list[Found], query: Query, weighing: Weighing) -> list[Found]:
    """Each member once, the surest first: the surest of the ways counts, and of them the first in order is told."""
    best: dict[str, tuple[int, tuple[Any, ...], Found]] = {}
    for row in rows:
        tier, order = _tier(row, query, weighing), order_of(row)
        held = best.get(row.number)
        if held is not None:
            tier = min(tier, held[0])
            if held[1] <= order:
                order, row = held[1:]
        best[row.number] = tier, order, row
    return [one[2] for one in sorted(best.values(), key=_TIER_AND_ORDER)]


_TIER_AND_ORDER = itemgetter(0, 1)


def _tier(row: Found, query: Query, weighing: Weighing) -> int:
    tier = row.tier or 0
    if tier != Tier.NAME:
        return tier
    if was_born(row, query):
        return Tier.EXACT
    if row.a not in query.names or (row.b and row.b not in query.names):
        return tier
    return Tier.WHOLE if weighing.whole(name_words(row)) else tier


def likest(rows: Sequence[Found], query: Query, weighing: Weighing, limit: int) -> list[Found]:
    """The rows that are alike enough, the likeliest first."""
    words = {row.number: (*name_words(row), *words_of(row.employer)) for row in rows}
    for word in query.names:
        weighing.see(word, chain.from_iterable(words.values()))
    # Several ways lead to most members.
    weights = {row.number: weighing.name(words[row.number], born=was_born(row, query)) for row in rows}
    weighed = [
        (-round(weight, 2), not row.own, row.family.casefold(), row.given.casefold(), row)
        for row in rows
        if (weight := weights[row.number]) >= MEANT
    ]
    weighed.sort(key=lambda one: one[:4])
    return [one[4] for one in weighed[:limit]]
