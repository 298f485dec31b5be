"""What every screen gets from the app, and the one way in which screens read."""

from __future__ import annotations

from asyncio import get_running_loop
from contextlib import ExitStack
from contextvars import copy_context
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, tzinfo
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.message import Message
from textual.worker import WorkerState

from data.types.errors import (
    OFF,
    CasetuiError,
    NotFound,
    SavedOrNot,
    SchemaNewer,
    SchemaOlder,
    StoreTrouble,
    StoreUnavailable,
    WrongPassword,
)
from data.types.stop import Stop, Stopped
from screens.aside import Aside
from screens.hearing import Hearing
from screens.standing import store_line
from widgets.going import Away, GoBack, Here, Shut, Unforeseen
from widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from uuid import UUID

    from textual.events import ScreenResume
    from textual.worker import Worker

    from data.desk.desk import Desk
    from data.drafts import Drafts
    from data.types.choices import Choices
    from data.types.drafts import Draft
    from data.types.members import MemberCard, MemberHit
    from data.types.prompts import Packs
    from data.types.records import Looked, Saved
    from data.types.snippets import Declared, Snippets
    from widgets.lines import Line

T = TypeVar("T")


def now() -> datetime:
    """The clock of the program, UTC."""
    return datetime.now(UTC)


EMPTY_S = 0.05
"""Seconds after which a screen is painted without what it reads."""
SHUT_TO_ALL = (StoreUnavailable, WrongPassword, SchemaNewer, SchemaOlder)
"""Trouble that every question meets until it is over: it stands on the status line, and keys are waited for by none."""
LOOKED = 9
"""How many records looked at are remembered: as many as there are digits."""


def without_own(declared: Iterable[Declared]) -> Snippets:
    """The snippets where no file of an officer is read."""
    from data.rules.snippets import gathered

    return gathered(declared)


def shipped_packs() -> Packs:
    """The prompts that come with the program."""
    from data.rules.prompts import shipped

    return shipped()


@dataclass
class Seat:
    """Where an officer sits: the drafts of this machine, and the desk once the store is open."""

    drafts: Drafts
    officer: str
    """Login, until the store has told the name."""
    clock: Callable[[], datetime] = now
    zone: tzinfo | None = None
    """The office's zone; this machine's until the store is open."""
    desk: Desk | None = None
    choices: Choices | None = None
    drop_folder: str = ""
    """A folder whose files are offered to be attached; empty where none is watched."""
    holidays: Mapping[date, str] = field(default_factory=dict)
    """Public holidays of the office's place; known some moments after the store is open."""
    problem: CasetuiError | None = None
    """Why the store cannot be used at the moment."""
    next_try: datetime | None = None
    """When it is tried again."""
    ringing: tuple[Line, Line] | None = None
    """What is said of the call that waits."""
    told_of_drafts: str = ""
    """What was said last of the drafts file itself."""
    read_snippets: Callable[[Iterable[Declared]], Snippets] = without_own
    """The office's snippets with the officer's own, whose file is read again each time: it may have changed."""
    packs: Callable[[], Packs] = shipped_packs
    """The prompts, the office's own among them: read once in a run."""
    discarded: list[UUID] = field(default_factory=list)
    """Drafts thrown away in this run, the last one last: `u` brings them back."""
    unread: int = 0
    """What stands in the inbox and is not read."""
    looked: list[Looked] = field(default_factory=list)
    """Records looked at in this run, the last one first; each once."""

    def snippets(self) -> Snippets:
        """The snippets as they are now; until the store is open without the office's."""
        return self.read_snippets(self.choices.snippets if self.choices is not None else ())

    def here(self, at: datetime) -> datetime:
        """An instant in the office's zone."""
        return at.astimezone(self.zone)

    def look_at(self, kind: str, record_id: UUID, number: str, member: str, matter: str = "") -> None:
        """A record is on the screen."""
        from data.types.records import Looked

        others = [one for one in self.looked if (one.kind, one.id) != (kind, record_id)]
        self.looked = [Looked(kind, record_id, number, member, matter, self.clock()), *others][:LOOKED]

    def heard(self, records: Collection[UUID]) -> None:
        """Colleagues changed these: of those looked at before it is said until they are looked at again."""
        self.looked = [one._replace(news=True) if one.id in records else one for one in self.looked]

    def free(self) -> Mapping[date, str]:
        """The public holidays known so far, for a field that asks when it is typed into."""
        return self.holidays

    def today(self) -> date:
        """The day at the office; once the store is open, by the clock that its server sets right."""
        return self.desk.today() if self.desk is not None else self.here(self.clock()).date()

    def eligible(self, card: MemberCard | None) -> tuple[str, ...]:
        """What the office's rules say of how long she has been a member (features D1)."""
        from data.rules.eligibility import eligibility

        if card is None or self.choices is None:
            return ()
        return eligibility(card.joined_on, card.standing, self.choices.rules, self.today())

    def news_of_drafts(self) -> str:
        """What is to be said of the drafts file, once: that it was damaged and where it is kept."""
        before, self.told_of_drafts = self.told_of_drafts, self.drafts.notice
        return self.told_of_drafts if self.told_of_drafts != before else ""

    @property
    def name(self) -> str:
        """Who sits here."""
        return self.desk.officer.name if self.desk else self.officer


