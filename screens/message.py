"""A message to the member while it is written, shown exactly as it goes, and sent once (features A4.22, A3.45)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from data import desk
from data.rules.awaited import awaited_said, first_wait, read_days
from data.rules.messages import (
    addresses,
    against,
    composed,
    filled,
    mailto,
    sent_said,
    ways,
)
from data.types.errors import BadInput, CasetuiError, Incomplete
from data.types.messages import Composed, MessageForm, MessageKind, Way
from data.types.notes import Section
from screens.writing import Writing, WritingScreen
from widgets.actions import key_said
from widgets.brief import indented
from widgets.choice import ChoiceField, Option
from widgets.entry import TextField
from widgets.going import Copy, GoBack, OpenMail
from widgets.lines import Line, heading, pair
from widgets.not_yet import NotYet
from widgets.note_editor import NoteEditor
from widgets.pane import ScrollPane
from widgets.tables import heed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget
    from textual.widgets import Input

    from data.types.messages import MessageTemplate, ToWrite
    from data.types.records import Saved
    from screens.seat import Seat
    from widgets.typed import TypedField

TEXT = "Text"
"""Title of the words."""
WAYS = {Way.MAIL: "send it", Way.OWN: "my own mail program", Way.COPY: "copy it"}
"""What is asked before it leaves the building."""


class MessageScreen(WritingScreen):
    """One message; what is typed is a draft until it is sent."""

    place: ClassVar[str] = "message"
    follows: ClassVar[str] = "record"
    DEFAULT_CSS = """
    MessageScreen NoteEditor { height: 1fr; min-height: 5; }
    """

    def __init__(self, seat: Seat, form: MessageForm) -> None:
        super().__init__(seat, form)
        self.form = form
        self.known: ToWrite | None = None
        new = seat.drafts.read(form.id) is None
        self._put = (form.subject, form.body) if new else ("", "")
        """Subject and text as the program filled them: what was typed is never written over."""
        self.begins = ChoiceField("Begin with", id="template", nothing="reading …")
        self.to = ChoiceField("To", id="to", nothing="reading …")
        self.reply = TextField("Reply in", placeholder="days; empty waits for none", id="reply_days")
        self.subject = TextField("Subject", id="subject")
        self.editor = NoteEditor([Section(TEXT, form.body)], id="text")

    def head(self) -> tuple[Line, Line]:
        """To whom, about what, and what speaks against it."""
        left: Line = [(f"Message › {self.form.member_label}", "strong")]
        if self.known is not None:
            left += heed(self.known.card)
        return left, self.clock_line()

    def main(self) -> Iterable[Widget]:
        """The fields, then the words."""
        yield self.begins
        yield self.to
        yield self.reply
        yield self.subject
        yield self.editor

    def side(self) -> Widget:
        """Exactly as it goes."""
        return ScrollPane(lambda w, h: self._side_lines(w))

    def _side_lines(self, width: int) -> list[Line]:
        w = width - 3
        out: list[Line] = [heading("As it goes")]
        try:
            message = self._composed()
        except CasetuiError as error:
            form = self.form
            message = Composed(form.to, form.subject, form.body)
            out += pair("Not yet", error.detail or error.sentence, w, "soon", gutter=11)
        out += pair("To", message.to or "nobody: it can be copied", w, gutter=11)
        if message.subject:
            out += pair("Subject", message.subject, w, gutter=11)
        out.append([])
        for line in message.body.split("\n"):
            out += pair("", line, w, gutter=0) if line else [[]]
        return indented(out)

    def resting(self) -> Line:
        """What speaks against it comes before any word is typed; then what is waited for."""
        if self.seat.problem is None and self.known is not None:
            if said := against(self.known.card, self.form.kind):
                return [(f"{said} It can only be copied.", "late")]
            waits = awaited_said(self.known.awaited, self.seat.zone, self.seat.today())
            if waits:
                return [(f"{waits[0].upper()}{waits[1:]}.", "soon")]
        return super().resting() or [(f"{key_said('send_message')} shows it and asks how it goes", "quiet")]

    def why_not(self, act_id: str) -> str:
        """It is sent once, and not before it is known to whom."""
        if act_id == "send_message":
            if self.state is not Writing.OPEN:
                return "It is on its way to the database."
            if self.known is None:
                return NotYet("Her addresses are still being read; the text is kept.")
        return super().why_not(act_id)

    def on_mount(self) -> None:
        """The caret stands in the first field; a draft goes on in its words."""
        self._show()
        if self.form.is_blank():
            self.begins.focus()
        else:
            self.editor.open_section(TEXT)

    def _show(self) -> None:
        form = self.form
        self.begins.set(form.template)
        self.to.set(form.to)
        self.reply.set("" if form.reply_days is None else str(form.reply_days))
        self.subject.set(form.subject)
        self.editor.set_body(TEXT, form.body)

    def desk_opened(self) -> None:
        """Whom to, and what the office has ready."""
        member_id, case_id = self.form.member_id, self.form.case_id
        self.read(lambda at, stop: desk.messages.to_write(at, member_id, case_id, stop), self._offer)

    def _offer(self, known: ToWrite) -> None:
        self.known = known
        sms = {MessageKind.SMS: "text message"}
        self.begins.offer([Option(one.name, one.name, sms.get(one.kind, "")) for one in known.templates])
        mails, phones = (addresses(known.card, kind) for kind in MessageKind)
        self.to.offer(
            [
                *(Option(one, one) for one in mails),
                *(Option(one, one, "text message, copied") for one in phones),
            ]
        )
        if not self.form.to and mails:
            self.to.set(mails[0])
            self.collect()
        self.remake("head", "status", "keys")
        self._preview()

    def collect(self) -> MessageForm:
        """The message with what stands on the screen; days that cannot be read yet stay as they were."""
        form = self.form
        form.template, form.to = self.begins.value, self.to.value
        form.subject, form.body = self.subject.value, self.editor.body(TEXT)
        if self.known is not None:
            held, text = addresses(self.known.card, MessageKind.SMS), self._template()
            sms = form.to in held or (not form.to and text is not None and text.kind == MessageKind.SMS)
            form.kind = MessageKind.SMS if sms else MessageKind.EMAIL
        try:
            form.reply_days = read_days(self.reply.value)
        except BadInput:
            return form
        return form

    def _template(self) -> MessageTemplate | None:
        held = self.known.templates if self.known is not None else ()
        return next((one for one in held if one.name == self.begins.value), None)

    def is_blank(self) -> bool:
        """Nothing is written but what the office has ready."""
        form = self.collect()
        return form.is_blank() or (form.subject, form.body) == self._put

    def freeze(self, frozen: bool) -> None:
        """While it is sent."""
        self.editor.freeze(frozen)
        for field in (self.begins, self.to, self.reply, self.subject):
            field.disabled = frozen

    def on_text_field_changed(self) -> None:
        """A key in a line."""
        self.touch()
        self._preview()

    def on_note_editor_changed(self) -> None:
        """A key in the text."""
        super().on_note_editor_changed()
        self._preview()

    def on_typed_field_changed(self, event: TypedField.Changed) -> None:
        """Another text to begin with, or another address."""
        super().on_typed_field_changed(event)
        if event.field is self.begins:
            self._begin_with(self._template())
        self.collect()
        self.remake("status")
        self._preview()

    def on_typed_field_taken(self, event: TypedField.Taken) -> None:
        """Enter in what it begins with: into the words, where the office's text leaves a place for them."""
        if event.field is not self.begins or self._put == ("", ""):
            super().on_typed_field_taken(event)
            return
        event.prevent_default()
        area = self.editor.section(TEXT)
        area.focus()
        place = next((at for at, line in enumerate(area.text.split("\n")) if line.strip() == "-"), None)
        if place is not None:
            area.move_cursor((place, len(area.document.get_line(place))))

    def _begin_with(self, text: MessageTemplate | None) -> None:
        """Fill what nobody has written in; words that were typed stay (features B8)."""
        known = self.known
        if text is None or known is None:
            return
        if not self.form.is_blank() and (self.subject.value, self.editor.body(TEXT)) != self._put:
            self.say("What you wrote stays; empty subject and text to begin with another one.", "soon")
            return
        subject, body = (filled(part, known.values) for part in (text.subject, text.body.strip()))
        self._put = (subject, body)
        self.subject.set(subject)
        self.editor.set_body(TEXT, body)
        wait = first_wait(text, known.loop)
        self.reply.set("" if wait is None else str(wait))
        self.to.set(next(iter(addresses(known.card, text.kind)), ""))
        self.touch()

    def _composed(self) -> Composed:
        return composed(self.form, self.known.values if self.known is not None else {})

    def _preview(self) -> None:
        self.remake("side")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter: the next field."""
        event.stop()
        self.focus_next()

    # Sending

    def do_send_message(self) -> None:
        """F5: shown as it goes, and asked how; what is missing gets the caret."""
        self.settle()
        if self.told_of_unread("The text is kept."):
            return
        known = self.known
        if known is None:
            return
        try:
            self.form.reply_days = read_days(self.reply.value)
        except BadInput as error:
            self._back_to(self.reply, error)
            return
        form = self.collect()
        try:
            message = self._composed()
        except Incomplete as error:
            self._back_to(self.subject if "Subject" in error.sentence else None, error)
            return
        except BadInput as error:
            self._back_to(None, error)
            return
        self.flush()
        self.remove_class("-no-side")
        self._preview()
        held = ways(known.card, form.kind, posts=known.posts)
        if not message.to:
            held = (Way.COPY,)
        told = {WAYS[way]: way for way in held}
        shown = f"To {message.to}" if message.to else "No address"
        self.ask_menu(shown, list(told), lambda keys: self._go(message, told[keys[0]]), "")
        if not known.posts and Way.OWN in held:
            self.say("The office has no mail server: a digit chooses how it goes · Esc", "soon")

    def _back_to(self, field: TextField | None, error: CasetuiError) -> None:
        self.flush()
        if field is not None:
            field.focus()
        else:
            self.editor.open_section(TEXT)
            self._to_fault(error.detail)
        self.say(error.sentence, "late")

    def _to_fault(self, said: str) -> None:
        """The caret behind the placeholder that is none."""
        area, faulty = self.editor.section(TEXT), said[: said.find("}") + 1]
        for at, line in enumerate(area.text.split("\n")):
            if faulty.startswith("{") and faulty in line:
                area.move_cursor((at, line.index(faulty) + len(faulty)))
                return

    def _go(self, message: Composed, way: Way) -> None:
        link = ""
        if way is Way.OWN:
            try:
                link = mailto(message)
            except BadInput as error:
                self.say(error.sentence, "late")
                return
        self.form.way = way.value
        self.subject.set(message.subject)
        self.editor.set_body(TEXT, message.body)
        if not self.hand_over():
            return
        if way is Way.COPY:
            self.post_message(Copy(message.body, "The message"))
        elif link:
            self.post_message(OpenMail(link, message.body))

    def arrived(self, saved: Saved) -> None:
        """Kept, and on its way: back."""
        if self.is_active:
            done = sent_said(self.form.way, self.form.to)
            waits = f"; a reply is waited for {self.form.reply_days} days" if self.form.reply_days else ""
            self.post_message(GoBack(f"{saved.number}: the message {done}{waits}."))
