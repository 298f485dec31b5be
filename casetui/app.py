"""The running program: opens the store after the first paint, routes between screens, sends what waits."""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from textual import events
from textual.app import App, SystemCommand
from textual.binding import Binding
from textual.worker import Worker, WorkerState

from casetui import outside
from casetui.leading import led, letters_said, palette
from casetui.routes import screen_for, screen_to_write
from casetui.sender import Sender
from casetui.telephone import Telephone
from casetui.typeahead import Round, TypeAhead
from data import desk
from data.rules.dialling import tel
from data.types.drafts import DraftState
from data.types.errors import CasetuiError
from data.types.forms import Form, InteractionEdit, InteractionForm
from data.types.members import MemberHit
from screens.home import HomeScreen
from screens.seat import Seat, SeatScreen
from widgets.actions import LEADER, act, key_said, shown
from widgets.frame import Frame
from widgets.lines import ascii_alone
from widgets.look import MONO, THEMES, AsciiOnly, Uncoloured, textual_themes

if TYPE_CHECKING:
    from uuid import UUID

    from textual.screen import Screen

    from data.desk.desk import Desk
    from data.types.choices import Choices
    from widgets.going import (
        CallBack,
        Came,
        Copy,
        Dial,
        EditOutside,
        Go,
        GoBack,
        OpenLink,
        Outgoing,
        Pick,
        Said,
        Unforeseen,
    )

FIRST_WORD_S = 0.05
"""Seconds for which the first keys have the machine to themselves: opening the store takes all of a core."""

MOST_COPIED = 70_000
"""Bytes that terminals commonly take into the clipboard at once."""

Opener = Callable[[], "tuple[Desk, Choices]"]
"""Opens the store, in a thread; raises CasetuiError."""


