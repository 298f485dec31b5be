"""All that a member is found by, derived from names and workplaces: one function, whoever writes the member."""

from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b
from typing import Any, NamedTuple
from uuid import UUID

from data.rules.folding import name_pairs, tokens
from data.rules.naming import folded

LONGEST = 64
"""Letters of a word that are kept: an index takes no endless ones, and nobody types them."""
WORDS = 12
"""Words of a name or a workplace that are told apart by where somebody works."""


class SearchRows(NamedTuple):
    """What is derived from one member; `keeping.together` makes rows of it."""

    columns: dict[str, Any]
    """Of the member's own row."""
    member_id: UUID
    pairs: tuple[tuple[str, str], ...]
    """The ordered pairs of words of the name, and each word alone."""
    words: tuple[str, ...]
    """The words of the name."""
    places: dict[int, tuple[str, ...]]
    """The numbers of the workplaces, with their words."""


def search_rows(
    member_id: UUID, given: str, family: str, informal: str = "", workplaces: Iterable[str] = ()
) -> SearchRows:
    """What a member is found by; `workplaces` are the employers and worksites of the jobs, empty ones too."""
    pairs = sorted({(a[:LONGEST], b[:LONGEST]) for a, b in name_pairs(given, family, informal)})
    words = sorted({a for a, b in pairs if not b})
    places = {number: words for number, words in map(_place, workplaces) if words}
    return SearchRows(folded(given, family), member_id, tuple(pairs), tuple(words), places)


def workplace_of(words: Iterable[str]) -> int:
    """The number of a workplace, made of its words: the same wherever it is derived."""
    digest = blake2b(" ".join(words).encode(), digest_size=8).digest()
    return int.from_bytes(digest, signed=True)


@lru_cache(maxsize=2048)
def _place(workplace: str) -> tuple[int, tuple[str, ...]]:
    """Its number and its words: hundreds of members work at each."""
    words = tuple(sorted({word[:LONGEST] for word in tokens(workplace)[:WORDS]}))
    return workplace_of(words), words
