"""My day: the find line has the keyboard, the work list stands under it, the brief of a row beside it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from textual.containers import Horizontal

from data import desk
from data.types.work import Brief, WorkGroup, WorkList, WorkRow
from screens.acting import Here, TickingScreen, here_of
from screens.finding import FindingScreen
from screens.holding import HoldingScreen
from screens.marking import MarkingScreen
from screens.standing import briefly
from widgets.actions import key_said
from widgets.going import Go, TourSeen
from widgets.pane import Pane
from widgets.row_list import Row, RowList
from widgets.tables import WORK, due_line, key_of, split_key, work_rows

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from textual.widget import Widget
    from textual.widgets import Input

    from data.types.drafts import Draft
    from data.types.emails import Pulled
    from data.types.errors import CasetuiError
    from data.types.members import MemberHit
    from data.types.records import Saved
    from data.types.targets import Ticked
    from data.types.triage import Picked
    from screens.seat import Seat
    from widgets.lines import Line
    from widgets.tour import Tour

NOTHING_YET = WorkList((), 0, 0, 0, 0, 0)
SWEPT_FOR = timedelta(minutes=1)
"""How long after a sweep for late targets the next one can wait."""


class HomeScreen(MarkingScreen, TickingScreen, HoldingScreen, FindingScreen):
    """Home; while the find line holds words, the list shows who was found."""

    place: ClassVar[str] = "home"
    reads_again: ClassVar[bool] = True
    follows: ClassVar[str] = "list"
    DEFAULT_CSS = """
    HomeScreen #top { height: 1; margin-bottom: 1; }
    HomeScreen #counts { width: 66; height: 1; }
    HomeScreen.-legal #counts { width: 76; }
    HomeScreen.-no-side #top { layout: vertical; height: 2; }
    HomeScreen.-no-side #counts { width: 1fr; }
    HomeScreen #found { display: none; }
    HomeScreen.-finding #found { display: block; }
    HomeScreen.-finding #work { display: none; }
    """

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self.work: WorkList | None = None
        self.brief: Brief | None = None
        self.list = RowList(WORK, empty="reading your work …", id="work", letters="home")
        self._airy: bool | None = None
        self._swept_at: datetime | None = None
        self.tour: Tour | None = None
        """The first steps stand only on a Home that shows them."""

    def head(self) -> tuple[Line, Line]:
        """Who sits here, and what waits."""
        return [("Home", "strong"), (f"   {self.seat.name}", "quiet")], self.clock_line()

    def above(self) -> Iterable[Widget]:
        """Find line and counts, over the whole width."""
        with Horizontal(id="top"):
            yield self.box
            yield Pane(lambda w, h: [self._counts()], id="counts")

    def main(self) -> Iterable[Widget]:
        """The work list, and in its place who was found."""
        yield self.list
        yield self.found

    def side(self) -> Widget:
        """The brief of the row under the cursor, or the member found."""
        return Pane(self._side_lines)

    def _side_lines(self, width: int, height: int) -> list[Line]:
        if self.finding:
            return self.preview_lines(width)
        draft = self._draft()
        if draft is not None:
            from widgets.brief import draft_lines

            return draft_lines(draft, width)
        if self.brief is None:
            return []
        from widgets.brief import brief_lines

        return brief_lines(self.brief, self.seat.today(), width)

    def _draft(self) -> Draft | None:
        kind, rest = split_key(self.list.key)
        return self.seat.drafts.read(UUID(rest)) if kind == "draft" else None

    def _counts(self) -> Line:
        if self.work is None:
            return []
        legal = (("Legal", self.work.legal),) if self.work.legal else ()
        parts = (
            *legal,
            ("Overdue", self.work.overdue),
            ("Today", self.work.today),
            ("Next 7 days", self.work.next_days),
            ("Unclaimed", self.work.unclaimed),
            ("For review", self.work.for_review),
        )
        line: Line = [("  ", "text")] if self.has_class("-no-side") else []
        for word, count in parts:
            role = "late" if word in ("Legal", "Overdue") and count else "text"
            line += [(f" {word} ", "quiet"), (str(count), role), (" ", "text")]
        return line

    @property
    def finding(self) -> bool:
        """Whether the find line holds words."""
        return self.has_class("-finding")

    def on_mount(self) -> None:
        """The keyboard stands in the find line, at once; drafts are listed before the store is open.

        What was typed by then is waited for: one paint shows it.
        """
        self.hold_paint()
        self.set_focus(self.box.entry)
        self.fill()

    def came_back(self) -> None:
        """What is on this machine may have changed too."""
        self.fill()
        super().came_back()

    def desk_opened(self) -> None:
        """Read the work; words typed before the store was open are looked for now."""
        self.remake("head", "status")
        self.read(lambda at, stop: desk.queue.mine(at), self._show_work, "work")
        if self.text:
            self.look()

    def news_came(self) -> None:
        """The work list and the brief of its row; words in the find line are not looked for again."""
        self.read(lambda at, stop: desk.queue.mine(at), self._show_work, "work")
        self._read_brief()

    def next_in_work(self, served: UUID | None) -> None:
        """Open the next row that is not about the member just served."""
        self.read(lambda at, stop: desk.queue.mine(at), lambda work: self._go_on(work, served), "next")

    def _go_on(self, work: WorkList, served: UUID | None) -> None:
        kind, rest = split_key(self.list.key)
        before = self.work.rows if self.work else ()
        place = next((at for at, row in enumerate(before) if (row.record, str(row.id)) == (kind, rest)), 0)
        # Rows in the order of the list from the cursor on, then those above it.
        onward = {row.id for row in before[place:]}
        rows = sorted(work.rows, key=lambda row: row.id not in onward)
        found = next((row for row in rows if row.member_id != served), None)
        self._show_work(work)
        if found is None:
            self.say("Nothing else is to do.")
        else:
            self.list.go_to(key_of(found.record, found.id))
            self.post_message(Go(found.record, found.id))

    def acted(self) -> None:
        """A follow-up was changed: the list and the brief of the row."""
        self.desk_opened()
        self._read_brief()

    def _show_work(self, work: WorkList) -> None:
        self.work = work
        self.set_class(bool(work.legal), "-legal")
        self.fill()
        self.query_one("#counts", Pane).remake()
        self._sweep()

    def _sweep(self) -> None:
        """After the work is seen: what has become late is marked, where no scheduled run does it."""
        now = self.seat.clock()
        if self._swept_at is None or abs(now - self._swept_at) >= SWEPT_FOR:
            self._swept_at = now
            self.read(lambda at, stop: desk.clockwork.tick_own(at), self._ticked, "sweep")
            self.read(lambda at, stop: desk.mail_in.pull_own(at, stop), self._pulled, "mailbox", aside=True)

    def _ticked(self, done: Ticked) -> None:
        self.read(lambda at, stop: desk.outbox.send_own(at), lambda _posted: None, "post", aside=True)
        if done.breached or done.closed or done.silent:
            self.desk_opened()

    def _pulled(self, pulled: Pulled | None) -> None:
        if pulled is not None and pulled.new:
            self.say(f"{pulled.new} new to file: {key_said('to_file')}.")

    def fill(self) -> None:
        """Put drafts and work into the list; the cursor stays on its record."""
        drafts = (*self.seat.drafts.waiting(), *self.seat.drafts.listing())
        if self.work is None and not drafts:
            return
        self._airy = not self.low
        work = self.work or NOTHING_YET
        rows = work_rows(work, drafts, self.seat.today(), airy=self._airy)
        if due := due_line(work.tasks_late, work.tasks_today):
            rows.insert(0, Row(key_of("tasks", "due"), whole=due))
        if work.appointments:
            from widgets.case_tasks import appointment_rows

            rows[:0] = appointment_rows(work.appointments, self.seat.zone, self.seat.today())
        self.list.show(
            self.with_reasons(rows),
            empty=f"Nothing to do today. {key_said('find')} finds a member, {key_said('new_note')} starts a note.",
        )

        self.keep_marks()

    def on_resize(self) -> None:
        """Empty lines between groups only where there is room."""
        if self._airy is self.low:
            self.fill()
        if self.tour is not None:
            self.tour.place(hidden=self.seat.ringing is not None)

    def seat_changed(self) -> None:
        """Drafts came or went."""
        super().seat_changed()
        self.fill()

    def sent(self, draft: Draft, saved: Saved) -> None:
        """What was sent may stand in the list now."""
        self.say(f"{saved.number} is saved.")
        self.desk_opened()

    def held(self, draft: Draft, error: CasetuiError) -> None:
        """Say what is kept."""
        self.say(briefly(error), "late")

    # The first steps

    def begin_tour(self) -> None:
        """Show the first steps; the keyboard is in the find line all the while."""
        self.box.entry.focus()
        if self.tour is None:
            from widgets.tour import Tour

            self.tour = Tour()
            self.query_one("#main").mount(self.tour)
        self.tour.begin()
        self.calls_changed()

    def calls_changed(self) -> None:
        """While a call rings, only that is said."""
        super().calls_changed()
        if self.tour is not None:
            self.tour.place(hidden=self.seat.ringing is not None)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter on an empty find line goes on with the first steps; with words in it, it finds as ever."""
        if self.text or self.tour is None or not self.tour.on or self.seat.ringing is not None:
            return  # the handler of the find line comes next
        event.stop()
        event.prevent_default()
        if not self.tour.go_on():
            self.post_message(TourSeen())

    # The find line

    def text_changed(self) -> None:
        """Words in the find line turn the list into who was found."""
        # Before the store is open nobody can be found: the first keys are shown without laying Home out anew.
        self.set_class(bool(self.text) and self.seat.desk is not None, "-finding")
        self.remake("side")

    def member_taken(self, hit: MemberHit) -> None:
        """Go to her; the find line is empty when the officer comes back."""
        self.post_message(Go("member", hit.id))

    def entered(self) -> None:
        """Enter on an empty find line opens the row at the bar."""
        if self.text or self.finding:
            super().entered()
        else:
            self.list.action_open()

    def do_list_down(self) -> None:
        """Down: into the list that is seen."""
        (self.found if self.finding else self.list).focus()

    def do_back(self) -> None:
        """Esc: takes marks off, then to the find line, and a second time empties it."""
        if self.list.has_focus and self.marks_back():
            return
        if self.box.entry.has_focus:
            if self.tour is not None and self.tour.on and not self.text:
                self.tour.end()
                self.post_message(TourSeen())
            self.box.entry.value = ""
        self.box.entry.focus()

    # The rows

    def list_to_mark(self) -> RowList:
        """The work list."""
        return self.list

    def picked(self) -> tuple[Picked, ...]:
        """While members are found, no row of the work list is meant."""
        return () if self.finding else super().picked()

    def picked_of(self, key: str) -> Picked | None:
        """The record of a row of the work list."""
        from data.types.triage import Picked

        row = self._row_of(key)
        return Picked(row.record, row.id, row.number, row.version) if row is not None else None

    def reasons_changed(self) -> None:
        """They stand in the list."""
        self.fill()

    def _row(self) -> WorkRow | None:
        return self._row_of(self.list.key)

    def _row_of(self, key: str) -> WorkRow | None:
        kind, rest = split_key(key)
        rows = self.work.rows if self.work else ()
        return next((row for row in rows if row.record == kind and str(row.id) == rest), None)

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Beside the list: the brief of the row."""
        if event.rows is self.found:
            self.preview(event.key)
            return
        self._read_brief()

    def _read_brief(self) -> None:
        row = self._row()
        if row is None:
            self._show_brief(None)
        else:
            self.read(lambda at, stop: desk.queue.brief(at, row.record, row.id), self._show_brief, "brief")

    def _show_brief(self, brief: Brief | None) -> None:
        self.brief = brief
        self.remake("side")
        self.remake("keys")

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        """Enter: go to the record, or take up the draft."""
        if not self.row_taken(event.key):
            kind, rest = split_key(event.key)
            held = self.work.appointments if self.work and kind == "appointment" else ()
            case_id = next((one.case_id for one in held if str(one.id) == rest), None)
            if case_id is not None:
                self.post_message(Go("case_tasks", case_id))
            else:
                self.post_message(Go(kind) if kind == "tasks" else Go(kind, UUID(rest)))

    def do_copy(self) -> None:
        """y: the number of the row."""
        hit, row = self.hit_of(self.found.key), self._row()
        number = hit.number if self.finding and hit else row.number if row and not self.finding else ""
        if number:
            self.app.copy_to_clipboard(number)
            self.say(f"{number} copied.")
        else:
            self.say("Nothing to copy: the cursor stands on no record.")

    def why_not(self, act_id: str) -> str:
        """What a row is decides what can be done with it."""
        row = None if self.finding else self._row()
        if act_id == "amend" and (row is None or row.record != "interaction"):
            return "Put the cursor on an interaction; a case is changed on its own screen (Enter)."
        return super().why_not(act_id)

    def here(self) -> Here | None:
        """The row under the cursor, with what its brief says."""
        if self.finding:
            hit = self.hit_of(self.found.key)
            return Here("member", hit.id, hit.number, hit.id) if hit else None
        row, brief = self._row(), self.brief
        if row is None:
            return None
        if brief is None or brief.id != row.id:
            return Here(row.record, row.id, row.number, row.member_id)
        return here_of(brief)

    def do_note_here(self) -> None:
        """n: a note about the member of the row."""
        member = self._member_of_row()
        if member is not None:
            self.post_message(Go("note", member))

    def do_amend(self) -> None:
        """e: put the interaction of the row right."""
        row = self._row()
        if row is not None:
            self.post_message(Go("edit_saved", row.id))

    def do_why_here(self) -> None:
        """?: why the row stands where it stands."""
        row = self._row()
        if self.finding:
            hit = self.hit_of(self.found.key)
            self.say(f"Found by {hit.why}." if hit else "")
        elif row is None:
            self.say("Not submitted yet: it leads the list so that it is not forgotten.")
        else:
            if row.group is WorkGroup.LEGAL:
                from data.rules.deadlines import why_legal

                self.say(why_legal(row.on, self.seat.today()))
                return
            place = f"{row.kind.value} {row.on:%a} {row.on.day} {row.on:%b}" if row.on else "no date is set"
            first = "Before those who decide. " if row.escalated else ""
            why = "".join(f" {said[0].upper()}{said[1:]}." for said in row.why)
            self.say(
                f"{first}{row.group.value}: {place}.{why}"
                f" The nearer day first, then priority (here {row.priority}), then age."
            )

    def _member_of_row(self) -> UUID | None:
        """The member of the row under the cursor."""
        if self.finding:
            hit = self.hit_of(self.found.key)
            return hit.id if hit else None
        row = self._row()
        return row.member_id if row else None
