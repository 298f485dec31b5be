"""The matrix of notices as the specification has it (features N1 to N21): tests of the rules and of both stores run
from this one table.
"""

from typing import NamedTuple

from data.types.happenings import Kind


class Told(NamedTuple):
    """Who is told of what, by the part she has in the case."""

    id: str
    kind: Kind
    held: str = ""
    """Of a case that somebody holds: `holder`, `group`, `chief`, `doer`, `given`, `watcher`."""
    unclaimed: str = ""
    """Of a case that nobody holds."""
    member: bool = False
    """The member gets a mail."""
    office: str = ""
    """The switch of the whole office it has, in place of one by case type."""
    groups: bool = False
    """Silenced by the switch about groups and new or reassigned cases."""
    by_clock: bool = False
    """Nobody does it: so whoever it concerns is told, whatever else she did."""


TABLE = (
    Told("N1", Kind.CASE_CREATED, "group", "group", member=True, groups=True),
    Told("N2", Kind.CASE_ASSIGNED, "given", "given"),
    Told("N3", Kind.CASE_REGROUPED, "given", "given", groups=True),
    Told("N4", Kind.TARGET_REMINDER, "holder", "group", by_clock=True),
    Told("N5", Kind.TARGET_BREACHED, "holder chief", "chief", by_clock=True),
    Told("N6", Kind.CASE_ESCALATED, "holder chief", "chief"),
    Told("N7", Kind.TASKS_DONE, "holder", "group"),
    Told("N8", Kind.TASK_ASSIGNED, "doer", "doer"),
    Told("N9", Kind.TASK_CANCELLED, "doer", "doer"),
    Told("N10", Kind.TASK_REMINDER, "doer", "doer", by_clock=True),
    Told("N11", Kind.TASK_BREACHED, "doer holder", "doer", by_clock=True),
    # It is about no case, so that its switch is that of all case types.
    Told("N12", Kind.CONTACT_CHANGED, "holder", member=True, office=Kind.CONTACT_CHANGED.value),
    Told("N13 made", Kind.APPOINTMENT_MADE, "holder", member=True),
    Told("N13 moved", Kind.APPOINTMENT_MOVED, "holder", member=True),
    Told("N13 cancelled", Kind.APPOINTMENT_CANCELLED, "holder", member=True),
    # What the member gets is the message itself.
    Told("N14", Kind.MEMBER_MESSAGED),
    Told("N15", Kind.MEMBER_SILENT, "holder", "group", by_clock=True),
    Told("A4.22", Kind.MEMBER_REPLIED, "holder", "group"),
    Told("N16", Kind.NOTE_MEMBER, "holder", "group"),
    Told("N17", Kind.NOTE_STAFF, "holder", "group"),
    Told("N18", Kind.CASE_CLOSED, member=True),
    Told("N19", Kind.CASE_CREATED, "holder", office="assignees_on_create"),
    Told("N20", Kind.CASE_CHANGED, "holder", office="assignees_on_change"),
    # In place of what goes by itself (N1, N18): whoever opens or closes the case is asked.
    Told("N19 asked", Kind.CASE_CREATED, member=True, office="email_on_create"),
    Told("N21", Kind.CASE_CLOSED, member=True, office="email_on_close"),
    Told("B6", Kind.NOTE_MENTION, "given", "given"),
    Told("B14", Kind.CASE_CHANGED, "watcher", "watcher"),
    Told("A4.20", Kind.ROUTINE_NOTICE, "given", "given", by_clock=True),
)  # fmt: skip
SWITCHED = tuple(dict.fromkeys(row.kind for row in TABLE if not row.office))
"""What has a switch by case type."""
