"""Filling a note from an outline: only what is empty, never what was written (features B8)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from data.rules.days import NO_DAYS, read_day, say_day
from data.rules.snippets import expand
from data.types.forms import InteractionForm
from data.types.notes import Section
from data.types.outlines import Filled, Outline

FIELDS = {
    "related_to": "About",
    "case_types": "Case type",
    "outcome": "Outcome",
    "follow_up_on": "Follow-up",
    "follow_up_action": "To do",
}
"""Fields that an outline may fill, and what the screen calls them."""


def fill(
    form: InteractionForm,
    outline: Outline,
    values: Mapping[str, str],
    today: date,
    free: Mapping[date, str] = NO_DAYS,
) -> Filled:
    """Fill what is empty in the form, and answer what was filled and what was left alone.

    `values` are those of the placeholders; the day of the follow-up is the form's, else the outline's. Raises
    BadInput for an outline whose day is none.
    """
    filled: list[str] = []
    left: list[str] = []
    day = form.follow_up_on or _offered(outline, "follow_up_on", today, free)
    known = {**values, "follow_up": say_day(day, today)} if day else values
    bodies = {part.title: expand(part.body, known).text for part in outline.sections if part.body.strip()}
    held = []
    for part in form.sections:
        body = bodies.get(part.title, "")
        _sort(part.title, part.body.strip(), body.strip(), filled, left)
        held.append(part if part.body.strip() or not body else Section(part.title, body))
    form.sections = held
    # A note of a case has its fields in the case.
    for name, label in FIELDS.items() if form.about_case_id is None else ():
        value, offered = getattr(form, name), _offered(outline, name, today, free)
        _sort(label, value, offered, filled, left)
        if offered and not value:
            setattr(form, name, offered)
    return Filled(tuple(filled), tuple(left))


def say_filled(outline: Outline, done: Filled) -> str:
    """ "Roster change: filled Issue, About; left as it was: Actions." """
    said = f"filled {', '.join(done.filled)}" if done.filled else "nothing was empty"
    left = f"; left as it was: {', '.join(done.left)}" if done.left else ""
    return f"{outline.name}: {said}{left}."


def _sort(label: str, value: Any, offered: Any, filled: list[str], left: list[str]) -> None:
    if offered and value != offered:
        (left if value else filled).append(label)


def _offered(outline: Outline, name: str, today: date, free: Mapping[date, str]) -> Any:
    if name == "follow_up_on":
        return read_day(outline.follow_up, today, free) if outline.follow_up else None
    if name == "follow_up_action":
        return outline.to_do
    value = getattr(outline, name)
    return list(value) if name == "case_types" else value
