"""Finding a member: one box, an answer for every key, a list and a preview; Home and Find are built on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from textual.containers import Horizontal

from data import desk
from screens.seat import Seat
from screens.seat_screen import SeatScreen
from widgets.entry import Entry
from widgets.going import Go
from widgets.lines import Line, pair
from widgets.pane import Pane
from widgets.row_list import RowList
from widgets.tables import FOUND, FROM_TICKET, NEW, found_rows, key_of_hit, nobody_rows

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.widgets import Input

    from data.types.forms import ContactForm
    from data.types.members import MemberCard, MemberHit

LIMIT = 50
"""Most members that are listed."""
PLACEHOLDER = "name, number, phone"


def ticket_in(text: str) -> str:
    """The address of a ticket that was pasted, and nothing beside it; empty for anything else."""
    from data.rules.ticket import read_ticket
    from data.types.errors import BadInput

    try:
        return read_ticket(text).url
    except BadInput:
        return ""


class FindBox(Horizontal):
    """The find line."""

    DEFAULT_CSS = """
    FindBox { height: 1; width: 1fr; }
    FindBox > Pane { width: 7; height: 1; }
    FindBox > Entry { width: 1fr; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.entry = Entry(placeholder=PLACEHOLDER)

    def compose(self) -> ComposeResult:
        """Label and entry."""
        yield Pane(lambda w, h: [[(" Find", "strong" if self.entry.has_focus else "quiet")]])
        yield self.entry

    def on_descendant_focus(self) -> None:
        """The label says where the keyboard is."""
        self.query_one(Pane).remake()

    def on_descendant_blur(self) -> None:
        """The label says where the keyboard is."""
        self.query_one(Pane).remake()


class FindingScreen(SeatScreen):
    """A screen with a find line; the subclass places `box` and `found`, and shows `preview_lines` at its side."""

    shows_recent: ClassVar[bool] = False
    """Under an empty line stand the members of the officer's last contacts."""
    opens_records: bool = True
    """A case, an interaction or a ticket that is looked for is opened; else its member is what is wanted."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self.box = FindBox()
        self.found = RowList(FOUND, id="found", letters=self.place)
        self.hits: tuple[MemberHit, ...] = ()
        self.previewed: MemberCard | None = None
        self._answered = ""
        self._entered = ""
        """Words after which Enter was pressed before their answer had come."""
        self._begun: tuple[str, UUID] | None = None
        """Words from which a new contact was begun last, and its draft."""

    @property
    def text(self) -> str:
        """What is sought."""
        return self.box.entry.value.strip()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Every key asks again; the older question is called off."""
        event.stop()
        self.look()

    def look(self) -> None:
        """Ask who fits the words; before the store is open the words are kept and asked then."""
        text, self._entered = self.text, ""
        self.text_changed()
        if not text and not self.shows_recent:
            self.show_hits((), "")
            return
        self.read(
            lambda at, stop: desk.find.members(at, text, LIMIT, stop),
            lambda hits: self.show_hits(hits, text),
            "find",
        )

    def text_changed(self) -> None:
        """The words are others; the answer is not there yet."""

    def show_hits(self, hits: tuple[MemberHit, ...], text: str) -> None:
        """Show who was found for these words."""
        self.hits = hits
        self._answered = text
        if hits or not text:
            rows = found_rows(hits, self.seat.today())
        else:
            rows = nobody_rows(text, ticket=bool(ticket_in(text)) and self.opens_records)
        self.found.show(rows, keep=False)
        if not hits:
            self.show_preview(None)
        if self._entered and self._entered == text:
            self.entered()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter: the only one found is opened; among several the list gets the keyboard, nobody is picked.

        Pressed before the answer is there it waits for it, unless another key comes first.
        """
        event.stop()
        if self._answered == self.text:
            self.entered()
        else:
            self._entered = self.text

    def entered(self) -> None:
        """What Enter means, now that the answer to the words is there."""
        self._entered = ""
        sure = [hit for hit in self.hits if not hit.near]
        if not self.hits and self.found.key:
            self.row_taken(self.found.key)
        elif len(sure) == 1 and self.text:
            self.taken(sure[0])
        elif self.hits:
            self.found.focus()

    def row_taken(self, key: str) -> bool:
        """Enter on a row of the list; whether it is one of this list."""
        hit = self.hit_of(key)
        if hit is not None:
            self.taken(hit)
        elif key == NEW:
            self.do_new_contact()
        elif key == FROM_TICKET:
            self.post_message(Go("ticket", text=ticket_in(self.text)))
        else:
            return False
        return True

    def taken(self, hit: MemberHit) -> None:
        """To the record that was looked for, else the officer wants the member."""
        if hit.record and self.opens_records:
            self.post_message(Go(hit.record, hit.record_id))
        else:
            self.member_taken(hit)

    def do_new_contact(self) -> None:
        """ctrl+n: a contact that is not on record, filled from the words of the find line; Esc there comes back."""
        from uuid_utils.compat import uuid7

        from data.types.forms import ContactForm

        draft = self.seat.drafts.read(self._begun[1]) if self._begun and self._begun[0] == self.text else None
        if draft is not None:
            form = draft.form
        else:
            form = self.filled(ContactForm(uuid7()))
            self._begun = (self.text, form.id)
        self.post_message(Go("contact", form=form))

    def filled(self, form: ContactForm) -> ContactForm:
        """What is known of the new contact."""
        from data.rules.contact import fill_from

        return fill_from(form, self.text)

    def member_taken(self, hit: MemberHit) -> None:
        """The officer wants this member."""
        raise NotImplementedError

    def hit_of(self, key: str) -> MemberHit | None:
        """The member of a row."""
        return next((hit for hit in self.hits if key_of_hit(hit) == key), None)

    def preview(self, key: str) -> None:
        """Read the member under the cursor for the side pane."""
        hit = self.hit_of(key)
        if hit is not None:
            member_id = hit.id
            self.read(lambda at, stop: desk.members.card(at, member_id), self.show_preview, "preview")

    def show_preview(self, card: MemberCard | None) -> None:
        """Show the member at the side."""
        self.previewed = card
        self.remake("side")

    def preview_lines(self, width: int) -> list[Line]:
        """The member under the cursor, and why she was found."""
        if self.previewed is None:
            return []
        from widgets.brief import card_lines

        hit = next((hit for hit in self.hits if hit.id == self.previewed.id), None)
        why = [[("  ", "text"), *line] for line in pair("Why", hit.why, width - 3)] if hit and hit.why else []
        return [*card_lines(self.previewed, self.seat.zone, self.seat.today(), width), [], *why]
