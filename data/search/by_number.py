"""By digits of a membership number or a telephone, by e-mail address, by day of birth."""

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Date, Integer, Select, Uuid, bindparam, func, select

from data.search.statements import (
    LIMIT,
    SHOWN,
    constant,
    has_digits,
    has_word,
    latest,
    part,
    starts,
    wanting,
    with_members,
)
from data.search.tiers import Tier
from data.store.fixed import Fixed
from data.store.tables import EMAIL, INTERACTION, MEMBER, PHONE

OTHERS = 100
"""Members with the number whose name is another, as far as they are looked through."""


@cache
def by_digits(tail: bool, names: int, born: bool = False, other: bool = False) -> Fixed:
    """Members by number, beginning or end of a telephone; with `names` those who have these words before others.

    With `born` those of that day among them, however many have the digits; with `other` only who has those too.
    """
    mine = latest()
    reverse = PHONE.c.digits_reversed
    seeks: list[tuple[Any, Tier, Any, ColumnElement[bool]]] = [
        (MEMBER.c.id, Tier.NUMBER, MEMBER.c.number, starts(MEMBER.c.number, "digits")),
        (PHONE.c.member_id, Tier.PHONE, PHONE.c.digits, starts(PHONE.c.digits, "phone")),
    ]
    if tail:
        seeks.append((PHONE.c.member_id, Tier.TAIL, reverse, starts(reverse, "tail")))
    if not names:
        parts = [_sought(*seek, (has_digits(seek[0], "other_"),) if other else ()) for seek in seeks]
        if born:
            day = MEMBER.c.born_on == bindparam("born", type_=Date())
            parts.append(part(MEMBER.c.id, Tier.EXACT, MEMBER.c.number).where(day, has_digits(MEMBER.c.id)))
        return Fixed(with_members(parts, mine))
    named = select(_all([_sought(*seek, _names(seek[0], names)) for seek in seeks])).cte("named")
    others = [_sought(*seek, (), OTHERS).where(wanting(named)) for seek in seeks]
    return Fixed(with_members([select(named), *others], mine))


def _all(parts: list[Select[Any]]) -> Any:
    return parts[0].union_all(*parts[1:]).subquery()


def _names(member_id: ColumnElement[Any], names: int) -> tuple[ColumnElement[bool], ...]:
    return tuple(has_word(member_id, f"name_{number}") for number in range(names))


def _sought(
    member_id: ColumnElement[Any],
    tier: Tier,
    order: ColumnElement[Any],
    seek: ColumnElement[bool],
    also: tuple[ColumnElement[bool], ...],
    most: int = 0,
) -> Select[Any]:
    found = part(member_id, tier, order).where(seek, *also).order_by(order)
    return select(found.limit(constant(most) if most else LIMIT).subquery())


@cache
def by_email(names: int, digits: bool) -> Fixed:
    """Members by the beginning of an e-mail address; with `names` those who have these words before others."""
    member_id, folded = EMAIL.c.member_id, EMAIL.c.folded
    also = (has_digits(member_id),) if digits else ()
    seek = starts(folded, "email")
    parts = [_sought(member_id, Tier.EMAIL, folded, seek, also, OTHERS if names else 0)]
    if names:
        parts.append(_sought(member_id, Tier.EMAIL, folded, seek, (*also, *_names(member_id, names))))
    return Fixed(with_members(parts, latest()))


_BORN = MEMBER.c.born_on.in_([bindparam("born", type_=Date()), bindparam("turned", type_=Date())])
BY_BIRTH = Fixed(
    with_members([part(MEMBER.c.id, Tier.DAY, MEMBER.c.family_folded).where(_BORN).limit(LIMIT)], latest())
)
"""Members born on a day, or on the one with day and month in each other's place."""

BY_PHONE = Fixed(
    select(*SHOWN)
    .join_from(PHONE, MEMBER, MEMBER.c.id == PHONE.c.member_id)
    .where(PHONE.c.digits == bindparam("phone", type_=PHONE.c.digits.type))
    .order_by(MEMBER.c.family_folded, MEMBER.c.given_folded, MEMBER.c.number)
    .limit(LIMIT)
)
"""Everyone with exactly that telephone; the rows of one member may be several."""


def _recent() -> Fixed:
    newest = (
        select(INTERACTION.c.member_id, INTERACTION.c.submitted_at)
        .where(INTERACTION.c.officer_id == bindparam("officer_id", type_=Uuid()))
        .order_by(INTERACTION.c.submitted_at.desc())
        # Several contacts may be with one member, so more of them are read than members are shown.
        .limit(bindparam("contacts", type_=Integer()))
        .subquery()
    )
    members = (
        select(newest.c.member_id, func.max(newest.c.submitted_at).label("at"))
        .group_by(newest.c.member_id)
        .subquery()
    )
    return Fixed(
        select(*SHOWN)
        .join_from(members, MEMBER, MEMBER.c.id == members.c.member_id)
        .order_by(members.c.at.desc())
        .limit(LIMIT)
    )


RECENT = _recent()
"""The members an officer last had contact with."""