class CaseTuiApp(App[int]):
    """casetui."""

    TITLE = "casetui"
    CSS = """
    Screen { background: $background; color: $foreground; }
    CommandPalette > Vertical { width: 80%; max-width: 100; }
    CommandPalette SearchIcon { display: none; }
    CommandPalette CommandList:nocolor > .option-list--option-highlighted { text-style: underline; }
    """
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING = "ctrl+p"
    BINDINGS = [
        Binding(LEADER, "leader", "leader", show=False, priority=True),
    ]

    def __init__(
        self,
        seat: Seat,
        opener: Opener,
        *,
        theme: str = "dark",
        keep_theme: Callable[[str], None] | None = None,
        tour: bool = False,
        keep_tour: Callable[[], None] | None = None,
    ) -> None:
        no_color = bool(os.environ.get("NO_COLOR"))
        super().__init__(ansi_color=True if no_color or theme == MONO else None)
        self._bind_what_dialogs_have_too()
        if ascii_alone():
            self._filters.append(AsciiOnly())
        if no_color:
            # Last of all: Textual's own filter sets the terminal's default colours, which is a colour too.
            self._filters.append(Uncoloured())
        for one in textual_themes():
            self.register_theme(one)
        self.theme = MONO if no_color else theme
        self.seat = seat
        self.opener = opener
        self.keep_theme = keep_theme
        """Remembers the colours chosen, where there are settings to keep them in."""
        self._tour_due = tour
        self.keep_tour = keep_tour
        """Remembers that the first steps were seen."""
        # The status line says everything: no toasts, no tooltips, and neither mounted on any screen.
        self._disable_tooltips = self._disable_notifications = True
        self._leading = False
        self._ahead = TypeAhead(self)
        self.sender = Sender(self)
        self.telephone = Telephone(self)

    def _bind_what_dialogs_have_too(self) -> None:
        """Leaving works over a question as well; a key of Textual's own goes where another act has it."""
        for key in ("ctrl+q", self.COMMAND_PALETTE_BINDING):
            self._bindings.key_to_bindings.pop(key, None)
        for key in act("quit").keys:
            self._bindings.bind(key, "app_act('quit')", "quit", show=False, priority=True)

    # Starting

    def get_default_screen(self) -> Screen[object]:
        """Home is the ground: nothing is mounted under it."""
        return HomeScreen(self.seat)

    def on_mount(self) -> None:
        """Home first, the store after it; keys pressed meanwhile are Home's."""
        self._catch_signals()
        self.screen.call_after_refresh(self._seen)

    async def _seen(self) -> None:
        await self._ahead.start()
        self.set_timer(FIRST_WORD_S, self._open_store)
        self.set_timer(FIRST_WORD_S, self.telephone.open)
        self.set_interval(20, self._tick)

    def _open_store(self) -> None:
        def work() -> tuple[Desk, Choices] | CasetuiError:
            try:
                return self.opener()
            except CasetuiError as error:
                return error

        self.run_worker(work, name="open", group="open", thread=True, exclusive=True, exit_on_error=False)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """The store is open, or why not; and errors nobody foresaw, which go to the log without data."""
        if event.state is WorkerState.SUCCESS and event.worker.name == "open":
            self._opened(event.worker.result)
        elif event.state is WorkerState.ERROR and event.worker.error is not None:
            self.unforeseen(event.worker.name, event.worker.error)

    def on_unforeseen(self, event: Unforeseen) -> None:
        """What failed in a screen's worker."""
        self.unforeseen(event.doing, event.error)

    def _opened(self, result: object) -> None:
        if not gc.isenabled():
            gc.freeze()
            gc.enable()
        if isinstance(result, CasetuiError):
            self.seat.problem = result
            self.tell_all(lambda screen: screen.seat_changed())
            self.sender.later(self._open_store)
            return
        assert isinstance(result, tuple)
        self.seat.desk, self.seat.choices = result
        self.seat.zone = self.seat.desk.zone
        self.sender.reached()
        self._read_holidays(self.seat.desk)
        self.tell_all(lambda screen: screen.desk_opened())
        self.tell_all(lambda screen: screen.seat_changed())
        self.telephone.ask_who_all()
        if news := self.seat.news_of_drafts():
            self.say(news)
        self.sender.send()
        if self._tour_due:
            self._tour_due = False
            self._first_steps()

    def _first_steps(self) -> None:
        home = self.screen_stack[0]
        if isinstance(home, HomeScreen):
            home.begin_tour()

    def on_tour_seen(self) -> None:
        """They are not shown again unless asked for."""
        if self.keep_tour is not None:
            self.keep_tour()

    def _read_holidays(self, at: Desk) -> None:
        """A thread reads them, since the package takes its time."""

        def work() -> None:
            self.seat.holidays = desk.calendar.free_days(at)

        self.run_worker(work, name="holidays", group="holidays", thread=True, exit_on_error=False)

    def _tick(self) -> None:
        """The clock of the first line; and calls that ring no longer."""
        self.telephone.look()
        if isinstance(self.screen, Frame):
            self.screen.remake("head")

    def unforeseen(self, doing: str, error: BaseException) -> None:
        """What nobody foresaw: the place to the log, general words to the officer."""
        from data.local.log import log_error

        log_error(doing, error)
        self.say(
            "Something went wrong that casetui does not know. Nothing you typed is lost; see `casetui doctor`."
        )

    def _catch_signals(self) -> None:
        import asyncio

        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGTERM, self._told_to_end)
        loop.add_signal_handler(signal.SIGHUP, self._hang_up)

    def _told_to_end(self) -> None:
        """Every word to the disk, and out."""
        self.flush()
        self.exit(0)

    def _hang_up(self) -> None:
        """The terminal is gone: every word to the disk, and out at once.

        Ending in good order would wait for ever on a terminal that nobody reads. A send under way is rolled back by
        the store, or known again by its key.
        """
        self.flush()
        self.seat.drafts.close()
        os._exit(0)

    def on_app_focus(self) -> None:
        """The window is looked at: calls come here."""
        self.telephone.used()

    def flush(self) -> None:
        """Every screen puts on disk what is being written."""
        for screen in self.seats():
            screen.flush()

    # Screens

    def seats(self) -> list[SeatScreen]:
        """The screens, Home first."""
        return [screen for screen in self.screen_stack if isinstance(screen, SeatScreen)]

    def tell_all(self, tell: Callable[[SeatScreen], None]) -> None:
        """Tell every screen, also those that are not seen."""
        for screen in self.seats():
            if screen.is_mounted:
                tell(screen)

    def say(self, text: str, role: str = "text") -> None:
        """Say a sentence on the screen that is seen."""
        seats = self.seats()
        if seats:
            seats[-1].say(text, role)

    def on_said(self, event: Said) -> None:
        """A sentence for the status line."""
        self.say(event.text, event.role)

    def on_go(self, event: Go) -> None:
        """To another screen."""
        if event.form is not None:
            self.write(event.form)
        elif event.kind == "note":
            self.do_new_note(event.id)
        elif event.kind == "draft" and event.id is not None:
            self._take_up(event.id)
        elif event.kind == "take_call":
            self.telephone.take(int(event.text))
        elif event.kind == "convert_saved" and event.id is not None:
            self._convert_saved(event.id)
        elif event.kind == "direct_case" and event.id is not None:
            self._direct_case(event.id)
        elif event.kind == "next_work":
            self.do_home()
            if isinstance(self.screen, HomeScreen):
                self.screen.next_in_work(event.id)
        elif event.kind == "edit_saved" and event.id is not None:
            self._edit_saved(event.id)
        elif event.kind == "case" and self.screen.__class__.__name__ == "ConvertScreen":
            self.switch_screen(screen_for(self.seat, "case", event.id))
        else:
            self.push_screen(screen_for(self.seat, event.kind, event.id, event.text))

    def write(self, form: Form) -> None:
        """Open a form, unless it is open already somewhere below: then go back to it."""
        for screen in self.seats():
            if getattr(screen, "form_id", None) == form.id:
                while self.screen is not screen:
                    self.pop_screen()
                return
        self.push_screen(screen_to_write(self.seat, form))

    def put_calls_aside(self) -> None:
        """Park every note that is open, and leave its screen."""
        while any(hasattr(screen, "put_aside") for screen in self.seats()):
            put_aside = getattr(self.screen, "put_aside", None)
            if put_aside is not None:
                put_aside()
            self.pop_screen()

    def _take_up(self, draft_id: UUID) -> None:
        draft = self.seat.drafts.read(draft_id)
        if draft is None:
            self.say("This draft is not here any more: it was sent or discarded.")
        elif draft.state is DraftState.WAITING:
            self.say(f"It waits to be sent and goes out by itself; {key_said('send_now')} tries now.")
        else:
            if draft.state is DraftState.PARKED:
                self.seat.drafts.take_up(draft_id)
            self.write(draft.form)

    def _convert_saved(self, interaction_id: UUID) -> None:
        """A case out of an interaction that is in the store."""
        from data.rules.conversion import case_form

        at, choices, screen = self.seat.desk, self.seat.choices, self.seats()[-1]
        if at is None or choices is None:
            return

        def ask(where: Desk, stop: object) -> Form:
            record = desk.interactions.read(where, interaction_id)
            form = desk.interactions.as_form(record)
            return case_form(
                form, case_id=where.new_id(), officer=where.officer, choices=choices, job=record.job
            )

        screen.read(ask, self.write, "convert")

    def _direct_case(self, member_id: UUID) -> None:
        """A case without an interaction: the exception, which asks for its reason."""
        from data.rules.conversion import direct_form

        choices = self.seat.choices
        if choices is None:
            self.say("The database is not open yet: a case needs its lists.")
            return

        def ask(where: Desk, stop: object) -> Form:
            card = desk.members.card(where, member_id)
            jobs = card.jobs
            return direct_form(
                case_id=where.new_id(),
                member_id=card.id,
                member_label=f"{card.name}  {card.number}",
                officer=where.officer,
                choices=choices,
                job=next((job for job in jobs if job.primary), jobs[0] if jobs else None),
            )

        self.seats()[-1].read(ask, self.write, "direct")

    def _edit_saved(self, interaction_id: UUID) -> None:
        """Put an interaction right; what was typed before and not saved is gone on with."""
        for draft in (*self.seat.drafts.waiting(), *self.seat.drafts.listing()):
            if isinstance(draft.form, InteractionEdit) and draft.form.interaction_id == interaction_id:
                self._take_up(draft.id)
                return
        self.seats()[-1].read(
            lambda where, stop: desk.interactions.begin_edit(
                desk.interactions.read(where, interaction_id), where.new_id()
            ),
            self.write,
            "edit",
        )

    def on_pick(self, event: Pick) -> None:
        """Find a member for the screen that asks."""
        from screens.find import FindScreen

        def chosen(hit: object) -> None:
            event.chosen(hit if isinstance(hit, MemberHit) else None)

        self.push_screen(FindScreen(self.seat, picking=True, text=event.text), chosen)

    def on_came(self, event: Came) -> None:
        """To the screen that looked for somebody; else to her page, once she is in the store."""
        below = self.screen_stack[-2] if len(self.screen_stack) > 1 else None
        wanted = isinstance(below, Frame) and getattr(below, "picking", False)
        if event.waits and not wanted:
            return
        self.pop_screen()
        if wanted and below is not None:
            below.dismiss(event.hit)
        else:
            self.push_screen(screen_for(self.seat, "member", event.hit.id))
        if event.said:
            self.call_after_refresh(self.say, event.said)

    def on_copy(self, event: Copy) -> None:
        """Text for other programs, through the terminal."""
        self.copy_to_clipboard(event.text)
        self.say(copied(event.text, event.what))

    def on_edit_outside(self, event: EditOutside) -> None:
        """A text in the officer's own editor; the program waits, since the editor has the terminal."""
        from casetui.own_editor import edit

        edited = edit(self, event.text, event.title)
        event.done(edited.text, edited.said)

    def on_go_back(self, event: GoBack) -> None:
        """One level back; Home is the ground."""
        if len(self.screen_stack) > 1:
            self.pop_screen()
        self.tell_all(lambda screen: screen.seat_changed())
        if event.said:
            self.say(event.said)

    # Acts of everywhere

    async def action_act(self, act_id: str) -> None:
        """An act that no screen does itself."""
        handler = getattr(self, f"do_{act_id}", None)
        if handler is not None:
            handler()

    async def action_app_act(self, act_id: str) -> None:
        """A key of the app itself."""
        await self.action_act(act_id)

    def do_find(self) -> None:
        """F2."""
        if isinstance(self.screen, HomeScreen):
            self.screen.box.entry.focus()
        else:
            self.push_screen(screen_for(self.seat, "find", None))

    def do_new_note(self, member_id: UUID | None = None) -> None:
        """F3: a note at once."""
        self.write(self.new_form(member_id or getattr(self.screen, "member_in_view", None)))

    def new_form(self, member_id: UUID | None) -> InteractionForm:
        """A form that begins now."""
        from uuid_utils.compat import uuid7

        seen = member_id is not None and getattr(self.screen, "place", "") in ("member", "interaction")
        return InteractionForm(uuid7(), self.seat.clock(), member_id, reviewed_prior=seen)

    def do_parked(self) -> None:
        """F8 where nothing can be put aside: what is."""
        self.do_drafts()

    def do_drafts(self) -> None:
        """The drafts."""
        if isinstance(self.screen, Frame) and self.screen.place == "drafts":
            return
        self.push_screen(screen_for(self.seat, "drafts", None))

    def do_home(self) -> None:
        """F9: Home, over whatever is open, with the find line ready."""
        while len(self.screen_stack) > 1:
            self.pop_screen()
        if isinstance(self.screen, HomeScreen):
            self.screen.box.entry.focus()

    def do_tour(self) -> None:
        """The first steps once more."""
        self.do_home()
        self._first_steps()

    def do_menu(self) -> None:
        """F10."""
        self.action_command_palette()

    def do_help(self) -> None:
        """F1."""
        place = self.screen.place if isinstance(self.screen, Frame) else ""
        if place and place != "help":
            self.push_screen(screen_for(self.seat, "help", None, place))

    def do_theme(self) -> None:
        """The next colours, kept for the next time."""
        names = list(THEMES)
        self.theme = names[(names.index(self.theme) + 1) % len(names)] if self.theme in names else names[0]
        for screen in self.seats():
            screen.refresh(layout=True)
        if self.keep_theme is not None:
            self.keep_theme(self.theme)
        self.say(f"Colours: {self.theme}.")

    def do_send_now(self) -> None:
        """Try now."""
        if self.seat.desk is None:
            self.say("The database is not open yet; casetui keeps trying.")
        elif not self.seat.drafts.waiting():
            self.say(self.sender.nothing_waits())
        else:
            self.sender.send()

    def do_quit(self) -> None:
        """ctrl+q: asks only when something waits to be sent."""
        self.flush()
        waiting = self.seat.drafts.counts()[2]
        if not waiting:
            self.exit(0)
            return
        from screens.dialogs import Confirm

        what = "One save waits" if waiting == 1 else f"{waiting} saves wait"
        self.push_screen(
            Confirm(
                f"{what} to be sent to the database",
                "It stays on this machine and goes out when casetui runs again and the database answers.",
                "quit all the same",
                "stay",
            ),
            lambda yes: self.exit(0) if yes else None,
        )

    def action_help_quit(self) -> None:
        """ctrl+c ends nothing here."""
        self.say(f"{key_said('quit')} leaves casetui.")

    # The telephone

    def do_take_call(self) -> None:
        """F7: the note in front is put aside, and the caret stands in Background of a new one."""
        self.telephone.take()

    def do_calls(self) -> None:
        """ctrl+g c: every call that rang here."""
        if isinstance(self.screen, Frame) and self.screen.place == "calls":
            return
        self.push_screen(screen_for(self.seat, "calls", None))

    def on_call_back(self, event: CallBack) -> None:
        """A call of the log is rung back."""
        self.telephone.call_back(event.call)

    def do_let_ring(self) -> None:
        """ctrl+g j: somebody else has it."""
        self.telephone.let_ring()

    def on_dial(self, event: Dial) -> None:
        """A number to dial: through the system's opener, else it is copied."""
        self._open_outside(
            tel(event.number),
            f"Dialling {event.shown}.",
            event.number,
            f"{event.shown}: copied, since nothing here opens telephone links.",
        )

    def on_open_link(self, event: OpenLink) -> None:
        """An address for the browser."""
        self._open_outside(
            event.url, "Opened in the browser.", event.url, "Copied, since nothing here opens a browser."
        )

    def _open_outside(self, link: str, opened: str, copied: str, instead: str) -> None:
        def work() -> None:
            self.call_later(told, outside.opened(link))

        def told(done: bool) -> None:
            if not done:
                self.copy_to_clipboard(copied)
            self.say(opened if done else instead)

        self.run_worker(work, name="open outside", group="outside", thread=True, exit_on_error=False)

    # The leader

    def action_leader(self) -> None:
        """ctrl+g: the next key is a letter of the table."""
        self._leading = True
        if isinstance(self.screen, Frame):
            self.screen.say(letters_said(self.screen.place))

    def on_unmount(self) -> None:
        """No more calls here."""
        self.telephone.close()

    async def on_event(self, event: events.Event) -> None:
        """A key waits for the one before it; after the leader it belongs to the leader, whatever has the focus."""
        if not isinstance(event, (events.Key, events.Paste)) or event.is_forwarded:
            await super().on_event(event)
        elif not self._ahead.hold(event):
            leading, self._leading = self._leading, False
            if leading and isinstance(event, events.Key):
                await self._lead(event)
            else:
                await super().on_event(event)
            self._ahead.begin(event)

    async def on_round(self, event: Round) -> None:
        """What a key set in motion has come so far."""
        await self._ahead.passed(event)

    async def _lead(self, event: events.Key) -> None:
        screen = self.screen
        if not isinstance(screen, Frame):
            return
        screen.say("")
        pressed = "space" if event.key == "space" else event.character or event.key
        meant = led(screen.place, pressed)
        if meant is not None:
            await screen.action_act(meant.act.id, meant.digit)
        elif event.key != "escape":
            screen.say(f"{LEADER} {shown(pressed)} does nothing here; {key_said('help')} lists the letters.")

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The palette: the table of actions, for the screen it was opened from."""
        frame = next((one for one in reversed(self.screen_stack) if isinstance(one, Frame)), None)
        return palette(frame, self.call_later) if frame is not None else ()

    # Sending

    def on_outgoing(self, event: Outgoing) -> None:
        """Something was put into the order of sending."""
        self.tell_all(lambda screen: screen.seat_changed())
        self.sender.send()

    # The end

    def _handle_exception(self, error: Exception) -> None:
        """A crash: every word to the disk, the place to the log, and no data on the screen."""
        from data.local.log import log_error

        try:
            self.flush()
        finally:
            log_error("the program", error)
            self._return_code = 1
            self._exception = error
            self._exception_event.set()
            self._close_messages_no_wait()

    def _print_error_renderables(self) -> None:
        """Textual would print local variables here, and with them member data."""
        if self._exception is None:
            return
        from data.local.home import home

        print_end(
            f"casetui has stopped. What you typed is kept and offered again. What failed is in {home().log}."
        )


def copied(text: str, what: str) -> str:
    """The sentence after copying; whether the terminal took it cannot be known."""
    if len(text.encode()) > MOST_COPIED:
        return f"{what} is long: many terminals copy less than it holds. Look at what arrives."
    return f"{what} is copied as text, if this terminal lets programs copy."


def print_end(text: str) -> None:
    """One sentence after the screen is given back."""
    import sys

    sys.stderr.write(text + "\n")
