"""How much everyone holds, and what the open cases are (features A2.12, A5.13)."""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from data.types.staff import Officer


class Load(NamedTuple):
    """How many open cases somebody holds as the primary one; what pickers say beside a name."""

    open: int = 0
    overdue: int = 0
    week: int = 0
    """Due today or within seven days."""


class Burden(NamedTuple):
    """What one officer holds; of nobody what is unclaimed."""

    officer: Officer | None
    team: str
    here: bool
    cases: int = 0
    follow_ups: int = 0
    """Of interactions that are no case."""
    overdue: int = 0
    """Cases and follow-ups whose day has passed."""
    week: int = 0
    """And those due today or within seven days."""
    age: float | None = None
    """Days since the open cases were opened, on average; None without any."""
    to_give_back: int = 0
    """Records handed over for a leave that is over (features B29)."""

    @property
    def name(self) -> str:
        """Whose it is."""
        return self.officer.name if self.officer else "nobody yet"


class Workload(NamedTuple):
    """Everyone whose work may be looked at, by name; what nobody has claimed; and all of it together."""

    on: date
    lines: tuple[Burden, ...]
    unclaimed: Burden
    together: Burden


class By(StrEnum):
    """What open cases are counted by."""

    TYPE = "type"
    STATUS = "status"
    OWNER = "owner"
    TEAM = "team"
    PRIORITY = "priority"


class OpenLine(NamedTuple):
    """One bar: how many open cases, and how many of them are overdue."""

    group: str
    cases: int
    overdue: int


class OpenReport(NamedTuple):
    """The open cases that may be seen, by one thing; the most first, priorities and statuses in their order."""

    by: By
    lines: tuple[OpenLine, ...]
    cases: int
    """Each once: a case may be of several types."""
    overdue: int
