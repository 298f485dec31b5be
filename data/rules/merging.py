"""Two people change one record: field by field, and only the same field changed twice is told (features C6)."""

from dataclasses import replace
from typing import Any, Generic, NamedTuple, TypeVar

from data.types.case_edits import CaseContents
from data.types.forms import InteractionContents
from data.types.notes import Section

C = TypeVar("C", InteractionContents, CaseContents)

INTERACTION = {
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
CASE = {
    "next_steps": "Next steps",
    "title": "Title",
    "case_types": "Case type",
    "status": "Status",
    "close_reason": "Closed as",
    "assignees": "Staff",
    "job_id": "Job",
    "follow_up_on": "Follow-up",
    "due_on": "Due",
    "opened_on": "Opened",
    "priority": "Priority",
    "ticket_url": "Ticket",
    "location": "Location",
    "location_note": "Loc. note",
    "tags": "Tags",
    "confidential": "Confidential",
    "scope": "Seen by",
    "marked_for_review": "Review",
}
"""Fields beside the sections, in the order of the screen, and what it calls them."""
SETS = frozenset({"tags"})
"""Lists of which each entry is a change of its own: two that add different ones are no conflict."""


class Merged(NamedTuple, Generic[C]):
    """What comes out, and what was changed on both sides."""

    contents: C
    both: tuple[str, ...]
    """Labels of what both changed to different values; the outcome holds mine there."""


def merge(was: C, mine: C, theirs: C) -> Merged[C]:
    """Mine where I changed something, theirs everywhere else; the sections keep the order of theirs."""
    labels = CASE if isinstance(theirs, CaseContents) else INTERACTION
    before, wanted, found = (_values(contents, labels) for contents in (was, mine, theirs))
    out, both = dict(found), []
    for name, value in wanted.items():
        nothing = None if name in labels else ""
        old = before.get(name, nothing)
        if value == old:
            continue
        if name in SETS:
            before_it, theirs_now = old or [], found[name]
            kept = [one for one in theirs_now if one in value or one not in before_it]
            out[name] = kept + [one for one in value if one not in before_it and one not in kept]
            continue
        out[name] = value
        if found.get(name, nothing) not in (old, value):
            both.append(labels.get(name, name))
    sections = [Section(title, body) for title, body in out.items() if title not in labels]
    return Merged(replace(theirs, sections=sections, **{name: out[name] for name in labels}), tuple(both))


def differing(was: C, now: C) -> tuple[str, ...]:
    """Labels of what differs, the sections first."""
    labels = CASE if isinstance(now, CaseContents) else INTERACTION
    before, after = _values(was, labels), _values(now, labels)
    return tuple(labels.get(name, name) for name, value in after.items() if before.get(name) != value)


def _values(contents: InteractionContents | CaseContents, labels: dict[str, str]) -> dict[str, Any]:
    # A section's title is no name of a field: those have underscores or begin small.
    sections = {part.title: part.body for part in contents.sections}
    return {**sections, **{name: getattr(contents, name) for name in labels}}
