"""Each word of the filter as a condition, of cases and of follow-ups without a case (features A5.04)."""

import operator
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    and_,
    exists,
    false,
    func,
    literal,
    not_,
    null,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.sql.elements import False_
from sqlalchemy.sql.selectable import ScalarSelect

from data.repositories.cases import NEARER
from data.repositories.messages import of_state
from data.repositories.urgent import ORDINARY, SOON, SUBMITTED_ON, TODAY, WAITING
from data.repositories.visible import VIEWER
from data.rules.filter_fields import EMPTY
from data.rules.folding import prefix_end, tokens
from data.rules.reference import read_reference
from data.store.tables import (
    CASE,
    CASE_TAG,
    CASE_TYPE_OF_CASE,
    CASE_TYPE_OF_INTERACTION,
    CASE_WATCHER,
    INTERACTION,
    MEMBER,
    MEMBER_NAME,
    MEMBER_WORKPLACE,
    NOTE,
    RELATED_TO,
    STAFF,
    TAG,
    WORKPLACE_WORD,
)
from data.types.messages import Reply
from data.types.triage import Term

Condition = ColumnElement[bool]

_CONTACT = INTERACTION.alias("contact")
_TYPED = CASE_TYPE_OF_CASE.alias("typed")


def topic_of(case_id: ColumnElement[Any]) -> ColumnElement[str]:
    """Why the member called: of the contact it was opened with, else the topic of its case type (features A5.05)."""
    asked: ScalarSelect[str] = (
        select(_CONTACT.c.related_to)
        .where(_CONTACT.c.case_id == case_id)
        .order_by(_CONTACT.c.reference)
        .limit(1)
        .scalar_subquery()
    )
    by_type: ScalarSelect[str] = (
        select(RELATED_TO.c.name)
        .join_from(_TYPED, RELATED_TO, RELATED_TO.c.default_case_type == _TYPED.c.case_type)
        .where(_TYPED.c.case_id == case_id, _TYPED.c.position == 0)
        .order_by(RELATED_TO.c.position)
        .limit(1)
        .scalar_subquery()
    )
    return func.coalesce(asked, by_type, "")


TOPIC = topic_of(CASE.c.id)


def ticketed(
    record_id: ColumnElement[Any], of_note: ColumnElement[Any], entries: tuple[str, ...]
) -> Condition:
    """Whether one of its notes names one of these tickets, by number or by id; `none` and `any` say if it names one."""
    named = [one for one in entries if one not in EMPTY]
    any_at_all = exists().where(of_note == record_id, NOTE.c.ticket_url != "")
    found: list[Condition] = [any_at_all] if "any" in entries else []
    if "none" in entries:
        found.append(not_(any_at_all))
    if named:
        # Two seeks: for both asked at once no index would serve.
        by = (
            (NOTE.c.ticket_ref, NOTE.c.ticket_ref.in_(named)),
            (NOTE.c.ticket_number, NOTE.c.ticket_number.in_(named)),
        )
        found += [record_id.in_(select(of_note).where(held, column != "")) for column, held in by]
    return or_(*found)


class Asked(NamedTuple):
    """What a filter asks of one kind of record."""

    kind: str
    """`case` or `follow-up`."""
    member: ColumnElement[Any]
    owner: ColumnElement[Any]
    title: ColumnElement[Any]
    topic: ColumnElement[Any]
    reference: ColumnElement[Any]
    days: dict[str, ColumnElement[Any]]
    flags: dict[str, Condition]
    lists: dict[str, Callable[[tuple[str, ...]], Condition]]


_LIMITED = CASE.alias("limited")
LEADING = union_all(
    select(_LIMITED.c.id).where(_LIMITED.c.is_open.is_(True), _LIMITED.c.lodge_by <= SOON),
    select(_LIMITED.c.id).where(_LIMITED.c.is_open.is_(True), _LIMITED.c.effect_wanted.is_(True)),
)
"""Of which cases a limit set by law leads: two seeks; of one condition for both, every open case would be read."""
_NONE = literal(None, CASE.c.follow_up_on.type)


def _ids(entries: Iterable[str]) -> list[UUID]:
    return [UUID(one) for one in entries if one not in ("none", "me")]


