"""What the statements of search are made of; each is built once for each number of tokens.

Prefixes are always `column >= p AND column < end of p`, which is an index seek on both stores; never LIKE.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    CTE,
    Boolean,
    ColumnElement,
    FromClause,
    Integer,
    Select,
    String,
    Uuid,
    bindparam,
    cast,
    func,
    literal_column,
    null,
    or_,
    select,
    union,
    union_all,
)

from data.store.joined import Joined
from data.store.tables import INTERACTION, MEMBER, MEMBER_NAME, NAME_TERM, PHONE, TERM_KEY

LIMIT = bindparam("limit", type_=Integer())
NOTHING = literal_column("''", String())
"""No word."""
FEW = 10
"""Fewer who fit than this, and what is less sure is looked for too."""
CONTACTS = 40
"""Latest contacts of the officer whose members come first among equals."""
BESIDE = 500
"""Words beside another that are weighed at most."""
TERMS = 1_500
"""Words that are weighed at most."""
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
    MEMBER.c.born_on,
    MEMBER.c.missing_since.is_not(None).label("missing"),
)
"""What a row of the find list needs of a member."""


def constant(number: int) -> ColumnElement[int]:
    """A number that is part of the text: each that is sent is made ready by the driver every time."""
    return literal_column(str(int(number)), Integer())


def starts(column: ColumnElement[Any], name: str) -> ColumnElement[bool]:
    """The column begins with the parameter; `prefix_end` gives its other bound."""
    return (column >= bindparam(name, type_=column.type)) & (
        column < bindparam(f"{name}_end", type_=column.type)
    )


def checked_start(column: ColumnElement[Any], name: str) -> ColumnElement[bool]:
    """The same of rows that were reached another way: no index is used, however few a planner thinks the others are.

    Postgres, which plans for no particular text, would else read all names that begin so to see whether a member
    that is known already is among them.
    """
    return starts(checked(column), name)


def checked(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """The column as a planner knows nothing of: no index is chosen for it, and none of its order is thought away.

    Both stores leave out of an order what a condition holds constant, and then sort all that begins so, of which
    the index had the first few in that very order.
    """
    return column.concat(NOTHING)


def one_of(column: ColumnElement[Any], name: str, many: int) -> ColumnElement[bool]:
    """The column is one of `many` parameters: always the most there can be, so that few texts of a statement exist.

    Each text is read and planned once for each connection, which takes longer than most answers.
    """
    return column.in_([bindparam(f"{name}_{place}", type_=column.type) for place in range(many)])


def padded(name: str, values: Sequence[str], many: int) -> dict[str, str]:
    """The parameters of `one_of`: no word at all where there are fewer."""
    return {f"{name}_{place}": values[place] if place < len(values) else "" for place in range(many)}


def there_is(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """A row of which they hold, looked up for each member on its own.

    What EXISTS says; but that Postgres turns into a join, and for no particular text it may begin at the wrong end.
    """
    return select(_ONE).where(*conditions).limit(_ONE).scalar_subquery() == _ONE


_ONE = constant(1)


def has_word(member_id: ColumnElement[Any], name: str) -> ColumnElement[bool]:
    """A word of the member's name begins with the parameter."""
    also = MEMBER_NAME.alias(f"also_{name}")
    return there_is(also.c.member_id == member_id, also.c.b == NOTHING, checked_start(also.c.a, name))


def has_digits(member_id: ColumnElement[Any], which: str = "") -> ColumnElement[bool]:
    """The member's number or a telephone begins with the digits, or a telephone ends in them."""
    member = MEMBER.alias("numbered")
    return or_(
        there_is(member.c.id == member_id, checked_start(member.c.number, f"{which}digits")),
        there_is(
            PHONE.c.member_id == member_id,
            or_(
                checked_start(PHONE.c.digits, f"{which}phone"),
                checked_start(PHONE.c.digits_reversed, f"{which}tail"),
            ),
        ),
    )


