"""All that a member is found by, derived from names and workplaces: one function, whoever writes the member."""

from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Table

from data.rules.folding import name_pairs, tokens
from data.rules.naming import folded
from data.search.spelling import keys_of
from data.store.tables import MEMBER_NAME, MEMBER_WORKPLACE, NAME_TERM, TERM_KEY, WORKPLACE_WORD

Row = dict[str, Any]

LONGEST = 64
"""Letters of a word that are kept: an index takes no endless ones, and nobody types them."""
WORDS = 12
"""Words of a name or a workplace that are told apart by where somebody works."""


class SearchRows(NamedTuple):
    """What is derived from one member."""

    columns: dict[str, Any]
    """Of the member's own row."""
    rows: dict[Table, list[Row]]
    """Of the tables that search reads, in an order that holds from run to run."""


def search_rows(
    member_id: UUID, given: str, family: str, informal: str = "", workplaces: Iterable[str] = ()
) -> SearchRows:
    """What a member is found by; `workplaces` are the employers and worksites of the jobs, empty ones too."""
    pairs = sorted({(a[:LONGEST], b[:LONGEST]) for a, b in name_pairs(given, family, informal)})
    words = sorted({a for a, b in pairs if not b})
    places = {number: words for number, words in map(_place, workplaces) if words}
    return SearchRows(
        folded(given, family),
        {
            MEMBER_NAME: [{"a": a, "b": b, "member_id": member_id} for a, b in pairs],
            NAME_TERM: [{"term": word, "df": 1} for word in words],
            TERM_KEY: [{"key": key, "term": word} for word in words for key in keys_of(word)],
            WORKPLACE_WORD: [
                {"word": word, "workplace": place}
                for place, its_words in sorted(places.items())
                for word in its_words
            ],
            MEMBER_WORKPLACE: [
                {"workplace": place, "word": word, "member_id": member_id}
                for place in sorted(places)
                for word in words[:WORDS]
            ],
        },
    )


def workplace_of(words: Iterable[str]) -> int:
    """The number of a workplace, made of its words: the same wherever it is derived."""
    digest = blake2b(" ".join(words).encode(), digest_size=8).digest()
    return int.from_bytes(digest, signed=True)


@lru_cache(maxsize=2048)
def _place(workplace: str) -> tuple[int, tuple[str, ...]]:
    """Its number and its words: hundreds of members work at each."""
    words = tuple(sorted({word[:LONGEST] for word in tokens(workplace)[:WORDS]}))
    return workplace_of(words), words
