"""Two people change one interaction: field by field, and only the same field changed twice is told (features C6)."""

from typing import Any, NamedTuple

from data.types.forms import InteractionContents
from data.types.notes import Section

LABELS = {
    "interaction_type": "Type",
    "related_to": "About",
    "case_types": "Case type",
    "outcome": "Outcome",
    "follow_up_on": "Follow-up",
    "follow_up_by": "Given to",
    "follow_up_action": "To do",
    "job_id": "Job",
    "ticket_url": "Ticket",
    "spoke_with": "Spoke with",
    "identity_checked": "Identity",
    "no_advice": "No advice",
}
"""Fields beside the sections, in the order of the screen, and what it calls them."""


class Merged(NamedTuple):
    """What comes out, and what was changed on both sides."""

    contents: InteractionContents
    both: tuple[str, ...]
    """Labels of what both changed to different values; the outcome holds mine there."""


def merge(was: InteractionContents, mine: InteractionContents, theirs: InteractionContents) -> Merged:
    """Mine where I changed something, theirs everywhere else; the sections keep the order of theirs."""
    before, wanted, found = _values(was), _values(mine), _values(theirs)
    out, both = dict(found), []
    for name, value in wanted.items():
        old = before.get(name, _nothing(name))
        if value == old:
            continue
        out[name] = value
        if found.get(name, _nothing(name)) not in (old, value):
            both.append(LABELS.get(name, name))
    return Merged(_contents(out), tuple(both))


def _nothing(name: str) -> Any:
    return None if name in LABELS else ""


def _values(contents: InteractionContents) -> dict[str, Any]:
    # A section's title is no name of a field: those have underscores or begin small.
    sections = {part.title: part.body for part in contents.sections}
    return {**sections, **{name: getattr(contents, name) for name in LABELS}}


def _contents(values: dict[str, Any]) -> InteractionContents:
    sections = [Section(title, body) for title, body in values.items() if title not in LABELS]
    return InteractionContents(sections, **{name: values[name] for name in LABELS})
