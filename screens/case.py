"""A case: what it is about, what happens next and when; next steps and follow-up are edited in place."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from data import desk
from data.rules.awaited import awaited_mark, awaited_said
from data.rules.case_details import contents_of
from data.rules.holding import name_of
from data.rules.merging import CASE, merge
from data.rules.note_text import case_text
from data.rules.notes import note_of_case
from data.rules.ticket import ticket_told
from data.types.case_edits import NEXT_STEPS, CaseContents, CaseEdit
from data.types.errors import Conflict, NotFound
from data.types.notes import Section
from screens.changing import ChangingScreen
from screens.siding import SidingScreen
from screens.writing import Writing
from widgets.actions import key_said
from widgets.brief import case_side, indented
from widgets.case_summary import case_head, summary_lines
from widgets.case_tasks import tasks_side
from widgets.day import DayField
from widgets.going import Copy, Go
from widgets.lines import Line, pair
from widgets.not_yet import NotYet
from widgets.note_editor import NoteEditor
from widgets.pane import ScrollPane

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from textual import events
    from textual.widget import Widget

    from data.desk.desk import Desk
    from data.types.drafts import Draft
    from data.types.errors import CasetuiError
    from data.types.messages import Awaited
    from data.types.records import CaseRecord, Saved
    from data.types.stop import Stop
    from data.types.tasks import Task
    from screens.seat import Seat

HIDDEN = (
    "{number} is not yours to see any more: somebody changed who sees it. What you typed is kept as a draft"
    " ({drafts}). Ask who holds it, or a supervisor."
)
SHOWN = ("next_steps", "follow_up_on")
"""What of the case is written on this screen."""


class CaseScreen(ChangingScreen, SidingScreen):
    """One case; what is typed here is a draft of its own until it is saved."""

    place: ClassVar[str] = "case"
    reads_again: ClassVar[bool] = True
    seen_whole: ClassVar[bool] = True
    follows: ClassVar[str] = "record"
    DEFAULT_CSS = """
    CaseScreen #about { height: auto; max-height: 60%; }
    CaseScreen NoteEditor { height: 1fr; min-height: 5; }
    """

    def __init__(
        self, seat: Seat, case_id: UUID, edit: CaseEdit | None = None, *, waits: bool = False
    ) -> None:
        """With `waits` the id is no case's, until `take` gives the one that is meant."""
        self.case_id = case_id
        self.form = edit or _unread(case_id)
        super().__init__(seat, self.form)
        self.waits = waits
        self.restored = edit
        self.tasks: tuple[Task, ...] = ()
        self.mail = ""
        """What became of the last mail about it, where that is to be told."""
        self.about = ScrollPane(self._about_lines, letters=self.place, id="about")
        self.editor = NoteEditor([Section(NEXT_STEPS, self.form.now.next_steps)], id="next")
        self.follow_up = DayField("Follow-up", seat.today(), seat.free, id="follow_up")

    def head(self) -> tuple[Line, Line]:
        """Number, title, status and who holds it."""
        case = self.case
        if case is None:
            return [("Case", "strong")], self.clock_line()
        left = case_head("Case", case)
        if case.priority < 3:
            left.append(("  urgent", "text"))
        if case.marked_for_review:
            left.append(("  for review", "soon"))
        waits = (
            f"  unclaimed, {name_of(case.assignees[0], self.seat.choices)}"
            if case.assignees
            else "  unclaimed"
        )
        if mark := awaited_mark(self.awaited):
            left.append((f"  {mark}", "soon"))
        left.append((f"  {case.owner}", "quiet") if case.owner else (waits, "text"))
        return left, self.clock_line()

    def main(self) -> Iterable[Widget]:
        """What is known, then what can be changed."""
        yield self.about
        yield self.editor
        yield self.follow_up

    def side(self) -> Widget:
        """Dates, owner and notes."""
        return ScrollPane(self._side_lines, letters=self.place)

    def _about_lines(self, width: int, height: int) -> list[Line]:
        case = self.case
        if case is None:
            return [[(" reading …", "quiet")]]
        return summary_lines(case, self.seat.choices, self.seat.today(), width, airy=not self.low)

    def _side_lines(self, width: int, height: int) -> list[Line]:
        if self.case is None:
            return []
        side = case_side(self.case, self.seat.zone, self.seat.clock(), width)
        if waits := awaited_said(self.awaited, self.seat.zone, self.seat.today()):
            side = [[("  ", "text"), (waits, "soon")], [], *side]
        side = [*tasks_side(self.tasks, self.seat.zone, self.seat.today(), width), *side]
        if self.mail:
            side = [*indented(pair("", self.mail, width - 3, "late", gutter=0)), [], *side]
        return [*indented(self.clash_lines(width - 3)), *side]

    def on_mount(self) -> None:
        """The caret stands in Next steps: that is what is changed most; the program may have been left meanwhile."""
        if self.app.screen_stack:
            self.editor.open_section(NEXT_STEPS)

    def take(self, record_id: UUID | None, text: str) -> None:
        """Which case it is about."""
        self.told()
        self.case_id = record_id or self.case_id
        self.form = _unread(self.case_id)
        self.form_id = self.form.id
        self.follow_up.today = self.seat.today()

    def desk_opened(self) -> None:
        """Read the case and its tasks; what is typed and not saved stays."""
        self.read(self._asked_now, lambda answer: self._show(*answer))

    def _ask_mail(self) -> None:
        """After the case, which is not painted later for it."""
        if self.seat.choices is not None and self.seat.choices.mails:
            case_id = self.case_id
            self.read(lambda at, stop: desk.outbox.trouble(at, case_id, stop), self._tell_mail, "mail")

    def _tell_mail(self, said: str) -> None:
        self.mail = said
        self.remake("side")

    def _asked_now(self, at: Desk, stop: Stop) -> tuple[CaseRecord, tuple[Task, ...], Awaited | None]:
        case = desk.cases.read(at, self.case_id, stop)
        return case, desk.tasks.held_by(at, case.id, stop), desk.awaiting.of_case(at, case.id, stop)

    @property
    def showing(self) -> tuple[str, UUID] | None:
        """This case."""
        return "case", self.case_id

    def _show(self, case: CaseRecord, tasks: tuple[Task, ...], awaited: Awaited | None) -> None:
        self.tasks, self.awaited = tasks, awaited
        self.took(case)
        self.seat.look_at("case", case.id, case.number, case.member_name, case.title)
        if self.restored is None and (self.form.version == 0 or self.collect().is_blank()):
            self._begin(case)
        else:
            if self.restored is not None:
                self.follow_up.set(self.restored.now.follow_up_on)
                self.say(f"What you had typed here is restored; {key_said('save')} saves it.")
                self.restored = None
            self._catch_up(case)
        self.about.remake()
        self.remake("side")
        self.remake("head", "keys")
        self.paint_at_once()
        self._ask_mail()

    def _catch_up(self, case: CaseRecord) -> None:
        """Someone saved this case meanwhile: theirs stands where nothing was typed, and is shown where something was.

        The text that was typed stays; saving it is a decision now, not an accident.
        """
        form = self.collect()
        if form.version == case.version or self.state is not Writing.OPEN:
            return
        theirs = contents_of(case)
        merged = merge(form.was, form.now, theirs)
        form.version, form.was, form.now = case.version, theirs, merged.contents
        self.show_contents()
        self.flush()
        self.clashed([clash for clash in merged.clashes if clash.name in SHOWN])

    def show_contents(self) -> None:
        """Next steps and follow-up of the form."""
        self.editor.set_body(NEXT_STEPS, self.form.now.next_steps)
        self.follow_up.set(self.form.now.follow_up_on)

    def news_came(self) -> None:
        """What is known is drawn anew; what can be typed stays while anything is typed there, or the caret is in it."""
        self.read(self._asked_now, lambda answer: self._hear(*answer), "heard")

    def _hear(self, case: CaseRecord, tasks: tuple[Task, ...], awaited: Awaited | None) -> None:
        if self.case is None:
            return
        self.tasks, self.awaited = tasks, awaited
        self.took(case)
        form = self.collect()
        changed = [CASE[name] for name in SHOWN if getattr(case, name) != getattr(form.was, name)]
        if self.state is Writing.OPEN and form.is_blank() and (not changed or not self._caret_in_form()):
            self._begin(case)
            changed = []
        self.changed_meanwhile = f"{' and '.join(changed)} changed meanwhile" if changed else ""
        self.about.remake()
        self.remake("side")
        self.remake("head", "keys")

    def _caret_in_form(self) -> bool:
        held = (self.editor, self.follow_up)
        return self.focused is not None and any(one in held for one in self.focused.ancestors_with_self)

    def _begin(self, case: CaseRecord) -> None:
        """A new edit on the case as it stands now."""
        at = self.seat.desk
        if at is None:
            return
        self.form = desk.changing.begin(case, at.new_id())
        self.form_id, self.kept_at, self.state = self.form.id, None, Writing.OPEN
        self.editor.set_body(NEXT_STEPS, case.next_steps)
        self.follow_up.set(case.follow_up_on)

    def collect(self) -> CaseEdit:
        """The edit with what stands on the screen."""
        self.form.now.next_steps = self.editor.body(NEXT_STEPS)
        self.form.now.follow_up_on = self.follow_up.value
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
            act_id in ("save", "link_ticket", "note_on_case", "open_member", "copy_note")
            and self.case is None
        ):
            return NotYet("The case is still being read.")
        if act_id == "save" and self.state is Writing.SENDING:
            return "It is on its way to the database."
        if act_id == "follow_up":
            return ""
        if act_id == "replied" and self.case is not None and self.awaited is None:
            return f"{self.case.number} waits for no reply."
        if act_id == "choose_side":
            return self.side_why_not()
        return super().why_not(act_id)

    def do_follow_up(self) -> None:
        """f: the date is changed in place here."""
        self.follow_up.focus()

    def do_link_ticket(self) -> None:
        """ctrl+g +: the ticket it came from, linked later."""
        case = self.case
        if case is not None:
            self.ask_text(f"Ticket of {case.number}", lambda url: self._link(case, url), text=case.ticket_url)

    def _link(self, case: CaseRecord, url: str) -> None:
        def told(done: tuple[Saved, str]) -> None:
            saved, alone = done
            self.desk_opened()
            self.say(f"The ticket is linked to {saved.number} and its first note. {alone}".strip())

        self.write(
            lambda at: (
                desk.cases.link_ticket(at, case.id, url, case.ticket_url),
                ticket_told(url, at.ticket_address),
            ),
            told,
        )

    def do_case_details(self) -> None:
        """d: every field of it."""
        self.post_message(Go("case_details", self.case_id))

    def do_case_targets(self) -> None:
        """D: its targets."""
        self.post_message(Go("case_targets", self.case_id))

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
        self.no_clashes()
        self.say(f"{saved.number} is saved.")
        at = self.seat.desk
        if at is not None:
            # What is typed from here on differs from what was saved, also before that was read again.
            self.form = desk.changing.again(self.form, at.new_id())
            self.form_id, self.kept_at, self.state = self.form.id, None, Writing.OPEN
            self.freeze(False)
        self.desk_opened()

    def on_key(self, event: events.Key) -> None:
        """A letter while it is sent: nothing is typed over what waits, and she is told."""
        if self.state is Writing.SENDING and event.is_printable and self._caret_in_form():
            event.stop()
            self.say(
                "It waits to be sent, and is typed on when it is saved. Everything else goes on.", "late"
            )

    def held(self, draft: Draft, error: CasetuiError) -> None:
        """Refused because someone was first: read what they wrote."""
        super().held(draft, error)
        if draft.id == self.form_id and isinstance(error, Conflict):
            self.desk_opened()
        elif draft.id == self.form_id and isinstance(error, NotFound):
            self.failed(error)

    def failed(self, error: CasetuiError) -> None:
        """A case that stands here and is found no more was hidden, which is no number mistyped."""
        if isinstance(error, NotFound) and self.case is not None:
            self.say(HIDDEN.format(number=self.case.number, drafts=key_said("drafts")), "late")
        else:
            super().failed(error)

    def do_note_on_case(self) -> None:
        """A note that belongs to this case."""
        at, case = self.seat.desk, self.case
        if at is None or case is None:
            return
        self.post_message(Go("call", form=note_of_case(case, at.new_id(), self.seat.clock())))

    def do_copy_note(self) -> None:
        """ctrl+g y: the case as text."""
        if self.case is not None:
            self.post_message(Copy(case_text(self.case), self.case.number))


def _unread(case_id: UUID) -> CaseEdit:
    """What stands in place of the edit until the case is read."""
    return CaseEdit(case_id, case_id, "", 0, CaseContents(), CaseContents())
