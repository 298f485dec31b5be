"""The call: five sections, the fields under them, what is known beside them; words first, member later."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from data.rules.archived import archived, say_archived
from data.rules.conversion import case_form
from data.rules.days import say_duration
from screens.belonging import BelongingScreen
from screens.enclosing import ABOUT_FILES
from screens.shaping import ShapingScreen
from screens.submitting import SubmittingScreen
from screens.writing import Writing
from widgets.actions import key_said
from widgets.brief import before_you_write
from widgets.call_fields import CallFields
from widgets.going import Go, GoBack
from widgets.no_advice import NoAdvice
from widgets.note_editor import NoteEditor
from widgets.tables import heed, standing_said
from widgets.typed import TypedField

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual import events
    from textual.widget import Widget

    from data.types.forms import InteractionForm
    from data.types.records import Saved
    from screens.seat import Seat
    from widgets.lines import Line

AGAIN_NOT = (
    "about_case",
    "secure",
    "further",
    "spoke_with",
    "identity",
    "no_advice",
    "reopen_case",
    "refer",
    "enclose",
)
"""What is not done in a secure note that is written again: its text alone is."""


class CallScreen(BelongingScreen, SubmittingScreen, ShapingScreen):
    """An interaction, or a note on a case, while it is written."""

    place: ClassVar[str] = "call"

    def __init__(self, seat: Seat, form: InteractionForm, *, waits: bool = False) -> None:
        """With `waits` the form is an empty one, until `take` gives the one that is meant."""
        super().__init__(seat, form)
        self.form, self.waits = form, waits
        self.editor = NoteEditor(form.sections, id="note")
        self.fields = CallFields(seat.today(), seat.free)
        self.advice = NoAdvice(self.editor, form.no_advice)
        self._before = form.duration_s or 0
        self._since = seat.clock()

    # What is seen

    def head(self) -> tuple[Line, Line]:
        """Who is on the line, and how long."""
        about = next((case.number for case in self.cases if case.id == self.form.about_case_id), "")
        kind = "Secure note" if self.form.secure else "Note"
        kind = f"{kind}, written again," if self.form.again_of else kind
        what = f"{kind} on {about or 'case'}" if self.form.about_case_id else "Call"
        name, _, number = (self.form.member_label or f"unknown caller  {self.form.caller}").partition("  ")
        left: Line = [(f"{what} › {name}", "strong"), (f"   {number}  " if number else "", "quiet")]
        if self.card is not None:
            left += [
                ("   ", "text"),
                standing_said(self.card.standing, self.card.paid_through, self.seat.today()),
            ]
            left += heed(self.card)
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
        yield self.fields

    def side(self) -> Widget:
        """What is known before the first key."""
        return self.beside(
            lambda w, h: before_you_write(
                self.card,
                self.items,
                self.cases,
                self.seat.zone,
                self.seat.today(),
                w,
                notices=self.notices(),
            )
        )

    def why_not(self, act_id: str) -> str:
        """Saving is for what is not saved yet."""
        if self.form.again_of and act_id in AGAIN_NOT:
            return "The text alone of a secure note is written again."
        if act_id == "submit" and self.state is not Writing.OPEN:
            return (
                "It is submitted already."
                if self.state is Writing.SENT
                else "It is on its way to the database."
            )
        if act_id in ABOUT_FILES:
            return self.why_not_enclosed(act_id)
        if act_id == "next_in_work" and self.state is not Writing.SENT:
            return "First this note: F5 submits it, F8 puts it aside."
        if act_id == "reopen_case":
            return self.why_not_reopened()
        if act_id == "count_limit" and self.seat.choices is None:
            return "The database is not open yet: the rules are in it."
        if act_id == "add_number":
            return self.why_no_number()
        if act_id == "attach" and self.state is not Writing.OPEN:
            return f"It is submitted: {key_said('move')} on the interaction moves it to another member, with a reason."
        if act_id == "secure":
            return self.why_not_secure()
        if act_id == "about_case" and self.state is not Writing.OPEN:
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
            then = f"Enter next in my work · {key_said('back')} back"
            if self.form.about_case_id is None:
                then = f"{key_said('convert')} case · {then}"
            done = "noted on" if self.form.about_case_id else "submitted"
            return [(f"{done} {self.record.number}", "strong"), (f" · {then}", "text")]
        return super().resting()

    # Coming up

    def on_mount(self) -> None:
        """One that waits has its caret where every note begins; the program may have been left meanwhile."""
        if self.waits and self.app.screen_stack:
            self.editor.open_section(self.form.sections[0].title)

    def takes(self, form: InteractionForm) -> bool:
        """Whether a screen that waits can go on with this form: it has the sections that stand here."""
        return self.waits and [part.title for part in form.sections] == [
            part.title for part in self.form.sections
        ]

    def take_form(self, form: InteractionForm) -> None:
        """What a screen made before it was asked for is for; told once, before it is seen."""
        self.told()
        self.form, self.form_id = form, form.id
        self._before, self._since = form.duration_s or 0, self.seat.clock()
        for part in form.sections:
            self.editor.set_body(part.title, part.body)
        self.advice.marked = form.no_advice

    def begin(self) -> None:
        """The caret stands in Background before anyone is found."""
        self.fields.show(self.form)
        # Set only where it differs: what is set is placed again, also where it stays as it is.
        if self.fields.display != (self.form.again_of is None):
            self.fields.display = self.form.again_of is None
        self.editor.open_section(self.form.sections[0].title)
        self.set_interval(1, lambda: self.remake("head"))
        self.get_key()
        super().begin()

    def desk_opened(self) -> None:
        """Lists for the fields, and what is known of the member."""
        choices = self.seat.choices
        if choices is not None:
            self.fields.offer(choices, preset=not self.form.about_case_id)
            self.begin_under_office()
            if kept := say_archived(archived(self.form, choices)):
                self.say(kept, "soon")
        # The caret comes first: what reads in a thread takes turns with what paints.
        self.call_after_refresh(self.read_member)

    # Writing

    def collect(self) -> InteractionForm:
        """The form with what stands on the screen."""
        form = self.form
        self.see_reviewed()
        form.sections = self.editor.sections
        self.fields.fill(form)
        form.no_advice = self.advice.marked
        form.duration_s = self._length()
        return form

    def saved(self) -> Line:
        """Of a secure note: whether what is kept of it is encrypted."""
        line = super().saved()
        if not self.form.secure or self.kept_at is None or self.state is not Writing.OPEN:
            return line
        if self.seat.drafts.sealed(self.form):
            return [*line, (", encrypted", "quiet")]
        return [*line, (", in the open: no keyring", "soon")]

    def files_of(self) -> InteractionForm:
        """They go with the contact."""
        return self.form

    def is_blank(self) -> bool:
        """Nothing typed or attached."""
        return self.form.is_blank() and not self._enclosed

    def freeze(self, frozen: bool) -> None:
        """A submitted note is read, not typed into."""
        self.editor.freeze(frozen)
        self.fields.freeze(frozen)

    def on_text_field_changed(self) -> None:
        """A key in the ticket."""
        self.fields.bring()
        self.missing_no_more()
        self.touch()

    def on_typed_field_changed(self, event: TypedField.Changed) -> None:
        """A field was filled, and may bring another along."""
        self.fields.bring()
        super().on_typed_field_changed(event)
        event.prevent_default()
        self.missing_no_more()
        if event.field is self.fields.about:
            self.tell_of_duplicate()
        if event.field in (self.fields.about, self.fields.case_types):
            self.follow_category()

    def do_spoke_with(self) -> None:
        """ctrl+g o: member, representative, employer, other, nobody said."""
        self.fields.next_spoken_with()

    def do_identity(self) -> None:
        """ctrl+g t: it was made sure who is on the line."""
        self.fields.check_identity()

    def do_further(self) -> None:
        """ctrl+g m: to the further fields; from among them back to the note."""
        self.fields.turn_further(self.editor)

    def about_types(self) -> tuple[str, ...]:
        """The case types of this contact."""
        return tuple(self.form.case_types)

    def do_park(self) -> None:
        """F8: put it aside; with nothing to put aside, the list of what is parked."""
        if not self.put_aside():
            self.app.call_later(self.app.run_action, "act('parked')")
            return
        self.post_message(
            GoBack(
                f"Parked: {self.form.member_label or 'unknown caller'}. {key_said('parked')} lists what is parked."
            )
        )

    def put_aside(self) -> bool:
        """Park the draft; False when nothing is written or it is on its way already."""
        self.flush()
        if self.kept_at is None or self.state is not Writing.OPEN:
            return False
        self.seat.drafts.park(self.form.id)
        return True

    # Saving

    def arrived(self, saved: Saved) -> None:
        """Saved: the screen stays, so that it can become a case."""
        self.say("")
        self.tell_shut_out(*(part.body for part in self.form.sections))
        self.remake()

    def on_key(self, event: events.Key) -> None:
        """Enter in a note that is submitted: nothing is typed there any more."""
        if event.key == "enter" and self.state is Writing.SENT:
            event.stop()
            self.call_later(self.run_action, "act('next_in_work')")

    def do_next_in_work(self) -> None:
        """Enter, once it is submitted: the next row of Home's list."""
        self.post_message(Go("next_work", self.form.member_id))

    def do_convert(self) -> None:
        """ctrl+t: submit if that is not done, and go on to the case."""
        choices, at = self.seat.choices, self.seat.desk
        if choices is None or at is None:
            return
        case_id = at.new_id()
        if self.state is Writing.OPEN:
            if not self.ready():
                return
            self.pass_on(case_id)
            if not self.hand_over():
                return
        case = case_form(self.form, case_id=case_id, officer=at.officer, choices=choices, job=self.job())
        self.post_message(Go("convert", form=case))
