"""From interaction to case: what aligns is there, the caret goes through the gaps first (features A1.29, A2.02)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from data import desk
from data.rules.archived import archived, say_archived
from data.rules.completeness import SEVEN, complete, missing
from data.rules.conversion import said, to_whom
from data.rules.custom import PREFIX, gaps
from data.rules.defaults import DefaultDays, default_days
from data.rules.effect import GAP, effect_gaps, limited
from data.rules.facts import job_said
from data.rules.good_case import judged_form
from data.rules.places import own_place, places
from data.rules.reach import mail_said
from data.rules.required import OFFICE_RULE, case_blocks, case_gaps, office_gaps
from data.rules.starting import why_not_raised
from data.rules.titles import suggest
from data.types.notes import Section
from data.types.staff import Assignee
from screens.enclosing import ABOUT_FILES, EnclosingScreen
from screens.writing import Writing
from widgets.actions import key_said
from widgets.brief import indented, limit_lines
from widgets.case_details import people
from widgets.choice import ChoiceField, Option
from widgets.day import DayField
from widgets.effect import EffectField
from widgets.entry import TextField
from widgets.field_columns import FieldColumns
from widgets.going import Go, Said
from widgets.good import item_lines
from widgets.lines import Line, heading, pair
from widgets.note_editor import NoteEditor
from widgets.own_fields import OwnFields
from widgets.pane import ScrollPane
from widgets.place import PlaceField
from widgets.raising import to_raise
from widgets.typed import TypedField

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.binding import BindingType
    from textual.widget import Widget

    from data.rules.gap import Gap
    from data.types.custom import CustomField
    from data.types.forms import CaseForm
    from data.types.members import MemberCard
    from data.types.records import Saved
    from data.types.workload import Load
    from screens.seat import Seat

NEXT_STEPS = "Next steps"
LAST = ("title", "job_id")
"""Gaps that come after the others: a title is suggested once a case type is chosen, and a job is missing only where
none is on record."""
MAIL = (Option("yes", "to the contact, once it is created"),)
"""What there is to choose where the office has such a mail (features A3.08)."""


class ConvertScreen(EnclosingScreen):
    """A case before it is created."""

    place: ClassVar[str] = "convert"
    BINDINGS: ClassVar[list[BindingType]] = [
        ("tab", "step(1)", "Next"),
        ("shift+tab", "step(-1)", "Previous"),
    ]

    def __init__(self, seat: Seat, form: CaseForm) -> None:
        super().__init__(seat, form)
        self.form = form
        self.card: MemberCard | None = None
        self.editor = NoteEditor([*form.sections, Section(NEXT_STEPS, form.next_steps)], id="note")
        self.reason = TextField("Reason", placeholder="why without an interaction", id="direct_reason")
        self.title_field = TextField("Title", id="title")
        self.case_types = ChoiceField("Case type", several=True, short=True, id="case_types")
        self.status = ChoiceField("Status", gutter=11, id="status")
        self.owner = ChoiceField("Staff", several=True, id="assignees")
        self.job = ChoiceField("Job", gutter=11, nothing="none on record", id="job_id")
        self.follow_up = DayField("Follow-up", seat.today(), seat.free, id="follow_up_on")
        self.due = DayField("Due", seat.today(), seat.free, gutter=11, id="due_on")
        self.opened = DayField("Opened", seat.today(), past=True, id="opened_on")
        self.effect = EffectField(GAP.label, seat.today(), id="effect")
        self.limits: tuple[str, ...] = ()
        """What the limits set by law come to, as the form stands."""
        self.ticket = TextField("Ticket", gutter=11, id="ticket")
        self.mail = ChoiceField("Mail", gutter=11, nothing="the contact is being read", id="mail_contact")
        self.where = PlaceField("Location", id="location")
        self.where_note = TextField("Loc. note", id="location_note")
        self._days = DefaultDays(None, None)
        """The days as the office would have them, while nobody says others."""
        self._fresh = seat.drafts.read(form.id) is None
        if seat.choices is not None and self._fresh:
            self._days = default_days(form.case_types, seat.choices, seat.today(), seat.free())
            form.follow_up_on = form.follow_up_on or self._days.follow_up_on
            form.due_on = form.due_on or self._days.due_on
        self.own = OwnFields(seat.today(), seat.free, form.fields)
        self._copied = said(form, seat.choices)
        self._named = False
        """The officer has said whose it is."""
        self._suggested = ""
        """The title as the program would have it, while nobody wrote another."""
        self._order: list[Widget] = []
        """Where Tab goes: first what was missing when the form came up, then the rest."""

    def head(self) -> tuple[Line, Line]:
        """Whose case it becomes."""
        how = self._copied if self.form.interaction_id else "created directly"
        return [
            ("New case › ", "strong"),
            (self.form.member_label, "strong"),
            (f"   {how}", "quiet"),
        ], self.clock_line()

    def resting(self) -> Line:
        """How complete it is, and what is missing first."""
        if self.state is Writing.SENT and self.record is not None:
            return [
                (f"{self.record.number} is created", "strong"),
                (" · Enter opens it · Esc goes back", "text"),
            ]
        have, of = complete(self.form)
        gaps = (*self._effect_gaps(), *missing(self.form))
        line: Line = [(f"Complete {have} of {of}", "strong")]
        if gaps:
            line.append((f"  missing: {', '.join(gap.label for gap in gaps)}", "text"))
        return line if self.seat.problem is None else super().resting()

    def why_not(self, act_id: str) -> str:
        """It is created once."""
        if act_id == "create" and self.state is not Writing.OPEN:
            return (
                "It is created already."
                if self.state is Writing.SENT
                else "It is on its way to the database."
            )
        if act_id in ABOUT_FILES:
            return self.why_not_enclosed(act_id)
        if act_id == "own_place" and self.card is None:
            return "The member is still being read."
        return ""

    def main(self) -> Iterable[Widget]:
        """Description and next steps, then the fields."""
        yield self.editor
        if self.form.interaction_id is None:
            yield self.reason
        yield self.title_field
        yield FieldColumns(
            [self.case_types, self.effect, self.owner, self.follow_up, self.opened],
            [self.status, self.job, self.ticket, self.due, self.mail],
        )
        # An address needs the whole width.
        yield self.where
        yield self.where_note
        yield self.own

    def side(self) -> Widget:
        """The seven required fields, ticked as they are filled; limits; and what a good case has (features L8)."""
        return ScrollPane(lambda w, h: self._side_lines(w))

    def _side_lines(self, width: int) -> list[Line]:
        gaps = {gap.field for gap in missing(self.form)}
        out: list[Line] = [heading("Required for a case")]
        for required in SEVEN:
            held = required.field not in gaps
            said = required.label
            if required.field == "assignees" and self.form.by_rule and not self.form.assignees:
                said += ": whoever's turn it is"
            out.append([("+ " if held else "  ", "accent"), (said, "quiet" if held else "text")])
        if self.mail.display and self.card is not None and (unsent := mail_said(self.card)):
            out += [[], *pair("", f"Mail: {unsent}", width - 3, "late", gutter=0)]
        good = item_lines(judged_form(self.form, self.seat.today()), width - 3)
        return indented([*out, *limit_lines(self.limits, width - 3), [], *good])

    def on_mount(self) -> None:
        """The caret in the first field that is still missing."""
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
        self.opened.set(form.opened_on or self.seat.today())
        self.effect.set(form.effect)
        self._offer_mail()
        self._follow_types()
        self.where.set(form.location or "")
        self.where_note.set(form.location_note)
        if form.job_id:
            # Until the member has been read her job has no name here.
            self.job.offer([Option(str(form.job_id), "…")])
            self.job.set(str(form.job_id))
        self._order = self._gaps_first()
        gaps = self._gaps()
        self._caret_to(gaps[0].field if gaps else "next_steps")
        self.touch()

    def _places(self) -> dict[str, list[Widget]]:
        """Fields of the form, the mandatory ones first, and where the caret goes for each."""
        texts: dict[str, Widget] = {box.text.title: box.text for box in self.editor.boxes}
        steps = [texts.pop(NEXT_STEPS)]
        return {
            "direct_reason": [self.reason.entry] if self.form.interaction_id is None else [],
            "title": [self.title_field.entry],
            "sections": list(texts.values()),
            "next_steps": steps,
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
            # The status is passed over: a case begins as open (features A2.09).
        }

    def _gaps_first(self) -> list[Widget]:
        places = self._places()
        first = [place for gap in self._gaps() for place in places.get(gap.field, [])]
        if self.case_types in first and self.effect not in first:
            first.insert(first.index(self.case_types) + 1, self.effect)  # where the type brings a limit
        rest = [place for held in places.values() for place in held if place not in first]
        return first + rest

    def _follow_order(self) -> None:
        """What the case type brings comes after it; everything else stays in its order."""
        now = self._gaps_first()
        kept = [place for place in self._order if place in now]
        at = kept.index(self.case_types) + 1
        self._order = [*kept[:at], *(place for place in now if place not in kept), *kept[at:]]

    def _gaps(self) -> list[Gap]:
        return sorted((*self._effect_gaps(), *case_gaps(self.form)), key=lambda gap: gap.field in LAST)

    def _effect_gaps(self) -> tuple[Gap, ...]:
        return effect_gaps(self.form.effect, self.form.case_types, self.seat.choices)

    def _follow_types(self) -> None:
        """The day it took effect is asked for where a case type brings a limit, which is counted at once."""
        kinds = limited(self.case_types.values, self.seat.choices)
        jobs = self.card.jobs if self.card else ()
        job = next((job for job in jobs if str(job.id) == self.job.value), None)
        self.effect.job = job
        self.effect.follow(kinds)
        rules, effect, state = (
            [kind.deadline_rule for kind in kinds],
            self.effect.value,
            job.state if job else "",
        )
        if rules or self.limits:
            self.read(
                lambda at, stop: desk.deadlines.foreseen(at, rules, effect, state),
                self._show_limits,
                "limits",
            )

    def _why_not_raised(self) -> str:
        """Why the officer raises no case of these types, with who may (features A4.03)."""
        choices = self.seat.choices
        kinds = [one for one in choices.case_types if one.key in self.case_types.values] if choices else []
        why = why_not_raised(kinds)
        return f"{why[0].upper()}{why[1:]}." if why else ""

    def _tell_barred(self) -> None:
        if why := self._why_not_raised():
            self.say(why, "soon")

    def _show_limits(self, limits: tuple[str, ...]) -> None:
        self.limits = limits
        self.remake("side")
        if limits and self.effect.value and self.has_class("-no-side") and not self._said:
            self.say(limits[0])

    def _caret_to(self, field: str) -> None:
        places = self._places()
        if field.startswith("section/"):
            self.editor.open_section(field.removeprefix("section/"))
        elif field in ("sections", "next_steps"):
            self.editor.open_section(NEXT_STEPS if field == "next_steps" else self.form.sections[0].title)
        elif field.startswith(PREFIX) and (place := self.own.place(field.removeprefix(PREFIX))):
            place.focus()
        elif field in places:
            places[field][0].focus()
        else:
            self.status.focus()

    def action_step(self, step: int) -> None:
        """Tab: through what was missing first, then the rest; the status is passed over."""
        order = [place for place in self._order if place.focusable and place.display]
        if not order:
            return
        at = next((n for n, place in enumerate(order) if place is self.focused), None)
        order[(at + step) % len(order) if at is not None else 0].focus()

    def go_on(self) -> None:
        """The next, in the same order."""
        self.action_step(1)

    def on_input_submitted(self) -> None:
        """Enter in a line of text: the same."""
        self.action_step(1)

    def desk_opened(self) -> None:
        """Lists for the fields; the member's jobs."""
        choices = self.seat.choices
        if choices is not None:
            self.case_types.offer(to_raise(choices.case_types))
            self.status.offer([Option(status.name, status.name) for status in choices.statuses])
            self.owner.offer(people(choices, {}, self.seat.today()))
            self._offer_mail()
            self._follow_types()
            self._tell_barred()
            self.read(lambda at, stop: desk.queue.load(at, stop), self._show_load, "load")
            self.run_worker(self._offer_own(choices.custom_fields))
            if kept := say_archived(archived(self.form, choices)):
                self.say(kept, "soon")
        member = self.form.member_id
        self.read(lambda at, stop: desk.members.card(at, member), self._show_member, "member")

    async def _offer_own(self, fields: Sequence[CustomField]) -> None:
        await self.own.offer(fields, self.case_types.values)
        self._order = self._gaps_first()

    def _show_load(self, load: dict[str, Load]) -> None:
        if self.seat.choices is not None:
            self.owner.offer(people(self.seat.choices, load, self.seat.today()))

    def _offer_mail(self) -> None:
        """Away where the office has no such mail; where none can go, it says why (features A3.08, A3.09)."""
        choices, card = self.seat.choices, self.card
        self.mail.display = choices is not None and choices.notices.email_on_create
        if card is None:
            return
        unsent = mail_said(card)
        self.mail.nothing = unsent
        self.remake("side")
        self.mail.offer([] if unsent else MAIL)
        if self.form.mail_contact and not unsent:
            self.mail.set(MAIL[0].key)

    def _show_member(self, card: MemberCard) -> None:
        self.card = card
        self._offer_mail()
        today = self.seat.today()
        self.job.offer([Option(str(job.id), job_said(job, today) or job.employer) for job in card.jobs])
        self.where.offer([Option(place, place, what) for place, what in places(card)])
        self._follow_types()
        if self.form.location is None and not self.where.value:
            self.where.set(self._own_place())

    def _own_place(self) -> str:
        return own_place(self.card) if self.card else ""

    def do_own_place(self) -> None:
        """ctrl+g r: the contact's own address again."""
        self.where.set(self._own_place())
        self.touch()
        self.say(
            "The location is the contact's address." if self._own_place() else "No address is on record."
        )

    def _suggest_title(self) -> None:
        """A title nobody wrote follows the case type (features A3.11)."""
        choices = self.seat.choices
        if choices is None or self.title_field.value != self._suggested:
            return
        jobs = self.card.jobs if self.card else ()
        employer = next((job.employer for job in jobs if str(job.id) == self.job.value), "")
        self._suggested = suggest(self.case_types.values, choices, employer) if self.case_types.values else ""
        self.title_field.set(self._suggested)

    def _suggest_staff(self) -> None:
        """Staff that nobody named follow the rule of the case type (features A5.10)."""
        at, choices = self.seat.desk, self.seat.choices
        before = [held.key for held in self.form.assignees]
        if at is None or choices is None or list(self.owner.values) != before or self._named:
            return
        self.form.case_types = list(self.case_types.values)
        to_whom(self.form, at.officer, choices)
        self.owner.suggest(*(held.key for held in self.form.assignees))

    def _suggest_days(self) -> None:
        """Days nobody said follow the case type (features A5.11); one that was said, or emptied, stays."""
        if self.seat.choices is None:
            return
        before, today = self._days, self.seat.today()
        self._days = default_days(self.case_types.values, self.seat.choices, today, self.seat.free())
        for field, was, now in zip((self.follow_up, self.due), before, self._days, strict=True):
            if field.value == was:
                field.set(now)

    def collect(self) -> CaseForm:
        """The form with what stands on the screen."""
        form = self.form
        form.sections = [section for section in self.editor.sections if section.title != NEXT_STEPS]
        form.next_steps = self.editor.body(NEXT_STEPS)
        form.title = self.title_field.value
        form.case_types = list(self.case_types.values)
        form.status = self.status.value
        form.assignees = [Assignee.of(key) for key in self.owner.values]
        form.job_id = (
            next((job.id for job in self.card.jobs if str(job.id) == self.job.value), None)
            if self.card
            else form.job_id
        )
        form.follow_up_on = self.follow_up.value
        form.due_on = self.due.value
        form.ticket_url = self.ticket.value
        form.direct_reason = self.reason.value
        if self.opened.value is not None:
            form.opened_on = None if self.opened.value == self.seat.today() else self.opened.value
        if self.card is not None or self.where.value:
            own = self.card is not None and self.where.value == self._own_place()
            form.location = None if own else self.where.value
        form.location_note = self.where_note.value
        form.fields = self.own.values()
        form.effect = self.effect.value
        form.mail_contact = self.mail.value == MAIL[0].key
        return form

    def is_blank(self) -> bool:
        """A case begun without an interaction, in which nothing is written: leaving it needs no draft."""
        form = self.form
        written = (form.direct_reason, form.title, form.next_steps, form.location_note, form.ticket_url)
        words = any(part.body.strip() for part in form.sections)
        started = any(written) or words or form.case_types or self._enclosed
        return form.interaction_id is None and not started

    def files_of(self) -> CaseForm:
        """They go with the case."""
        return self.form

    def freeze(self, frozen: bool) -> None:
        """A created case is changed on its own screen."""
        self.editor.freeze(frozen)
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

    def touch(self) -> None:
        """The count of what is complete follows every key."""
        if self.is_mounted and self.state is Writing.OPEN:
            self.collect()
            self.remake("side")
            self.remake("status")
        super().touch()

    def on_text_field_changed(self) -> None:
        """A key in title or ticket."""
        self.touch()

    def on_typed_field_changed(self, event: TypedField.Changed) -> None:
        """A field was filled."""
        if event.field in (self.case_types, self.job):
            self._suggest_title()
        if event.field is self.case_types:
            self._suggest_staff()
            self._suggest_days()
            self._tell_barred()
            self.own.narrow(self.case_types.values)
            self._follow_order()
        elif event.field is self.owner:
            self._named = True
        if event.field in (self.case_types, self.job, self.effect):
            self._follow_types()
        super().on_typed_field_changed(event)
        event.prevent_default()

    def do_create(self) -> None:
        """ctrl+s: create it; an incomplete one is created too, and says so on every list."""
        self.settle()
        form = self.collect()
        blocks = case_blocks(form)
        if self.told_of_unread("The case is kept."):
            return
        if self._opened_wrong():
            self.opened.focus()
            self.say(f"Opened: {self._opened_wrong()}. The case is kept as a draft.", "late")
        elif barred := self._why_not_raised():
            self._caret_to("case_types")
            self.say(f"{barred} The case is kept as a draft.", "late")
        elif wrong := self.own.fault():
            self._caret_to(f"{PREFIX}{wrong[0]}")
            self.say(f"{wrong[1]}. The case is kept as a draft.", "late")
        elif doubt := self.effect.doubted():
            self.effect.focus()
            self.say(f"{GAP.label}: {doubt}. {key_said('create')} once more keeps it as it is.", "soon")
        elif blocks:
            self._caret_to(blocks[-1].field)
            self.say(
                f"Missing: {', '.join(gap.label for gap in blocks)}. The case is kept as a draft.", "late"
            )
        elif asked := self._asked_by_office():
            self._caret_to(asked[0].field)
            self.say(
                f"Missing: {', '.join(gap.label for gap in asked)}. {OFFICE_RULE} The case is kept as a draft.",
                "late",
            )
        elif self.hand_over():
            self.set_focus(None)

    def _asked_by_office(self) -> tuple[Gap, ...]:
        """What the office creates no case without (features A2.07, A2.15)."""
        choices = self.seat.choices
        if choices is None:
            return ()
        own = gaps(choices.custom_fields, self.form.case_types, self.form.fields)
        return office_gaps(self.form, choices.rules) + own

    def _opened_wrong(self) -> str:
        if self.opened.unread:
            return f"“{self.opened.unread}” is no day; try {self.opened.examples}"
        late = self.opened.value is not None and self.opened.value > self.seat.today()
        return "the day is still to come" if late else ""

    def arrived(self, saved: Saved) -> None:
        """Saved: go to it, unless the officer is elsewhere by now."""
        self.say("")
        if self.is_active:
            self.post_message(Go("case", saved.id))
            self.post_message(Said(self._created(saved)))

    def _created(self, saved: Saved) -> str:
        """What comes next: the documents that were given already (features A2.19)."""
        count = len(self._enclosed)
        if count:
            return f"{saved.number} is created; {count} document{' goes' if count == 1 else 's go'} with it."
        return f"{saved.number} is created. {key_said('documents')} attaches documents already given."
