"""Statutory deadlines: the office's rules, and what they come to for a case (domain D2)."""

from datetime import date
from typing import NamedTuple
from uuid import UUID

UNKNOWN = "unknown"
"""Said deliberately of the day on which it took effect."""
DAYS, MONTHS, YEARS = "days", "months", "years"


class DeadlineRule(NamedTuple):
    """A limit set by law, as the office keeps it; no rule is without the place it is read from."""

    key: str
    jurisdiction: str
    """`AU`, `NZ`, or one state alone: `AU-QLD`."""
    label: str
    """What is lodged, and after a dash with whom."""
    length: int
    unit: str
    """`days`, `months` or `years`."""
    runs_from: str
    """The event it runs from: `dismissal_effective`."""
    first_day_counted: bool
    """The period begins on the day itself and not on the next."""
    roll_forward: bool
    """A last day that is a weekend or a public holiday goes on to the next business day."""
    source: str
    verified_on: date | None = None
    act: str = "lodge by"
    """What is to be done by the last day."""
    instead_of: tuple[str, ...] = ()
    """Rules of case types which this one takes the place of, or stands beside, in its own jurisdiction."""
    warning: str = ""
    """What must be said whenever it is shown."""
    archived: bool = False

    @property
    def name(self) -> str:
        """What is lodged, without the place: "Unfair dismissal"."""
        return self.label.partition(" – ")[0]


class Filing(NamedTuple):
    """Where an application would be filed; that decides the jurisdiction and the public holidays."""

    region: str
    """`AU` or `NZ`."""
    state: str = ""
    """`QLD`; empty while it is not known."""
    city: str = ""
    """Only where a city has public holidays of its own: `Brisbane`."""


class Counted(NamedTuple):
    """What a rule comes to from one day."""

    rule: DeadlineRule
    effect_on: date
    bare_on: date
    """The last day before weekends and holidays are looked at."""
    last_on: date
    said: str
    """How it was counted: "21 days after Sun 22 Nov 2026: Sun 13 Dec; the next business day is Mon 14 Dec"."""
    remarks: tuple[str, ...] = ()
    """What else has to be known, a sentence each."""


class CaseDeadline(NamedTuple):
    """One limit of a case as it is kept: the rule, the last day, and how it was counted then."""

    rule: DeadlineRule
    effect_on: date | None
    """None while the day is not known."""
    last_on: date | None
    counted: str
    """How it was counted, with its remarks; a line each."""
    applies: bool = True
    """False once the case types or the job bring another rule, or none."""


class DeadlineLine(NamedTuple):
    """One row of the list of deadlines."""

    number: str
    case_id: str
    member_name: str
    title: str
    owner: str
    rule: str
    """Key of the rule."""
    label: str
    source: str
    effect: str
    """ISO day, `unknown`, or empty where nobody was asked."""
    last_on: date | None
    days_left: int | None
    said: str
    """ "Unfair dismissal: lodge by Mon 14 Dec 2026, 22 days left, s 394"."""


class MemberDeadline(NamedTuple):
    """A limit of an open case of a member that ends soon, or has passed."""

    case_id: UUID
    number: str
    last_on: date
    said: str
