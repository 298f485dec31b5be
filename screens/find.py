"""Find a member: for her own sake, or to attach her to the note that is being written."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from data.rules.contact import fill_from
from data.types.forms import ContactForm
from screens.finding import FindingScreen
from widgets.going import Go, GoBack
from widgets.pane import Pane

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget

    from data.types.members import MemberHit
    from screens.seat import Seat
    from widgets.lines import Line
    from widgets.row_list import RowList


class FindScreen(FindingScreen):
    """The find line with the whole screen under it."""

    place: ClassVar[str] = "find"
    shows_recent: ClassVar[bool] = True
    DEFAULT_CSS = "FindScreen FindBox { margin-bottom: 1; }"

    def __init__(self, seat: Seat, *, picking: bool = False, text: str = "") -> None:
        super().__init__(seat)
        self.picking = picking
        """The member is wanted by another screen: Enter gives her to it."""
        self.opens_records = not picking
        self._given = text

    def head(self) -> tuple[Line, Line]:
        """What is being done."""
        what = "attach a member to the note" if self.picking else "members"
        return [("Find", "strong"), (f"   {what}", "quiet")], self.clock_line()

    def main(self) -> Iterable[Widget]:
        """Find line and list."""
        yield self.box
        yield self.found

    def side(self) -> Widget:
        """The member under the cursor."""
        return Pane(lambda w, h: self.preview_lines(w))

    def on_mount(self) -> None:
        """The keyboard stands in the find line."""
        self.box.entry.focus()
        if self._given:
            self.box.entry.value = self._given

    def desk_opened(self) -> None:
        """Words typed before the store was open are looked for now."""
        self.look()

    def member_taken(self, hit: MemberHit) -> None:
        """Give her to whoever asked, or go to her."""
        if self.picking:
            self.dismiss(hit)
        else:
            self.post_message(Go("member", hit.id))

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Beside the list: the member of the row."""
        self.preview(event.key)

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        """Enter on a row."""
        self.row_taken(event.key)

    def filled(self, form: ContactForm) -> ContactForm:
        """The number of who calls goes with the name that was typed over it."""
        form = super().filled(form)
        form.phone = form.phone or fill_from(ContactForm(form.id), self._given).phone
        return form

    def do_list_down(self) -> None:
        """Down: into the list."""
        if self.found.key:
            self.found.focus()

    def do_back(self) -> None:
        """Esc: from the list to the find line, from there back."""
        if self.found.has_focus:
            self.box.entry.focus()
        elif self.picking:
            self.dismiss(None)
        else:
            self.post_message(GoBack())

    def do_copy(self) -> None:
        """y: the member's number."""
        hit = self.hit_of(self.found.key)
        if hit is not None:
            self.app.copy_to_clipboard(hit.number)
            self.say(f"{hit.number} copied.")
        else:
            self.say("Nothing to copy: the cursor stands on no record.")

    def do_note_here(self) -> None:
        """n: a note about the member of the row."""
        hit = self.hit_of(self.found.key)
        if hit is not None:
            self.member_taken(hit) if self.picking else self.post_message(Go("note", hit.id))
