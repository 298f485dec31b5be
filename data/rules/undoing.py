"""What can be taken back, for how long, what goes back only together, and how it is said (features B23, B26)."""

from collections.abc import Callable
from datetime import datetime, timedelta
from math import ceil

from data.types.undoing import Kept, Undone

MINUTES = 10
"""For so long everything that did not leave the building can be taken back."""
WINDOW = timedelta(minutes=MINUTES)
UNDO = "undo"
"""Name of the act that takes another one back."""

NEVER = {
    "cases.create": "A case that was opened is not taken back: close it, or put it right on its own screen.",
    "cases.add_note": "A note that was written stays; another note puts it right.",
    "interactions.submit": "A submitted interaction is put right with e; it is not taken back.",
    "members.create": "A contact that was made stays; its details are put right on their own screen.",
    "members.": "Details of a contact are put right on their own screen.",
    "secure.": "What a secure note says, and to whom it was sealed, is not taken back; it is written again.",
    "messages.": "What went to the member left the building; it is not taken back.",
    "leave.": "What was handed over for a leave is given back where the workload is shown.",
    "": "Configuration, imports and erasure are not taken back here.",
}
"""Why acts are never taken back, by the beginning of their name; the longest one speaks."""
ALWAYS = (
    "cases.",
    "tasks.",
    "checklist.",
    "follow_ups.",
    "targets.",
    "interactions.",
    "members.tag.",
    "bulk.",
    "emails.",
    "documents.",
    "messages.replied",
    "appointments.",
    UNDO,
)
"""Beginnings of the names of what can be."""
MAKES = ("follow_ups.called_back", UNDO)
"""Acts that made notes or interactions which say nothing else, so that they go again."""


def why_never(action: str) -> str:
    """Why an act of that name cannot be taken back at all; empty where it can."""
    if action not in NEVER and action.startswith(ALWAYS):
        return ""
    return NEVER[max((name for name in NEVER if action.startswith(name)), key=len)]


def minutes_left(at: datetime, now: datetime) -> int:
    """For how many minutes more it can be taken back; 0 once it cannot."""
    return max(0, ceil((at + WINDOW - now).total_seconds() / 60))


# What goes back only together

STATUS, STAFF, TYPES, TICKET = "status", "who it is allocated to", "case types", "ticket"
FOLLOW_UP, ESCALATION, TARGET = "follow-up", "escalation", "target"
_SHARED = {
    "case_record": {
        **dict.fromkeys(
            ("status", "substatus", "close_reason", "is_open", "closed_at", "status_since", "kept_open"),
            STATUS,
        ),
        **dict.fromkeys(("owner_id", "team_id"), STAFF),
        "escalated_at": ESCALATION,
        "ticket_url": TICKET,
        "due_on": TARGET,
        "follow_up_on": FOLLOW_UP,
    },
    "interaction": {
        **dict.fromkeys(("follow_up_on", "follow_up_officer_id"), FOLLOW_UP),
        **dict.fromkeys(("ticket_url", "ticket_key"), TICKET),
    },
    "note": {"ticket_url": TICKET},
}
"""Columns of a record, or of what is its own, that make sense only with one another."""
_WHOLE = {
    "case_assignee": STAFF,
    "case_case_type": TYPES,
    "interaction_case_type": TYPES,
    "case_escalation": ESCALATION,
    "case_target": TARGET,
    "case_hold": TARGET,
}
"""Tables whose rows make sense only with one another."""
_ROW = {
    "task": {
        **dict.fromkeys(("status", "done_by", "done_at", "cancel_reason"), "task status"),
        **dict.fromkeys(("officer_id", "team_id", "follows_owner"), "whose the task is"),
        **dict.fromkeys(
            ("due_on", "remind_on", "starts_at", "minutes", "place", "with_whom"), "day of the task"
        ),
    },
    "check_tick": dict.fromkeys(("ticked", "ticked_by", "ticked_at"), "tick"),
    "interaction_tick": dict.fromkeys(("said", "line", "ticked_at"), "tick"),
    "case_tick": dict.fromkeys(("said", "line", "ticked_at"), "tick"),
    "document": {
        **dict.fromkeys(("case_id", "member_id"), "where the document belongs"),
        **dict.fromkeys(("removed_at", "removed_by"), "removal of the document"),
    },
    "message": dict.fromkeys(("reply", "ended_at", "ended_by"), "reply"),
    "note": {**dict.fromkeys(("pinned_at", "pinned_by"), "pin"), "security": "kind"},
}
"""Columns of one row that do."""
_WORDS = {
    "note_section": "text",
    "note": "note",
    "email_filing": "e-mail",
    "task": "task",
    "document": "document",
    "case_tag": "tag",
    "member_tag": "tag",
    "case_watcher": "watching",
    "custom_value": "field",
    "check_tick": "tick",
    "interaction_tick": "tick",
    "case_tick": "tick",
    "case_deadline": "limit",
    "interaction": "interaction",
    "message": "message",
}
"""What is said of a row that came or went."""


def matter_of(kind: str, key: str, field: str) -> tuple[str, str]:
    """What a change belongs to, within its record: changes of one matter go back together; and its words."""
    shared = _WHOLE.get(kind) or _SHARED.get(kind, {}).get(field)
    if shared:
        return shared, shared
    row = _ROW.get(kind, {}).get(field)
    if row:
        return f"{kind}/{key}/{row}", row
    if kind in ("note", "note_section") and field in "+-":
        return f"note/{key.partition('/')[0]}/{field}", "note"
    words = _WORDS.get(kind, kind) if field in "+-" or kind in _WORDS else field.replace("_", " ")
    if field not in "+-" and kind in ("task", "note", "document"):
        words = f"{field.replace('_', ' ')} of the {kind}"
    return f"{kind}/{key}/{field}", words


# Words


def taken_back_said(undone: Undone, clock: Callable[[datetime], str]) -> str:
    """What became of it, for one line: "C-10482 is as it was."; `clock` says at what hour somebody was."""
    number, kept = undone.number, undone.kept
    if undone.already:
        return f"{number}: it was taken back already."
    if not kept:
        many = not number.startswith(("C-", "I-")) and undone.done > 1
        return f"{number} are as they were." if many else f"{number} is as it was."
    records = len({one.number for one in kept})
    if records == 1 and undone.done <= 1:
        begins = "taken back, but not all" if undone.done else "nothing was taken back"
        return f"{number}: {begins}. {' '.join(kept_said(one, clock) for one in kept)}".lstrip(": ")
    first = f"{kept[0].number}: {kept_said(kept[0], clock)}".lstrip(": ")
    return f"{number}: {undone.done} taken back, {records} not. {first}"


def kept_said(one: Kept, clock: Callable[[datetime], str]) -> str:
    """Why one thing stands as it is: "Priority stays: Sam Ortiz changed it at 14:03." """
    what = one.what[:1].upper() + one.what[1:]
    if one.why:
        return f"{what} stays: {one.why}." if what else f"{one.why[:1].upper()}{one.why[1:]}."
    at = f" at {clock(one.at)}" if one.at else ""
    return f"{what} stays: {one.who or 'somebody'} changed it{at}."
