"""Two people change one record: field by field, and only the same field changed twice is told (features C6)."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Generic, NamedTuple, TypeVar

from data.rules.custom import PREFIX
from data.types.case_edits import CaseContents
from data.types.documents import DocumentContents
from data.types.forms import InteractionContents
from data.types.notes import Section
from data.types.tasks import TaskContents

Contents = InteractionContents | CaseContents | TaskContents | DocumentContents
C = TypeVar("C", InteractionContents, CaseContents, TaskContents, DocumentContents)
FLAT = (TaskContents, DocumentContents)
"""Contents that have fields alone."""

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
    "substatus": "Sub-status",
    "close_reason": "Closed as",
    "assignees": "Staff",
    "job_id": "Job",
    "effect": "Took effect",
    "lodged_on": "Lodged",
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
TASK = {
    "title": "Title",
    "note": "Note",
    "who": "Who",
    "due_on": "Due",
    "remind_on": "Reminder",
    "starts_at": "At",
    "minutes": "Length",
    "status": "Status",
    "cancel_reason": "Reason",
}
DOCUMENT = {"name": "Name", "described": "Description"}
_LABELS: Mapping[type, dict[str, str]] = {
    InteractionContents: INTERACTION,
    CaseContents: CASE,
    TaskContents: TASK,
    DocumentContents: DOCUMENT,
}
SETS = frozenset({"tags"})
"""Lists of which each entry is a change of its own: two that add different ones are no conflict."""


class Clash(NamedTuple):
    """One field that two people changed to different values since it was read."""

    name: str
    """Title of a section, name of a field, or of one of the office's own with its sign."""
    label: str
    old: Any
    mine: Any
    theirs: Any


class Merged(NamedTuple, Generic[C]):
    """What comes out, and what was changed on both sides."""

    contents: C
    both: tuple[str, ...]
    """Labels of what both changed to different values; the outcome holds mine there."""
    clashes: tuple[Clash, ...] = ()
    """The same with the values, in the same order."""


def merge(was: C, mine: C, theirs: C) -> Merged[C]:
    """Mine where I changed something, theirs everywhere else; the sections keep the order of theirs."""
    labels = _LABELS[type(theirs)]
    own = _own(was, mine, theirs)
    before, wanted, found = (_values(contents, labels, own) for contents in (was, mine, theirs))
    out, clashes = dict(found), list[Clash]()
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
        stands = found.get(name, nothing)
        if stands not in (old, value):
            label = labels.get(name, name).removeprefix(PREFIX)
            clashes.append(Clash(name, label, old, value, stands))
    return Merged(_built(theirs, out, labels, own), tuple(clash.label for clash in clashes), tuple(clashes))


def put(contents: C, name: str, value: Any) -> C:
    """The contents with another value in that field, which a clash names."""
    labels = _LABELS[type(contents)]
    own = tuple(dict.fromkeys((*_own(contents), *([name.removeprefix(PREFIX)] if _is_own(name) else []))))
    return _built(contents, {**_values(contents, labels, own), name: value}, labels, own)


def value_of(contents: Contents, name: str) -> Any:
    """What stands in that field; an empty text where there is no such section or own field."""
    return _values(contents, _LABELS[type(contents)], _own(contents)).get(name, "")


def is_section(contents: Contents, name: str) -> bool:
    """Whether that is no field, but a section under its title."""
    return name not in _LABELS[type(contents)] and not _is_own(name)


def _is_own(name: str) -> bool:
    return name.startswith(PREFIX)


def _built(shape: C, out: Mapping[str, Any], labels: Mapping[str, str], own: Iterable[str]) -> C:
    """Contents of these values, of the kind of `shape`."""
    values = {name: out[name] for name in labels}
    if not isinstance(shape, FLAT):
        values["sections"] = [
            Section(title, body) for title, body in out.items() if title not in labels and not _is_own(title)
        ]
    if isinstance(shape, CaseContents):
        values["fields"] = {name: out[PREFIX + name] for name in own if out[PREFIX + name]}
    return replace(shape, **values)


def differing(was: C, now: C) -> tuple[str, ...]:
    """Labels of what differs, the sections first."""
    labels = _LABELS[type(now)]
    own = _own(was, now)
    before, after = _values(was, labels, own), _values(now, labels, own)
    return tuple(
        labels.get(name, name.removeprefix(PREFIX))
        for name, value in after.items()
        if before.get(name) != value
    )


def _own(*several: Contents) -> tuple[str, ...]:
    """Names of the office's own fields that any of them has: what one of them lacks is empty there."""
    return tuple(
        dict.fromkeys(name for one in several if isinstance(one, CaseContents) for name in one.fields)
    )


def _values(contents: Contents, labels: dict[str, str], own: tuple[str, ...]) -> dict[str, Any]:
    # A section's title is no name of a field: those have underscores or begin small.
    parts = [] if isinstance(contents, FLAT) else contents.sections
    sections = {part.title: part.body for part in parts}
    held = contents.fields if isinstance(contents, CaseContents) else {}
    named = {PREFIX + name: held.get(name, "") for name in own}
    return {**sections, **named, **{name: getattr(contents, name) for name in labels}}
