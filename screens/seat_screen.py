"""What all screens with a seat have in common: when they begin, come back, are told, and what their edges say."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from screens.reading import Reading
from screens.standing import head_line, store_line
from widgets.going import GoBack

if TYPE_CHECKING:
    from uuid import UUID

    from textual.events import ScreenResume

    from data.types.drafts import Draft
    from data.types.errors import CasetuiError
    from data.types.members import MemberHit
    from data.types.records import Saved
    from screens.seat import Seat
    from widgets.lines import Line


class SeatScreen(Reading):
    """A screen with a seat: begins once it is known for what, reads again, and hears when something was sent."""

    reads_again: ClassVar[bool] = False
    """What is shown is read again when the screen over it goes away."""

    def __init__(self, seat: Seat) -> None:
        self.seat = seat
        self.waits = False
        """Made before anyone asked for it: it begins when it is told what it is for."""
        self._due = False
        """It was told since, and begins as it is shown."""
        self._covered = False
        super().__init__()

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
        """Right end of the first line: who else is here, what waits, and the time."""
        return head_line(self.seat, self.people_line())

    def banner(self) -> tuple[Line, Line] | None:
        """A call waits."""
        return self.seat.ringing

    def resting(self) -> Line:
        """While nothing was said: the trouble with the store, if there is any."""
        return store_line(self.seat)

    def do_back(self) -> None:
        """Esc: one level back."""
        self.post_message(GoBack())
