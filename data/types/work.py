"""The work list of Home, the single source of truth of an officer's day (features A5.03, A5.04)."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from data.types.handover import OnFile
from data.types.urgency import NOT_URGENT

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from data.types.handover import Pinned
    from data.types.members import Job, Standing
    from data.types.milestones import Milestone
    from data.types.notes import Section
    from data.types.tasks import Task
    from data.types.urgency import Urgency


class WorkKind(StrEnum):
    """Why a row is in the list."""

    FOLLOW_UP = "follow-up"
    TARGET = "target"
    UNCLAIMED = "unclaimed"
    OPEN = "open"
    DEADLINE = "legal"


class WorkGroup(StrEnum):
    """Headings of the list, in order."""

    LEGAL = "Legal deadline"
    ESCALATED = "Escalated"
    """For supervisors: what is before them leads (features A4.12)."""
    OVERDUE = "Overdue"
    TODAY = "Today"
    NEXT = "Next 7 days"
    MINE = "My open cases"
    OURS = "Unclaimed, my team's and role's"
    """Unclaimed, and allocated to a team or role of the officer (features A2.12)."""
    UNCLAIMED = "Unclaimed"


class WorkRow(NamedTuple):
    """One thing to do."""

    group: WorkGroup
    kind: WorkKind
    on: date | None
    """The day that places the row: follow-up or target, whichever is nearer; the last day of a limit where that leads.

    None of a row that leads because nobody knows from when its limit runs.
    """
    record: str
    """`case` or `interaction`."""
    id: UUID
    number: str
    member_id: UUID
    member_name: str
    matter: str
    owner: str
    priority: int
    complete: int | None = None
    """How many of the seven fields of a case hold (features A2.07); None for an interaction."""
    marks: str = ""
    """That it is confidential, seen by few or marked for review, in words."""
    escalated: bool = False
    version: int = 0
    """Of the record as it was read; 0 where that is not known."""
    why: tuple[str, ...] = ()
    """What its targets say of its place: "first response Mon 23 Nov 14:00, 2 h left", a reminder that is due."""
    topic: str = ""
    """Why the member called (features A5.05); what follows is read for tables only."""
    status: str = ""
    opened_on: date | None = None
    """An interaction: the day it was submitted."""
    follow_up_on: date | None = None
    target_on: date | None = None
    urgency: Urgency = NOT_URGENT
    lodge_by: date | None = None


class WorkList(NamedTuple):
    """The rows in order, and the counts that stand on top."""

    rows: tuple[WorkRow, ...]
    overdue: int
    today: int
    next_days: int
    unclaimed: int
    for_review: int
    legal: int = 0
    """Limits set by law that end within seven days, have passed, or run from a day nobody knows."""
    tasks_late: int = 0
    """The officer's own tasks; they stand in a list of their own."""
    tasks_today: int = 0
    appointments: tuple[Task, ...] = ()
    """The officer's own of today (features A4.23)."""


class Brief(NamedTuple):
    """What the side pane says of a row: enough for a handover (features A2.17)."""

    record: str
    id: UUID
    number: str
    heading: str
    member_id: UUID
    member_name: str
    member_number: str
    standing: Standing
    job: Job | None
    sections: tuple[Section, ...]
    next_steps: str
    owner: str
    follow_up_on: date | None
    due_on: date | None
    status: str
    last_contacts: tuple[str, ...]
    """When, how, who and about what, the last first: "yesterday, phone, Kim: Leave"."""
    phone: str = ""
    ticket_url: str = ""
    to_do: str = ""
    """What the follow-up is for, in one line (features A1.19)."""
    follow_up_by: UUID | None = None
    """Who follows an interaction up; None for a case, and where nothing is to do any more."""
    marks: str = ""
    """That a case is confidential, seen by few or marked for review, in words."""
    deadlines: tuple[str, ...] = ()
    """Its limits set by law in words, the first last day first (domain D2)."""
    on_file: OnFile = OnFile()
    """How much is kept with it; counted for a handover brief alone."""
    holder: str = ""
    """Who goes on with it, a team or a role too; told in a handover brief."""
    pinned: tuple[Pinned, ...] = ()
    """Notes that were put on top of it (features B14)."""
    milestone: Milestone | None = None
    """What comes next with a case (features B16)."""
    done: bool = False
    """Nothing more is to follow: an interaction that was ticked off or became a case, a case that is closed."""
