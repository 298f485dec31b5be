"""The password of a shared database: asked for where none is known, and a first one changed before anything opens."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Protocol

from data.types.errors import CasetuiError, FirstPassword
from screens.seat import Seat
from screens.seat_screen import SeatScreen
from widgets.entry import TextField
from widgets.pane import Pane

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from textual.widget import Widget

    from widgets.lines import Line

ASKED = (
    "The database asks for your password.",
    "It goes into this machine's keyring, where there is one, and into no file.",
)
CHANGED = (
    "Choose a password of your own: 12 letters or more; a few words make a good one.",
    "The database gets only what it will know it by.",
)


class Door(Protocol):
    """What takes a password."""

    def give(self, password: str) -> Callable[[], None]:
        """Try it; answers what the app does then instead of showing this screen. Raises CasetuiError."""

    def change(self, new: str, again: str) -> Callable[[], None]:
        """Have the server know a new one; the same."""


class PasswordScreen(SeatScreen):
    """One field, or two for a new one; then the store opens."""

    place: ClassVar[str] = "password"
    DEFAULT_CSS = """
    PasswordScreen #new, PasswordScreen #again { display: none; }
    PasswordScreen.-change #new, PasswordScreen.-change #again { display: block; }
    PasswordScreen.-change #given { display: none; }
    """

    def __init__(self, seat: Seat, door: Door, *, change: bool) -> None:
        super().__init__(seat)
        self.door = door
        self.change = change
        self.given = TextField("Password", placeholder="yours at this database", secret=True, id="given")
        self.new = TextField("New", placeholder="12 letters or more", secret=True, id="new")
        self.again = TextField("Again", placeholder="the same", secret=True, id="again")
        self.working = False

    def head(self) -> tuple[Line, Line]:
        """What this is."""
        return [("Password", "strong"), (f"   {self.seat.officer}", "quiet")], self.clock_line()

    def main(self) -> Iterable[Widget]:
        """Two sentences and the fields."""
        yield Pane(
            lambda w, h: [[(" " + line, "text")] for line in (CHANGED if self.change else ASKED)], id="said"
        )
        yield self.given
        yield self.new
        yield self.again

    def begin(self) -> None:
        """The field that is to be filled."""
        self.query_one("#said").styles.height = 3
        self._turn(change=self.change)

    def _turn(self, *, change: bool) -> None:
        self.change = change
        self.set_class(change, "-change")
        self.query_one("#said", Pane).remake()
        (self.new if change else self.given).entry.focus()

    def on_input_submitted(self) -> None:
        """Enter: on to the next field, or done."""
        if self.change and self.new.entry.has_focus:
            self.again.entry.focus()
        else:
            self.do_give_password()

    def resting(self) -> Line:
        """Why it is asked for, and what to do."""
        if self.working:
            return [("asking the database …", "quiet")]
        why = f"{self.seat.problem.title}. " if self.seat.problem is not None else ""
        return [(why, "late"), ("Enter sends it, Esc is for later", "quiet")]

    def do_give_password(self) -> None:
        """Send it."""
        if self.working:
            return
        given, new, again = (field.entry.value for field in (self.given, self.new, self.again))
        change, self.working = self.change, True
        self.remake("status")

        def work() -> None:
            try:
                done = self.door.change(new, again) if change else self.door.give(given)
            except CasetuiError as error:
                refused = error
                self.app.call_from_thread(self._refused, refused)
            else:
                self.app.call_from_thread(self._taken, done)

        self._in_thread(work, "password", "password")

    def _refused(self, error: CasetuiError) -> None:
        self.working = False
        if isinstance(error, FirstPassword):
            self._turn(change=True)
            self.say(error.title + ".")
            return
        self.say(error.sentence, "late")
        (self.new if self.change else self.given).entry.focus()

    def _taken(self, done: Callable[[], None]) -> None:
        self.working = False
        done()