def part(member_id: ColumnElement[Any], tier: int, *order: ColumnElement[Any]) -> Select[Any]:
    """One way of being found: who, how sure it is (`Tier`), and what it is sorted by."""
    a, b = (*order, NOTHING, NOTHING)[:2]
    return select(member_id.label("member_id"), constant(tier).label("tier"), a.label("a"), b.label("b"))


def latest() -> CTE:
    """The members of the officer's latest contacts."""
    return (
        select(INTERACTION.c.member_id)
        .where(INTERACTION.c.officer_id == bindparam("officer_id", type_=Uuid()))
        .order_by(INTERACTION.c.submitted_at.desc())
        .limit(constant(CONTACTS))
        .cte("latest")
    )


def wanting(found: FromClause) -> ColumnElement[bool]:
    """Few were found: a condition on no row, so that a part with it costs little where many were.

    It stands around the limit of the part, never within: SQLite would go through every row to see none is wanted.
    """
    return select(func.count()).select_from(found).scalar_subquery() < constant(FEW)


def wanting_members(*found: FromClause) -> ColumnElement[bool]:
    """The same of members, who may be found in several ways: by each word of their name at a workplace."""
    members = union(*(select(one.c.member_id) for one in found)).subquery()
    return select(func.count()).select_from(members).scalar_subquery() < constant(FEW)


def with_members(parts: Sequence[Select[Any]], mine: CTE, terms: Any = None) -> Any:
    """The members of the parts, whether they are the officer's own; and behind them all words of `terms` in one text.

    Those are hundreds: a row of its own for each was as dear as what is done with them.
    """
    hits = union_all(*parts).subquery("hits")
    own = MEMBER.c.id.in_(select(mine.c.member_id))
    shown = select(
        *SHOWN, hits.c.tier, hits.c.a, hits.c.b, own.label("own"), cast(null(), String()).label("terms")
    ).join_from(hits, MEMBER, MEMBER.c.id == hits.c.member_id)
    if terms is None:
        return shown
    words = terms.subquery("words")
    blank = [
        *(cast(null(), column.type) for column in SHOWN),
        *(cast(null(), kind) for kind in (Integer(), String(), String(), Boolean())),
    ]
    said = words.c.term.concat(_BLANK).concat(cast(words.c.df, String()))
    return union_all(shown, select(*blank, Joined(said)))


_BLANK = literal_column("' '", String())


def words_in(text: str) -> dict[str, int]:
    """The words of `with_members`, with how many have each; none is counted 0 that is also counted otherwise."""
    found = text.split()
    known: dict[str, int] = {}
    for term, many in zip(found[::2], found[1::2], strict=True):
        if many != "0" or term not in known:
            known[term] = int(many)
    return known


def keyed(many: int, words: int, few: ColumnElement[bool]) -> Any:
    """The words of the vocabulary that may have been meant, where `few` were found otherwise.

    They are those under any of so many keys; and of two words those that stand beside the one, as it was typed, and
    begin with the first letter of the other: whatever mistakes follow it.
    """
    under = (
        select(TERM_KEY.c.term, NAME_TERM.c.df)
        .join_from(TERM_KEY, NAME_TERM, NAME_TERM.c.term == TERM_KEY.c.term)
        .where(one_of(TERM_KEY.c.key, "key", many))
        .limit(constant(TERMS))
    )
    if words != 2:
        return _where(under, few)
    beside = [
        select(MEMBER_NAME.c.b, constant(0).label("df"))
        .distinct()
        .where(
            MEMBER_NAME.c.a == bindparam(f"word_{one}", type_=MEMBER_NAME.c.a.type),
            starts(MEMBER_NAME.c.b, f"initial_{1 - one}"),
        )
        .limit(constant(BESIDE))
        for one in (0, 1)
    ]
    return union_all(*(_where(one, few) for one in (under, *beside)))


def _where(limited: Select[Any], few: ColumnElement[bool]) -> Select[Any]:
    return select(limited.subquery()).where(few)
