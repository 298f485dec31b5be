"""The cases that a filter can mean, where one of its words leaves only few: they are read instead of the whole queue.

What is found here is looked at again under the whole filter; so more may be found than is meant, never less.
"""

from collections.abc import Callable, Iterable
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
    not_,
    null,
    select,
    union_all,
)
from sqlalchemy.engine import Connection

from data.repositories.triage_terms import LEADING, contains, ticketed, words_of
from data.repositories.visible import VIEWER
from data.rules.filter_fields import EMPTY
from data.rules.folding import prefix_end, tokens
from data.rules.reference import read_reference
from data.store.tables import (
    CASE,
    CASE_TAG,
    CASE_TYPE_OF_CASE,
    CASE_WATCHER,
    INTERACTION,
    MEMBER,
    MEMBER_NAME,
    MEMBER_WORKPLACE,
    NOTE,
    RELATED_TO,
    TAG,
    WORKPLACE_WORD,
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
    if len(term.values) == 1 and term.field == "employer":
        return select(_ID).where(_OPEN, CASE.c.member_id.in_(_employed(term.values[0]))).limit(_MANY)
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


def _employed(employer: str) -> Select[Any]:
    """Members who work there; of its words the longest leaves the fewest places."""
    begins = max(tokens(employer), key=len)
    places = select(WORKPLACE_WORD.c.workplace).where(
        WORKPLACE_WORD.c.word >= begins, WORKPLACE_WORD.c.word < prefix_end(begins)
    )
    return select(MEMBER_WORKPLACE.c.member_id).where(MEMBER_WORKPLACE.c.workplace.in_(places))


def _related(entries: tuple[str, ...]) -> Found:
    """Those with a contact about it, and of its case types those that came of no contact.

    Joined, not looked for among all that have it: of a topic that many have, the first some hundred are enough.
    """
    contact, typed = INTERACTION.c.case_id, CASE_TYPE_OF_CASE.c
    told = select(_ID).join_from(INTERACTION, CASE, contact == _ID)
    told = told.where(INTERACTION.c.related_to.in_(entries), contact.is_not(None), _OPEN)
    types = select(RELATED_TO.c.default_case_type).where(RELATED_TO.c.name.in_(entries))
    alone = select(_ID).join_from(CASE_TYPE_OF_CASE, CASE, typed.case_id == _ID)
    alone = alone.where(typed.case_type.in_(types), _OPEN, not_(exists().where(contact == _ID)))
    each = union_all(*(select(part.limit(_MANY).subquery()) for part in (told, alone))).subquery()
    return select(each.c.id).limit(_MANY)


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


def _ticketed(entries: tuple[str, ...]) -> Found | None:
    if set(entries) & set(EMPTY):
        return None
    return select(_ID).where(_OPEN, ticketed(_ID, NOTE.c.case_id, entries)).limit(_MANY)


_LINKED: dict[str, Callable[[tuple[str, ...]], Found | None]] = {
    "ticket": _ticketed,
    "related": _related,
    "type": _typed,
    "tag": _tagged,
    "watched": _watched,
    "legal": _legal,
}
"""What stands in a table of its own, or has an index of its own."""
