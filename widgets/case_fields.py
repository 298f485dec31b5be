"""The fields of a new case under its words: they know what brings what along, and nothing of where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical

from data.rules.conversion import to_whom
from data.rules.defaults import DefaultDays, default_days
from data.rules.effect import GAP
from data.rules.facts import job_said
from data.rules.places import own_place, places
from data.rules.reach import mail_said
from data.rules.titles import suggest
from data.types.staff import Assignee
from widgets.case_details import people
from widgets.choice import ChoiceField, Option
from widgets.day import DayField
from widgets.effect import EffectField
from widgets.entry import TextField
from widgets.field_columns import FieldColumns
from widgets.own_fields import OwnFields
from widgets.place import PlaceField
from widgets.raising import to_raise

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from textual.app import ComposeResult
    from textual.widget import Widget

    from data.types.choices import Choices
    from data.types.forms import CaseForm
    from data.types.members import Job, MemberCard
    from data.types.staff import Officer
    from data.types.workload import Load

RIGHT = 11
"""Cells of the labels in the right column."""
MAIL = (Option("yes", "to the contact, once it is created"),)
"""What there is to choose where the office has such a mail (features A3.08)."""


class CaseFields(Vertical):
    """Everything of a new case but its words."""

    DEFAULT_CSS = "CaseFields { height: auto; }"

    def __init__(
        self,
        form: CaseForm,
        today: Callable[[], date],
        free: Callable[[], Mapping[date, str]],
        choices: Choices | None,
        *,
        fresh: bool,
    ) -> None:
        """Of that form; with `fresh` nobody has seen it yet: it begins with the days of the office (features A5.11)."""
        super().__init__()
        self.form, self._today, self._free, self._choices, self._fresh = form, today, free, choices, fresh
        self.reason = TextField("Reason", placeholder="why without an interaction", id="direct_reason")
        self.title_field = TextField("Title", id="title")
        self.case_types = ChoiceField("Case type", several=True, short=True, id="case_types")
        self.status = ChoiceField("Status", gutter=RIGHT, id="status")
        self.owner = ChoiceField("Staff", several=True, id="assignees")
        self.job = ChoiceField("Job", gutter=RIGHT, nothing="none on record", id="job_id")
        self.follow_up = DayField("Follow-up", today(), free, id="follow_up_on")
        self.due = DayField("Due", today(), free, gutter=RIGHT, id="due_on")
        self.opened = DayField("Opened", today(), past=True, id="opened_on")
        self.effect = EffectField(GAP.label, today(), id="effect")
        self.ticket = TextField("Ticket", gutter=RIGHT, id="ticket")
        self.mail = ChoiceField("Mail", gutter=RIGHT, nothing="the contact is being read", id="mail_contact")
        self.where = PlaceField("Location", id="location")
        self.where_note = TextField("Loc. note", id="location_note")
        self.own = OwnFields(today(), free, form.fields)
        self._card: MemberCard | None = None
        self._named = False
        """The officer has said whose it is."""
        self._days = DefaultDays(None, None)
        """The days as the office would have them, while nobody says others."""
        self._title = ""
        """The title as the program would have it, while nobody wrote another."""
        if choices is not None and fresh:
            self._days = default_days(form.case_types, choices, today(), free())
            form.follow_up_on = form.follow_up_on or self._days.follow_up_on
            form.due_on = form.due_on or self._days.due_on

    @property
    def direct(self) -> bool:
        """Without an interaction: the exception, which says why."""
        return self.form.interaction_id is None

    def compose(self) -> ComposeResult:
        """In two columns what is short; an address needs the whole width."""
        if self.direct:
            yield self.reason
        yield self.title_field
        yield FieldColumns(
            [self.case_types, self.effect, self.owner, self.follow_up, self.opened],
            [self.status, self.job, self.ticket, self.due, self.mail],
        )
        yield self.where
        yield self.where_note
        yield self.own

    def show(self) -> None:
        """What the form holds; staff that nobody has seen yet are only proposed. Tells nobody."""
        form = self.form
        self.title_field.set(form.title)
        self.case_types.set(*form.case_types)
        self.status.set(form.status)
        held = (one.key for one in form.assignees)
        if self._fresh:
            self.owner.suggest(*held)
        else:
            self.owner.set(*held)
        self.follow_up.set(form.follow_up_on)
        self.due.set(form.due_on)
        self.ticket.set(form.ticket_url)
        self.reason.set(form.direct_reason)
        self.opened.set(form.opened_on or self._today())
        self.effect.set(form.effect)
        self._offer_mail()
        self.where.set(form.location or "")
        self.where_note.set(form.location_note)
        if form.job_id:
            # Until the member has been read her job has no name here.
            self.job.offer([Option(str(form.job_id), "…")])
            self.job.set(str(form.job_id))

    def fill(self) -> None:
        """Into the form what stands in the fields."""
        form, card = self.form, self._card
        form.title = self.title_field.value
        form.case_types = list(self.case_types.values)
        form.status = self.status.value
        form.assignees = [Assignee.of(key) for key in self.owner.values]
        if card is not None:
            form.job_id = job.id if (job := self.job_held()) else None
        form.follow_up_on = self.follow_up.value
        form.due_on = self.due.value
        form.ticket_url = self.ticket.value
        form.direct_reason = self.reason.value
        if self.opened.value is not None:
            form.opened_on = None if self.opened.value == self._today() else self.opened.value
        if card is not None or self.where.value:
            own = card is not None and self.where.value == self.own_place()
            form.location = None if own else self.where.value
        form.location_note = self.where_note.value
        form.fields = self.own.values()
        form.effect = self.effect.value
        form.mail_contact = self.mail.value == MAIL[0].key

    def job_held(self) -> Job | None:
        """The job chosen, of those of the member."""
        jobs = self._card.jobs if self._card else ()
        return next((job for job in jobs if str(job.id) == self.job.value), None)

    def own_place(self) -> str:
        """The member's address, which is where a case is unless somebody says otherwise."""
        return own_place(self._card) if self._card else ""

    def offer(self, choices: Choices) -> None:
        """The office's lists."""
        self._choices = choices
        self.case_types.offer(to_raise(choices.case_types))
        self.status.offer([Option(status.name, status.name) for status in choices.statuses])
        self.offer_staff({})
        self._offer_mail()

    def offer_staff(self, load: Mapping[str, Load]) -> None:
        """Officers, teams and roles, with what each holds."""
        if self._choices is not None:
            self.owner.offer(people(self._choices, load, self._today()))

    def offer_member(self, card: MemberCard) -> None:
        """Her jobs and places, and whether a mail reaches her."""
        self._card = card
        self._offer_mail()
        today = self._today()
        self.job.offer([Option(str(job.id), job_said(job, today) or job.employer) for job in card.jobs])
        self.where.offer([Option(place, place, what) for place, what in places(card)])
        if self.form.location is None and not self.where.value:
            self.where.set(self.own_place())

    def _offer_mail(self) -> None:
        """Away where the office has no such mail; where none can go, it says why (features A3.08, A3.09)."""
        choices, card = self._choices, self._card
        self.mail.display = choices is not None and choices.notices.email_on_create
        if card is None:
            return
        unsent = mail_said(card)
        self.mail.nothing = unsent
        self.mail.offer([] if unsent else MAIL)
        if self.form.mail_contact and not unsent:
            self.mail.set(MAIL[0].key)

    def unsent(self) -> str:
        """Why no mail reaches the member, where the office has one; empty where it does."""
        return mail_said(self._card) if self.mail.display and self._card is not None else ""

    def name_staff(self) -> None:
        """The officer says whose it is: nothing else says so any more."""
        self._named = True

    def bring(self, officer: Officer | None) -> None:
        """The case types bring fields of their own along, and title, staff and days where nobody said others."""
        self.own.narrow(self.case_types.values)
        self.bring_title()
        if self._choices is None:
            return
        if officer is not None:
            self._bring_staff(officer, self._choices)
        self._bring_days(self._choices)

    def bring_title(self) -> None:
        """A title nobody wrote follows case type and job (features A3.11)."""
        if self._choices is None or self.title_field.value != self._title:
            return
        job, kinds = self.job_held(), self.case_types.values
        self._title = suggest(kinds, self._choices, job.employer if job else "") if kinds else ""
        self.title_field.set(self._title)

    def _bring_staff(self, officer: Officer, choices: Choices) -> None:
        """Staff that nobody named follow the rule of the case type (features A5.10)."""
        before = [held.key for held in self.form.assignees]
        if self._named or list(self.owner.values) != before:
            return
        self.form.case_types = list(self.case_types.values)
        to_whom(self.form, officer, choices)
        self.owner.suggest(*(held.key for held in self.form.assignees))

    def _bring_days(self, choices: Choices) -> None:
        """Days nobody said follow the case type (features A5.11); one that was said, or emptied, stays."""
        before = self._days
        self._days = default_days(self.case_types.values, choices, self._today(), self._free())
        for field, was, now in zip((self.follow_up, self.due), before, self._days, strict=True):
            if field.value == was:
                field.set(now)

    def places(self) -> dict[str, list[Widget]]:
        """Where the caret goes for each field of the form; the status is passed over: a case begins as open (A2.09)."""
        return {
            "direct_reason": [self.reason.entry] if self.direct else [],
            "title": [self.title_field.entry],
            "case_types": [self.case_types],
            "effect": [self.effect],
            "assignees": [self.owner],
            "follow_up_on": [self.follow_up],
            "opened_on": [self.opened],
            "job_id": [self.job],
            "ticket_url": [self.ticket.entry],
            "due_on": [self.due],
            "mail_contact": [self.mail] if self.mail.display else [],
            "location": [self.where],
            "location_note": [self.where_note.entry],
            "own": self.own.places(),
        }

    def freeze(self, frozen: bool) -> None:
        """A created case is changed on its own screen."""
        self.own.freeze(frozen)
        for field in (
            self.title_field,
            self.case_types,
            self.status,
            self.owner,
            self.job,
            self.follow_up,
            self.opened,
            self.due,
            self.effect,
            self.mail,
            self.ticket,
            self.reason,
            self.where,
            self.where_note,
        ):
            field.disabled = frozen
