"""A row that a statement of triage found, as the screens have it."""

from datetime import date
from typing import Any

from sqlalchemy.engine import Row

from data.repositories.urgent import ORDINARY
from data.rules.holding import marks_said
from data.rules.reference import say_case, say_interaction
from data.rules.urgency import urgency
from data.types.urgency import Facts, Weights
from data.types.work import WorkGroup, WorkKind, WorkRow


def number(record: str, reference: int) -> str:
    """`C-10482` or `I-20931`."""
    return say_case(reference) if record == "case" else say_interaction(reference)


def work_row(row: Row[Any], weights: Weights, today: date, soon: date) -> WorkRow:
    """A row of the queue with all that its table says."""
    case = row.record == "case"
    facts = Facts(
        row.on_day,
        row.since,
        row.priority if case else ORDINARY,
        bool(row.legal),
        case and row.escalated,
        case and row.unclaimed,
        case and row.marked_for_review,
        bool(row.waiting),
    )
    return WorkRow(
        group=_group(facts, today, soon),
        kind=_kind(row, facts),
        on=row.lodge_by if facts.legal else row.on_day,
        record=row.record,
        id=row.id,
        number=number(row.record, row.reference),
        member_id=row.member_id,
        member_name=row.member_name,
        matter=row.matter,
        owner=row.owner,
        priority=facts.priority,
        complete=row.complete if case else None,
        marks=marks_said(row.scope, row.confidential, row.marked_for_review) if case else "",
        escalated=facts.escalated,
        topic=row.topic,
        status=row.status if case else "",
        opened_on=row.since,
        follow_up_on=row.follow_up_on,
        target_on=row.target_on,
        version=row.version,
        urgency=urgency(facts, weights, today),
        lodge_by=row.lodge_by,
    )


def _group(facts: Facts, today: date, soon: date) -> WorkGroup:
    if facts.legal:
        return WorkGroup.LEGAL
    if facts.escalated:
        return WorkGroup.ESCALATED
    if facts.unclaimed:
        return WorkGroup.UNCLAIMED
    if facts.on is None or facts.on > soon:
        return WorkGroup.MINE
    if facts.on < today:
        return WorkGroup.OVERDUE
    return WorkGroup.TODAY if facts.on == today else WorkGroup.NEXT


def _kind(row: Row[Any], facts: Facts) -> WorkKind:
    if facts.legal:
        return WorkKind.DEADLINE
    if facts.unclaimed:
        return WorkKind.UNCLAIMED
    if facts.on is None:
        return WorkKind.OPEN
    return WorkKind.FOLLOW_UP if facts.on == row.follow_up_on else WorkKind.TARGET
