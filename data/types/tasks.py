"""Tasks of a case: what is to be done by whom until when, and the checklist beside them (features A3.23, B13)."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from data.types.notes import Section
from data.types.staff import Assignee

CASE_OWNER = Assignee(role="case owner")
"""Whoever holds the case does it, and nobody as long as nobody does (features A5.15)."""


class TaskStatus(StrEnum):
    """How far a task is (features A4.30)."""

    OPEN = "open"
    DONE = "done"
    CANCELLED = "cancelled"


@dataclass(repr=False)
class TaskContents:
    """What of a task can be changed."""

    title: str = ""
    note: str = ""
    who: Assignee | None = None
    """An officer, a team, or whoever holds the case; None for nobody yet."""
    due_on: date | None = None
    remind_on: date | None = None
    starts_at: datetime | None = None
    """An appointment: when it begins, aware."""
    minutes: int | None = None
    """How long it takes."""
    place: str = ""
    """Where it is (features A4.23)."""
    with_whom: str = ""
    """Who else is there."""
    status: str = TaskStatus.OPEN
    cancel_reason: str = ""


@dataclass(repr=False)
class TaskEdit:
    """A task as far as it is typed, new or changed; its id is the draft's, and of a new one the task's."""

    id: UUID
    case_id: UUID
    member_label: str
    """Number, title and member of the case, so that a draft can be shown without the store."""
    task_id: UUID | None = None
    """None for a new one."""
    type_id: UUID | None = None
    """Of a new one: the type it is of; None for a free one (features A4.28)."""
    was: TaskContents = field(default_factory=TaskContents)
    now: TaskContents = field(default_factory=TaskContents)
    """Only what differs from `was` is changed."""

    @property
    def sections(self) -> list[Section]:
        """What is written, for lists of drafts."""
        return [Section("Task", self.now.title), Section("Note", self.now.note)]

    def is_blank(self) -> bool:
        """Nothing differs from what was read."""
        return self.now == self.was


class TaskType(NamedTuple):
    """A kind of task that a case type has (features A4.27, A4.28, A4.29)."""

    id: UUID
    case_type: str
    label: str
    performers: tuple[str, ...] = ()
    """Who may do it, `case owner`, `team: Legal`, `access: supervisor`, `officer: kim.tran`; empty is everyone."""
    auto_generate: bool = False
    condition: str = ""
    """When it is made by itself; empty is always."""
    target_working_days: int | None = None
    required: bool = True
    """The case is not closed before it is done or cancelled (features A4.26)."""


class Task(NamedTuple):
    """A task as it stands in the store, with the case it belongs to."""

    id: UUID
    case_id: UUID
    case_reference: int
    case_title: str
    case_open: bool
    member_id: UUID
    member_name: str
    title: str
    note: str
    status: TaskStatus
    position: int
    version: int
    officer_id: UUID | None = None
    officer: str = ""
    """Who does it now: for one that follows the case's owner, the owner."""
    team_id: UUID | None = None
    team: str = ""
    follows_owner: bool = False
    due_on: date | None = None
    remind_on: date | None = None
    starts_at: datetime | None = None
    minutes: int | None = None
    place: str = ""
    with_whom: str = ""
    done_by: str = ""
    done_at: datetime | None = None
    cancel_reason: str = ""
    type_id: UUID | None = None
    type_label: str = ""
    performers: tuple[str, ...] = ()
    required: bool = True

    @property
    def case_number(self) -> str:
        """The number people say: `C-10482`."""
        return f"C-{self.case_reference}"

    @property
    def is_open(self) -> bool:
        """It is still to do."""
        return self.status is TaskStatus.OPEN

    @property
    def assignee(self) -> Assignee | None:
        """Whom it was given to."""
        if self.follows_owner:
            return CASE_OWNER
        if self.officer_id is None and self.team_id is None:
            return None
        return Assignee(self.officer_id, None if self.officer_id else self.team_id)

    @property
    def who(self) -> str:
        """Whose it is in words; empty while it is nobody's."""
        return self.officer or (f"{self.team} team" if self.team else "")


class CheckItem(NamedTuple):
    """One line of a case's checklist (features B13)."""

    id: UUID
    text: str
    ticked: bool = False
    by: str = ""
    at: datetime | None = None
    task: str = ""
    """The kind of task that answers it: ticked when that is done."""
    other_id: UUID | None = None
    """Another case it names."""
    other_number: str = ""
    other_open: bool = False
    """That case is not closed yet."""


class Proposed(NamedTuple):
    """A task that a line of Actions could become (features A1.24)."""

    id: UUID
    """The same for the same line of the same case: nothing is made twice."""
    title: str
    who: Assignee | None
    said: str
    """Who, as it was written."""
    due_on: date | None


class CaseTasks(NamedTuple):
    """Everything the Tasks tab of a case shows."""

    tasks: tuple[Task, ...]
    items: tuple[CheckItem, ...]
    types: tuple[TaskType, ...]
    """What can be added here, by the case types."""
    free: bool
    """The office allows tasks of no type (features A4.28)."""
    proposed: tuple[Proposed, ...] = ()
    """Lines of Actions that are no task yet."""


class Sought(NamedTuple):
    """Which tasks a list holds."""

    mine: bool = True
    """Those of the officer and of her team; else everybody's."""
    due: bool = False
    """Those due until today, or to be reminded of."""
    limit: int = 500
