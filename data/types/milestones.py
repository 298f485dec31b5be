"""What comes next with a case, by its day (features B16)."""

from datetime import date
from enum import StrEnum
from typing import NamedTuple


class Step(StrEnum):
    """What it is; of one day the first of these is said."""

    LIMIT = "limit"
    APPOINTMENT = "appointment"
    TARGET = "target"
    TASK = "task"
    FOLLOW_UP = "follow-up"


class Milestone(NamedTuple):
    """A day on which something is due with a case."""

    on: date
    step: Step
    what: str = ""
    """The limit, what was promised, or what it is called."""
    at: str = ""
    """Of an appointment, when it begins where the office is: `14:00`."""


class DatedTask(NamedTuple):
    """A task that is to be done, as far as it has a day."""

    title: str
    on: date
    at: str = ""
    """Of an appointment, when it begins."""
