"""The cases that a filter can mean, where one of its words leaves only few: they are read instead of the whole queue.

What is found here is looked at again under the whole filter; so more may be found than is meant, never less.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    exists,
    func,
    literal_column,
    null,
    select,
    union_all,
)
from sqlalchemy.engine import Connection

from data.repositories.triage_terms import LEADING, contains, words_of
from data.repositories.visible import VIEWER
from data.rules.folding import prefix_end, tokens
from data.rules.reference import read_reference
from data.store.tables import (
    CASE,
    CASE_TAG,
    CASE_TYPE_OF_CASE,
    CASE_WATCHER,
    MEMBER,
    MEMBER_NAME,
    RELATED_TO,
    TAG,
)
from data.types.triage import Term

FEW = 500
"""Up to so many are sorted sooner than the queue is read in its order until a page of them is found."""

_MANY: ColumnElement[int] = literal_column(str(FEW + 1))
_OPEN = func.coalesce(CASE.c.is_open, null()).is_(True)
"""Hidden from the planner: cases are sought by what else is said of them."""
_ID = CASE.c.id
Found = Select[Any] | CompoundSelect[Any]


def few(connection: Connection, terms: Iterable[Term], asked: dict[str, object]) -> list[UUID] | None:
    """The ids of the cases to look among; None where every word leaves many."""
    for term in terms:
        statement = _statement(term)
        if statement is not None:
            ids: list[UUID] = list(connection.execute(statement, asked).scalars())
            if len(ids) <= FEW:
                return ids
    return None


@lru_cache(maxsize=256)
def _statement(term: Term) -> Found | None:
    """At most one more than few, of which the term may hold; None for one that is not looked up."""
    if term.negated:
        return None
    if not term.field:
        words = words_of(term.values[0])
        return _worded(max(words, key=len)) if not read_reference(words[0]) else None
    if term.field in _LINKED:
        return _LINKED[term.field](term.entries)
    if len(term.values) == 1 and term.field == "member":
        return select(_ID).where(_OPEN, CASE.c.member_id.in_(_members(term.values[0]))).limit(_MANY)
    if len(term.values) == 1 and term.field == "title":
        return _worded(term.values[0], member=False)
    return None


def _worded(word: str, *, member: bool = True) -> Found:
    """Those with the word in their title, of whose topics one has it, and of members whose name begins so."""
    titled = select(_ID).where(CASE.c.is_open.is_(True), contains(CASE.c.title, word)).limit(_MANY)
    named = contains(RELATED_TO.c.name, word)
    # Whichever cases: a topic has many.
    about = (
        select(_ID)
        .where(CASE.c.is_open.is_(True), exists(select(RELATED_TO.c.name).where(named)))
        .limit(_MANY)
    )
    parts = [titled, about]
    if member:
        parts.append(select(_ID).where(_OPEN, CASE.c.member_id.in_(_members(word))).limit(_MANY))
    each = union_all(*(select(part.subquery()) for part in parts)).subquery()
    return select(each.c.id).limit(_MANY)


def _members(name: str) -> CompoundSelect[Any]:
    begins = max(tokens(name), key=len)
    return union_all(
        select(MEMBER_NAME.c.member_id).where(
            MEMBER_NAME.c.b == "", MEMBER_NAME.c.a >= begins, MEMBER_NAME.c.a < prefix_end(begins)
        ),
        select(MEMBER.c.id).where(MEMBER.c.number == name.strip()),
    )


def _typed(entries: tuple[str, ...]) -> Found:
    of = select(CASE_TYPE_OF_CASE.c.case_id).where(CASE_TYPE_OF_CASE.c.case_type.in_(entries))
    return select(_ID).where(_OPEN, _ID.in_(of)).limit(_MANY)


def _tagged(entries: tuple[str, ...]) -> Found:
    of = select(CASE_TAG.c.case_id).join(TAG, TAG.c.id == CASE_TAG.c.tag_id).where(TAG.c.name.in_(entries))
    return select(_ID).where(_OPEN, _ID.in_(of)).limit(_MANY)


def _watched(_entries: tuple[str, ...]) -> Found:
    of = select(CASE_WATCHER.c.case_id).where(CASE_WATCHER.c.officer_id == VIEWER)
    return select(_ID).where(_OPEN, _ID.in_(of)).limit(_MANY)


def _legal(_entries: tuple[str, ...]) -> Found:
    return select(LEADING.subquery().c.id).limit(_MANY)


_LINKED = {"type": _typed, "tag": _tagged, "watched": _watched, "legal": _legal}
"""What stands in a table of its own, or has an index of its own."""
