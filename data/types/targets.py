"""Targets: what is promised within how long, what paused it, and what became of it (features B9)."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple
from uuid import UUID


class TargetKind(StrEnum):
    """What is promised (features B9)."""

    RESPONSE = "first response"
    FOLLOW_UP = "next follow-up"
    COMPLETION = "completion"


class Unit(StrEnum):
    """How a length is counted (features A4.11)."""

    DAYS = "days"
    WORKING_DAYS = "working days"
    HOURS = "working hours"


class Source(StrEnum):
    """Who set a target (features A4.08 to A4.10)."""

    AUTO = "case type"
    STAFF = "staff"
    EXTENDED = "extended"


class Again(StrEnum):
    """What becomes of a target when a case is opened again, or becomes another type (features A5.14, B19)."""

    CONTINUE = "continue"
    RESTART = "restart"
    KEEP = "keep"
    STOP = "stop"


class Length(NamedTuple):
    """How long something may take: `5 working days`."""

    amount: int
    unit: Unit

    def __str__(self) -> str:
        unit = self.unit.value
        return f"{self.amount} {unit.removesuffix('s') if self.amount == 1 else unit}"


class Hold(NamedTuple):
    """A time that does not count, from a moment on and, once it is over, up to another."""

    start: datetime
    end: datetime | None
    why: str = ""
    """The status that paused it."""


class Due(NamedTuple):
    """When a target is due, and why then (features C9)."""

    at: datetime
    """The moment after which it is late, in UTC."""
    on: date
    """The office's day of it."""
    because: str
    """ "5 working days: skips Sat 28, Sun 29, Tue 1 Dec Labour Day (Vic)"."""


class WorkCalendar(NamedTuple):
    """When the office works, as the store holds it (features A4.11)."""

    name: str
    hours: str
    """ "Mon-Fri 09:00-17:00", several apart by semicolons."""
    closed: Mapping[date, str] = MappingProxyType({})
    """Days the office does not work besides public holidays, with their names."""


class TypeTargets(NamedTuple):
    """What a case type promises (features A4.08)."""

    key: str
    lengths: Mapping[TargetKind, Length]
    calendar: WorkCalendar
    may_set: bool = True
    """Staff may set a completion target where none is set automatically (features A4.09)."""
    may_extend: bool = True
    """Staff may extend it, with a reason (features A4.10)."""
    reopening: Again = Again.CONTINUE
    retyping: Again = Again.RESTART
    """What becomes of the targets of a case that becomes one of this type."""
    reminders: tuple["Ahead", ...] = ()
    escalate_to: tuple[str, ...] = ()
    """Logins; nobody named means the supervisors (features A4.05)."""


class Ahead(NamedTuple):
    """How long before a target it is told (features A4.15)."""

    amount: int
    unit: str
    """`minutes`, `hours` or `days`."""


class Target(NamedTuple):
    """One target of a case as it stands."""

    kind: TargetKind
    due_at: datetime
    due_on: date
    source: Source
    length: Length | None
    because: str
    started_at: datetime
    paused_since: datetime | None = None
    met_at: datetime | None = None
    breached_at: datetime | None = None
    escalated_at: datetime | None = None


class Extension(NamedTuple):
    """One change of a target's day, as history tells it."""

    at: datetime
    who: str
    was: str
    now: str
    reason: str


class Escalation(NamedTuple):
    """A case that was put before those who decide (features A4.12, A4.13)."""

    at: datetime
    who: str
    """Empty where the program did it."""
    reason: str
    told: tuple[str, ...]
    """Logins of whom it is before."""
    settled_at: datetime | None = None


class CaseTargets(NamedTuple):
    """Everything the screen of targets shows."""

    case_id: UUID
    number: str
    title: str
    status: str
    targets: tuple[Target, ...]
    holds: tuple[Hold, ...]
    extensions: tuple[Extension, ...]
    escalations: tuple[Escalation, ...]
    rules: TypeTargets
    closed: bool = False

    def of(self, kind: TargetKind) -> Target | None:
        """The target of that kind, if the case has one."""
        return next((one for one in self.targets if one.kind is kind), None)


class DueLine(NamedTuple):
    """One group of the report on due dates (features A3.30)."""

    group: str
    met: int
    exceeded: int
    open_late: int
    """Of those exceeded, how many are not completed yet."""
    running: int

    @property
    def share(self) -> int | None:
        """Of those decided, how many in a hundred were met."""
        decided = self.met + self.exceeded
        return round(100 * self.met / decided) if decided else None


class Ticked(NamedTuple):
    """What was done by the clock."""

    breached: int = 0
    escalated: int = 0
    closed: int = 0
    """Cases that closed by themselves (features B19)."""
    kept: int = 0
    """Cases whose days are over and that something keeps open, told since the last time."""
    told: int = 0
    """Acts of which something was told (issue 8)."""
    aside: int = 0
    """Acts too old to be told of."""
    reminded: int = 0
    """Targets that are near and tasks whose day has come or is over, told since the last time (features A4.15)."""
    mailed: int = 0
    unmailed: int = 0
    """Mails that did not go: they are tried again, or stand in the outbox."""
    unsure: int = 0
    """Mails of which nobody knows whether they went."""
    silent: int = 0
    """Questions to members that nobody answered in time (features A4.22)."""
    asked_again: int = 0
    """Members who were asked once more (features A5.14)."""
    swept: int = 0
    """Files of documents that nothing names any more, whose bytes went."""
    swept_size: int = 0
    """How many bytes that were."""
    untold: int = 0
    """Acts that could not be told, and wait."""


class Reminded(NamedTuple):
    """What was told ahead, or late, by the clock."""

    targets: int = 0
    tasks: int = 0
    tasks_late: int = 0


class LastTick(NamedTuple):
    """When what is due by the clock was last done at a shared store."""

    begun_at: datetime | None
    ended_at: datetime | None
    due: bool
    """Something waits to be done by the clock for more than ten minutes."""


class Swept(NamedTuple):
    """What a sweep found."""

    breached: int = 0
    escalated: int = 0
