"""The call: five sections, the fields under them, what is known beside them; words first, member later."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from data import desk
from data.rules.conversion import case_form
from data.rules.days import say_duration
from data.rules.required import interaction_gaps
from data.rules.ticket import read_ticket
from data.types.errors import BadInput
from screens.noting import NotingScreen
from screens.writing import Writing
from widgets.brief import before_you_write
from widgets.entry import TextField
from widgets.field_columns import FieldColumns
from widgets.going import Go, GoBack, Pick
from widgets.note_editor import NoteEditor
from widgets.pane import ScrollPane
from widgets.tables import standing_said
from widgets.typed import ChoiceField, DayField, Option, TypedField

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from textual.widget import Widget

    from data.desk.desk import Desk
    from data.types.forms import InteractionForm
    from data.types.members import Job, MemberCard, MemberHit
    from data.types.records import CaseLine, Saved
    from data.types.timeline import TimelineItem
    from screens.seat import Seat
    from widgets.lines import Line


class CallScreen(NotingScreen):
    """An interaction, or a note on a case, while it is written."""

    place: ClassVar[str] = "call"

    def __init__(self, seat: Seat, form: InteractionForm) -> None:
        super().__init__(seat, form)
        self.form = form
        self.card: MemberCard | None = None
        self.items: tuple[TimelineItem, ...] = ()
        self.cases: tuple[CaseLine, ...] = ()
        self.editor = NoteEditor(form.sections, id="note")
        self.type = ChoiceField("Type", id="type")
        self.about = ChoiceField("About", id="about")
        self.outcome = ChoiceField("Outcome", id="outcome")
        self.follow_up = DayField("Follow-up", seat.today(), gutter=11, id="follow_up")
        self.case_types = ChoiceField("Case type", several=True, short=True, gutter=11, id="case_types")
        self.ticket = TextField("Ticket", gutter=11, id="ticket")
        self._topic_types: list[str] = []
        self._before = form.duration_s or 0
        self._since = seat.clock()

    # What is seen

    def head(self) -> tuple[Line, Line]:
        """Who is on the line, and how long."""
        about = next((case.number for case in self.cases if case.id == self.form.about_case_id), "")
        what = f"Note on {about or 'case'}" if self.form.about_case_id else "Call"
        name, _, number = (self.form.member_label or f"unknown caller  {self.form.caller}").partition("  ")
        left: Line = [(f"{what} › {name}", "strong"), (f"   {number}  " if number else "", "quiet")]
        if self.card is not None:
            left += [
                ("   ", "text"),
                standing_said(self.card.standing, self.card.paid_through, self.seat.today()),
            ]
            if self.card.do_not_contact:
                left.append(("  do not contact", "soon"))
            left.append((f"  {self.card.jobs[0].employer if self.card.jobs else ''}", "quiet"))
        return left, self._timer_line()

    def _timer_line(self) -> Line:
        if self.state is not Writing.OPEN:
            return self.clock_line()
        return [(say_duration(self._length()), "text"), (" ●", "accent")]

    def _length(self) -> int:
        """Seconds with this note in front: the time it was put aside does not count."""
        return self._before + int((self.seat.clock() - self._since).total_seconds())

    def main(self) -> Iterable[Widget]:
        """Sections, then fields."""
        yield self.editor
        yield FieldColumns(
            [self.type, self.about, self.outcome],
            [self.case_types, self.follow_up, self.ticket],
            lowered=True,
        )

    def side(self) -> Widget:
        """What is known before the first key."""
        return self.beside(
            lambda w, h: before_you_write(
                self.card, self.items, self.cases, self.seat.zone, self.seat.today(), w
            )
        )

    def why_not(self, act_id: str) -> str:
        """Saving is for what is not saved yet."""
        if act_id == "submit" and self.state is not Writing.OPEN:
            return (
                "It is submitted already."
                if self.state is Writing.SENT
                else "It is on its way to the database."
            )
        if act_id == "attach" and self.state is not Writing.OPEN:
            return "The member of a submitted interaction cannot be changed here."
        if act_id in ("park", "about_case") and self.state is not Writing.OPEN:
            return "It is submitted already."
        if act_id == "attach" and self.form.about_case_id:
            return "This note belongs to a case, whose member is known."
        if act_id == "convert" and self.form.about_case_id:
            return "This note is about a case already."
        if act_id == "convert" and self.seat.choices is None:
            return "A case needs the lists of the database; the note can be submitted and converted later."
        return super().why_not(act_id)

    def resting(self) -> Line:
        """After submitting: what can be done next."""
        if self.state is Writing.SENT and self.record is not None and self.seat.problem is None:
            then = (
                "ctrl+t makes it a case · Esc goes back"
                if self.form.about_case_id is None
                else "Esc goes back"
            )
            done = "noted on" if self.form.about_case_id else "submitted"
            return [(f"{done} {self.record.number}", "strong"), (f" · {then}", "text")]
        return super().resting()

    # Coming up

    def on_mount(self) -> None:
        """The caret stands in Background before anyone is found."""
        self._show_form()
        self.editor.open_section(self.form.sections[0].title)
        self.set_interval(1, lambda: self.remake("head"))

    def _show_form(self) -> None:
        form = self.form
        self.type.set(form.interaction_type)
        self.about.set(form.related_to)
        self.outcome.set(form.outcome)
        self.case_types.set(*form.case_types)
        self.follow_up.set(form.follow_up_on)
        self.ticket.set(form.ticket_url)

    def desk_opened(self) -> None:
        """Lists for the fields, and what is known of the member."""
        choices = self.seat.choices
        if choices is not None:
            self.type.offer([Option(name, name) for name in choices.interaction_types])
            self.about.offer([Option(topic.name, topic.name) for topic in choices.related_to])
            self.outcome.offer([Option(name, name) for name in choices.outcomes])
            self.case_types.offer([Option(kind.key, kind.label, kind.key) for kind in choices.case_types])
            if not self.form.interaction_type and choices.interaction_types and not self.form.about_case_id:
                self.form.interaction_type = choices.interaction_types[0]
                self.type.set(self.form.interaction_type)
            # What a kept note has or has not is the officer's choice already.
            self._topic_types = self._types_of_topic()
        self._read_member()

    def _read_member(self) -> None:
        member = self.form.member_id
        if member is None:
            self._show_member(None, (), ())
            return

        def ask(at: Desk, stop: object) -> tuple[MemberCard, tuple[TimelineItem, ...], tuple[CaseLine, ...]]:
            return (
                desk.members.card(at, member),
                desk.members.timeline(at, member, 30),
                desk.cases.open_of(at, member),
            )

        self.read(ask, lambda answer: self._show_member(*answer), "member")

    def _show_member(
        self, card: MemberCard | None, items: tuple[TimelineItem, ...], cases: tuple[CaseLine, ...]
    ) -> None:
        self.card, self.items, self.cases = card, items, cases
        self.see_reviewed()
        if card is not None:
            self.form.member_label = f"{card.name}  {card.number}"
        self.query_one("#side", ScrollPane).remake()
        self.remake("head", "status", "keys")

    # Writing

    def collect(self) -> InteractionForm:
        """The form with what stands on the screen."""
        form = self.form
        self.see_reviewed()
        form.sections = self.editor.sections
        form.interaction_type = self.type.value
        form.related_to = self.about.value
        form.case_types = list(self.case_types.values)
        form.outcome = self.outcome.value
        form.follow_up_on = self.follow_up.value
        form.ticket_url = self.ticket.value
        form.duration_s = self._length()
        return form

    def is_blank(self) -> bool:
        """Nothing typed or attached."""
        return self.form.is_blank()

    def freeze(self, frozen: bool) -> None:
        """A submitted note is read, not typed into."""
        self.editor.freeze(frozen)
        for field in (self.type, self.about, self.outcome, self.follow_up, self.case_types, self.ticket):
            field.disabled = frozen

    def on_text_field_changed(self) -> None:
        """A key in the ticket."""
        self.touch()

    def on_typed_field_changed(self, event: TypedField.Changed) -> None:
        """A field was filled."""
        if event.field is self.about:
            self._bring_case_type()
        self.touch()

    def _types_of_topic(self) -> list[str]:
        topic = self.seat.choices.topic(self.about.value) if self.seat.choices else None
        return [topic.default_case_type] if topic and topic.default_case_type else []

    def _bring_case_type(self) -> None:
        """The topic brings its case type along, and takes back only what it brought (features A1.17)."""
        brought = self._types_of_topic()
        if brought == self._topic_types:
            return
        if list(self.case_types.values) in ([], self._topic_types):
            self.case_types.set(*brought)
        self._topic_types = brought

    # The member

    def do_park(self) -> None:
        """F8: put it aside; a digit in the list of what is parked takes it up again."""
        if not self.put_aside():
            self.say("Nothing is written yet: there is nothing to put aside.")
            return
        self.post_message(
            GoBack(f"Parked: {self.form.member_label or 'unknown caller'}. F8 lists what is parked.")
        )

    def put_aside(self) -> bool:
        """Park the draft; False when nothing is written or it is on its way already."""
        self.flush()
        if self.kept_at is None or self.state is not Writing.OPEN:
            return False
        self.seat.drafts.park(self.form.id)
        return True

    def do_about_case(self, place: int) -> None:
        """ctrl+g 1..9: this contact is about an open case; the same digit again takes it back."""
        if place > len(self.cases):
            self.say(f"There is no open case {place} here.")
            return
        case = self.cases[place - 1]
        about = None if self.form.about_case_id == case.id else case.id
        self.form.about_case_id = about
        self.touch()
        self.remake("head")
        self.query_one("#side", ScrollPane).remake()
        self.say(
            f"About {case.number}: it is saved as a note of that case."
            if about
            else "An interaction of its own again."
        )

    def do_attach(self) -> None:
        """F2: find the member, then come back to the same caret."""
        self.post_message(Pick(self._attached, "" if self.form.member_id else self.form.caller))

    def _attached(self, hit: MemberHit | None) -> None:
        if hit is None:
            return
        self.form.member_id, self.form.member_label = hit.id, f"{hit.name}  {hit.number}"
        self.form.job_id, self.form.reviewed_prior = None, False
        self.flush()
        self.remake("head")
        self._read_member()

    # Saving

    def _ready(self) -> bool:
        """Whether it can be submitted; if not, every gap is named and the first gets the caret."""
        self.settle()
        self._bring_case_type()
        form = self.collect()
        if self.follow_up.unread:
            self.follow_up.focus()
            self.say(
                f"Follow-up “{self.follow_up.unread}” is no day: try +2d, fri, 27/11. The note is kept.",
                "late",
            )
            return False
        if form.ticket_url:
            try:
                form.ticket_url = read_ticket(form.ticket_url).url
            except BadInput as error:
                self.ticket.focus()
                self.say(error.sentence, "late")
                return False
        gaps = interaction_gaps(form)
        if gaps:
            self.flush()
            names = ", ".join(f"{gap.label} (F2)" if gap.field == "member" else gap.label for gap in gaps)
            self.say(f"Missing: {names}. The note is kept.", "late")
            self._caret_to(gaps[0].field if gaps[0].field != "member" or len(gaps) == 1 else gaps[1].field)
            return False
        return True

    def _caret_to(self, field: str) -> None:
        places: dict[str, Widget] = {"interaction_type": self.type, "related_to": self.about}
        if field in places:
            places[field].focus()
        elif field != "member":
            self.editor.open_section(self.form.sections[0].title)

    def do_submit(self) -> None:
        """ctrl+s, F5: once, however often it is pressed."""
        if self._ready():
            self.hand_over()

    def arrived(self, saved: Saved) -> None:
        """Saved: the screen stays, so that it can become a case."""
        self.say("")
        self.remake()

    def do_convert(self) -> None:
        """ctrl+t: submit if that is not done, and go on to the case."""
        choices, at = self.seat.choices, self.seat.desk
        if choices is None or at is None:
            return
        if self.state is Writing.OPEN and not (self._ready() and self.hand_over()):
            return
        case = case_form(self.form, case_id=at.new_id(), officer=at.officer, choices=choices, job=self._job())
        self.post_message(Go("convert", form=case))

    def _job(self) -> Job | None:
        jobs = self.card.jobs if self.card else ()
        chosen = next((job for job in jobs if job.id == self.form.job_id), None)
        return chosen or next((job for job in jobs if job.primary), jobs[0] if jobs else None)

    @property
    def member_in_view(self) -> UUID | None:
        """F3 during a call is another call: nobody is carried over."""
        return None
