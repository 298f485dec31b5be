"""A member: all contact in one line of time, and her profile beside it (features A1.05, A1.06)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from data import desk
from data.types.messages import MessageForm
from data.types.timeline import Counts, ItemKind, TimelineItem
from screens.acting import Here, TickingScreen, here_of
from widgets.actions import key_said
from widgets.brief import brief_lines, card_lines, indented, limits_line
from widgets.going import Go
from widgets.lines import pair
from widgets.messages_sent import message_lines, whole_message
from widgets.not_yet import NotYet
from widgets.pane import Pane, ScrollPane
from widgets.row_list import RowList
from widgets.tables import heed, split_key, standing_said
from widgets.timeline_table import CHIPS, TIMELINE, chips_line, timeline_rows

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from textual.widget import Widget

    from data.desk.desk import Desk
    from data.types.deadlines import MemberDeadline
    from data.types.members import MemberCard
    from data.types.messages import Message
    from data.types.stop import Stop
    from data.types.work import Brief
    from screens.seat import Seat
    from widgets.lines import Line
    from widgets.row_list import Row


OLDER = "Reading older contact …"


def _record_of(item: TimelineItem) -> tuple[str, UUID] | None:
    """The record a row is about; None for a message, and for a document or an e-mail of the profile."""
    if item.kind in (ItemKind.DOCUMENT, ItemKind.EMAIL, ItemKind.MESSAGE):
        return ("case", item.case_id) if item.case_id is not None else None
    return ("interaction" if item.kind is ItemKind.INTERACTION else "case"), item.id


class MemberScreen(TickingScreen):
    """The timeline of one member."""

    place: ClassVar[str] = "member"
    reads_again: ClassVar[bool] = True
    follows: ClassVar[str] = "record"
    DEFAULT_CSS = """
    MemberScreen #chips { height: 1; margin-bottom: 1; }
    MemberScreen #limits { display: none; height: 1; }
    MemberScreen.-limited #limits { display: block; }
    MemberScreen.-low #chips { margin-bottom: 0; }
    """

    def __init__(self, seat: Seat, member_id: UUID, *, waits: bool = False) -> None:
        """With `waits` the id is nobody's, until `take` gives the one that is meant."""
        super().__init__(seat)
        self.member_id, self.waits = member_id, waits
        self.card: MemberCard | None = None
        self.limits: tuple[MemberDeadline, ...] = ()
        """Limits of her open cases that end within seven days or have passed."""
        self.items: tuple[TimelineItem, ...] = ()
        self.counts = Counts()
        """How many there are, whether they have been read or not."""
        self.limit = desk.members.TIMELINE
        """Contacts that are read at most; more at the end of the list."""
        self.brief: Brief | None = None
        self.messages: tuple[Message, ...] = ()
        """What was sent to her about no case."""
        self.shown: ItemKind | None = None
        """The one kind of contact that is listed; None for all."""
        self.narrowed: tuple[TimelineItem, ...] | None = None
        """Contact of that kind, where not all of it had been read."""
        self.limit_line = Pane(lambda w, h: [limits_line(self.limits)], id="limits")
        self.chips = Pane(lambda w, h: [self._chips()], id="chips")
        self.list = RowList(TIMELINE, empty="reading …", id="timeline", letters="member")

    def head(self) -> tuple[Line, Line]:
        """Who she is and how she stands."""
        if self.card is None:
            return [("Member", "strong")], self.clock_line()
        card = self.card
        left: Line = [("Member › ", "strong"), (card.name, "strong"), (f"   {card.number}  ", "quiet")]
        left.append(standing_said(card.standing, card.paid_through, self.seat.today()))
        left += heed(card)
        left.append((f"  {card.jobs[0].employer if card.jobs else ''}", "quiet"))
        return left, self.clock_line()

    def main(self) -> Iterable[Widget]:
        """What is listed, and the timeline."""
        yield self.limit_line
        yield self.chips
        yield self.list

    def _chips(self) -> Line:
        return chips_line(self.counts, self.shown)

    @property
    def _more(self) -> bool:
        """Whether there is older contact that has not been read."""
        return len(self.items) < self.counts.of(None)

    def side(self) -> Widget:
        """Her profile, and what the row under the cursor says."""
        return ScrollPane(self._side_lines)

    def _side_lines(self, width: int, height: int) -> list[Line]:
        today = self.seat.today()
        profile = card_lines(self.card, self.seat.zone, today, width) if self.card else []
        told = indented(
            [
                line
                for one in self.seat.eligible(self.card)
                for line in pair("", one, width - 3, "soon", gutter=0)
            ]
        )
        profile = [*told, *([[]] if told else []), *profile]
        profile = [*message_lines(self.messages, self.seat.zone, today, width), *profile]
        item = self._item()
        if item is not None and item.kind is ItemKind.MESSAGE:
            found = next((one for one in self.messages if one.id == item.id), None)
            return [*(whole_message(found, width) if found else []), *profile]
        if self.brief is None:
            return profile
        return [*brief_lines(self.brief, today, width), [], *profile]

    def on_mount(self) -> None:
        """The keyboard is in the timeline."""
        self.list.focus()

    def take(self, record_id: UUID | None, text: str) -> None:
        """Whom it is about."""
        self.told()
        self.member_id = record_id or self.member_id

    def desk_opened(self) -> None:
        """Read the profile and what is seen of the timeline; what is there already is read again as a whole."""
        first = desk.members.FIRST
        limit = min(first, self.limit) if not self.items else max(len(self.items), self.limit)
        self.read(
            lambda at, stop: (
                *desk.members.page(at, self.member_id, limit, stop),
                desk.deadlines.soon_of(at, self.member_id),
            ),
            lambda answer: self._show(*answer),
            "member",
        )

    def _show(
        self,
        card: MemberCard,
        items: tuple[TimelineItem, ...],
        counts: Counts,
        limits: tuple[MemberDeadline, ...],
    ) -> None:
        self.card, self.items, self.counts, self.limits = card, items, counts, limits
        self.set_class(bool(limits), "-limited")
        self.limit_line.remake()
        self.seat.look_at(
            "member", card.id, card.number, card.name, card.jobs[0].employer if card.jobs else ""
        )
        self.read(
            lambda at, stop: desk.messages.of_member(at, card.id, stop), self._show_messages, "messages"
        )
        if self._said == [(OLDER, "text")]:
            self.say("")
        self.do_show_only(next(digit for digit, (_, kind) in CHIPS.items() if kind is self.shown))
        self.remake("head")
        self.remake("side")
        if self._more and len(items) < self.limit:
            # Only when these are painted: what is seen comes before what is below it.
            self.list.once_painted(self._read_rest)

    def _show_messages(self, sent: tuple[Message, ...]) -> None:
        self.messages = tuple(one for one in sent if one.case_id is None)
        if self.messages:
            self.remake("side")

    def _read_rest(self) -> None:
        """What is below the first ones, with the rows that show it: made in the thread, not between two keys."""
        before, zone, today, airy = self.items, self.seat.zone, self.seat.today(), not self.low

        def ask(at: Desk, stop: Stop) -> tuple[tuple[TimelineItem, ...], list[Row]]:
            rest = desk.members.timeline(
                at, self.member_id, self.limit - len(before), stop, opened=0, skip=len(before)
            )
            # A contact that came meanwhile has pushed the others down by one.
            known = {(item.kind, item.id, item.at) for item in before}
            items = (*before, *(item for item in rest if (item.kind, item.id, item.at) not in known))
            return items, timeline_rows(items, zone, today, airy=airy)

        def told(answer: tuple[tuple[TimelineItem, ...], list[Row]]) -> None:
            if self.items is not before:
                return
            self.items = answer[0]
            if self.shown is None and airy is not self.low:
                self.list.show(answer[1])
            elif self.narrowed is None:
                self._fill()

        self.read(ask, told, "rest")

    def _fill(self) -> None:
        if self.card is None:
            return
        rows = timeline_rows(self._listed(), self.seat.zone, self.seat.today(), airy=not self.low)
        nothing = f"No contact on record. {key_said('new_note')} starts the first note."
        self.list.show(rows, empty=nothing if self.shown is None else "Nothing of that kind. 1 shows all.")

    def _listed(self) -> tuple[TimelineItem, ...]:
        if self.shown is None:
            return self.items
        if self.narrowed is not None:
            return self.narrowed
        return tuple(item for item in self.items if item.kind.chip is self.shown)

    def do_show_only(self, digit: int) -> None:
        """1 to 6: all contact, or one kind; more of that kind is read where not all contact was."""
        self.shown, self.narrowed = CHIPS[digit][1], None
        self._fill()
        self.chips.remake()
        kind = self.shown
        if kind is not None and self._more:
            self.read(
                lambda at, stop: desk.members.timeline(at, self.member_id, self.limit, stop, kind),
                lambda items: self._show_narrowed(kind, items),
                "narrowed",
            )

    def _show_narrowed(self, kind: ItemKind, items: tuple[TimelineItem, ...]) -> None:
        if self.shown is kind:
            self.narrowed = items
            self._fill()

    def on_resize(self) -> None:
        """Empty lines between months only where there is room."""
        self._fill()

    def _item(self) -> TimelineItem | None:
        kind, rest = split_key(self.list.key)
        rest = rest.split("/")[0]
        return next(
            (item for item in self._listed() if item.kind.value == kind and str(item.id) == rest), None
        )

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Beside the list: what the row says; at its end, what is older."""
        listed = self._listed()
        if len(listed) < self.counts.of(self.shown) and self._item() is listed[-1]:
            if len(listed) >= self.limit:
                self.limit *= 2
            self.say(OLDER)
            self.desk_opened()
        self._read_brief()

    def _read_brief(self) -> None:
        item = self._item()
        record = _record_of(item) if item is not None else None
        if record is None:
            self.brief = None
            self.remake("side")
            self.remake("keys")
            return
        self.read(lambda at, stop: desk.queue.brief(at, *record), self._show_brief, "brief")

    def _show_brief(self, brief: Brief) -> None:
        self.brief = brief
        self.remake("side")
        self.remake("keys")

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        """Enter: the interaction, the case or the e-mail."""
        item = self._item()
        if item is not None and item.kind is ItemKind.DOCUMENT:
            kind, record_id = _record_of(item) or ("member", self.member_id)
            self.post_message(Go("documents", record_id, kind))
        elif item is not None and item.kind is ItemKind.MESSAGE:
            if self.has_class("-no-side"):
                self.do_side()
            self.say("The whole message stands beside the list.")
        elif item is not None:
            alone = item.kind in (ItemKind.INTERACTION, ItemKind.EMAIL)
            self.post_message(Go(item.kind.value if alone else "case", item.id))

    def why_not(self, act_id: str) -> str:
        """A case comes from an interaction that is not one yet."""
        if act_id == "history":
            return ""
        if act_id == "message" and self.card is None:
            return NotYet("She is still being read.")
        if act_id == "amend":
            item = self._item()
            if item is None or item.kind is not ItemKind.INTERACTION:
                return "Put the cursor on an interaction; a case is changed on its own screen (Enter)."
        if act_id == "convert":
            item = self._item()
            if item is None or item.kind is not ItemKind.INTERACTION:
                return "A case is made from an interaction: put the cursor on one."
            if item.case_number:
                return f"This interaction became {item.case_number} already."
        return super().why_not(act_id)

    def here(self) -> Here | None:
        """The row under the cursor, with what its brief says; without one, the member."""
        item, brief = self._item(), self.brief
        record = _record_of(item) if item is not None else None
        if item is None or record is None:
            return Here("member", self.member_id, "", self.member_id)
        if brief is not None and brief.id == record[1]:
            return here_of(brief)
        return Here(*record, item.number, self.member_id)

    def acted(self) -> None:
        """A follow-up was changed: the line of time and the brief of the row."""
        self.desk_opened()
        self._read_brief()

    def do_convert(self) -> None:
        """ctrl+t: make a case of the interaction under the cursor."""
        item = self._item()
        if item is not None:
            self.post_message(Go("convert_saved", item.id))

    def do_create_direct(self) -> None:
        """ctrl+g N: a case without an interaction."""
        self.post_message(Go("direct_case", self.member_id))

    def do_amend(self) -> None:
        """e: put the interaction under the cursor right."""
        item = self._item()
        if item is not None:
            self.post_message(Go("edit_saved", item.id))

    def do_copy(self) -> None:
        """y: the number of the row."""
        item = self._item()
        if item is not None and item.number:
            self.app.copy_to_clipboard(item.number)
            self.say(f"{item.number} copied.")
        else:
            self.say("Nothing to copy: the cursor stands on no record.")

    def do_message(self) -> None:
        """M: a message to her about no case; one about a case is written there."""
        at, card = self.seat.desk, self.card
        if at is not None and card is not None:
            self.post_message(Go("message", form=MessageForm(at.new_id(), card.id, card.name)))

    def do_details(self) -> None:
        """d: what is known of her, to change it."""
        self.post_message(Go("details", self.member_id))

    def do_emails(self) -> None:
        """@: her e-mails, and those of her cases."""
        self.post_message(Go("emails_of_member", self.member_id))

    def do_documents(self) -> None:
        """F: her documents, and those of her cases."""
        self.post_message(Go("documents", self.member_id, "member"))

    def do_history(self) -> None:
        """H: every change of her own details; a row's is on its own screen."""
        self.post_message(Go("history", self.member_id, "member"))

    def do_tags(self) -> None:
        """t: her tags."""
        self.post_message(Go("tags", self.member_id))

    def do_note_here(self) -> None:
        """n: a note about this member."""
        self.post_message(Go("note", self.member_id))

    @property
    def showing(self) -> tuple[str, UUID] | None:
        """Her page."""
        return "member", self.member_id

    @property
    def member_in_view(self) -> UUID | None:
        """F3 from here is about her."""
        return self.member_id
