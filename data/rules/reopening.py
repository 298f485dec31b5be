"""A contact about a case that was closed lately: it is offered to open it again (features B19)."""

from collections.abc import Sequence
from datetime import date, tzinfo

from data.rules.days import say_ago
from data.types.records import CaseLine


def likely_first(closed: Sequence[CaseLine], case_types: Sequence[str]) -> tuple[CaseLine, ...]:
    """Those of a type the contact is about lead; among equals the order stays, the last closed first."""
    return tuple(sorted(closed, key=lambda line: not set(line.case_types) & set(case_types)))


def say_closed(line: CaseLine, today: date, zone: tzinfo | None, key: str) -> str:
    """ "C-10482 Unfair dismissal was closed 3 d ago: ctrl+g O opens it again."""
    ago = say_ago(line.closed_at.astimezone(zone).date(), today) if line.closed_at else "lately"
    return f"{line.number} {line.title} was closed {ago}: {key} opens it again."
