"""Contact that may be the same matter told twice (features A1.10)."""

from collections.abc import Iterable
from datetime import date, tzinfo

from data.rules.days import say_ago
from data.types.timeline import ItemKind, TimelineItem


def possible_duplicates(
    items: Iterable[TimelineItem], topic: str, days: int, today: date, zone: tzinfo | None
) -> tuple[TimelineItem, ...]:
    """Earlier contact of the same member about the same topic within `days`, the newest first."""
    if not topic or not days:
        return ()
    return tuple(
        item
        for item in items
        if item.kind is ItemKind.INTERACTION
        and item.title == topic
        and (today - item.at.astimezone(zone).date()).days <= days
    )


def say_duplicate(item: TimelineItem, today: date, zone: tzinfo | None) -> str:
    """One sentence that names it: "I-20931 was about this 3 d ago (Kim): the same matter?"."""
    ago = say_ago(item.at.astimezone(zone).date(), today)
    case = f", now {item.case_number}" if item.case_number else ""
    return f"{item.number}{case} was about this {ago} ({item.who.split(' ')[0]}): the same matter?"