def _owned(owner: ColumnElement[Any]) -> Callable[[tuple[str, ...]], Condition]:
    def condition(entries: tuple[str, ...]) -> Condition:
        held: Condition = owner.in_(_ids(entries))
        return or_(held, owner.is_(None)) if "none" in entries else held

    return condition


def _flags(on: ColumnElement[Any], owner: ColumnElement[Any]) -> dict[str, Condition]:
    return {
        "overdue": on < TODAY,
        "today": on == TODAY,
        "next": and_(on > TODAY, on <= SOON),
        "assigned": owner.is_not(None),
        "unclaimed": owner.is_(None),
        "mine": owner == VIEWER,
    }


def _hidden(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """The same, for which the planner has no index."""
    return func.coalesce(column, null(), type_=column.type)


def _as_it_is(column: ColumnElement[Any]) -> ColumnElement[Any]:
    return column


def _of_cases(seen: Callable[[ColumnElement[Any]], ColumnElement[Any]]) -> Asked:
    """What is asked of cases; `seen` is what the planner sees of the columns that have an index."""
    on, owner = seen(NEARER), seen(CASE.c.owner_id)
    return Asked(
        "case",
        CASE.c.member_id,
        owner,
        CASE.c.title,
        TOPIC,
        CASE.c.reference,
        {
            "day": on,
            "due": CASE.c.target_on,
            "follow-up": seen(CASE.c.follow_up_on),
            "lodge": seen(CASE.c.lodge_by),
            "opened": _hidden(CASE.c.opened_on),
        },
        {
            **_flags(on, owner),
            "escalated": CASE.c.escalated_at.is_not(None),
            "review": CASE.c.marked_for_review.is_(True),
            "legal": CASE.c.id.in_(LEADING),
            "confidential": CASE.c.confidential.is_(True),
            "waiting": WAITING,
            "awaiting": CASE.c.id.in_(of_state(Reply.AWAITING)),
            "silent": CASE.c.id.in_(of_state(Reply.SILENT)),
            "watched": CASE.c.id.in_(
                select(CASE_WATCHER.c.case_id).where(CASE_WATCHER.c.officer_id == VIEWER)
            ),
        },
        {
            "owner": _owned(owner),
            "team": lambda entries: CASE.c.team_id.in_(_ids(entries)),
            "related": lambda entries: TOPIC.in_(entries),
            "status": lambda entries: CASE.c.status.in_(entries),
            "ticket": lambda entries: ticketed(CASE.c.id, NOTE.c.case_id, entries),
            "type": lambda entries: exists().where(
                CASE_TYPE_OF_CASE.c.case_id == CASE.c.id, CASE_TYPE_OF_CASE.c.case_type.in_(entries)
            ),
            "tag": lambda entries: exists().where(
                CASE_TAG.c.case_id == CASE.c.id, CASE_TAG.c.tag_id == TAG.c.id, TAG.c.name.in_(entries)
            ),
        },
    )


OF_CASES = _of_cases(_as_it_is)
AMONG_CASES = _of_cases(_hidden)
"""Of cases that are sought otherwise already."""
OF_FOLLOW_UPS = Asked(
    "follow-up",
    INTERACTION.c.member_id,
    INTERACTION.c.follow_up_officer_id,
    INTERACTION.c.related_to,
    INTERACTION.c.related_to,
    INTERACTION.c.reference,
    {
        "day": INTERACTION.c.follow_up_on,
        "due": _NONE,
        "follow-up": INTERACTION.c.follow_up_on,
        "lodge": _NONE,
        "opened": SUBMITTED_ON,
    },
    _flags(INTERACTION.c.follow_up_on, INTERACTION.c.follow_up_officer_id),
    {
        "owner": _owned(INTERACTION.c.follow_up_officer_id),
        # Hidden from the planner, which would sort what all of them follow up.
        "team": lambda entries: _hidden(INTERACTION.c.follow_up_officer_id).in_(
            select(STAFF.c.id).where(STAFF.c.team_id.in_(_ids(entries)))
        ),
        "related": lambda entries: INTERACTION.c.related_to.in_(entries),
        "ticket": lambda entries: ticketed(INTERACTION.c.id, NOTE.c.interaction_id, entries),
        "type": lambda entries: exists().where(
            CASE_TYPE_OF_INTERACTION.c.interaction_id == INTERACTION.c.id,
            CASE_TYPE_OF_INTERACTION.c.case_type.in_(entries),
        ),
    },
)
"""What a follow-up has not, such as a tag or a status, holds of none."""


def conditions(terms: Iterable[Term], asked: Asked) -> list[Condition] | None:
    """All that must hold of a record of that kind; None where it cannot hold of any."""
    found = [_turned(_holds(term, asked), negated=term.negated) for term in terms]
    return None if any(isinstance(one, False_) for one in found) else found


def _turned(holds: Condition, *, negated: bool) -> Condition:
    # What is unknown does not hold: without a day nothing is overdue.
    return not_(func.coalesce(holds, false())) if negated else holds


def _holds(term: Term, asked: Asked) -> Condition:
    if not term.field:
        return and_(*(_word(word, asked) for word in words_of(term.values[0])))
    if term.field == "kind":
        return true() if asked.kind in term.entries else false()
    if term.field in asked.days:
        return _day(term, asked.days[term.field])
    if term.field == "priority":
        return _priority(term, asked)
    if term.field in asked.lists:
        return asked.lists[term.field](term.entries)
    if term.field in asked.flags:
        return asked.flags[term.field]
    if term.field in ("member", "employer", "title"):
        return or_(*(_text(term.field, value, asked) for value in term.values))
    return false()


_COMPARED: dict[str, Callable[[Any, Any], Any]] = {
    ":": operator.eq,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def _compared(column: ColumnElement[Any], op: str, value: Any) -> Condition:
    found: Condition = _COMPARED[op](column, value)
    return found


def _day(term: Term, column: ColumnElement[Any]) -> Condition:
    if term.day is not None:
        return _compared(column, term.op, term.day)
    empty: Condition = column.is_(None)
    return empty if term.values[0].lower() == "none" else not_(empty)


def _priority(term: Term, asked: Asked) -> Condition:
    level: ColumnElement[Any] = _hidden(CASE.c.priority) if asked.kind == "case" else literal(ORDINARY)
    return or_(*(_compared(level, term.op, int(value)) for value in term.values))


def words_of(text: str) -> list[str]:
    """The words that are looked for, each by itself."""
    return [text] if read_reference(text) else text.split()


def _word(word: str, asked: Asked) -> Condition:
    """A number of a record is that record; any other word begins a name or stands in the title or topic."""
    named = read_reference(word)
    if named is not None:
        mine = named[0] == ("case" if asked.kind == "case" else "interaction")
        return asked.reference == named[1] if mine else false()
    return or_(_text("title", word, asked), _text("member", word, asked))


def _text(field: str, value: str, asked: Asked) -> Condition:
    if field == "title":
        titled = contains(asked.title, value)
        return titled if asked.topic is asked.title else or_(titled, _of_topic(value, asked))
    words = tokens(value)
    if field == "employer":
        works = exists().where(
            MEMBER_WORKPLACE.c.member_id == asked.member, *(_of_workplace(word) for word in words)
        )
        # Hidden from the planner, which would go from whoever works there to their cases, and read all open ones
        # for each of them.
        return func.coalesce(works, false())
    number = asked.member.in_(select(MEMBER.c.id).where(MEMBER.c.number == value.strip()))
    return or_(number, and_(*(_named(word, asked.member) for word in words)))


def _named(word: str, member: ColumnElement[Any]) -> Condition:
    name = MEMBER_NAME.alias()
    return exists().where(
        name.c.member_id == member, name.c.b == "", name.c.a >= word, name.c.a < prefix_end(word)
    )


def _of_workplace(word: str) -> Condition:
    place = WORKPLACE_WORD.alias()
    return exists().where(
        place.c.workplace == MEMBER_WORKPLACE.c.workplace,
        place.c.word >= word,
        place.c.word < prefix_end(word),
    )


def _of_topic(value: str, asked: Asked) -> Condition:
    """The topic of each is looked for only where there is a topic of which that is a part."""
    named = contains(RELATED_TO.c.name, value)
    return and_(exists().where(named), asked.topic.in_(select(RELATED_TO.c.name).where(named)))


def contains(column: ColumnElement[Any], value: str) -> Condition:
    """That the text is a part of it, in large or small letters."""
    return func.lower(column).contains(value.lower(), autoescape=True)
