"""Those who are spelt alike: members by words of the vocabulary, or in a small union by looking at everyone."""

from collections.abc import Sequence
from functools import cache
from itertools import combinations
from typing import Any

from sqlalchemy import bindparam, case, exists, func, select, true, union_all

from data.search.by_words import workplaces
from data.search.found import Found
from data.search.statements import (
    LIMIT,
    NOTHING,
    SHOWN,
    constant,
    latest,
    one_of,
    part,
    starts,
    wanting,
    with_members,
)
from data.search.tiers import Tier
from data.store.fixed import Fixed
from data.store.tables import MEMBER, MEMBER_NAME, MEMBER_WORKPLACE

MOST_WORDS = 3
"""Words that are put right; the longest, where there are more."""
MOST = 50
"""Of everyone, those who are weighed once more."""
EVERYONE = 20_000
"""Members up to whom everyone is looked at when nothing else helps."""


@cache
def by_terms(rooms: tuple[int, ...], lateral: bool) -> Fixed:
    """Members who have two of the words, one or both in another spelling, and where they are few, one of them.

    `rooms` says for each word how many words of the vocabulary may stand for it, term_0_0 …; 0 for a word too short to
    be misspelt, which stands for itself with word_0 and its end. `lateral` is for a store that has LATERAL.
    """
    mine = latest()
    spelt = [number for number, room in enumerate(rooms) if room]
    alone = [_alone(number, rooms[number]) for number in spelt]
    if len(rooms) == 1:
        return Fixed(with_members(alone, mine))
    both = [
        found
        for one, other in combinations(range(len(rooms)), 2)
        for found in _of_two(one, other, rooms, lateral)
    ]
    pairs = select(union_all(*both).subquery() if len(both) > 1 else both[0].subquery()).cte("pairs")
    placed = [_works_at(one, f"word_{1 - one}", rooms[one]) for one in spelt if len(rooms) == 2]
    parts = [select(pairs), *placed, *(one.where(wanting(pairs)) for one in alone)]
    return Fixed(with_members(parts, mine))


def _likeliest(found: Any, *rank: Any) -> Any:
    """Of the members the likeliest: `rank` is small for words that are more like what was typed."""
    return select(found.order_by(sum(rank[1:], rank[0])).limit(LIMIT).subquery())


def _rank(column: Any, term: str, room: int) -> Any:
    return case(
        *(
            (column == bindparam(f"{term}_{place}", type_=column.type), constant(place))
            for place in range(room)
        ),
        else_=constant(room),
    )


def _of_two(one: int, other: int, rooms: tuple[int, ...], lateral: bool) -> list[Any]:
    """Members with a term of the one beside the other as it was typed, and the other way round, and of both."""
    found = []
    for spelt, beside in ((one, other), (other, one)):
        if rooms[spelt]:
            names = MEMBER_NAME.alias()
            term = f"term_{spelt}"
            found.append(
                _likeliest(
                    part(names.c.member_id, Tier.NEAR, names.c.a, names.c.b).where(
                        one_of(names.c.a, term, rooms[spelt]), starts(names.c.b, f"word_{beside}")
                    ),
                    _rank(names.c.a, term, rooms[spelt]),
                )
            )
    if rooms[one] and rooms[other]:
        found.append(_both_spelt(one, other, rooms, lateral))
    return found


def _both_spelt(one: int, other: int, rooms: tuple[int, ...], lateral: bool) -> Any:
    """Members with a term of either, pair by pair from the likeliest on: of two common names thousands have both.

    SQLite goes through a join in the order of what stands first and stops at the limit; Postgres promises that of
    each pair looked up on its own.
    """
    first, second = _terms(one, rooms[one]), _terms(other, rooms[other])
    rank = first.c.place + second.c.place
    pairs = (
        select(first.c.term.label("a"), second.c.term.label("b"), rank.label("rank"))
        .join_from(first, second, true())
        .order_by(rank)
        .limit(constant(rooms[one] * rooms[other]))
        .subquery()
    )
    names = MEMBER_NAME.alias()
    same = (names.c.a == pairs.c.a) & (names.c.b == pairs.c.b)
    if not lateral:
        found = part(names.c.member_id, Tier.NEAR, names.c.a, names.c.b)
        return select(found.join_from(pairs, names, same).limit(LIMIT).subquery())
    each = select(names.c.member_id).where(same).limit(LIMIT).lateral()
    found = part(each.c.member_id, Tier.NEAR, pairs.c.a, pairs.c.b).join_from(pairs, each, true())
    return select(found.order_by(pairs.c.rank).limit(LIMIT).subquery())


def _terms(number: int, room: int) -> Any:
    """The terms of a word, each once, with its place."""
    kind = MEMBER_NAME.c.a.type
    each = [
        select(
            bindparam(f"term_{number}_{place}", type_=kind).label("term"),
            constant(place).label("place"),
        )
        for place in range(room)
    ]
    listed = union_all(*each).subquery()
    return select(listed.c.term, func.min(listed.c.place).label("place")).group_by(listed.c.term).subquery()


def _alone(number: int, room: int) -> Any:
    """Members with one of a word's terms: term by term, so that of a common name no more are read than shown."""
    each = []
    for place in range(room):
        names = MEMBER_NAME.alias()
        term = bindparam(f"term_{number}_{place}", type_=names.c.a.type)
        found = part(names.c.member_id, Tier.NEAR, names.c.a).where(names.c.a == term, names.c.b == NOTHING)
        each.append(select(found.limit(LIMIT).subquery()))
    return select(
        select(union_all(*each).subquery() if room > 1 else each[0].subquery()).limit(LIMIT).subquery()
    )


def _works_at(number: int, place: str, room: int) -> Any:
    """Members with one of a word's terms at the workplaces of the other word."""
    meant, work = workplaces([place]), MEMBER_WORKPLACE.alias()
    return _likeliest(
        part(work.c.member_id, Tier.NEAR, work.c.word)
        .join_from(meant, work, work.c.workplace == meant.c.workplace)
        .where(one_of(work.c.word, f"term_{number}", room)),
        _rank(work.c.word, f"term_{number}", room),
    )


def _everyone() -> Fixed:
    more = exists(select(MEMBER.c.id).order_by(MEMBER.c.id).offset(constant(EVERYONE)).limit(constant(1)))
    folded = MEMBER.c.given_folded, MEMBER.c.family_folded
    room = case((more, constant(1)), else_=constant(EVERYONE))
    return Fixed(select(*SHOWN, *folded, more.label("many")).limit(room))


EVERYBODY = _everyone()
"""All members; where they are more than EVERYONE one row, which says that they are `many`."""


def likest(rows: Sequence[Any], words: Sequence[str]) -> list[Found]:
    """Those of all members whose names are most like the words, in whatever order these stand."""
    from rapidfuzz import fuzz, process

    names = [f"{row.given_folded} {row.family_folded}" for row in rows]
    best = process.extract(" ".join(words), names, scorer=fuzz.token_sort_ratio, limit=MOST, score_cutoff=50)
    return [Found(*rows[place][: len(SHOWN)])._replace(tier=Tier.NEAR) for _name, _score, place in best]
