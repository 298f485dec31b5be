"""From interaction to case: what aligns is there, the caret stands in the first gap (features A1.29, A2.02)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from data import desk
from data.rules.completeness import SEVEN, complete, missing
from data.rules.conversion import said
from data.rules.required import case_blocks
from data.types.notes import Section
from data.types.staff import Assignee
from screens.writing import Writing, WritingScreen
from widgets.brief import indented, job_said
from widgets.entry import TextField
from widgets.field_columns import FieldColumns
from widgets.going import Go
from widgets.lines import Line, heading
from widgets.note_editor import NoteEditor
from widgets.pane import Pane
from widgets.typed import ChoiceField, DayField, Option

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget

    from data.types.forms import CaseForm
    from data.types.members import MemberCard
    from data.types.records import Saved
    from screens.seat import Seat

NEXT_STEPS = "Next steps"


class ConvertScreen(WritingScreen):
    """A case before it is created."""

    place: ClassVar[str] = "convert"

    def __init__(self, seat: Seat, form: CaseForm) -> None:
        super().__init__(seat, form)
        self.form = form
        self.card: MemberCard | None = None
        self.editor = NoteEditor([*form.sections, Section(NEXT_STEPS, form.next_steps)], id="note")
        self.title_field = TextField("Title", id="title")
        self.case_types = ChoiceField("Case type", several=True, short=True, id="case_types")
        self.status = ChoiceField("Status", gutter=11, id="status")
        self.owner = ChoiceField("Staff", id="assignees")
        self.job = ChoiceField("Job", gutter=11, id="job_id")
        self.follow_up = DayField("Follow-up", seat.today(), seat.free, id="follow_up_on")
        self.ticket = TextField("Ticket", gutter=11, id="ticket")
        self._copied = said(form)

    def head(self) -> tuple[Line, Line]:
        """Whose case it becomes."""
        return [
            ("New case › ", "strong"),
            (self.form.member_label, "strong"),
            (f"   {self._copied}", "quiet"),
        ], self.clock_line()

    def resting(self) -> Line:
        """How complete it is, and what is missing first."""
        if self.state is Writing.SENT and self.record is not None:
            return [
                (f"{self.record.number} is created", "strong"),
                (" · Enter opens it · Esc goes back", "text"),
            ]
        have, of = complete(self.form)
        gaps = missing(self.form)
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
        return ""

    def main(self) -> Iterable[Widget]:
        """Description and next steps, then the fields."""
        yield self.editor
        yield self.title_field
        yield FieldColumns(
            [self.case_types, self.owner, self.follow_up], [self.status, self.job, self.ticket]
        )

    def side(self) -> Widget:
        """The seven required fields, ticked as they are filled."""
        return Pane(lambda w, h: self._side_lines())

    def _side_lines(self) -> list[Line]:
        gaps = {gap.field for gap in missing(self.form)}
        out: list[Line] = [heading("Required for a case")]
        for required in SEVEN:
            held = required.field not in gaps
            out.append([("+ " if held else "  ", "accent"), (required.label, "quiet" if held else "text")])
        return indented(out)

    def on_mount(self) -> None:
        """The caret in the first field that is still missing."""
        form = self.form
        self.title_field.set(form.title)
        self.case_types.set(*form.case_types)
        self.status.set(form.status)
        self.owner.set(*(_key(held) for held in form.assignees[:1]))
        self.follow_up.set(form.follow_up_on)
        self.ticket.set(form.ticket_url)
        if form.job_id:
            # Until the member has been read her job has no name here.
            self.job.offer([Option(str(form.job_id), "…")])
            self.job.set(str(form.job_id))
        self._caret_to_gap()
        self.touch()

    def _caret_to_gap(self) -> None:
        gaps = (*case_blocks(self.form), *missing(self.form))
        if not gaps:
            self.editor.open_section(NEXT_STEPS)
            return
        places: dict[str, Widget] = {
            "title": self.title_field,
            "case_types": self.case_types,
            "status": self.status,
            "assignees": self.owner,
            "job_id": self.job,
            "follow_up_on": self.follow_up,
        }
        place = places.get(gaps[0].field)
        if place is not None:
            place.focus()
        else:
            self.editor.open_section(
                NEXT_STEPS if gaps[0].field == "next_steps" else self.form.sections[0].title
            )

    def desk_opened(self) -> None:
        """Lists for the fields; the member's jobs."""
        choices = self.seat.choices
        if choices is not None:
            self.case_types.offer([Option(kind.key, kind.label, kind.key) for kind in choices.case_types])
            self.status.offer([Option(status.name, status.name) for status in choices.statuses])
            people = [Option(f"officer/{one.id}", one.name, one.title) for one in choices.staff]
            self.owner.offer(
                [*people, *(Option(f"team/{team.id}", f"{team.name} team") for team in choices.teams)]
            )
        member = self.form.member_id
        self.read(lambda at, stop: desk.members.card(at, member), self._show_member, "member")

    def _show_member(self, card: MemberCard) -> None:
        self.card = card
        today = self.seat.today()
        self.job.offer([Option(str(job.id), job_said(job, today) or job.employer) for job in card.jobs])

    def collect(self) -> CaseForm:
        """The form with what stands on the screen."""
        form = self.form
        form.sections = [section for section in self.editor.sections if section.title != NEXT_STEPS]
        form.next_steps = self.editor.body(NEXT_STEPS)
        form.title = self.title_field.value
        form.case_types = list(self.case_types.values)
        form.status = self.status.value
        form.assignees = [_assignee(key) for key in self.owner.values]
        form.job_id = (
            next((job.id for job in self.card.jobs if str(job.id) == self.job.value), None)
            if self.card
            else form.job_id
        )
        form.follow_up_on = self.follow_up.value
        form.ticket_url = self.ticket.value
        return form

    def freeze(self, frozen: bool) -> None:
        """A created case is changed on its own screen."""
        self.editor.freeze(frozen)
        for field in (
            self.title_field,
            self.case_types,
            self.status,
            self.owner,
            self.job,
            self.follow_up,
            self.ticket,
        ):
            field.disabled = frozen

    def touch(self) -> None:
        """The count of what is complete follows every key."""
        if self.is_mounted and self.state is Writing.OPEN:
            self.collect()
            self.query_one("#side", Pane).remake()
            self.remake("status")
        super().touch()

    def on_text_field_changed(self) -> None:
        """A key in title or ticket."""
        self.touch()

    def do_create(self) -> None:
        """ctrl+s: create it; an incomplete one is created too, and says so on every list."""
        self.settle()
        form = self.collect()
        blocks = case_blocks(form)
        if self.told_of_unread("The case is kept."):
            return
        if blocks:
            self._caret_to_gap()
            self.say(
                f"Missing: {', '.join(gap.label for gap in blocks)}. The case is kept as a draft.", "late"
            )
        elif self.hand_over():
            self.set_focus(None)

    def arrived(self, saved: Saved) -> None:
        """Saved: go to it, unless the officer is elsewhere by now."""
        self.say("")
        if self.is_current:
            self.post_message(Go("case", saved.id))


def _key(held: Assignee) -> str:
    if held.officer_id is not None:
        return f"officer/{held.officer_id}"
    return f"team/{held.team_id}" if held.team_id is not None else f"role/{held.role}"


def _assignee(key: str) -> Assignee:
    kind, _, rest = key.partition("/")
    if kind == "officer":
        return Assignee(officer_id=UUID(rest))
    return Assignee(team_id=UUID(rest)) if kind == "team" else Assignee(role=rest)
