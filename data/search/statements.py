"""The statements of the exact and prefix stage, built once for each number of tokens.

Prefixes are always `column >= p AND column < end of p`, which is an index seek on both stores; never LIKE.
"""

from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    String,
    Uuid,
    bindparam,
    exists,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy import union_all as union

from data.store.tables import INTERACTION, MEMBER, MEMBER_NAME, PHONE

_LIMIT = bindparam("limit", type_=Integer())
SHOWN = (
    MEMBER.c.id,
    MEMBER.c.number,
    MEMBER.c.name,
    MEMBER.c.given,
    MEMBER.c.family,
    MEMBER.c.informal,
    MEMBER.c.kind,
    MEMBER.c.employer,
    MEMBER.c.paid_through,
)
"""What a row of the find list needs of a member."""


def _starts(column: ColumnElement[Any], name: str) -> ColumnElement[bool]:
    return (column >= bindparam(name, type_=column.type)) & (
        column < bindparam(f"{name}_end", type_=column.type)
    )


def _has_digits(member_id: ColumnElement[Any]) -> ColumnElement[bool]:
    """The member's number or a telephone begins with the digits, or a telephone ends in them."""
    return or_(
        exists().where(MEMBER.c.id == member_id, _starts(MEMBER.c.number, "digits")),
        exists().where(
            PHONE.c.member_id == member_id,
            or_(_starts(PHONE.c.digits, "phone"), _starts(PHONE.c.digits_reversed, "tail")),
        ),
    )


@cache
def by_name(names: int, with_digits: bool) -> Select[Any]:
    """Members with every one of `names` prefixes (parameters name_0, name_0_end, …), in the order of the index."""
    first = MEMBER_NAME.alias("first")
    found = select(first.c.member_id, first.c.a, first.c.b).where(_starts(first.c.a, "name_0"))
    found = found.where(_starts(first.c.b, "name_1") if names > 1 else first.c.b == "")
    for number in range(2, names):
        also = MEMBER_NAME.alias(f"also_{number}")
        found = found.where(
            exists().where(
                also.c.member_id == first.c.member_id, also.c.b == "", _starts(also.c.a, f"name_{number}")
            )
        )
    if with_digits:
        found = found.where(_has_digits(first.c.member_id))
    hits = found.order_by(first.c.a, first.c.b, first.c.member_id).limit(_LIMIT).subquery()
    return (
        select(*SHOWN)
        .join_from(hits, MEMBER, MEMBER.c.id == hits.c.member_id)
        .order_by(hits.c.a, hits.c.b, MEMBER.c.family_folded, MEMBER.c.given_folded, MEMBER.c.number)
    )


def _digits(dialled: bool, with_tail: bool) -> Select[Any]:
    def part(rank: int, why: str, member_id: ColumnElement[Any], order: Any, condition: Any) -> Select[Any]:
        hits = select(
            member_id.label("member_id"),
            literal(rank, Integer()).label("rank"),
            literal(why, String()).label("why"),
            order.label("sorting"),
        )
        return select(hits.where(condition).order_by(order).limit(_LIMIT).subquery())

    number = MEMBER.c.number
    parts = [
        part(0, "number", MEMBER.c.id, number, _starts(number, "digits")),
        part(
            1 if dialled else 2,
            "starts",
            PHONE.c.member_id,
            PHONE.c.digits,
            _starts(PHONE.c.digits, "phone"),
        ),
    ]
    if with_tail:
        reverse = PHONE.c.digits_reversed
        parts.append(part(2 if dialled else 1, "ends", PHONE.c.member_id, reverse, _starts(reverse, "tail")))
    hits = union(*parts).subquery()
    return (
        select(*SHOWN, hits.c.why)
        .join_from(hits, MEMBER, MEMBER.c.id == hits.c.member_id)
        .order_by(hits.c.rank, hits.c.sorting, MEMBER.c.family_folded, MEMBER.c.given_folded, MEMBER.c.number)
        .limit(_LIMIT)
    )


BY_DIGITS = {(dialled, tail): _digits(dialled, tail) for dialled in (False, True) for tail in (False, True)}
"""By (the digits begin as a telephone number does, enough digits for a tail)."""


BY_PHONE = (
    select(*SHOWN)
    .join_from(PHONE, MEMBER, MEMBER.c.id == PHONE.c.member_id)
    .where(PHONE.c.digits == bindparam("phone", type_=PHONE.c.digits.type))
    .order_by(MEMBER.c.family_folded, MEMBER.c.given_folded, MEMBER.c.number)
    .limit(_LIMIT)
)
"""Everyone with exactly that telephone; the rows of one member may be several."""


def _recent() -> Select[Any]:
    latest = (
        select(INTERACTION.c.member_id, INTERACTION.c.submitted_at)
        .where(INTERACTION.c.officer_id == bindparam("officer_id", type_=Uuid()))
        .order_by(INTERACTION.c.submitted_at.desc())
        # Several contacts may be with one member, so more of them are read than members are shown.
        .limit(bindparam("contacts", type_=Integer()))
        .subquery()
    )
    members = (
        select(latest.c.member_id, func.max(latest.c.submitted_at).label("at"))
        .group_by(latest.c.member_id)
        .subquery()
    )
    return (
        select(*SHOWN)
        .join_from(members, MEMBER, MEMBER.c.id == members.c.member_id)
        .order_by(members.c.at.desc())
        .limit(_LIMIT)
    )


RECENT = _recent()
"""The members an officer last had contact with."""
