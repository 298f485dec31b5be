"""What happened to a case or a member, as notices and routines are told it."""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from data.types.staff import Assignee


class Kind(StrEnum):
    """What can happen (features N1 to N20, A4.20)."""

    CASE_CREATED = "case.created"
    CASE_ASSIGNED = "case.assigned"
    """To an officer."""
    CASE_REGROUPED = "case.regrouped"
    """To a team or a role."""
    TARGET_REMINDER = "target.reminder"
    TARGET_BREACHED = "target.breached"
    CASE_ESCALATED = "case.escalated"
    """By somebody; what a breach escalates is told by the breach."""
    TASKS_DONE = "tasks.done"
    """The last open one of a case is done."""
    TASK_DONE = "task.done"
    TASK_ASSIGNED = "task.assigned"
    TASK_CANCELLED = "task.cancelled"
    TASK_REMINDER = "task.reminder"
    TASK_BREACHED = "task.breached"
    CONTACT_CHANGED = "contact.changed"
    APPOINTMENT_MADE = "appointment.made"
    APPOINTMENT_MOVED = "appointment.moved"
    APPOINTMENT_CANCELLED = "appointment.cancelled"
    MEMBER_MESSAGED = "member.messaged"
    MEMBER_SILENT = "member.silent"
    MEMBER_REPLIED = "member.replied"
    NOTE_MEMBER = "note.member"
    """What the member said: it came in from her."""
    NOTE_STAFF = "note.staff"
    NOTE_MENTION = "note.mention"
    CASE_STATUS = "case.status"
    CASE_CHANGED = "case.changed"
    CASE_CLOSED = "case.closed"
    ROUTINE_NOTICE = "routine.notice"
    """A routine tells somebody of the case."""


class Happening(NamedTuple):
    """One thing that happened; `key` is the same however often it is found."""

    kind: Kind
    case_id: UUID | None
    member_id: UUID | None
    actor_id: UUID | None
    """None where the program did it by itself."""
    at: datetime
    key: str
    subject_id: UUID | None = None
    """The task or the note it is about."""
    whom: Assignee | None = None
    """To whom something was given, or who is mentioned."""
    act_id: UUID | None = None
    what: str = ""
    """One word more: the kind of target, the new status, the reason of closing."""


class Changed(NamedTuple):
    """One field that an act changed, its values as they were before they became JSON."""

    record_kind: str
    record_id: str
    owner_kind: str
    owner_id: UUID | None
    field: str
    old: object
    new: object


class Deed(NamedTuple):
    """An act with what it changed, in order."""

    id: UUID
    at: datetime
    officer_id: UUID | None
    action: str
    reason: str
    changes: tuple[Changed, ...]


class TaskNow(NamedTuple):
    """What a task is when its act is told."""

    assignee: Assignee | None
    starts_at: datetime | None


class CaseNow(NamedTuple):
    """What a case is when its act is told."""

    member_id: UUID
    open_tasks: int = 0
    due: tuple[tuple[str, str], ...] = ()
    """Kind and moment of its targets."""


class Passed(NamedTuple):
    """How far the history was told by one run."""

    told: int = 0
    """Acts of which something was told."""
    aside: int = 0
    """Acts too old to be told of."""
    failed: int = 0
    """Acts that could not be told: they wait, and the log says where it went wrong."""
