"""A submitted interaction, to read; ctrl+t makes it a case, e puts it right, ctrl+g t shows what was changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from data import desk
from data.rules.channels import say_spoken_with
from data.rules.days import say_day, say_duration
from data.rules.facts import job_said
from data.rules.follow_up import say_whole
from data.rules.good import HUMAN, judged, why_no_tick
from data.rules.note_text import interaction_text, shown
from data.types.notes import short_title
from data.types.triage import Picked
from screens.acting import Here, TickingScreen
from screens.doing import DoingScreen
from screens.judging import JudgingScreen
from widgets.actions import key_said
from widgets.going import Copy, Go, Pick
from widgets.good import good_lines, said_of
from widgets.lines import Line, pair
from widgets.not_yet import NotYet
from widgets.note_editor import GUTTER
from widgets.noted import noted
from widgets.pane import ScrollPane

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from textual.widget import Widget

    from data.desk.desk import Desk
    from data.types.members import MemberHit
    from data.types.records import InteractionRecord
    from data.types.ticks import Tick
    from screens.seat import Seat


WAITS = ("convert", "open_member", "amend", "move", "copy_note", "good", "tick_good")
"""What needs the record."""


class InteractionScreen(DoingScreen, TickingScreen, JudgingScreen):
    """One interaction."""

    place: ClassVar[str] = "interaction"
    reads_again: ClassVar[bool] = True
    follows: ClassVar[str] = "record"

    def __init__(self, seat: Seat, interaction_id: UUID) -> None:
        super().__init__(seat)
        self.interaction_id = interaction_id
        self.record: InteractionRecord | None = None
        self._good = False
        """What good looks like stands in place of the text."""
        self.pane = ScrollPane(self._lines, letters=self.place, id="text")

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
        if self._good:
            return self._good_lines(one, width)
        today, at = self.seat.today(), self.seat.here(one.submitted_at)
        out: list[Line] = []
        for section in shown(one.sections, no_advice=one.no_advice):
            if section.body.strip():
                label = short_title(section.title)
                out += [*noted(label, section.body.strip(), min(width - 2, 75), GUTTER), []]
        fields = (
            ("Type", one.interaction_type),
            ("About", one.related_to),
            ("Case type", ", ".join(one.case_types)),
            ("Outcome", one.outcome),
            ("Follow-up", say_whole(one, today)),
            ("Job", job_said(one.job, today)),
            ("Ticket", one.ticket_url),
            ("Spoke with", say_spoken_with(one.spoke_with, one.identity_checked)),
            ("Length", say_duration(one.duration_s) if one.duration_s else ""),
            ("By", f"{one.officer_name}, {say_day(at.date(), today)} {at:%H:%M}"),
            ("Good", said_of(self.ticks)),
        )
        for label, value in fields:
            if value:
                out += pair(label, value, width - 2, gutter=GUTTER)
        return [[(" ", "text"), *line] for line in out]

    def on_mount(self) -> None:
        """The keyboard scrolls the text."""
        self.pane.focus()

    def desk_opened(self) -> None:
        """Read it."""
        self.read(
            lambda at, stop: (
                desk.interactions.read(at, self.interaction_id),
                desk.ticking.of(at, self.interaction_id),
            ),
            lambda answer: self._show(*answer),
        )

    def _show(self, record: InteractionRecord, ticks: tuple[Tick, ...] | None = None) -> None:
        self.record = record
        self.seat.look_at("interaction", record.id, record.number, record.member_name, record.related_to)
        self.ticks = self.ticks if ticks is None else ticks
        self.pane.remake()
        self.remake("head", "keys")

    def why_not(self, act_id: str) -> str:
        """One interaction becomes one case, and stays with its member then."""
        if act_id == "move" and self.record is not None and self.record.case_reference:
            return f"It became C-{self.record.case_reference}: a case and what it came from stay with one member."
        if act_id == "convert" and self.record is not None and self.record.case_reference:
            return f"It became C-{self.record.case_reference} already."
        if act_id in WAITS and self.record is None:
            return NotYet("It is still being read.")
        if act_id == "tick_good":
            return self._why_no_tick()
        return super().why_not(act_id)

    def here(self) -> Here | None:
        """This interaction."""
        one = self.record
        if one is None:
            return None
        return Here(
            "interaction",
            one.id,
            one.number,
            one.member_id,
            read=True,
            follow_up_on=one.follow_up_on,
            follow_up_by=one.follow_up_by,
            done=one.case_id is not None or (one.follow_up_on is not None and not one.follow_up_open),
            ticket_url=one.ticket_url,
        )

    def picked(self) -> tuple[Picked, ...]:
        """A macro is run on this interaction."""
        one = self.record
        return (Picked("interaction", one.id, one.number, one.version),) if one is not None else ()

    def do_copy_number(self) -> None:
        """y: its number."""
        self.copy_number()

    def do_convert(self) -> None:
        """ctrl+t: make a case of it."""
        self.post_message(Go("convert_saved", self.interaction_id))

    def do_amend(self) -> None:
        """e: put it right."""
        self.post_message(Go("edit_saved", self.interaction_id))

    def do_move(self) -> None:
        """ctrl+g r: find the right member, say why, and it stands with her."""
        self.post_message(Pick(self._move_to))

    def _move_to(self, hit: MemberHit | None) -> None:
        if hit is not None:
            self.ask_text(f"Why it moves to {hit.name}", lambda why: self._moved(hit, why))

    def _moved(self, hit: MemberHit, why: str) -> None:
        def told(record: InteractionRecord) -> None:
            self._show(record)
            self.say(f"{record.number} stands with {record.member_name} now.")

        self.write(lambda at: desk.interactions.move(at, self.interaction_id, hit.id, why), told)

    # What good looks like

    def _good_lines(self, one: InteractionRecord, width: int) -> list[Line]:
        choices = self.seat.choices
        topic = choices.topic(one.related_to) if choices else None
        items = judged(desk.interactions.as_form(one), topic, self.seat.here(one.submitted_at).date())
        lines = good_lines(
            items,
            self.ticks,
            self.seat.zone,
            self.seat.today(),
            min(width - 2, 90),
            self._why_no_tick(),
        )
        return [[(" ", "text"), *line] for line in lines]

    def _why_no_tick(self) -> str:
        at, one = self.seat.desk, self.record
        if at is None or one is None:
            return "The database is not open yet."
        if why := why_no_tick(at.officer.id, one.officer_id):
            return why
        return "" if self._good else f"{key_said('good')} shows what good looks like; 1 to 3 tick there."

    def do_good(self) -> None:
        """q: what good looks like in place of the text; again: back."""
        self._good = not self._good
        self.pane.remake()

    def do_tick_good(self, place: int) -> None:
        """1 to 3: this item is held; again, not held, and why; again, nothing is said of it."""
        self.judge(HUMAN[place - 1])

    def put_tick(self, at: Desk, item: str, said: str, line: str) -> tuple[Tick, ...]:
        """With the officer's name."""
        return desk.ticking.tick(at, self.interaction_id, item, said, line)

    def do_copy_note(self) -> None:
        """ctrl+g y: all of it as text."""
        if self.record is not None:
            self.post_message(Copy(interaction_text(self.record, self.seat.zone), self.record.number))

    def do_open_member(self) -> None:
        """To the member."""
        if self.record is not None:
            self.post_message(Go("member", self.record.member_id))

    @property
    def showing(self) -> tuple[str, UUID] | None:
        """This interaction."""
        return "interaction", self.interaction_id

    @property
    def undo_about(self) -> UUID | None:
        """u: what was done on this interaction."""
        return self.interaction_id

    @property
    def member_in_view(self) -> UUID | None:
        """F3 from here is about the same member."""
        return self.record.member_id if self.record else None
