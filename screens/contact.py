"""A new contact: a few lines, who may be the same shown under them, and back to whoever looked for one (A3.05)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from data import desk
from data.rules.contact import contact_gaps, read_email
from data.rules.phones import unread_phone
from data.types.errors import BadInput, StoreTrouble
from data.types.members import ContactKind, MemberHit, Standing
from screens.writing import Writing, WritingScreen
from widgets.actions import key_said
from widgets.entry import TextField
from widgets.going import Came
from widgets.lines import Line, heading
from widgets.pane import Pane
from widgets.row_list import RowList
from widgets.tables import ALIKE, found_rows, key_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget
    from textual.widgets import Input

    from data.types.drafts import Draft
    from data.types.errors import CasetuiError
    from data.types.forms import ContactForm
    from data.types.records import Saved
    from screens.seat import Seat

LABELS = {
    "given": "First name",
    "family": "Last name",
    "name": "Name",
    "phone": "Phone",
    "email": "E-mail",
    "street": "Street",
    "suburb": "Suburb",
    "state": "State",
    "postcode": "Postcode",
}
PERSONS, ORGANISATIONS = ("given", "family"), ("name",)


class ContactScreen(WritingScreen):
    """Somebody who is not on record, while she is entered."""

    place: ClassVar[str] = "contact"
    DEFAULT_CSS = """
    ContactScreen #title { height: 1; margin-top: 1; }
    ContactScreen RowList { height: 1fr; min-height: 3; }
    """

    def __init__(self, seat: Seat, form: ContactForm) -> None:
        super().__init__(seat, form)
        self.form = form
        self._given = replace(form)
        """As it was filled by the program: nothing of it is lost by leaving."""
        self.fields = {name: TextField(label, id=name) for name, label in LABELS.items()}
        self.alike: tuple[MemberHit, ...] = ()
        self.list = RowList(ALIKE, id="alike", letters="contact")
        self._warned: ContactForm | None = None
        """The form whose namesakes have been pointed out."""
        self._making = False
        """It is asked who is like it, to make it if nobody is."""

    # What is seen

    def head(self) -> tuple[Line, Line]:
        """Of which kind it is, and how to turn it."""
        other = "organisation" if self.form.kind is ContactKind.PERSON else "person"
        left: Line = [
            (f"New contact › {self.form.kind.value}", "strong"),
            (f"   {key_said('kind_of_contact')}", "key"),
            (f" {other}", "quiet"),
        ]
        return left, self.clock_line()

    def main(self) -> Iterable[Widget]:
        """The fields, and under them who may be the same."""
        yield from self.fields.values()
        yield Pane(lambda w, h: [self._title()], id="title")
        yield self.list

    def _title(self) -> Line:
        if not self.alike:
            return [("  ", "text"), ("Nobody of that name, phone or e-mail on record.", "quiet")]
        return [
            ("  ", "text"),
            *heading("May be the same", len(self.alike)),
            ("  Enter takes the row", "quiet"),
        ]

    def resting(self) -> Line:
        """What it still needs."""
        gaps = contact_gaps(self.form)
        if gaps and self.seat.problem is None:
            return [(f"Needs: {', '.join(gap.label for gap in gaps)}", "text")]
        return super().resting()

    def why_not(self, act_id: str) -> str:
        """It is made once."""
        if act_id in ("create_contact", "kind_of_contact") and self.state is not Writing.OPEN:
            return "It is on its way to the database."
        if act_id == "take_namesake" and not self.list.key:
            return "Nobody on record is like this contact."
        return ""

    # Coming up

    def on_mount(self) -> None:
        """The caret stands in the first field that is empty."""
        for name, field in self.fields.items():
            field.set(getattr(self.form, name))
        if self.seat.drafts.read(self.form.id) is not None:
            self._given = replace(self.form, given="", family="", name="", phone="", email="", street="")
        self._show_kind()

    def desk_opened(self) -> None:
        """Who may be the same can be asked now."""
        self._look()

    def _show_kind(self) -> None:
        person = self.form.kind is ContactKind.PERSON
        for name in (*PERSONS, *ORGANISATIONS):
            self.fields[name].display = (name in PERSONS) == person
        self.remake()
        shown = [field for field in self.fields.values() if field.display]
        next((field for field in shown if not field.value), shown[0]).focus()

    # Writing

    def collect(self) -> ContactForm:
        """The form with what stands on the screen."""
        for name, field in self.fields.items():
            setattr(self.form, name, field.value)
        return self.form

    def is_blank(self) -> bool:
        """Nothing but what the program filled in: leaving needs no draft."""
        return self.collect().is_blank() or self.form == self._given

    def freeze(self, frozen: bool) -> None:
        """While it is sent."""
        for field in self.fields.values():
            field.disabled = frozen

    def on_text_field_changed(self) -> None:
        """A key."""
        self.touch()
        self.collect()
        self.remake("status")
        self._look()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter: the next field; from the last one it is made."""
        event.stop()
        if self.fields["postcode"].entry.has_focus:
            self.do_create_contact()
        else:
            self.focus_next()

    # Who may be the same

    def _look(self) -> None:
        form = replace(self.collect())
        self.read(lambda at, stop: desk.members.alike(at, form, stop), self._show_alike, "alike")

    def _show_alike(self, alike: tuple[MemberHit, ...]) -> None:
        self.alike = alike
        self.list.show(found_rows(alike, self.seat.today()))
        self.query_one("#title", Pane).remake()
        self.remake("keys")

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        """Enter on a row."""
        self.do_take_namesake()

    def do_take_namesake(self) -> None:
        """She is on record: take her, and forget the new contact."""
        hit = next((hit for hit in self.alike if key_of("member", hit.id) == self.list.key), None)
        if hit is None or self.state is not Writing.OPEN:
            return
        self.flush()
        if self.kept_at is not None:
            self.seat.drafts.discard(self.form.id)
            self.seat.discarded.append(self.form.id)
        self.state = Writing.SENT
        self.post_message(Came(hit))

    # Making it

    def do_kind_of_contact(self) -> None:
        """ctrl+g o: a person, or an organisation; what is typed stays for both."""
        person = self.form.kind is ContactKind.PERSON
        self.form.kind = ContactKind.ORGANISATION if person else ContactKind.PERSON
        self._show_kind()
        self.touch()
        self._look()

    def do_create_contact(self) -> None:
        """F5: make it; what is missing is named, and who may be the same is pointed out once."""
        form = self.collect()
        gaps = contact_gaps(form)
        if gaps:
            self.flush()
            self.fields[gaps[0].field].focus()
            self.say(f"Missing: {', '.join(gap.label for gap in gaps)}. What is typed is kept.", "late")
            return
        try:
            read_email(form.email)
        except BadInput as error:
            self.fields["email"].focus()
            self.say(error.sentence, "late")
            return
        if self.seat.desk is None or self._warned == form:
            self.hand_over()
            return
        asked = replace(form)
        self._making = True
        self.read(
            lambda at, stop: desk.members.alike(at, asked, stop),
            lambda found: self._make_unless(found, asked),
            "alike",
        )

    def _make_unless(self, alike: tuple[MemberHit, ...], asked: ContactForm) -> None:
        """Nobody is like it: made; else the officer looks first."""
        self._making = False
        self._show_alike(alike)
        if self.state is not Writing.OPEN or self.collect() != asked:
            return
        if not alike:
            self.hand_over()
            return
        self._warned = asked
        many = "One contact" if len(alike) == 1 else f"{len(alike)} contacts"
        self.say(f"{many} may be the same: Tab and Enter take the row, F5 again makes a new one.", "soon")

    def failed(self, error: CasetuiError) -> None:
        """Nobody can be asked who is like it: it waits to be sent all the same."""
        making, self._making = self._making, False
        if making and isinstance(error, StoreTrouble) and self.state is Writing.OPEN:
            self.hand_over()
        else:
            super().failed(error)

    def _hit(self, number: str) -> MemberHit:
        label = self.form.member_label
        return MemberHit(self.form.id, number, label, "", Standing.UNKNOWN, None, "new")

    def arrived(self, saved: Saved) -> None:
        """Made: back to whoever looked for one, or to her page."""
        if self.is_active:
            at = self.seat.desk
            told = unread_phone(self.form.phone, at.region) if at else ""
            self.post_message(Came(self._hit(saved.number), f"{saved.number} is made. {told}".strip()))

    def held(self, draft: Draft, error: CasetuiError) -> None:
        """Down: the note that wants her goes on with her; she is sent before it."""
        super().held(draft, error)
        if draft.id == self.form_id and isinstance(error, StoreTrouble) and self.is_active:
            self.post_message(Came(self._hit(""), "", waits=True))
