"""Who works here: officers, teams and what their access lets them do."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum
from typing import NamedTuple, Self
from uuid import UUID


class Access(IntEnum):
    """What a job title admits to (features A2.30, A3.46); higher includes lower."""

    READER = -1
    """Sees what basic access sees, and writes nothing in the records."""
    BASIC = 0
    OFFICER = 1
    SUPERVISOR = 2
    ADMIN = 3


class Team(NamedTuple):
    """A team cases can be allocated to (features A2.12)."""

    id: UUID
    name: str


class CaseOffice(NamedTuple):
    """A case office of the organisation (features A3.01)."""

    id: UUID
    name: str


class Group(NamedTuple):
    """Staff who manage case types, or to whom cases are escalated (features A4.04, A4.05)."""

    id: UUID
    name: str
    members: tuple[str, ...]
    """Logins."""
    manages: tuple[str, ...]
    """Keys of case types."""
    escalated_to: tuple[str, ...]
    raises: tuple[str, ...] = ()
    """Keys of case types that it alone, or among others, raises cases of (features A4.03)."""


class Officer(NamedTuple):
    """One member of staff."""

    id: UUID
    login: str
    name: str
    title: str
    """The job title, only shown."""
    access: Access
    team_id: UUID | None = None
    available: bool = True
    """As it was set; `here` says how it is on a day."""
    away_until: date | None = None
    away_reason: str = ""
    groups: tuple[UUID, ...] = ()
    """The groups this officer is in (features A4.04)."""
    sees_assigned: bool = False
    """The office lets supervisors see what only the assigned of their team see (features A3.18)."""
    office_id: UUID | None = None
    """The case office; None is the whole organisation (features A3.46)."""
    office: str = ""
    """Its name."""

    @property
    def of_all(self) -> bool:
        """An administrator of no office is one of the whole organisation, and sees every office (features A3.46)."""
        return self.access >= Access.ADMIN and self.office_id is None

    def here(self, today: date) -> bool:
        """Whether this officer is available on that day: who is away until then is back (features A5.02)."""
        return self.available or (self.away_until is not None and self.away_until <= today)

    @property
    def roles(self) -> tuple[str, str]:
        """What a case can be allocated to beside the officer and the team: the title, and the access."""
        return self.title, self.access.name.lower()

    @property
    def first_name(self) -> str:
        """How colleagues are named in narrow columns."""
        return self.name.split(" ", 1)[0]


class Login(NamedTuple):
    """How a login stands at a server where officers have logins of their own."""

    login: str
    access: Access
    active: bool
    """Works here."""
    enters: bool
    """May log in."""
    valid_until: datetime | None
    """Until when the first password holds; None once it was changed."""
    changed_at: datetime | None


class FirstGiven(NamedTuple):
    """A first password, told once to who gives it and kept nowhere."""

    login: str
    password: str
    """Empty at a store that has no logins of its own."""
    valid_until: datetime | None


class Presence(NamedTuple):
    """Whether someone is here, and what would wait meanwhile (features A5.02)."""

    officer: Officer
    team: str
    here: bool
    cases: int
    """Open cases held as the primary one."""
    follow_ups: int = 0
    """Open follow-ups of interactions."""
    to_give_back: int = 0
    """Records handed over for a leave that is over, still with others (features B29)."""


class OfficeRules(NamedTuple):
    """What an office has set for itself (union.toml: office, standing, eligibility)."""

    arrears_days: int = 90
    representation_months: int = 0
    """Months of membership before a member is represented; 0 where the union has no such rule."""
    tribunal_months: int = 0
    """The same before a tribunal."""
    pre_existing: str = ""
    """Who decides on a matter older than the membership; empty where nobody need."""
    duplicate_days: int = 0
    """Days within which contact about the same topic may be the same contact; 0 looks for none."""
    case_completeness: str = "warn"
    """`warn` names what a case lacks of the seven, `block` does not create it (features A2.07)."""
    case_sections: tuple[str, ...] = ()
    """Titles of the sections without which no case is created (features A2.15)."""
    reopen_days: int = 0
    """Days after closing in which a contact offers to open the case again; 0 offers none (features B19)."""
    outcome: str = "ask"
    """`ask` leaves the outcome to the officer, `require` submits no contact without one (features A1.40)."""
    substatus_required: bool = False
    """A status that has sub-statuses is not set without one of them (features A3.20)."""
    template: str = ""
    """Key of the intake template a note begins with; empty is the first of the list (features A3.31)."""
    follow_up: str = ""
    """Follow-up day of a new case, as officers write it; empty where they say it (features A5.11)."""
    due: str = ""
    free_tasks: bool = True
    """Tasks of no type may be added to a case (features A4.28)."""
    ticket_address: str = ""
    """Where a ticket is found by its number, `{ticket}` in its place; empty where that is not known (domain E2)."""


@dataclass(frozen=True, slots=True)
class Assignee:
    """Who holds a case: an officer, a team or a role; exactly one of the three (features A2.12)."""

    officer_id: UUID | None = None
    team_id: UUID | None = None
    role: str | None = None

    def __post_init__(self) -> None:
        held = sum(part is not None for part in (self.officer_id, self.team_id, self.role))
        if held != 1:
            raise ValueError("an assignee is exactly one of officer, team and role")

    @property
    def key(self) -> str:
        """How lists of choices name it: `officer/0192…`, `team/…`, `role/…`."""
        if self.officer_id is not None:
            return f"officer/{self.officer_id}"
        return f"team/{self.team_id}" if self.team_id is not None else f"role/{self.role}"

    @classmethod
    def of(cls, key: str) -> Self:
        """Whom a key names."""
        kind, _, rest = key.partition("/")
        if kind == "officer":
            return cls(officer_id=UUID(rest))
        return cls(team_id=UUID(rest)) if kind == "team" else cls(role=rest)
