"""The tags of a contact or of a case: those there are, and which are on (features A3.10)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from data import desk
from data.rules.case_details import contents_of
from data.types.case_edits import CaseEdit
from data.types.details import Deed, DetailEdit, Part
from data.types.errors import CasetuiError, StoreTrouble
from screens.seat import Seat
from screens.seat_screen import SeatScreen
from screens.standing import briefly
from widgets.details import TAGS, tag_rows
from widgets.going import Outgoing
from widgets.row_list import RowList
from widgets.tables import split_key

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from textual.widget import Widget

    from data.desk.desk import Desk
    from data.types.drafts import Draft
    from data.types.members import MemberCard
    from data.types.records import CaseRecord, Saved
    from widgets.lines import Line


class TagsScreen(SeatScreen):
    """Every tag of the office; Enter puts one on or takes it off."""

    place: ClassVar[str] = "tags"

    def __init__(self, seat: Seat, record_id: UUID) -> None:
        super().__init__(seat)
        self.record_id = record_id
        self.card: MemberCard | None = None
        self._mine: set[UUID] = set()
        """Changes that are on their way."""
        self.list = RowList(TAGS, strong="tag", empty="reading …", id="tags", letters=self.place)

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
        self.read(lambda at, stop: desk.members.card(at, self.record_id), self._show, "card")

    def _show(self, card: MemberCard) -> None:
        self.card = card
        self.list_tags(card.tags)

    def list_tags(self, held: tuple[str, ...]) -> None:
        """Every tag there is, those that are on marked."""
        choices = self.seat.choices
        self.list.show(tag_rows(choices.tags if choices else (), held), empty="This office has no tags.")
        self.remake("head")

    @property
    def member_in_view(self) -> UUID | None:
        """F3 from here is about her."""
        return self.record_id

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        """Enter."""
        self.do_turn_tag()

    def do_turn_tag(self) -> None:
        """Enter or space: on, or off."""
        _, tag = split_key(self.list.key)
        at = self.seat.desk
        edit = self.turn(at, tag) if at is not None and tag else None
        if edit is None:
            return
        try:
            self.seat.drafts.wait(edit)
        except CasetuiError as error:
            self.say(error.sentence, "late")
            return
        self._mine.add(edit.id)
        self.post_message(Outgoing())

    def turn(self, at: Desk, tag: str) -> DetailEdit | CaseEdit | None:
        """The change that puts the tag on, or takes it off; None while it is not known which are on."""
        card = self.card
        if card is None:
            return None
        deed = Deed.REMOVE if tag in card.tags else Deed.ADD
        label = f"{card.name}  {card.number}"
        return DetailEdit(at.new_id(), card.id, label, card.version, Part.TAG, deed, values={"name": tag})

    def sent(self, draft: Draft, saved: Saved) -> None:
        """It has arrived."""
        if draft.id in self._mine:
            self._mine.discard(draft.id)
            self.desk_opened()

    def held(self, draft: Draft, error: CasetuiError) -> None:
        """Down: it waits. Refused: it is forgotten, and what stands now is read."""
        if draft.id not in self._mine:
            return
        waits = isinstance(error, StoreTrouble)
        self.say(briefly(error) if waits else error.sentence, "late")
        if not waits:
            self._mine.discard(draft.id)
            self.seat.drafts.discard(draft.id)
            self.desk_opened()


class CaseTagsScreen(TagsScreen):
    """The same for a case."""

    place: ClassVar[str] = "case_tags"
    case: CaseRecord | None = None

    def head(self) -> tuple[Line, Line]:
        """Which case."""
        name = f" › {self.case.number} {self.case.title}" if self.case else ""
        return [(f"Tags{name}", "strong")], self.clock_line()

    def desk_opened(self) -> None:
        """Read which are on."""
        self.read(lambda at, stop: desk.cases.read(at, self.record_id), self._show_case, "card")

    def _show_case(self, case: CaseRecord) -> None:
        self.case = case
        self.list_tags(case.tags)

    @property
    def member_in_view(self) -> UUID | None:
        """F3 from here is about the same member."""
        return self.case.member_id if self.case else None

    def turn(self, at: Desk, tag: str) -> CaseEdit | None:
        """The change that puts the tag on the case, or takes it off."""
        case = self.case
        if case is None:
            return None
        held = [one for one in case.tags if one != tag]
        tags = held if tag in case.tags else [*held, tag]
        return replace(desk.changing.begin(case, at.new_id()), now=replace(contents_of(case), tags=tags))