class Answered(Message):
    """A read has come back."""

    def __init__(self, group: str, turn: int, deliver: Callable[[], None]) -> None:
        super().__init__()
        self.group = group
        self.turn = turn
        self.deliver = deliver


class SeatScreen(Hearing):
    """A screen with a seat: reads in threads that can be called off, and hears when something was sent."""

    reads_again: ClassVar[bool] = False
    """What is shown is read again when the screen over it goes away."""
    seen_whole: ClassVar[bool] = False
    """Told what it is for, it is painted once, with what it reads: not empty first and again a moment later."""

    def __init__(self, seat: Seat) -> None:
        self.seat = seat
        self.waits = False
        """Made before anyone asked for it: it begins when it is told what it is for."""
        self._due = False
        """It was told since, and begins as it is shown."""
        self._covered = False
        self._unpainted = ExitStack()
        """What is not painted yet, waits here for the first answer."""
        self._painted_later = False
        self._turns: dict[str, int] = {}
        self._stops: dict[str, Stop] = {}
        self._apart = Aside(self)
        self._written = 0
        self._store_said: Line = []
        """What was said last of the store itself."""
        super().__init__()

    # Reading

    def read(
        self,
        ask: Callable[[Desk, Stop], T],
        told: Callable[[T], None],
        group: str = "read",
        *,
        aside: bool = False,
    ) -> None:
        """Ask the desk in a thread; a newer question of the same group calls the older one off.

        Nothing happens while the store is not open: `desk_opened` asks again then. What talks to another server is
        done `aside`: one of a group at a time, in a thread that no other read and no end of the program waits for.
        """
        desk = self.seat.desk
        if aside and self._apart.busy(group):
            return
        self.call_off(group)
        turn = self._turns[group]
        if desk is None:
            return
        stop = self._stops[group] = Stop()
        gently = self.gently

        def work() -> None:
            from data.desk.lasting import lasting

            try:
                value = lasting(lambda: ask(desk, stop))
            except Stopped:
                return
            except CasetuiError as error:
                problem = error
                failed = self.missed if gently else self._not_read
                self.post_message(Answered(group, turn, lambda: failed(problem)))
            else:
                self.post_message(Answered(group, turn, lambda: self._deliver(told, value, gently)))

        if aside:
            self._apart.begin(work, group)
        else:
            self._in_thread(work, group, group)

    def call_off(self, *groups: str) -> None:
        """What is asked in these groups is wanted no more: it holds no connection that the next question waits for."""
        for group in groups:
            self._turns[group] = self._turns.get(group, 0) + 1
            if group in self._stops:
                self._stops.pop(group).pull()

    def _in_thread(self, work: Callable[[], None], what: str, group: str) -> None:
        """Begin in a thread at once: a worker of Textual's would begin only after the paint that is due."""
        begun = get_running_loop().run_in_executor(None, copy_context().run, work)
        # Called off with its screen, it fails unheard.
        begun.add_done_callback(lambda done: None if done.cancelled() else done.exception())

        async def waited() -> None:
            await begun

        self.run_worker(waited(), name=f"{self.place}:{what}", group=group, exit_on_error=False)

    def _deliver(self, told: Callable[[T], None], value: T, gently: bool) -> None:
        """An answer that nobody here asked for leaves the cursor of every list on its record and its line."""
        rows = list(self.query(RowList)) if gently else []
        self.gently = gently
        for one in rows:
            one.gentle = True
        try:
            self._answer(told, value)
        finally:
            self.gently = False
            for one in rows:
                one.gentle = False

    def _answer(self, told: Callable[[T], None], value: T) -> None:
        """The store answers: whatever was wrong with it is over."""
        if self.seat.problem is not None:
            self.seat.problem = None
            self.post_message(Here())
        told(value)

    def _not_read(self, error: CasetuiError) -> None:
        """Say it; and have the app look when a store that went away is back. No key waits until then."""
        self.await_nothing()
        if isinstance(error, OFF):
            self.post_message(Shut(error))
        elif isinstance(error, SHUT_TO_ALL):
            self.post_message(Away(error))
        self.failed(error)

    async def on_answered(self, event: Answered) -> None:
        """Deliver an answer, unless a newer question has been asked since."""
        event.stop()
        if self._turns.get(event.group) == event.turn:
            event.deliver()
            self._unpainted.close()
            self._say_store()
            await self.resume_awaited()

    def _say_store(self) -> None:
        """Say anew how the store is, where it is no more as it was said."""
        before, self._store_said = self._store_said, self.resting()
        if before != self._store_said:
            self.remake("status")

    # Writing by one key

    def write(self, act: Callable[[Desk], T], told: Callable[[T], None]) -> bool:
        """Do one act at the desk, in a thread that is never called off; False when it cannot even begin.

        For acts of one key; words go through the drafts, which keep them.
        """
        desk = self.seat.desk
        if desk is None:
            self.say("The database is not open yet: nothing was changed.", "late")
            return False
        self._written += 1
        group = f"write {self._written}"
        self._turns[group] = 1

        def work() -> None:
            try:
                value = act(desk)
            except CasetuiError as error:
                problem = error
                self.post_message(Answered(group, 1, lambda: self.not_written(problem)))
            else:
                self.post_message(Answered(group, 1, lambda: self._answer(told, value)))

        self._in_thread(work, "write", group)
        return True

    def not_written(self, error: CasetuiError) -> None:
        """An act of one key leaves nothing behind that could be sent later."""
        if isinstance(error, OFF):
            self.post_message(Shut(error))
        elif isinstance(error, SavedOrNot):
            self.say(f"{error.title}: whether it was done shows when the database answers.", "late")
        elif isinstance(error, StoreTrouble):
            self.say(f"{error.title}. Nothing was changed; try again when it answers.", "late")
        else:
            self.say(error.sentence, "late")

    def failed(self, error: CasetuiError) -> None:
        """Tell what went wrong; a screen that can do better says so.

        A store that is away is told at rest, with its next try, until it is back.
        """
        if not isinstance(error, SHUT_TO_ALL):
            self.say(error.sentence, "late")
        elif not self._said or self._said[0][1] != "late":
            # What was said of an act that failed with it is not taken away: it tells that nothing was changed.
            self.say("")

    def missed(self, error: CasetuiError) -> None:
        """What nobody here asked for was not to be had: only that it is not the officer's to see any more is said."""
        if isinstance(error, NotFound):
            self.failed(error)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """An error nobody foresaw goes to the app: a worker tells only the screen that began it."""
        error = event.worker.error
        if event.state is WorkerState.ERROR and error is not None:
            self.post_message(Unforeseen(event.worker.name, error))

    def on_unmount(self) -> None:
        """Nobody waits for what is asked here: the end of the program is not held up by it."""
        self.call_off(*self._stops)

    # What the app tells

    @property
    def on_its_way(self) -> bool:
        """Nothing is while the store is away."""
        return self.seat.problem is None

    @property
    def showing(self) -> tuple[str, UUID] | None:
        """Kind and id of the record that the screen is of: it is not opened a second time over it."""
        return None

    def on_mount(self) -> None:
        """Begin, unless it is not known yet with what."""
        if not self.waits:
            self._paint_whole()
            self.begin()

    def take(self, record_id: UUID | None, text: str) -> None:
        """The record or words that a screen made before it was asked for is about; told once, before it is seen."""
        raise NotImplementedError

    def told(self) -> None:
        """What a screen that was made before it was asked for is for is known now."""
        self.waits, self._due = False, True

    def begin(self) -> None:
        """Ask for what is shown."""
        if self.seat.desk is not None:
            self.desk_opened()

    def on_screen_suspend(self) -> None:
        """Another screen comes on top."""
        self._covered = True

    def on_screen_resume(self, event: ScreenResume) -> None:
        """The screen is seen: for the first time, or again."""
        if self._due:
            self._due = False
            self._paint_whole()
            self.begin()
        elif self._covered:
            self._covered = False
            self.came_back()

    def _paint_whole(self) -> None:
        if self.seen_whole:
            self.paint_later(EMPTY_S)

    def paint_later(self, soon: float) -> None:
        """With the next answer, where it comes within so many seconds: once, and not in parts."""
        if self.seat.desk is not None:
            self.hold_paint(soon)

    def hold_paint(self, soon: float = EMPTY_S) -> None:
        """Paint nothing until `paint_held`, or for so many seconds."""
        if not self._painted_later:
            self._painted_later = True
            self._unpainted.callback(setattr, self, "_painted_later", False)
            self._unpainted.enter_context(self.app.batch_update())
            # The app's: this screen may be gone by then.
            self.app.set_timer(soon, self.paint_held)

    def _compositor_refresh(self) -> None:
        """Textual paints what was placed, though all painting waits."""
        if not self._painted_later:
            super()._compositor_refresh()

    def paint_held(self) -> None:
        """What was waited for has come, or takes too long, or was painted long ago."""
        self._unpainted.close()
        if self.app.screen_stack:
            self.app.screen.check_idle()

    def came_back(self) -> None:
        """The screen over this one has gone: what is shown may be another."""
        if self.reads_again:
            self.taken_in()
            self.desk_opened()

    @property
    def at_record(self) -> tuple[str, UUID] | None:
        """The record that the screen is of, else that of its form."""
        found = self.showing or super().at_record
        for kind in ("case", "member") if found is None else ():
            record_id = getattr(self, f"{kind}_id", None)
            if record_id is not None:
                return kind, record_id
        return found

    def kept_from(self, act_id: str) -> str:
        """Who reads only is told so at every act that writes (features A2.30)."""
        from data.rules.reading_only import said_to
        from widgets.written import WRITES

        at = self.seat.desk
        return said_to(at.officer) if at is not None and act_id in WRITES else super().kept_from(act_id)

    def news_came(self) -> None:
        """Others changed what is shown: read it again."""
        self.desk_opened()

    def desk_opened(self) -> None:
        """The store is open: ask for what is shown."""

    def seat_changed(self) -> None:
        """Drafts or the state of the store changed: draw what tells of it."""
        self.remake("head", "status")

    def calls_changed(self) -> None:
        """A call came or went: say so where it is said, and move nothing.

        Lines far from each other that are painted together cost all that stands between them: the count of those
        missed follows.
        """
        self.remake("status")
        self.call_after_refresh(self.remake, "head")

    def caller_known(self, note_id: UUID, hit: MemberHit) -> None:
        """A call was taken before the store had told whose number it is."""

    def sent(self, draft: Draft, saved: Saved) -> None:
        """A draft has arrived in the store."""

    def held(self, draft: Draft, error: CasetuiError) -> None:
        """A draft could not be sent, or was refused."""

    def flush(self) -> None:
        """Put on disk what is being written, at once."""

    # What all screens show

    def clock_line(self) -> Line:
        """Right end of the first line: what waits, and the time."""
        writing, parked, waiting = self.seat.drafts.counts()
        missed = self.seat.drafts.calls.missed()
        parts: Line = self.people_line()
        at = self.seat.desk
        if at is not None and not at.officer.here(self.seat.today()):
            from data.rules.holding import away_said

            parts.append((f"{away_said(at.officer, self.seat.today())} · ", "soon"))
        if self.seat.unread:
            parts.append((f"{self.seat.unread} in inbox · ", "soon"))
        if missed:
            parts.append((f"{missed} missed · ", "soon"))
        if parked:
            parts.append((f"{parked} parked · ", "quiet"))
        if writing:
            parts.append((f"{writing} draft{'s' if writing > 1 else ''} · ", "quiet"))
        if waiting:
            parts.append((f"{waiting} waiting to send · ", "soon"))
        return [*parts, (f"{self.seat.here(self.seat.clock()):%H:%M}", "quiet")]

    def banner(self) -> tuple[Line, Line] | None:
        """A call waits."""
        return self.seat.ringing

    def resting(self) -> Line:
        """While nothing was said: the trouble with the store, if there is any."""
        return store_line(self.seat)

    def do_back(self) -> None:
        """Esc: one level back."""
        self.post_message(GoBack())
