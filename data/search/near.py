"""Those who are spelt alike: members by words of the vocabulary, or in a small union by looking at everyone."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from itertools import combinations
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import exists, not_, select, type_coerce
from sqlalchemy.types import NullType

from data.search.by_words import workplaces
from data.search.statements import LIMIT, SHOWN, latest, one_of, part, starts, wanting, with_members
from data.search.tiers import Tier
from data.store.tables import MEMBER, MEMBER_NAME, MEMBER_WORKPLACE

MOST_WORDS = 3
"""Words that are put right; the longest, where there are more."""
MOST = 50
"""Of everyone, those who are weighed once more."""
EVERYONE = 20_000
"""Members up to whom everyone is looked at when nothing else helps."""


@cache
def by_terms(rooms: tuple[int, ...]) -> Any:
    """Members who have two of the words, one or both in another spelling, and where they are few, one of them.

    `rooms` says for each word how many words of the vocabulary stand for it, term_0_0 …; 0 for a word too short to
    be misspelt, which stands for itself with word_0 and its end.
    """
    mine = latest()
    spelt = [number for number, room in enumerate(rooms) if room]
    alone = [_limited(_either(number, rooms, "")) for number in spelt]
    if len(rooms) == 1:
        return with_members(alone, mine)
    both = [
        found for one, other in combinations(range(len(rooms)), 2) for found in _of_two(one, other, rooms)
    ]
    pairs = select(both[0].union_all(*both[1:]).subquery() if len(both) > 1 else both[0].subquery()).cte(
        "pairs"
    )
    placed = [_limited(_works_at(one, f"word_{1 - one}", rooms)) for one in spelt if len(rooms) == 2]
    return with_members([select(pairs), *placed, *(one.where(wanting(pairs)) for one in alone)], mine)


def _limited(found: Any) -> Any:
    return select(found.limit(LIMIT).subquery())


def _of_two(one: int, other: int, rooms: tuple[int, ...]) -> list[Any]:
    found = []
    if rooms[one]:
        found.append(_limited(_either(one, rooms, f"word_{other}")))
    if rooms[other]:
        found.append(_limited(_either(other, rooms, f"word_{one}")))
    if rooms[one] and rooms[other]:
        names = MEMBER_NAME.alias()
        found.append(
            _limited(
                part(names.c.member_id, Tier.NEAR, names.c.a, names.c.b).where(
                    one_of(names.c.a, f"term_{one}", rooms[one]),
                    one_of(names.c.b, f"term_{other}", rooms[other]),
                )
            )
        )
    return found


def _either(number: int, rooms: tuple[int, ...], with_word: str) -> Any:
    """Members with one of a word's terms, and with a word beside it that begins so."""
    names = MEMBER_NAME.alias()
    beside = starts(names.c.b, with_word) if with_word else names.c.b == ""
    return part(names.c.member_id, Tier.NEAR, names.c.a, names.c.b).where(
        one_of(names.c.a, f"term_{number}", rooms[number]), beside
    )


def _works_at(number: int, place: str, rooms: tuple[int, ...]) -> Any:
    meant, work = workplaces([place]), MEMBER_WORKPLACE.alias()
    return (
        part(work.c.member_id, Tier.NEAR, work.c.word)
        .join_from(meant, work, work.c.workplace == meant.c.workplace)
        .where(one_of(work.c.word, f"term_{number}", rooms[number]))
    )


def _everyone() -> Any:
    more = exists(select(MEMBER.c.id).order_by(MEMBER.c.id).offset(EVERYONE).limit(1))
    # Values as the driver gives them: of thousands of rows a few are shown.
    raw = [type_coerce(column, NullType()).label(column.name) for column in SHOWN]
    return select(
        *raw,
        MEMBER.c.given_folded,
        MEMBER.c.family_folded,
    ).where(not_(more))


EVERYBODY = _everyone()
"""All members, or none where they are more than EVERYONE."""


class Seen(NamedTuple):
    """A row of EVERYBODY that is to be shown; named as the columns."""

    id: UUID
    number: str
    name: str
    given: str
    family: str
    informal: str
    kind: str
    employer: str
    paid_through: date | None
    born_on: date | None
    own: bool = False
    tier: int = Tier.NEAR


def likest(rows: Sequence[Any], words: Sequence[str]) -> list[Seen]:
    """Those of all members whose names are most like the words, in whatever order these stand."""
    from rapidfuzz import fuzz, process

    names = [f"{row.given_folded} {row.family_folded}" for row in rows]
    best = process.extract(" ".join(words), names, scorer=fuzz.token_sort_ratio, limit=MOST, score_cutoff=50)
    return [_seen(rows[place]) for _name, _score, place in best]


def _seen(row: Any) -> Seen:
    # SQLite's driver gives text where the store means an id or a day.
    texts = list(row[: len(SHOWN)])
    texts[0] = UUID(texts[0]) if isinstance(texts[0], str) else texts[0]
    for place in (-2, -1):
        if isinstance(texts[place], str):
            texts[place] = date.fromisoformat(texts[place])
    return Seen(*texts)
