"""Days that a new case begins with where nobody says another: of its case type, else of the office (features A5.11)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from data.rules.days import NO_DAYS, read_day
from data.types.choices import CaseType, Choices
from data.types.errors import BadInput


class DefaultDays(NamedTuple):
    """Both days; None where there is no default."""

    follow_up_on: date | None
    due_on: date | None


def default_days(
    case_types: Sequence[str], choices: Choices, today: date, free: Mapping[date, str] = NO_DAYS
) -> DefaultDays:
    """Of the primary case type or what it stands under, else of the office."""
    line = line_of(case_types[0], choices) if case_types else ()
    rules = choices.rules
    follow_up = next((one.follow_up for one in line if one.follow_up), rules.follow_up)
    due = next((one.due for one in line if one.due), rules.due)
    return DefaultDays(_day(follow_up, today, free), _day(due, today, free))


def line_of(key: str, choices: Choices) -> tuple[CaseType, ...]:
    """The case type of that key, then what it stands under, up to the top of the tree (features A3.14)."""
    line: list[CaseType] = []
    found = choices.case_type(key)
    while found is not None and found not in line:
        line.append(found)
        found = choices.case_type(found.parent) if found.parent else None
    return tuple(line)


def _day(text: str, today: date, free: Mapping[date, str]) -> date | None:
    try:
        return read_day(text, today, free) if text else None
    except BadInput:
        # Checked when it was configured: a day that cannot be read any more is no reason to lose a form.
        return None
