"""Notices: who is told of what, and what an officer finds in her inbox (features N1 to N21)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from data.types.happenings import Kind


class Whom(StrEnum):
    """Who of the staff is told."""

    HOLDERS = "whoever holds the case"
    GROUP = "the group that manages it"
    HOLDERS_OR_GROUP = "whoever holds the case, else the group"
    ESCALATION = "those it is escalated to"
    PERFORMER = "whoever does the task"
    GIVEN = "whom it was given to, or who is mentioned"
    WATCHERS = "whoever watches the case"


class NoticeRow(NamedTuple):
    """A row of the matrix."""

    id: str
    kind: Kind
    said: str
    """What happened, in words that name nobody."""
    staff: tuple[Whom, ...] = ()
    member: bool = False
    group_switch: bool = False
    """Silenced by the one switch about groups and new or reassigned cases (features A4.33)."""
    office: str = ""
    """The switch of the office it has instead of one by case type: `assignees_on_create`."""
    on: bool = True


class Switch(NamedTuple):
    """What the office says of an event: of some case types, of some groups, statuses or reasons, or of all."""

    event: str
    case_types: tuple[str, ...] = ()
    when: str = ""
    """The group it went to, the status, or the reason of closing; empty is every one."""
    staff: bool | None = None
    member: bool | None = None
    subject: str = ""
    body: str = ""
    """Of the mail to the member."""


class NoticeRules(NamedTuple):
    """Everything that the office has set about notices."""

    switches: tuple[Switch, ...] = ()
    group_new_and_reassigned: bool = True
    email_on_create: bool = False
    """Whoever opens a case may have a mail sent to the contact (features A3.08)."""
    email_on_close: bool = False
    assignees_on_create: bool = True
    assignees_on_change: bool = False
    keep_days: int = 60
    staff_mail: str = "none"
    """`none`, `each` or `daily`."""


class Person(NamedTuple):
    """One of the staff who may be told."""

    id: UUID
    login: str
    team_id: UUID | None
    sees: bool
    """May open the case."""


class Concerned(NamedTuple):
    """Of whom a happening may be told, as the case stands."""

    people: tuple[Person, ...]
    holders: frozenset[UUID] = frozenset()
    """Officers the case is allocated to."""
    group: frozenset[UUID] = frozenset()
    """Who may claim it."""
    escalation: frozenset[UUID] = frozenset()
    performer: frozenset[UUID] = frozenset()
    given: frozenset[UUID] = frozenset()
    watchers: frozenset[UUID] = frozenset()
    case_types: tuple[str, ...] = ()
    unclaimed: bool = False


class Decided(NamedTuple):
    """Who is told, and whether the member gets a mail."""

    staff: tuple[UUID, ...] = ()
    member: bool = False


class Unsent(StrEnum):
    """Why a mail to the member does not go (features A3.09)."""

    NO = ""
    DO_NOT_CONTACT = "do not contact"
    NO_MAIL = "no e-mail wanted"
    NO_ADDRESS = "no e-mail address"


class Notice(NamedTuple):
    """One row of an inbox, as it is read."""

    id: UUID
    at: datetime
    kind: str
    said: str
    """What happened."""
    case_id: UUID | None
    number: str
    title: str
    member_id: UUID | None
    member_name: str
    who: str
    """Who did it; empty where the program did."""
    read: bool


class Digest(NamedTuple):
    """What came of one record since it was read: the last notice, and how many there are."""

    first: Notice
    notices: tuple[Notice, ...]

    @property
    def unread(self) -> int:
        """How many are not read."""
        return sum(not one.read for one in self.notices)


class MailState(StrEnum):
    """How far a mail is."""

    WAITING = "waiting"
    SENDING = "sending"
    """Given to the server, which has not answered: after a crash nobody knows whether it went."""
    SENT = "sent"
    FAILED = "failed"
    GIVEN_UP = "given up"


@dataclass(frozen=True, repr=False)
class Mail:
    """A mail of the outbox."""

    number: int
    id: UUID
    to: str
    subject: str
    kind: str
    state: MailState
    unsure: bool
    """It was being given to the server when a run ended."""
    tries: int
    next_try_at: datetime
    error: str
    posted_at: datetime
    sent_at: datetime | None
    case_id: UUID | None
    case_number: str


class Claimed(NamedTuple):
    """A mail that one run alone sends."""

    id: UUID
    to: str
    subject: str
    body: str
    tries: int
    posted_at: datetime
    calendar: str = ""
    """An .ics file that goes with it."""


class MailSettings(NamedTuple):
    """The office's mail server (union.toml: mail)."""

    host: str = ""
    port: int = 587
    security: str = "starttls"
    """`starttls`, `tls`, or `none`, which only a server on this machine may have."""
    sender: str = ""
    user: str = ""
    staff_address: str = ""
    """`{login}@union.example.org`; empty, and no mail goes to staff."""
    timeout_s: int = 20


class Posted(NamedTuple):
    """What one run of the outbox has done."""

    sent: int = 0
    failed: int = 0
    unsure: int = 0
    """Found half sent: nobody knows whether they went."""


class SwitchLine(NamedTuple):
    """One switch as it stands; None where there is nothing to turn."""

    name: str
    said: str
    staff: bool | None
    member: bool | None
