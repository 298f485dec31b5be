"""By words: of names in any order, of an employer or worksite, the beginning of an e-mail address."""

from functools import cache
from typing import Any

from sqlalchemy import CTE, ColumnElement, Date, Select, bindparam, select, union_all

from data.search.ahead import taken_along
from data.search.statements import (
    LIMIT,
    NOTHING,
    checked,
    checked_start,
    constant,
    has_digits,
    has_word,
    keyed,
    latest,
    part,
    starts,
    there_is,
    wanting,
    wanting_members,
    with_members,
)
from data.search.tiers import Tier
from data.store.fixed import Fixed
from data.store.tables import EMAIL, MEMBER, MEMBER_NAME, MEMBER_WORKPLACE, NAME_TERM, WORKPLACE_WORD

PLACES = 32
"""Workplaces that may be meant at once."""
NAMESAKES = 300
"""Members of a name whose other words or numbers are looked at: a common name and one digit would be endless."""
MOST_PLACED = 3
"""Words among which a workplace is looked for: more are somebody's whole name."""


@cache
def by_words(names: int, digits: bool, born: bool, keys: int, ahead: bool = False) -> Fixed:
    """Members who fit all of `names` words, and where they are few the words of the vocabulary under `keys` keys.

    Parameters: name_0 … with the longest first, word_0 … as typed, each with its end; key_0 …; what `digits` and
    `born` say; officer_id and limit. With `ahead` those who are spelt alike to a single word come along; for a store
    that has LATERAL.
    """
    mine = latest()
    found = _named(names, digits)
    rows = found.order_by(
        found.selected_columns.a, found.selected_columns.b, found.selected_columns.member_id
    )
    hits = rows.limit(LIMIT).cte("found")
    parts = [select(hits), _named(names, digits, mine)]
    if born:
        parts += _born(names)
    others = _placed(names, digits) if names <= MOST_PLACED else []
    if names == 1 and not digits:
        folded = EMAIL.c.folded
        mails = part(EMAIL.c.member_id, Tier.EMAIL, folded).where(starts(folded, "word_0"))
        # In the order of the index, or Postgres gathers all that begin so before it shows the first.
        others.append(_limited(mails.order_by(folded)))
    others = [one.where(wanting(hits)) for one in others]
    if not keys:
        return Fixed(with_members([*parts, *others], mine))
    few = wanting(hits)
    if others:
        also = (union_all(*others) if len(others) > 1 else others[0]).cte("also")
        parts.append(select(also))
        few &= wanting_members(hits, also)
    if names == 1 and ahead:
        parts.append(taken_along(keys).where(few))
    return Fixed(with_members(parts, mine, keyed(keys, names, few)))


def _limited(one: Select[Any]) -> Select[Any]:
    """SQLite limits a part of a union only within a subquery."""
    return select(one.limit(LIMIT).subquery())


def _named(names: int, digits: bool, among: CTE | None = None) -> Select[Any]:
    """Members with every one of the words in their name, or those `among` some."""
    first = MEMBER_NAME.alias("first")
    leads = first.c.a if among is not None or names == 1 else NAME_TERM.c.term
    found = part(first.c.member_id, Tier.NAME, leads, first.c.b)
    if among is not None:
        second = checked_start(first.c.b, "name_1") if names > 1 else first.c.b == NOTHING
        found = found.where(
            checked_start(first.c.a, "name_0"), second, first.c.member_id.in_(select(among.c.member_id))
        )
    elif names == 1:
        found = found.where(starts(first.c.a, "name_0"), checked(first.c.b) == NOTHING)
    else:
        # Word by word of those that begin so: beside each of them the second word is one seek.
        found = found.join_from(NAME_TERM, first, first.c.a == checked(NAME_TERM.c.term)).where(
            starts(NAME_TERM.c.term, "name_0"), starts(first.c.b, "name_1")
        )
    if digits or names > 2:
        some = found.order_by(leads, first.c.b, first.c.member_id).limit(constant(NAMESAKES)).subquery()
        found = select(some)
        for number in range(2, names):
            found = found.where(has_word(some.c.member_id, f"name_{number}"))
        if digits:
            found = found.where(has_digits(some.c.member_id))
    return found


def _born(names: int) -> list[Select[Any]]:
    """Members born on the day who have any of the words: names change, days of birth do not."""
    anyone = MEMBER_NAME.alias("anyone")
    day = bindparam("born", type_=Date())
    return [
        part(MEMBER.c.id, Tier.BORN, anyone.c.a)
        .join_from(MEMBER, anyone, anyone.c.member_id == MEMBER.c.id)
        .where(MEMBER.c.born_on == day, anyone.c.b == NOTHING, checked_start(anyone.c.a, f"name_{number}"))
        for number in range(names)
    ] + [
        part(MEMBER.c.id, Tier.BORN, MEMBER.c.number).where(
            MEMBER.c.born_on == day, _is_placed(MEMBER.c.id, f"word_{number}")
        )
        for number in range(names)
    ]


def _is_placed(member_id: ColumnElement[Any], word: str) -> ColumnElement[bool]:
    """The member works where a word of the workplace begins so."""
    work, place = MEMBER_WORKPLACE.alias(f"placed_{word}"), WORKPLACE_WORD.alias(f"at_{word}")
    return there_is(
        work.c.member_id == member_id,
        there_is(place.c.workplace == work.c.workplace, checked_start(place.c.word, word)),
    )


def _placed(names: int, digits: bool) -> list[Select[Any]]:
    """Members of a workplace: the words before or after the name are the workplace's, or all of them are."""
    words = [f"word_{number}" for number in range(names)]
    splits = [(words[:cut], words[cut:]) for cut in range(names)]
    splits += [(words[cut:], words[:cut]) for cut in range(1, names)]
    return [_works_at(_longer_first(name), place, digits) for name, place in splits]


def _longer_first(name: list[str]) -> list[str]:
    """Of two words of a name the longer leads: it is rarer, and nobody else at the workplace is looked at."""
    return [f"longer_of_{name[0]}", f"shorter_of_{name[0]}"] if len(name) == 2 else name


def _works_at(name: list[str], place: list[str], digits: bool) -> Select[Any]:
    meant = workplaces(place)
    work = MEMBER_WORKPLACE.alias("work")
    found = part(work.c.member_id, Tier.WORKPLACE, work.c.word).join_from(
        meant, work, work.c.workplace == meant.c.workplace
    )
    if name:
        found = found.where(
            starts(work.c.word, name[0]), *(has_word(work.c.member_id, one) for one in name[1:])
        )
    if digits:
        some = found.limit(constant(NAMESAKES)).subquery()
        found = select(some).where(has_digits(some.c.member_id))
    return _limited(found)


def workplaces(words: list[str]) -> Any:
    """The workplaces whose name has words that begin so."""
    first = WORKPLACE_WORD.alias("place")
    meant = select(first.c.workplace).where(starts(first.c.word, words[0]))
    for word in words[1:]:
        meant = meant.where(_named_so(first.c.workplace, word))
    return meant.limit(constant(PLACES)).subquery("meant")


def _named_so(workplace: ColumnElement[Any], word: str) -> ColumnElement[bool]:
    also = WORKPLACE_WORD.alias(f"place_{word}")
    return there_is(also.c.workplace == workplace, checked_start(also.c.word, word))
