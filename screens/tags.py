"""The tags of a contact: those there are, and which are on (features A3.10)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from data import desk
from data.types.details import Deed, DetailEdit, Part
from data.types.errors import CasetuiError, StoreTrouble
from screens.seat import Seat, SeatScreen
from widgets.details import TAGS, tag_rows
from widgets.going import Outgoing
from widgets.row_list import RowList
from widgets.tables import split_key

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from textual.widget import Widget

    from data.types.drafts import Draft
    from data.types.members import MemberCard
    from data.types.records import Saved
    from widgets.lines import Line


class TagsScreen(SeatScreen):
    """Every tag of the office; Enter puts one on or takes it off."""

    place: ClassVar[str] = "tags"

    def __init__(self, seat: Seat, member_id: UUID) -> None:
        super().__init__(seat)
        self.member_id = member_id
        self.card: MemberCard | None = None
        self._mine: set[UUID] = set()
        """Changes that are on their way."""
        self.list = RowList(TAGS, strong="tag", empty="reading …", id="tags", letters="tags")

    def head(self) -> tuple[Line, Line]:
        """Whose they are."""
        name = f" › {self.card.name}" if self.card else ""
        number = f"   {self.card.number}" if self.card else ""
        return [(f"Tags{name}", "strong"), (number, "quiet")], self.clock_line()

    def main(self) -> Iterable[Widget]:
        """The list."""
        yield self.list

    def on_mount(self) -> None:
        """The keyboard is in the list."""
        self.list.focus()

    def desk_opened(self) -> None:
        """Read which are on."""
        self.read(lambda at, stop: desk.members.card(at, self.member_id), self._show, "card")

    def _show(self, card: MemberCard) -> None:
        self.card = card
        choices = self.seat.choices
        self.list.show(tag_rows(choices.tags if choices else (), card.tags), empty="This office has no tags.")
        self.remake("head")

    @property
    def member_in_view(self) -> UUID | None:
        """F3 from here is about her."""
        return self.member_id

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        """Enter."""
        self.do_turn_tag()

    def do_turn_tag(self) -> None:
        """Enter or space: on, or off."""
        _, tag = split_key(self.list.key)
        at, card = self.seat.desk, self.card
        if at is None or card is None or not tag:
            return
        deed = Deed.REMOVE if tag in card.tags else Deed.ADD
        label = f"{card.name}  {card.number}"
        edit = DetailEdit(at.new_id(), card.id, label, card.version, Part.TAG, deed, values={"name": tag})
        try:
            self.seat.drafts.wait(edit)
        except CasetuiError as error:
            self.say(error.sentence, "late")
            return
        self._mine.add(edit.id)
        self.post_message(Outgoing())

    def sent(self, draft: Draft, saved: Saved) -> None:
        """It has arrived."""
        if isinstance(draft.form, DetailEdit) and draft.form.member_id == self.member_id:
            self._mine.discard(draft.id)
            self.desk_opened()

    def held(self, draft: Draft, error: CasetuiError) -> None:
        """Down: it waits. Refused: it is forgotten, and what stands now is read."""
        if draft.id not in self._mine:
            return
        waits = isinstance(error, StoreTrouble)
        self.say(error.brief if waits else error.sentence, "late")
        if not waits:
            self._mine.discard(draft.id)
            self.seat.drafts.discard(draft.id)
            self.desk_opened()
