"""Those who are spelt alike to a single word, taken along with the first answer: a server that is far is asked once.

Which words are meant is weighed here and not at the server; so members come along of the words that are likeliest by
what a server knows, until there are MOST.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, cast, func, select, true
from sqlalchemy.types import String

from data.search.found import Found
from data.search.statements import LIMIT, NOTHING, constant, one_of, part
from data.search.tiers import Tier
from data.store.tables import MEMBER_NAME, TERM_KEY

MOST = 450
"""Members taken along: at a million members enough for all of 22 words that mean some."""


def taken_along(keys: int) -> Any:
    """Members of the words that share most of so many keys, of equals those nearest in length; b says in which place.

    Each word is looked up on its own, so that of a common name no more come than are shown. For a store that has
    LATERAL: on a file, asking twice costs nothing.
    """
    term = TERM_KEY.c.term
    nearest = (
        func.count().desc(),
        func.abs(func.length(term) - func.length(bindparam("word_0", type_=term.type))),
        term,
    )
    ranked = (
        select(term, func.row_number().over(order_by=nearest).label("place"))
        .where(one_of(TERM_KEY.c.key, "key", keys))
        .group_by(term)
        .order_by("place")
        .limit(constant(MOST))
        .subquery()
    )
    each = (
        select(MEMBER_NAME.c.member_id)
        .where(MEMBER_NAME.c.a == ranked.c.term, MEMBER_NAME.c.b == NOTHING)
        .limit(LIMIT)
        .lateral()
    )
    members = part(each.c.member_id, Tier.NEAR, ranked.c.term, cast(ranked.c.place, String()))
    along = members.join_from(ranked, each, true()).order_by(ranked.c.place).limit(constant(MOST))
    return select(along.subquery())


def all_of(meant: Sequence[str], along: Sequence[Found], words: int, limit: int) -> list[Found] | None:
    """The first members of these words, up to the limit, as asking for them would give; None if some did not come.

    `along` are the rows that came, and `words` says how many share a key.
    """
    by_word: dict[str, list[Found]] = {}
    for row in along:
        by_word.setdefault(row.a, []).append(row)
    cut = ""
    if len(along) == MOST:
        # Of the last there may be more, and of those behind it.
        cut = max(along, key=lambda row: int(row.b)).a
    found: list[Found] = []
    for word in meant:
        rows = sorted(by_word.get(word, ()), key=lambda row: row.id)
        found += rows
        if len(found) >= limit:
            return found[:limit]
        if (word == cut and len(rows) < limit) or (not rows and (cut or words > MOST)):
            return None
    return found
