"""A submitted interaction put right: the same fields as the call, the earlier text stays in the history."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from data import desk
from data.rules.merging import merge
from data.rules.ticket import read_ticket
from data.types.errors import BadInput
from screens.referring import About, ReferringScreen
from screens.righting import RightingScreen
from screens.writing import Writing
from widgets.call_fields import CallFields
from widgets.no_advice import NoAdvice
from widgets.note_editor import NoteEditor

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from textual.widget import Widget

    from data.desk.desk import Desk
    from data.rules.merging import Clash
    from data.types.forms import InteractionContents, InteractionEdit
    from data.types.members import MemberCard
    from data.types.records import InteractionRecord
    from screens.seat import Seat
    from widgets.typed import TypedField


class AmendScreen(RightingScreen, ReferringScreen):
    """An interaction while it is put right; what is typed is a draft of its own until it is saved."""

    form: InteractionEdit
    place: ClassVar[str] = "amend"
    what: ClassVar[str] = "Change"

    def __init__(self, seat: Seat, form: InteractionEdit) -> None:
        super().__init__(seat, form)
        self.form = form
        self.record_read: InteractionRecord | None = None
        self.names: dict[UUID, str] = {}
        """What ids of the interaction are called."""
        self.editor = NoteEditor(form.now.sections, id="note")
        self.fields = CallFields(seat.today(), seat.free)
        self.advice = NoAdvice(self.editor, form.now.no_advice)

    def main(self) -> Iterable[Widget]:
        """Sections, then fields."""
        yield self.editor
        yield self.fields

    def stood(self) -> Mapping[str, str]:
        """Sections as they were read."""
        return {part.title: part.body for part in self.form.was.sections}

    def on_mount(self) -> None:
        """The caret stands at the end of the first section that has words."""
        self._show(self.form.now)
        for box in self.editor.boxes:
            # More is added to a note than put before it.
            box.text.move_cursor(box.text.document.end)
        sections = self.form.now.sections
        worded = next((part for part in sections if part.body.strip()), sections[0] if sections else None)
        if worded is not None:
            self.editor.open_section(worded.title)

    def _show(self, contents: InteractionContents) -> None:
        for part in contents.sections:
            self.editor.set_body(part.title, part.body)
        self.fields.show(contents)
        self.advice.set(contents.no_advice)

    def desk_opened(self) -> None:
        """Lists for the fields, and the interaction as it stands."""
        choices = self.seat.choices
        if choices is not None:
            self.fields.offer(choices, preset=False)

        def ask(at: Desk, stop: object) -> tuple[InteractionRecord, MemberCard]:
            record = desk.interactions.read(at, self.form.interaction_id)
            return record, desk.members.card(at, record.member_id)

        self.read(ask, lambda answer: self._catch_up(*answer))

    def _catch_up(self, record: InteractionRecord, card: MemberCard) -> None:
        """Someone saved it meanwhile: theirs stands where nothing was typed, and is shown where something was.

        The text that was typed stays; saving it is a decision now, not an accident.
        """
        self.record_read = record
        self.fields.offer_jobs(card.jobs)
        self.freeze(self.state is not Writing.OPEN)
        form, theirs = self.collect(), desk.interactions.contents_of(record)
        if self.state is not Writing.OPEN or form.was == theirs:
            form.version = record.version
            return
        merged = merge(form.was, form.now, theirs)
        form.version, form.was, form.now = record.version, theirs, merged.contents
        self.names = {job.id: job.employer for job in card.jobs}
        self.names |= {record.follow_up_by: record.follow_up_by_name} if record.follow_up_by else {}
        self.show_contents()
        self.caught_up(merged.clashes)

    def show_contents(self) -> None:
        """What the form holds."""
        self._show(self.form.now)

    def clash_said(self, clash: Clash, value: Any) -> str:
        """Ids by their names."""
        if not isinstance(value, UUID):
            return super().clash_said(clash, value)
        named = self.seat.choices.officer(value) if self.seat.choices and value not in self.names else None
        return self.names.get(value, named.name if named else "")

    def collect(self) -> InteractionEdit:
        """The edit with what stands on the screen."""
        now = replace(self.form.now, sections=self.editor.sections, no_advice=self.advice.marked)
        self.fields.fill(now)
        self.form.now = now
        return self.form

    def is_blank(self) -> bool:
        """Nothing differs from what was read."""
        return self.form.is_blank()

    def freeze(self, frozen: bool) -> None:
        """While it is sent."""
        self.editor.freeze(frozen)
        became_a_case = self.record_read is not None and self.record_read.case_id is not None
        self.fields.freeze(frozen, follow_up=became_a_case)

    def on_text_field_changed(self) -> None:
        """A key in the ticket, or in what is to be done."""
        self.touch()

    def on_typed_field_changed(self, event: TypedField.Changed) -> None:
        """A field was filled, and may bring another along."""
        self.fields.bring()
        super().on_typed_field_changed(event)
        event.prevent_default()

    def on_note_editor_changed(self) -> None:
        """A key in a section."""
        self.advice.typed()

    def written_about(self) -> About:
        """The member."""
        return About(None, self.record_read.member_id) if self.record_read is not None else About()

    def do_further(self) -> None:
        """ctrl+g m: to the further fields; from among them back to the note."""
        self.fields.turn_further(self.editor)

    def do_spoke_with(self) -> None:
        """ctrl+g o: member, representative, employer, other, nobody said."""
        self.fields.next_spoken_with()

    def do_identity(self) -> None:
        """ctrl+g t: it was made sure who was on the line."""
        self.fields.check_identity()

    def do_no_advice(self) -> None:
        """ctrl+g a: Advice is empty on purpose; again takes it back."""
        self.advice.set(not self.advice.marked)
        self.touch()

    def why_not(self, act_id: str) -> str:
        """It is saved once."""
        if act_id == "choose_side":
            return self.side_why_not()
        if act_id not in ("save", "refer", "further", "spoke_with", "identity", "no_advice"):
            return ""
        return self.why_not_write() or (self.advice.why_not() if act_id == "no_advice" else "")

    def do_save(self) -> None:
        """ctrl+s: save what differs."""
        self.settle()
        form = self.collect()
        if self.told_of_unread("The text is kept."):
            return
        if form.now.ticket_url:
            try:
                form.now.ticket_url = read_ticket(form.now.ticket_url).said
            except BadInput as error:
                self.fields.go_to(self.fields.ticket)
                self.say(error.sentence, "late")
                return
        if form.is_blank():
            self.say("Nothing has changed.")
        else:
            self.hand_over()
