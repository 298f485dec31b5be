"""A submitted interaction, to read; ctrl+t makes it a case."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from data import desk
from data.rules.days import say_day, say_duration, say_follow_up
from data.rules.note_text import interaction_text, shown
from screens.seat import Seat, SeatScreen
from widgets.brief import job_said
from widgets.going import Copy, Go
from widgets.lines import Line, pair
from widgets.note_editor import GUTTER
from widgets.pane import ScrollPane

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from textual.widget import Widget

    from data.types.records import InteractionRecord


class InteractionScreen(SeatScreen):
    """One interaction."""

    place: ClassVar[str] = "interaction"

    def __init__(self, seat: Seat, interaction_id: UUID) -> None:
        super().__init__(seat)
        self.interaction_id = interaction_id
        self.record: InteractionRecord | None = None
        self.pane = ScrollPane(self._lines, id="text")

    def head(self) -> tuple[Line, Line]:
        """Its number, the member, and what became of it."""
        one = self.record
        if one is None:
            return [("Interaction", "strong")], self.clock_line()
        left: Line = [
            (f"Interaction › {one.number} ", "strong"),
            (one.member_name, "strong"),
            (f"   {one.member_number}", "quiet"),
        ]
        if one.case_reference:
            left.append((f"  became C-{one.case_reference}", "text"))
        return left, self.clock_line()

    def main(self) -> Iterable[Widget]:
        """The note and its fields."""
        yield self.pane

    def _lines(self, width: int, height: int) -> list[Line]:
        one = self.record
        if one is None:
            return [[(" reading …", "quiet")]]
        today, at = self.seat.today(), self.seat.here(one.submitted_at)
        out: list[Line] = []
        for section in shown(one.sections, no_advice=one.no_advice):
            if section.body.strip():
                label = {"Member Seeking": "Seeking"}.get(section.title, section.title)
                out += [*pair(label, section.body.strip(), min(width - 2, 75), gutter=GUTTER), []]
        fields = (
            ("Type", one.interaction_type),
            ("About", one.related_to),
            ("Case type", ", ".join(one.case_types)),
            ("Outcome", one.outcome),
            ("Follow-up", say_follow_up(one.follow_up_on, today) if one.follow_up_on else ""),
            ("Job", job_said(one.job, today)),
            ("Ticket", one.ticket_url),
            ("Length", say_duration(one.duration_s) if one.duration_s else ""),
            ("By", f"{one.officer_name}, {say_day(at.date(), today)} {at:%H:%M}"),
        )
        for label, value in fields:
            if value:
                out += pair(label, value, width - 2, gutter=GUTTER)
        return [[(" ", "text"), *line] for line in out]

    def on_mount(self) -> None:
        """The keyboard scrolls the text."""
        self.pane.focus()

    def on_screen_resume(self) -> None:
        """Coming back: it may be a case now."""
        self.desk_opened()

    def desk_opened(self) -> None:
        """Read it."""
        self.read(lambda at, stop: desk.interactions.read(at, self.interaction_id), self._show)

    def _show(self, record: InteractionRecord) -> None:
        self.record = record
        self.pane.remake()
        self.remake("head", "keys")

    def why_not(self, act_id: str) -> str:
        """One interaction becomes one case."""
        if act_id == "convert" and self.record is not None and self.record.case_reference:
            return f"It became C-{self.record.case_reference} already."
        if act_id in ("convert", "open_member", "copy_note") and self.record is None:
            return "It is still being read."
        return ""

    def do_convert(self) -> None:
        """ctrl+t: make a case of it."""
        self.post_message(Go("convert_saved", self.interaction_id))

    def do_copy_note(self) -> None:
        """ctrl+g y: all of it as text."""
        if self.record is not None:
            self.post_message(Copy(interaction_text(self.record, self.seat.zone), self.record.number))

    def do_open_member(self) -> None:
        """To the member."""
        if self.record is not None:
            self.post_message(Go("member", self.record.member_id))

    @property
    def member_in_view(self) -> UUID | None:
        """F3 from here is about the same member."""
        return self.record.member_id if self.record else None
