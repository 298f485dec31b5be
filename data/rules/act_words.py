"""What an act is called in a history (features B14)."""

from data.types.details import Part

ACTIONS = {
    "cases.create": "created",
    "cases.change": "changed",
    "cases.add_note": "note added",
    "cases.link_ticket": "ticket linked",
    "cases.tick": "read and ticked",
    "cases.note_kind": "for whom a note is",
    "cases.pin": "note pinned",
    "cases.unpin": "note pinned no more",
    "cases.claim": "claimed",
    "cases.release": "given back",
    "cases.review": "review",
    "cases.watch": "watched",
    "cases.retype": "made another type",
    "cases.reopen": "opened again",
    "cases.open": "opened, confidential",
    "history.erase": "values erased",
    "sql": "written by hand in the database",
    "tasks.add": "task added",
    "tasks.change": "task changed",
    "tasks.give": "task given",
    "tasks.done": "task done",
    "tasks.again": "task open again",
    "tasks.cancel": "task cancelled",
    "tasks.move": "tasks in another order",
    "tasks.from_actions": "tasks made of what was agreed",
    "checklist.tick": "checklist ticked",
    "checklist.untick": "tick taken away",
    "checklist.link": "checklist names a case",
    "interactions.submit": "interaction submitted",
    "interactions.edit": "changed",
    "follow_ups.move": "follow-up moved",
    "follow_ups.give": "follow-up given to another",
    "leave.give": "handed over",
    "leave.back": "given back after the leave",
    "follow_ups.done": "follow-up done",
    "follow_ups.called_back": "called back, no answer",
    "routines.run": "a routine",
    "undo": "taken back",
    "deadlines.recount": "limits counted anew",
    "interactions.move": "moved to another member",
    "interactions.tick": "read and ticked",
    "members.create": "contact made",
    "cases.office": "handed over to another office",
    "cases.lapse": "closed by itself",
    "cases.kept_open": "days of waiting over, kept open",
    "targets.remind": "target near, told by casetui",
    "tasks.remind": "task to be reminded of, told by casetui",
    "tasks.late": "task late, told by casetui",
    "targets.sweep": "late, escalated by casetui",
    "targets.escalate": "escalated",
    "targets.settle": "escalation dealt with",
}
"""What an act is called in a history."""
DEEDS = {"add": "added", "change": "changed", "remove": "removed", "primary": "made primary"}


def act_said(action: str) -> str:
    """What an act is called: of a contact's details "phone added"; an unknown one by its name."""
    _, _, detail = action.partition("members.")
    part, _, deed = detail.partition(".")
    if deed in DEEDS and part.upper() in Part.__members__:
        return f"{Part[part.upper()].value} {DEEDS[deed]}"
    return ACTIONS.get(action, action)
