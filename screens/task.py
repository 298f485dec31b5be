"""One task while it is typed: what, who, by when, an appointment (features A3.23, A4.30)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from data import desk
from data.rules.appointments import clash_said
from data.rules.clean import clean_line
from data.rules.holding import name_of
from data.rules.merging import merge
from data.rules.moments import length_typed, moment_typed, read_length, read_moment
from data.rules.performers import performers_said
from data.rules.tasks import cleaned
from data.types.errors import BadInput, CasetuiError, Conflict
from data.types.staff import Assignee
from screens.siding import SidingScreen
from screens.writing import Writing
from widgets.actions import key_said
from widgets.case_tasks import performers_of
from widgets.choice import ChoiceField
from widgets.day import DayField
from widgets.entry import TextField
from widgets.going import GoBack
from widgets.typed import TypedField

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget
    from textual.widgets import Input

    from data.desk.desk import Desk
    from data.rules.merging import Clash
    from data.types.drafts import Draft
    from data.types.records import CaseRecord, Saved
    from data.types.stop import Stop
    from data.types.tasks import CaseTasks, Task, TaskContents, TaskEdit
    from data.types.workload import Load
    from screens.seat import Seat
    from widgets.lines import Line


class TaskScreen(SidingScreen):
    """The fields of one task."""

    place: ClassVar[str] = "task"
    what: ClassVar[str] = "task"
    follows: ClassVar[str] = "record"

    def __init__(self, seat: Seat, form: TaskEdit) -> None:
        super().__init__(seat, form)
        self.form = form
        self._as_given = form.now.note
        """A note of several lines, which the one line here shows and does not change by being looked at."""
        self.performers: tuple[str, ...] = ()
        self._clash, self._looked = "", (form.now.starts_at, form.now.minutes, form.now.who)
        """What is said of another appointment at that time, and for what it was looked for."""
        today = seat.today()
        self.title_field = TextField("Title", id="title")
        self.who = ChoiceField("Who", id="who", nothing="reading …")
        self.due = DayField("Due", today, seat.free, id="due_on")
        self.remind = DayField("Reminder", today, seat.free, id="remind_on")
        self.at = TextField("At", placeholder="an appointment: fri 14:00", id="starts_at")
        self.length = TextField("Length", placeholder="45m, 1h30", id="minutes")
        self.where = TextField("Place", id="where")
        self.with_whom = TextField("With", id="with_whom")
        self.note = TextField("Note", id="note")

    def head(self) -> tuple[Line, Line]:
        """New or not, and of which case."""
        what = f"New {self.what}" if self.form.task_id is None else self.what.capitalize()
        return [(f"{what} › {self.form.member_label}", "strong")], self.clock_line()

    def main(self) -> Iterable[Widget]:
        """The fields."""
        yield self.title_field
        yield self.who
        yield self.due
        yield self.remind
        yield self.at
        yield self.length
        yield self.where
        yield self.with_whom
        yield self.note

    def resting(self) -> Line:
        """That somebody is elsewhere then; else who may do a task of this kind."""
        if self._clash and self.seat.problem is None:
            return [(self._clash, "soon")]
        if self.performers and self.seat.problem is None:
            return [(f"It is for {performers_said(self.performers)}.", "quiet")]
        return super().resting()

    def why_not(self, act_id: str) -> str:
        """It is saved once."""
        if act_id == "choose_side":
            return self.side_why_not()
        if act_id == "save_task" and self.state is not Writing.OPEN:
            return "It is on its way to the database."
        return ""

    def on_mount(self) -> None:
        """The caret stands in the title."""
        self._show(self.form.now)
        self.title_field.focus()

    def _show(self, now: TaskContents) -> None:
        self.title_field.set(now.title)
        self.who.set(now.who.key if now.who else "")
        self.due.set(now.due_on)
        self.remind.set(now.remind_on)
        self.at.set(moment_typed(now.starts_at, self.seat.zone))
        self.length.set(length_typed(now.minutes))
        self.where.set(now.place)
        self.with_whom.set(now.with_whom)
        self.note.set(now.note)

    def desk_opened(self) -> None:
        """Who may do it, and how much they hold."""

        def ask(at: Desk, stop: Stop) -> tuple[CaseRecord, CaseTasks, dict[str, Load]]:
            case = desk.cases.read(at, self.form.case_id, stop)
            return case, desk.tasks.of_case(at, case.id, stop), desk.queue.load(at, stop)

        self.read(ask, lambda answer: self._offer(*answer), "who")

    def _offer(self, case: CaseRecord, held: CaseTasks, load: dict[str, Load]) -> None:
        task = next((one for one in held.tasks if one.id == self.form.task_id), None)
        kind = next((one for one in held.types if one.id == self.form.type_id), None)
        self.performers = task.performers if task else kind.performers if kind else ()
        choices = self.seat.choices
        owner = case.assignees[0].officer_id if case.assignees else None
        if choices is not None:
            self.who.offer(performers_of(choices, load, self.performers, owner, self.seat.today()))
        self.remake("status")

    def collect(self) -> TaskEdit:
        """The task with what stands on the screen; a time that cannot be read yet stays as it was."""
        now = self.form.now
        now.title = self.title_field.value
        now.who = Assignee.of(self.who.value) if self.who.value else None
        now.due_on, now.remind_on = self.due.value, self.remind.value
        now.place, now.with_whom = self.where.value, self.with_whom.value
        if self.note.value != clean_line(self._as_given):
            now.note = self.note.value
        try:
            if self.at.value != moment_typed(now.starts_at, self.seat.zone):
                now.starts_at = read_moment(
                    self.at.value, self.seat.today(), self.seat.zone, self.seat.free()
                )
            now.minutes = read_length(self.length.value)
        except BadInput:
            return self.form
        return self.form

    def is_blank(self) -> bool:
        """Nothing differs from what was read, or from what its kind brought along."""
        return self.collect().is_blank()

    def freeze(self, frozen: bool) -> None:
        """While it is sent."""
        for field in (*self.query(TextField), *self.query(TypedField)):
            field.disabled = frozen

    def on_text_field_changed(self) -> None:
        """A key."""
        self.touch()
        self._look_for_clash()

    def on_typed_field_changed(self, event: TypedField.Changed) -> None:
        """Another officer has other appointments."""
        super().on_typed_field_changed(event)
        self._look_for_clash()

    def _look_for_clash(self) -> None:
        """Whether whoever is to be there is somewhere else then: it is told, never a block."""
        now, form = self.collect().now, self.form
        wanted = (now.starts_at, now.minutes, now.who)
        if wanted == self._looked or self.seat.problem is not None:
            return
        self._looked, asked = wanted, replace(now)
        self.read(
            lambda at, stop: desk.appointments.clashes(at, form.case_id, asked, form.task_id, stop),
            self._tell_clash,
            "clash",
        )

    def _tell_clash(self, others: tuple[Task, ...]) -> None:
        self._clash = clash_said(others, self.seat.zone, self.seat.today())
        self.remake("status")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter: the next field; in the last one it is saved."""
        event.stop()
        if self.note.entry.has_focus:
            self.do_save_task()
        else:
            self.focus_next()

    def do_save_task(self) -> None:
        """F5: save it; what cannot be read is told and gets the caret."""
        self.settle()
        if self.told_of_unread("What is typed is kept."):
            return
        for field, read in ((self.at, self._moment), (self.length, read_length)):
            try:
                read(field.value)
            except BadInput as error:
                self._back_to(field, error)
                return
        form = self.collect()
        if form.now.starts_at is None and (lack := self.lacking()):
            self._back_to(self.at, lack)
            return
        if form.task_id is not None and form.is_blank():
            self.say("Nothing has changed.")
            return
        try:
            cleaned(form.now, form.was)
        except CasetuiError as error:
            self._back_to(self.length if "length" in error.detail else self.title_field, error)
        else:
            self.hand_over()

    def lacking(self) -> CasetuiError | None:
        """What is said of one that has no time of day; a task needs none."""
        return None

    def _moment(self, text: str) -> object:
        return read_moment(text, self.seat.today(), self.seat.zone, self.seat.free())

    def _back_to(self, field: TextField, error: CasetuiError) -> None:
        self.flush()
        field.focus()
        self.say(error.sentence, "late")

    def arrived(self, saved: Saved) -> None:
        """Saved: back to the list."""
        if self.is_active:
            told = "It was so already." if saved.already else "u takes it back."
            self.post_message(GoBack(f"{saved.number}: the {self.what} is saved. {told}"))

    def held(self, draft: Draft, error: CasetuiError) -> None:
        """Refused because someone was first: read what they wrote; a second save decides."""
        super().held(draft, error)
        if draft.id == self.form_id and isinstance(error, Conflict):
            self.read_theirs()

    def read_theirs(self) -> None:
        """The task as it stands, to be taken in."""
        case_id = self.form.case_id
        self.read(lambda at, stop: desk.tasks.of_case(at, case_id, stop), self._catch_up, "theirs")

    def news_came(self) -> None:
        """Something of the case was changed: whether it was this task is told, and the fields stay as they are."""
        case_id = self.form.case_id
        self.read(lambda at, stop: desk.tasks.of_case(at, case_id, stop), self._hear, "heard")

    def _hear(self, held: CaseTasks) -> None:
        theirs = self._stands(held)
        changed = theirs is not None and theirs != self.form.was and self.state is Writing.OPEN
        self.changed_meanwhile = "changed meanwhile" if changed else ""
        self.remake("head")

    def _stands(self, held: CaseTasks) -> TaskContents | None:
        task, at = next((one for one in held.tasks if one.id == self.form.task_id), None), self.seat.desk
        return desk.tasks.begin(at, task).now if task is not None and at is not None else None

    def _catch_up(self, held: CaseTasks) -> None:
        theirs = self._stands(held)
        if theirs is None:
            return
        merged = merge(self.form.was, self.form.now, theirs)
        self.form.was, self.form.now = theirs, merged.contents
        self.show_contents()
        self.flush()
        self.clashed(merged.clashes)

    def show_contents(self) -> None:
        """What the form holds."""
        self._as_given = self.form.now.note
        self._show(self.form.now)

    def clash_said(self, clash: Clash, value: Any) -> str:
        """Whoever is to do it, by name."""
        if isinstance(value, Assignee):
            return name_of(value, self.seat.choices)
        return super().clash_said(clash, value)

    def save_key(self) -> str:
        """Its own save."""
        return key_said("save_task")


class AppointmentScreen(TaskScreen):
    """A meeting with the member or the employer: its time comes first, and is needed (features A4.23)."""

    what: ClassVar[str] = "appointment"

    def main(self) -> Iterable[Widget]:
        """What, when, where and with whom."""
        yield self.title_field
        yield self.at
        yield self.length
        yield self.where
        yield self.with_whom
        yield self.who
        yield self.due
        yield self.remind
        yield self.note

    def lacking(self) -> CasetuiError | None:
        """An appointment is at a time."""
        return BadInput("an appointment without its time; an example is fri 14:00")
