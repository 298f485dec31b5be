"""Routines: what is done with a case by itself when something happens to it (features A4.19, A4.20)."""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID


class Trigger(StrEnum):
    """What sets a routine off, as an office writes it (features A4.19)."""

    CREATED = "created"
    ASSIGNED = "assigned"
    STATUS = "status changed"
    CLOSED = "closed"
    TARGET_NEAR = "target near"
    TARGET_PASSED = "target passed"
    ESCALATED = "escalated"
    TASK_DONE = "task done"
    TASK_CANCELLED = "task cancelled"
    TASK_NEAR = "task near"
    TASK_PASSED = "task passed"
    ALL_DONE = "all tasks done"
    NO_REPLY = "no reply"
    REPLY = "reply"
    NOTE = "note by others"


class Routine(NamedTuple):
    """A routine of the office."""

    id: UUID
    name: str
    trigger: Trigger
    case_types: tuple[str, ...]
    """Keys; none means every case."""
    condition: str
    actions: tuple[str, ...]
    """Each in words: `status Waiting on member`."""
    on: bool = True


class Outcome(StrEnum):
    """What became of a routine that was set off."""

    DONE = "done"
    FAILED = "failed"
    CUT = "cut"
    """It would have gone on for ever."""


class RoutineRun(NamedTuple):
    """A routine that was set off on one case."""

    at: datetime
    case_number: str
    outcome: Outcome
    said: str


class ShownRoutine(NamedTuple):
    """A routine as it is looked at, with what it last did on the cases the officer may see."""

    name: str
    trigger: Trigger
    case_types: tuple[str, ...]
    condition: str
    actions: tuple[str, ...]
    on: bool
    done: int
    """How often it did something."""
    failed: int
    """How often it could not, or was cut."""
    last: RoutineRun | None
    fault: str
    """Why it can do nothing as it is written, or that it may set itself off; empty where neither is so."""


class Foreseen(NamedTuple):
    """One action of a routine, on a case, as it would be done now."""

    action: str
    would: str
    """What would become of it: "status: Open > Waiting on member", "so already"."""
    refused: str = ""
    """Why it could not be done."""


class Tested(NamedTuple):
    """What one routine would do with a case now, and why or why not."""

    name: str
    trigger: Trigger
    runs: bool
    why: str
    actions: tuple[Foreseen, ...] = ()
