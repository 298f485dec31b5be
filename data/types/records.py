"""Interactions and cases as they stand in the store."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from data.types.deadlines import CaseDeadline
from data.types.members import Job
from data.types.notes import NoteRow, Section
from data.types.staff import Assignee

if TYPE_CHECKING:
    from data.types.milestones import Milestone
    from data.types.targets import Target


class InteractionRecord(NamedTuple):
    """A submitted interaction."""

    id: UUID
    reference: int
    """Shown as I-20931."""
    member_id: UUID
    member_name: str
    member_number: str
    officer_id: UUID
    officer_name: str
    interaction_type: str
    related_to: str
    case_types: tuple[str, ...]
    outcome: str
    sections: tuple[Section, ...]
    follow_up_on: date | None
    job: Job | None
    ticket_url: str
    duration_s: int | None
    spoke_with: str
    identity_checked: bool
    no_advice: bool
    reviewed_prior: bool
    submitted_at: datetime
    case_id: UUID | None
    case_reference: int | None
    version: int
    follow_up_open: bool = False
    """The follow-up is still to do: not ticked off, and not carried on by a case."""
    follow_up_by: UUID | None = None
    """Who follows up; None once nothing is to do any more."""
    follow_up_by_name: str = ""
    follow_up_action: str = ""
    """What is to be done then, in one line (features A1.19)."""

    @property
    def number(self) -> str:
        """The number people say: `I-20931`."""
        return f"I-{self.reference}"


class Watcher(NamedTuple):
    """Someone who watches a case."""

    id: UUID
    name: str


class CaseRecord(NamedTuple):
    """A case with everything its screen shows."""

    id: UUID
    reference: int
    """Shown as C-10482."""
    title: str
    member_id: UUID
    member_name: str
    member_number: str
    case_types: tuple[str, ...]
    status: str
    status_kind: str
    next_steps: str
    assignees: tuple[Assignee, ...]
    owner: str
    """Name of the primary assignee; empty when unclaimed."""
    job: Job | None
    follow_up_on: date | None
    due_on: date | None
    opened_on: date
    closed_at: datetime | None
    priority: int
    confidential: bool
    marked_for_review: bool
    origin: str
    """`converted` or `direct` (features A2.03)."""
    ticket_url: str
    interaction_id: UUID | None
    interaction_reference: int | None
    notes: tuple[NoteRow, ...]
    """Those that are seen first, newest first: the pinned ones, the last five, and last of all the description it was
    opened with. All of them are `desk.notes.of_case`."""
    version: int
    location: str = ""
    """Where it happened (features A3.27)."""
    location_note: str = ""
    direct_reason: str = ""
    """Why it was created without an interaction; empty for one that was converted."""
    scope: int = 0
    """Who sees it: 0 the office, 1 its team, 2 its staff and administrators (features A3.17, A3.18)."""
    team_id: UUID | None = None
    """The team it belongs to, whoever holds it."""
    acl: tuple[UUID, ...] = ()
    """Groups that its case types admit; empty admits all (features A4.04)."""
    watchers: tuple[Watcher, ...] = ()
    close_reason: str = ""
    """`resolved` or `shelved` of a closed case (features A3.19)."""
    tags: tuple[str, ...] = ()
    substatus: str = ""
    """What the status is more exactly (features A3.20)."""
    fields: Mapping[str, str] = MappingProxyType({})
    """What fields of the office's own hold, by name (features A3.25)."""
    targets: tuple[Target, ...] = ()
    """What is promised, the nearest first (features B9)."""
    escalated_at: datetime | None = None
    """Since when it is before those who decide (features A4.12)."""
    effect: str = ""
    """The day it took effect: ISO, `unknown`, or empty while nobody said (domain D2)."""
    lodged_on: date | None = None
    """When what the law limits was lodged."""
    deadlines: tuple[CaseDeadline, ...] = ()
    """Its limits set by law; those that apply no longer last."""
    opened_by: UUID | None = None
    """Who made it."""
    waits_since: datetime | None = None
    """Since when nothing was said of a case whose status closes by itself; None for every other (features B19)."""
    waits_days: int = 0
    """How many days it waits at most."""
    kept_open: str = ""
    """Why it did not close by itself when they were over."""
    office_id: UUID | None = None
    """The case office it belongs to; None is every office's (features A3.01)."""
    office: str = ""
    """Its name."""
    note_count: int = 0
    """How many notes it has."""
    milestone: Milestone | None = None
    """What comes next with it, where that was asked for (features B16)."""

    @property
    def number(self) -> str:
        """The number people say: `C-10482`."""
        return f"C-{self.reference}"

    @property
    def description(self) -> tuple[Section, ...]:
        """The sections of the note the case was opened with."""
        return self.notes[-1].sections if self.notes else ()


class CaseLine(NamedTuple):
    """One row of a list of cases."""

    id: UUID
    reference: int
    title: str
    member_id: UUID
    member_name: str
    case_types: tuple[str, ...]
    status: str
    owner: str
    priority: int
    follow_up_on: date | None
    due_on: date | None
    opened_on: date
    complete: int
    """How many of the seven required fields hold (features A2.07)."""
    confidential: bool = False
    marked_for_review: bool = False
    scope: int = 0
    closed_at: datetime | None = None
    target_on: date | None = None
    """The day of the nearest target that runs; it and the follow-up give the row its place."""
    lodge_by: date | None = None
    """The first last day of its limits set by law (domain D2)."""
    effect_wanted: bool = False
    """A limit runs and nobody knows from when."""
    milestone: Milestone | None = None
    """What comes next with it, where that was asked for (features B16)."""

    @property
    def number(self) -> str:
        """The number people say: `C-10482`."""
        return f"C-{self.reference}"


class Looked(NamedTuple):
    """A record that was looked at in this run (features B3)."""

    kind: str
    """`member`, `interaction` or `case`."""
    id: UUID
    number: str
    member: str
    matter: str
    at: datetime
    """When it was looked at last, UTC."""
    news: bool = False
    """A colleague has changed it since."""


class Saved(NamedTuple):
    """The store's answer to a write."""

    id: UUID
    reference: int
    number: str
    already: bool = False
    """The same key had been saved before; nothing was written twice (features C7)."""


class ChangeLine(NamedTuple):
    """One field of one change, as history shows it."""

    at: datetime
    who: str
    action: str
    reason: str
    record: str
    """Kind of record: `case`, `interaction`, `note`, …"""
    field: str
    old: str | None
    new: str | None


class Opening(NamedTuple):
    """Somebody opened a confidential case."""

    at: datetime
    who: str
