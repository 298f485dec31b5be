"""A submitted interaction put right: the same fields as the call, the earlier text stays in the history."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from data import desk
from data.rules.merging import merge
from data.rules.ticket import read_ticket
from data.types.errors import BadInput, Conflict
from screens.writing import Writing, WritingScreen
from widgets.brief import indented
from widgets.choice import ChoiceField, Option
from widgets.day import DayField
from widgets.entry import TextField
from widgets.field_columns import FieldColumns
from widgets.going import GoBack
from widgets.lines import Line, heading, pair
from widgets.note_editor import NoteEditor
from widgets.pane import ScrollPane

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget

    from data.types.drafts import Draft
    from data.types.errors import CasetuiError
    from data.types.forms import InteractionContents, InteractionEdit
    from data.types.records import InteractionRecord, Saved
    from screens.seat import Seat


class AmendScreen(WritingScreen):
    """An interaction while it is put right; what is typed is a draft of its own until it is saved."""

    place: ClassVar[str] = "amend"
    reads_again: ClassVar[bool] = True

    def __init__(self, seat: Seat, form: InteractionEdit) -> None:
        super().__init__(seat, form)
        self.form = form
        self.record_read: InteractionRecord | None = None
        self.theirs: tuple[tuple[str, str], ...] = ()
        """Label and text of what someone else saved in a field that is being changed here."""
        self.editor = NoteEditor(form.now.sections, id="note")
        self.type = ChoiceField("Type", id="type")
        self.about = ChoiceField("About", id="about")
        self.outcome = ChoiceField("Outcome", id="outcome")
        self.case_types = ChoiceField("Case type", several=True, short=True, gutter=11, id="case_types")
        self.follow_up = DayField("Follow-up", seat.today(), seat.free, gutter=11, id="follow_up")
        self.ticket = TextField("Ticket", gutter=11, id="ticket")

    def head(self) -> tuple[Line, Line]:
        """Which interaction, and that the old text stays."""
        left: Line = [(f"Change › {self.form.member_label}", "strong")]
        left.append(("   the earlier text stays in the history", "quiet"))
        return left, self.clock_line()

    def main(self) -> Iterable[Widget]:
        """Sections, then fields."""
        yield self.editor
        yield FieldColumns(
            [self.type, self.about, self.outcome],
            [self.case_types, self.follow_up, self.ticket],
            lowered=True,
        )

    def side(self) -> Widget:
        """How it stood when it was read; on top, what someone else wrote meanwhile."""
        return ScrollPane(lambda w, h: self._side_lines(w))

    def _side_lines(self, width: int) -> list[Line]:
        w, out = width - 3, list[Line]()
        if self.theirs:
            out.append(heading("Saved meanwhile by someone else"))
            for label, text in self.theirs:
                out += pair(label[:10], text or "–", w, gutter=11)
            out.append([])
        out.append(heading("As it stands"))
        for part in self.form.was.sections:
            if part.body.strip():
                label = {"Member Seeking": "Seeking"}.get(part.title, part.title)[:10]
                out += pair(label, part.body.strip(), w, gutter=11)
        return indented(out)

    def resting(self) -> Line:
        """What the keys do."""
        if self.state is Writing.SENT and self.record is not None and self.seat.problem is None:
            return [(f"{self.record.number} is saved", "strong"), (" · Esc goes back", "text")]
        return super().resting() or [("F5 saves it · Esc keeps it as a draft", "quiet")]

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
        self.type.set(contents.interaction_type)
        self.about.set(contents.related_to)
        self.outcome.set(contents.outcome)
        self.case_types.set(*contents.case_types)
        self.follow_up.set(contents.follow_up_on)
        self.ticket.set(contents.ticket_url)

    def desk_opened(self) -> None:
        """Lists for the fields, and the interaction as it stands."""
        choices = self.seat.choices
        if choices is not None:
            self.type.offer([Option(name, name) for name in choices.interaction_types])
            self.about.offer([Option(topic.name, topic.name) for topic in choices.related_to])
            self.outcome.offer([Option(name, name) for name in choices.outcomes])
            self.case_types.offer([Option(kind.key, kind.label, kind.key) for kind in choices.case_types])
        self.read(lambda at, stop: desk.interactions.read(at, self.form.interaction_id), self._catch_up)

    def _catch_up(self, record: InteractionRecord) -> None:
        """Someone saved it meanwhile: theirs stands where nothing was typed, and is shown where something was.

        The text that was typed stays; saving it is a decision now, not an accident.
        """
        self.record_read = record
        self.follow_up.disabled = self.state is not Writing.OPEN or record.case_id is not None
        form = self.collect()
        if self.state is not Writing.OPEN or form.version == record.version:
            return
        theirs = desk.interactions.contents_of(record)
        merged = merge(form.was, form.now, theirs)
        form.version, form.was, form.now = record.version, theirs, merged.contents
        self._show(merged.contents)
        self.theirs = tuple((label, said(theirs, label)) for label in merged.both)
        self.flush()
        self.query_one("#side", ScrollPane).remake()
        if merged.both:
            named = " and ".join(merged.both)
            self.say(
                f"Someone changed {named} too: theirs stands at the side. F5 saves yours, which is kept.",
                "late",
            )
            self.remove_class("-no-side")

    def collect(self) -> InteractionEdit:
        """The edit with what stands on the screen."""
        self.form.now = replace(
            self.form.now,
            sections=self.editor.sections,
            interaction_type=self.type.value,
            related_to=self.about.value,
            case_types=list(self.case_types.values),
            outcome=self.outcome.value,
            follow_up_on=self.follow_up.value,
            ticket_url=self.ticket.value,
        )
        return self.form

    def is_blank(self) -> bool:
        """Nothing differs from what was read."""
        return self.form.is_blank()

    def freeze(self, frozen: bool) -> None:
        """While it is sent."""
        self.editor.freeze(frozen)
        for field in (self.type, self.about, self.outcome, self.case_types, self.ticket, self.follow_up):
            field.disabled = frozen
        if self.record_read is not None and self.record_read.case_id is not None:
            self.follow_up.disabled = True

    def on_text_field_changed(self) -> None:
        """A key in the ticket."""
        self.touch()

    def why_not(self, act_id: str) -> str:
        """It is saved once."""
        if act_id == "save" and self.state is Writing.SENDING:
            return "It is on its way to the database."
        if act_id == "save" and self.state is Writing.SENT:
            return "It is saved already."
        return ""

    def do_save(self) -> None:
        """ctrl+s: save what differs."""
        self.settle()
        form = self.collect()
        if self.told_of_unread("The text is kept."):
            return
        if form.now.ticket_url:
            try:
                form.now.ticket_url = read_ticket(form.now.ticket_url).url
            except BadInput as error:
                self.ticket.focus()
                self.say(error.sentence, "late")
                return
        if form.is_blank():
            self.say("Nothing has changed.")
        else:
            self.hand_over()

    def arrived(self, saved: Saved) -> None:
        """Saved: back to the interaction, unless the officer is elsewhere by now."""
        self.theirs = ()
        if self.is_active:
            self.post_message(GoBack(f"{saved.number} is saved."))

    def held(self, draft: Draft, error: CasetuiError) -> None:
        """Refused because someone was first: read what they wrote."""
        super().held(draft, error)
        if draft.id == self.form_id and isinstance(error, Conflict):
            self.desk_opened()


def said(contents: InteractionContents, label: str) -> str:
    """What stands in the field of that label, as text."""
    fields = {
        "Type": contents.interaction_type,
        "About": contents.related_to,
        "Case type": ", ".join(contents.case_types),
        "Outcome": contents.outcome,
        "Follow-up": f"{contents.follow_up_on:%a %d %b %Y}" if contents.follow_up_on else "",
        "Ticket": contents.ticket_url,
    }
    if label in fields:
        return fields[label]
    return next((part.body for part in contents.sections if part.title == label), "")
