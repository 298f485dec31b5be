"""Changing a case that others may be changing too: field by field, and only the same field is a conflict."""

from datetime import date, datetime
from typing import Protocol

from data.model import CaseRow
from data.repositories.lists import Lists
from data.rules.clean import clean, clean_line
from data.types.errors import BadInput, Conflict
from data.types.forms import CaseChange


class Values(Protocol):
    """The values of the fields as they were read: a CaseRecord, or a CaseChange that holds them."""

    @property
    def next_steps(self) -> str | None:
        """What must happen next."""

    @property
    def follow_up_on(self) -> date | None:
        """The follow-up date; None for none."""

    @property
    def status(self) -> str | None:
        """The status."""


LABELS = {"next_steps": "next steps", "follow_up_on": "follow-up date", "status": "status"}


def apply_change(
    row: CaseRow, version: int, before: Values, change: CaseChange, lists: Lists, now: datetime
) -> bool:
    """Put the new values on the row; answers whether anything changed. Raises Conflict, BadInput."""
    wanted = _wanted(change)
    if row.version != version:
        both = tuple(
            name
            for name, value in wanted.items()
            if getattr(row, name) != getattr(before, name) and getattr(row, name) != value
        )
        if both:
            raise Conflict(" and ".join(LABELS[name] for name in both), row.id, both)
    new = {name: value for name, value in wanted.items() if getattr(row, name) != value}
    for name, value in new.items():
        setattr(row, name, value)
    if "status" in new:
        _follow_status(row, lists, now)
    return bool(new)


def _wanted(change: CaseChange) -> dict[str, str | date | None]:
    wanted: dict[str, str | date | None] = {}
    if change.next_steps is not None:
        wanted["next_steps"] = clean(change.next_steps)
    if change.follow_up_on is not None or change.clear_follow_up:
        wanted["follow_up_on"] = None if change.clear_follow_up else change.follow_up_on
    if change.status is not None:
        wanted["status"] = clean_line(change.status)
    return wanted


def _follow_status(row: CaseRow, lists: Lists, now: datetime) -> None:
    kind = lists.status_kind(row.status)
    if kind is None:
        raise BadInput("the status, which is not in the list")
    row.is_open = kind != "closed"
    row.closed_at = None if row.is_open else row.closed_at or now
