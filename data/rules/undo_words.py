"""What an officer did, in a few words: "Assigned C-10482 to Kim Tran", "12 cases: priority 2" (features B23)."""

from collections.abc import Callable, Sequence
from datetime import date

from data.rules.undoing import UNDO
from data.types.records import ChangeLine

Day = Callable[[date], str]
_DEEDS = {
    "cases.claim": "claimed",
    "cases.release": "given back",
    "cases.retype": "made another type",
    "cases.reopen": "opened again",
    "follow_ups.done": "follow-up done",
    "follow_ups.called_back": "called back, no answer",
    "interactions.move": "moved to another member",
    "interactions.tick": "read and ticked",
    "cases.tick": "read and ticked",
    "cases.note_kind": "for whom a note is",
    "cases.pin": "note pinned",
    "cases.unpin": "note pinned no more",
    "cases.office": "handed over to another office",
    "targets.escalate": "escalated",
    "targets.settle": "escalation dealt with",
    "emails.add": "e-mail added",
    "emails.file": "e-mail filed",
    "emails.move": "e-mail moved",
    "tasks.move": "tasks in another order",
    "tasks.from_actions": "tasks made of what was agreed",
    "messages.replied": "the member replied",
    "checklist.tick": "checklist ticked",
    "checklist.untick": "tick taken away",
    "checklist.link": "checklist names a case",
    "documents.attach": "document attached",
    "documents.remove": "document removed",
    "documents.restore": "document put back",
    "documents.move": "document moved",
    "documents.change": "document renamed",
    UNDO: "took back",
}
"""Acts whose name says it all."""
_TASKS = {
    "tasks.add": "task added",
    "tasks.change": "task changed",
    "tasks.give": "task given",
    "tasks.done": "task done",
    "tasks.again": "task open again",
    "tasks.cancel": "task cancelled",
    "appointments.make": "appointment made",
    "appointments.move": "appointment moved",
    "appointments.cancel": "appointment cancelled",
}
"""The same of a task, whose title is said after it."""
_MARKS = {
    "marked_for_review": ("marked for review", "no longer marked for review"),
    "confidential": ("confidential", "no longer confidential"),
}
_DAYS = {"follow_up_on": "follow-up", "due_on": "due", "lodged_on": "lodged", "opened_on": "opened"}
_BEHIND = {"target", "hold", "case_deadline", "escalation"}
_NOT_TOLD = {
    "+",
    "-",
    "version",
    "position",
    "ticket_key",
    "is_open",
    "closed_at",
    "escalated_at",
    "owner",
    "team",
}


def subject_said(numbers: Sequence[str]) -> str:
    """What it is about: "C-10482", "12 cases", "3 records"."""
    if len(numbers) == 1:
        return numbers[0]
    kinds = {number[:2] for number in numbers}
    what = {"C-": "cases", "I-": "interactions"}.get(kinds.pop(), "records") if len(kinds) == 1 else "records"
    return f"{len(numbers)} {what}"


def undo_reason(said: str) -> str:
    """Why an undo was done, as history keeps it: what it took back; taken back itself, that was done again."""
    took, again = "Took back: ", "Did again: "
    if said.startswith(took):
        return f"did again: {said.removeprefix(took)}"
    return f"took back: {said.removeprefix(again)}"


def gesture_said(
    action: str, lines: Sequence[ChangeLine], subject: str, title: str, day: Day, reason: str = ""
) -> str:
    """The sentence of a list: what was done, on what; `title` is that of a task."""
    told = [line for line in lines if line.record not in _BEHIND]
    if action == UNDO:
        # Its reason names what it took back, with its number.
        said = reason or _DEEDS[UNDO]
        return said[:1].upper() + said[1:]
    if action in _TASKS:
        said = _TASKS[action]
        return f"{subject}: {said}, {title}" if title else f"{subject}: {said}"
    if action not in _DEEDS:
        given = _assigned(told)
        if given:
            more = _what([line for line in told if not _of_holders(line)], day)
            return f"Assigned {subject} to {given}" + (f"; {more}" if more else "")
    what = _DEEDS.get(action) or _what(told, day)
    return f"{subject}: {what or 'changed'}"


def _what(lines: Sequence[ChangeLine], day: Day) -> str:
    """All that was changed, each in its words where it has some: "priority 1, title and location changed"."""
    # A task that a case got by itself is not what was done.
    told = sorted(
        [line for line in lines if line.record != "task"] or lines, key=lambda line: (line.record, line.field)
    )
    names = {line.field for line in told if line.field not in _NOT_TOLD}
    # How it was closed says more than its status does; a day that followed is not what was done.
    less = {"due_on"} if names - {"due_on"} else set()
    less |= {"status"} if "close_reason" in names else set()
    less |= {"follow-up by"} if "follow_up_on" in names else set()
    told = [line for line in told if line.field not in less]
    parts = {line: _said(line, day) for line in told}
    fields = _fields([line for line in told if not parts[line]])
    return ", ".join(part for part in dict.fromkeys((*parts.values(), fields)) if part)


def _of_holders(line: ChangeLine) -> bool:
    """Whether it tells who has the record, or what follows from that."""
    return line.record == "assignee" or line.field == "follow-up by"


def _assigned(lines: Sequence[ChangeLine]) -> str:
    """Whom it went to, the primary one first, where it went to somebody."""
    names = [line.new for line in lines if line.field == "owner" and line.new]
    names += [
        line.new
        for line in lines
        if line.record == "assignee"
        and line.field in ("staff", "team", "role", "officer_id", "team_id")
        and line.new
    ]
    came = any(line.record == "assignee" and line.new for line in lines)
    return " and ".join(dict.fromkeys(names)) if came else ""


def _said(line: ChangeLine, day: Day) -> str:
    """One change that speaks for its act; empty where it does not."""
    name, old, new = line.field, line.old or "", line.new or ""
    if line.record == "assignee":
        return f"{old} taken off" if old and not new else ""
    if line.record == "watcher":
        return "watched" if new else "no longer watched"
    if line.record == "tag":
        return f"tag {new} put on" if new else f"tag {old} taken off"
    if line.record not in ("case", "interaction"):
        return ""
    if name == "close_reason":
        return f"closed, {new}" if new else "opened again"
    if name == "status":
        return f"status {new}"
    if name == "priority":
        return f"priority {new}"
    if name in _MARKS:
        return _MARKS[name][new != "true"]
    if name == "follow-up by":
        return f"follow-up given to {new}" if new else "follow-up done"
    if name in _DAYS and (name != "due_on" or line.record == "case"):
        return f"{_DAYS[name]} {day(date.fromisoformat(new))}" if new else f"no {_DAYS[name]} day"
    return ""


def _fields(lines: Sequence[ChangeLine]) -> str:
    names = [line.field.replace("_", " ") for line in lines if line.field not in _NOT_TOLD]
    return f"{' and '.join(dict.fromkeys(names))} changed" if names else ""
