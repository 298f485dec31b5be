"""The first run: a name, and where the database is; a file here, or a shared Postgres."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, ClassVar

from textual.message import Message
from textual.worker import Worker, WorkerState

from data.types.errors import CasetuiError
from widgets.choice import ChoiceField, Option
from widgets.entry import TextField
from widgets.frame import Frame
from widgets.pane import Pane

if TYPE_CHECKING:
    from textual.widget import Widget

    from widgets.lines import Line

SetUp = Callable[[str, str, str], str]
"""Sets the store up from name, database URL and password; returns a notice; raises CasetuiError."""
HERE, SHARED = "here", "shared"


class SetUpScreen(Frame):
    """Four fields and one key."""

    place: ClassVar[str] = "setup"
    DEFAULT_CSS = """
    SetUpScreen .one { height: 1; }
    SetUpScreen #password, SetUpScreen #url { display: none; }
    SetUpScreen.-shared #password, SetUpScreen.-shared #url { display: block; }
    """

    class Done(Message):
        """The store is ready; the program can open it."""

        def __init__(self, notice: str) -> None:
            super().__init__()
            self.notice = notice

    def __init__(self, set_up: SetUp) -> None:
        super().__init__()
        self.set_up = set_up
        self.name_field = TextField("Your name", placeholder="as colleagues see it", id="name")
        self.store = ChoiceField(
            "Database",
            [
                Option(HERE, "a file on this machine", "for one desk"),
                Option(SHARED, "a shared Postgres", "for a team"),
            ],
            id="store",
        )
        self.url = TextField("URL", placeholder="postgresql://you@host/casetui", id="url")
        self.password = TextField(
            "Password", placeholder="kept in this machine's keyring", secret=True, id="password"
        )
        self.working = False

    def head(self) -> tuple[Line, Line]:
        """What this is."""
        return [("casetui", "strong"), ("   first run", "quiet")], []

    def main(self) -> Iterable[Widget]:
        """Two sentences and the fields."""
        said = (
            "casetui keeps members, interactions and cases in a database.",
            "Start with a file on this machine, or join the database of your team.",
            "casetui demo shows it with an invented union.",
            "",
        )
        yield Pane(lambda w, h: [[(" " + line, "text")] for line in said], id="said")
        yield self.name_field
        yield self.store
        yield self.url
        yield self.password

    def on_mount(self) -> None:
        """The name first."""
        self.query_one("#said").styles.height = 4
        self.store.set(HERE)
        self.name_field.focus()

    def on_typed_field_changed(self) -> None:
        """A shared database needs a URL and a password."""
        self.set_class(self.store.value == SHARED, "-shared")

    def on_typed_field_taken(self) -> None:
        """Enter: on to the next field."""
        self.focus_next()

    def on_input_submitted(self) -> None:
        """Enter: on to the next field."""
        self.focus_next()

    def resting(self) -> Line:
        """What to do."""
        return [("working …" if self.working else "F5 sets it up and opens it", "quiet")]

    def do_begin(self) -> None:
        """F5: set it up."""
        if self.working:
            return
        if not self.name_field.value:
            self.name_field.focus()
            self.say("Missing: your name.", "late")
            return
        url = self.url.value if self.store.value == SHARED else ""
        if self.store.value == SHARED and not url.startswith("postgresql://"):
            self.url.focus()
            self.say("The URL begins with postgresql:// and names the host and the database.", "late")
            return
        self.working = True
        self.remake("status")
        name, password = self.name_field.value, self.password.value

        def work() -> str | CasetuiError:
            try:
                return self.set_up(name, url, password)
            except CasetuiError as error:
                return error

        self.run_worker(work, name="set up", thread=True, exit_on_error=False)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """It is ready, or why not."""
        if event.state is WorkerState.SUCCESS:
            self.working = False
            result = event.worker.result
            if isinstance(result, CasetuiError):
                self.say(result.sentence, "late")
            else:
                self.post_message(self.Done(str(result)))
        elif event.state is WorkerState.ERROR:
            self.working = False
            self.say("Setting up failed in a way casetui does not know; see the log.", "late")

    def do_back(self) -> None:
        """Esc: leave; nothing was made."""
        self.app.exit(None)

    def do_quit(self) -> None:
        """ctrl+q: the same."""
        self.app.exit(None)
