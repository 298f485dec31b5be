"""A case: what it is about, what happens next and when; next steps and follow-up are edited in place."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from data import desk
from data.rules.note_text import case_text, shown
from data.types.errors import Conflict
from data.types.forms import CaseEdit, InteractionForm
from data.types.notes import BIMAA, Section
from screens.acting import ActingScreen, Here
from screens.writing import Writing, WritingScreen
from widgets.actions import key_said
from widgets.brief import case_side, history_lines, indented, job_said
from widgets.day import DayField
from widgets.going import Copy, Go
from widgets.lines import Line, heading, pair
from widgets.note_editor import GUTTER, NoteEditor
from widgets.pane import ScrollPane

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from textual.widget import Widget

    from data.desk.desk import Desk
    from data.types.drafts import Draft
    from data.types.errors import CasetuiError
    from data.types.records import CaseRecord, ChangeLine, Saved
    from data.types.stop import Stop
    from screens.seat import Seat

NEXT_STEPS = "Next steps"


class CaseScreen(ActingScreen, WritingScreen):
    """One case; what is typed here is a draft of its own until it is saved."""

    place: ClassVar[str] = "case"
    reads_again: ClassVar[bool] = True
    DEFAULT_CSS = """
    CaseScreen #about { height: auto; max-height: 60%; }
    CaseScreen NoteEditor { height: 1fr; min-height: 5; }
    """

    def __init__(self, seat: Seat, case_id: UUID, edit: CaseEdit | None = None) -> None:
        self.case_id = case_id
        self.case: CaseRecord | None = None
        self.form = edit or CaseEdit(case_id, case_id, "", 0, "", None, "", None)
        super().__init__(seat, self.form)
        self.restored = edit
        self.history: tuple[ChangeLine, ...] | None = None
        self.theirs = ""
        """Next steps as someone else saved them, while other ones are being typed."""
        self.about = ScrollPane(self._about_lines, letters=self.place, id="about")
        self.editor = NoteEditor([Section(NEXT_STEPS, self.form.next_steps)], id="next")
        self.follow_up = DayField("Follow-up", seat.today(), seat.free, id="follow_up")

    def head(self) -> tuple[Line, Line]:
        """Number, title, status and who holds it."""
        case = self.case
        if case is None:
            return [("Case", "strong")], self.clock_line()
        left: Line = [
            (f"Case › {case.number} {case.title}", "strong"),
            (f"   {case.status.lower()}", "quiet"),
        ]
        if case.priority < 3:
            left.append(("  urgent", "text"))
        if case.confidential:
            left.append(("  confidential", "soon"))
        left.append((f"  {case.owner or 'unclaimed'}", "quiet" if case.owner else "text"))
        return left, self.clock_line()

    def main(self) -> Iterable[Widget]:
        """What is known, then what can be changed."""
        yield self.about
        yield self.editor
        yield self.follow_up

    def side(self) -> Widget:
        """Dates, owner and notes; or the history."""
        return ScrollPane(self._side_lines, letters=self.place)

    def _about_lines(self, width: int, height: int) -> list[Line]:
        case = self.case
        if case is None:
            return [[(" reading …", "quiet")]]
        wide = min(width - 2, 77)
        rows = [*pair("Member", f"{case.member_name}, {case.member_number}", wide, gutter=GUTTER)]
        if case.job is not None:
            rows += pair("Job", job_said(case.job, self.seat.today()), wide, gutter=GUTTER)
        place = ", ".join(part for part in (case.location, case.location_note) if part)
        if place:
            rows += pair("Location", place, wide, gutter=GUTTER)
        no_advice = bool(case.notes) and case.notes[-1].no_advice
        for section in shown(case.description, no_advice=no_advice):
            if section.body.strip() and section.title != "Actions":
                if not self.low:
                    rows.append([])
                label = {"Member Seeking": "Seeking"}.get(section.title, section.title)
                rows += pair(label, section.body.strip(), wide, gutter=GUTTER)
        rows.append([])
        return [[(" ", "text"), *line] for line in rows]

    def _side_lines(self, width: int, height: int) -> list[Line]:
        if self.history is not None:
            return history_lines(self.history, self.seat.zone, width)
        if self.case is None:
            return []
        side = case_side(self.case, self.seat.zone, self.seat.today(), width)
        if not self.theirs:
            return side
        theirs = [heading("Next steps now, by someone else"), *pair("", self.theirs, width - 3, gutter=2), []]
        return [*indented(theirs), *side]

    def on_mount(self) -> None:
        """The caret stands in Next steps: that is what is changed most."""
        self.editor.open_section(NEXT_STEPS)

    def desk_opened(self) -> None:
        """Read the case; what is typed and not saved stays."""
        self.read(lambda at, stop: desk.cases.read(at, self.case_id), self._show)

    def _show(self, case: CaseRecord) -> None:
        self.case = case
        if self.restored is None and (self.form.version == 0 or self.collect().is_blank()):
            self._begin(case)
        else:
            if self.restored is not None:
                self.follow_up.set(self.restored.follow_up_on)
                self.say(f"What you had typed here is restored; {key_said('save')} saves it.")
                self.restored = None
            self._catch_up(case)
        self.about.remake()
        self.query_one("#side", ScrollPane).remake()
        self.remake("head", "keys")

    def _catch_up(self, case: CaseRecord) -> None:
        """Someone saved this case meanwhile: theirs stands where nothing was typed, and is shown where something was.

        The text that was typed stays; saving it is a decision now, not an accident.
        """
        form = self.collect()
        if form.version == case.version or self.state is not Writing.OPEN:
            return
        both = []
        if case.next_steps != form.was_next_steps:
            if form.next_steps == form.was_next_steps:
                self.editor.set_body(NEXT_STEPS, case.next_steps)
            else:
                both.append("Next steps")
                self.theirs = case.next_steps
        if case.follow_up_on != form.was_follow_up_on:
            if form.follow_up_on == form.was_follow_up_on:
                self.follow_up.set(case.follow_up_on)
            else:
                both.append("Follow-up")
        form.version, form.was_next_steps, form.was_follow_up_on = (
            case.version,
            case.next_steps,
            case.follow_up_on,
        )
        self.flush()
        if both:
            named = " and ".join(both)
            self.say(
                f"Someone changed {named} too: theirs stands at the side."
                f" {key_said('save')} saves yours, which is kept.",
                "late",
            )
            self.remove_class("-no-side")

    def _begin(self, case: CaseRecord) -> None:
        """A new edit on the case as it stands now."""
        at = self.seat.desk
        if at is None:
            return
        label = f"{case.number} {case.title}, {case.member_name}"
        self.form = CaseEdit(
            at.new_id(),
            case.id,
            label,
            case.version,
            case.next_steps,
            case.follow_up_on,
            case.next_steps,
            case.follow_up_on,
        )
        self.form_id, self.kept_at, self.state = self.form.id, None, Writing.OPEN
        self.editor.set_body(NEXT_STEPS, case.next_steps)
        self.follow_up.set(case.follow_up_on)

    def collect(self) -> CaseEdit:
        """The edit with what stands on the screen."""
        self.form.next_steps = self.editor.body(NEXT_STEPS)
        self.form.follow_up_on = self.follow_up.value
        return self.form

    def is_blank(self) -> bool:
        """Nothing differs from the case."""
        return self.form.is_blank()

    def freeze(self, frozen: bool) -> None:
        """While it is sent."""
        self.editor.freeze(frozen)
        self.follow_up.disabled = frozen

    def why_not(self, act_id: str) -> str:
        """Nothing can be saved before it is read."""
        if (
            act_id in ("save", "link_ticket", "note_on_case", "history", "open_member", "copy_note")
            and self.case is None
        ):
            return "The case is still being read."
        if act_id == "save" and self.state is Writing.SENDING:
            return "It is on its way to the database."
        if act_id == "follow_up":
            return ""
        return super().why_not(act_id)

    def here(self) -> Here | None:
        """This case."""
        case = self.case
        if case is None:
            return None
        return Here(
            "case",
            case.id,
            case.number,
            case.member_id,
            read=True,
            follow_up_on=case.follow_up_on,
            done=case.closed_at is not None,
            ticket_url=case.ticket_url,
        )

    def do_follow_up(self) -> None:
        """f: the date is changed in place here."""
        self.follow_up.focus()

    def do_link_ticket(self) -> None:
        """ctrl+g +: the ticket it came from, linked later."""
        case = self.case
        if case is not None:
            self.ask_text(f"Ticket of {case.number}", lambda url: self._link(case, url), text=case.ticket_url)

    def _link(self, case: CaseRecord, url: str) -> None:
        def told(saved: Saved) -> None:
            self.desk_opened()
            self.say(f"The ticket is linked to {saved.number} and its first note.")

        self.write(lambda at: desk.cases.link_ticket(at, case.id, url, case.ticket_url), told)

    def do_copy_number(self) -> None:
        """y: its number."""
        self.copy_number()

    def do_save(self) -> None:
        """ctrl+s: save what differs."""
        self.settle()
        if self.told_of_unread("The text is kept."):
            return
        if self.collect().is_blank():
            self.say("Nothing has changed.")
        else:
            self.hand_over()

    def arrived(self, saved: Saved) -> None:
        """Saved: read it again, and go on."""
        self.theirs = ""
        self.freeze(False)
        self.say(f"{saved.number} is saved.")
        self.form.version = 0
        self.desk_opened()

    def held(self, draft: Draft, error: CasetuiError) -> None:
        """Refused because someone was first: read what they wrote."""
        super().held(draft, error)
        if draft.id == self.form_id and isinstance(error, Conflict):
            self.desk_opened()

    def do_note_on_case(self) -> None:
        """A note that belongs to this case."""
        at, case = self.seat.desk, self.case
        if at is None or case is None:
            return
        form = InteractionForm(
            at.new_id(),
            self.seat.clock(),
            case.member_id,
            f"{case.member_name}  {case.member_number}",
            about_case_id=case.id,
            template=BIMAA.key,
        )
        self.post_message(Go("call", form=form))

    def do_history(self) -> None:
        """Every change, in place of the notes; again: back."""
        if self.history is not None:
            self._show_history(None)
            return
        self.remove_class("-no-side")

        def ask(at: Desk, stop: Stop) -> tuple[ChangeLine, ...]:
            return desk.history.of_case(at, self.case_id)

        self.read(ask, self._show_history, "history")

    def _show_history(self, changes: tuple[ChangeLine, ...] | None) -> None:
        self.history = changes
        self.query_one("#side", ScrollPane).remake()

    def do_copy_note(self) -> None:
        """ctrl+g y: the case as text."""
        if self.case is not None:
            self.post_message(Copy(case_text(self.case), self.case.number))

    def do_open_member(self) -> None:
        """To the member."""
        if self.case is not None:
            self.post_message(Go("member", self.case.member_id))

    @property
    def member_in_view(self) -> UUID | None:
        """F3 from here is about the same member."""
        return self.case.member_id if self.case else None
