"""The running program: opens the store after the first paint, routes between screens, sends what waits."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from textual import events
from textual.app import App, SystemCommand
from textual.binding import Binding
from textual.worker import Worker, WorkerState

from casetui.beyond import Beyond
from casetui.company import Company
from casetui.door import Door, Lock
from casetui.ending import Ending, last_words
from casetui.inbox import Inbox
from casetui.leading import led, letters_said, palette
from casetui.lending import Lending
from casetui.moves import PLACES, Moves
from casetui.opening import Opener, Opening
from casetui.presence import Presence
from casetui.routes import screen_for
from casetui.sender import Sender
from casetui.spares import Spares
from casetui.telephone import Telephone
from casetui.typeahead import Round, TypeAhead
from casetui.wishes import Wishes
from screens.home import HomeScreen
from screens.seat import Seat
from screens.seat_screen import SeatScreen
from widgets.actions import LEADER, act, key_said, shown
from widgets.frame import Frame
from widgets.lines import ascii_alone
from widgets.look import MONO, THEMES, AsciiOnly, Uncoloured, textual_themes

if TYPE_CHECKING:
    from uuid import UUID

    from textual.screen import Screen

    from widgets.going import (
        Away,
        CallBack,
        Came,
        Copy,
        Dial,
        EditOutside,
        Go,
        GoBack,
        Heard,
        Here,
        Lent,
        OpenFile,
        OpenLink,
        OpenMail,
        Outgoing,
        Pick,
        Said,
        Shut,
        Unforeseen,
        WriteFile,
    )

LOOK_AT_TERMINAL_S = 1.0
"""Seconds between two looks whether the terminal is there, and as large as it was told to be."""
FIRST_WORD_S = 0.05
"""Seconds for which the first keys have the machine to themselves: opening the store takes all of a core."""


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
        lock: Lock | None = None,
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
        self.stylesheet.set_variables(self.get_css_variables())
        self._unstyled = True
        """Nothing was styled yet."""
        self.seat = seat
        self.keep_theme = keep_theme
        """Remembers the colours chosen, where there are settings to keep them in."""
        self.tour_due = tour
        """The first steps were never seen."""
        self.keep_tour = keep_tour
        """Remembers that the first steps were seen."""
        # The status line says everything: no toasts, no tooltips, and neither mounted on any screen.
        self._disable_tooltips = self._disable_notifications = True
        self._leading = False
        self._ahead = TypeAhead(self)
        self.sender = Sender(self)
        self.moves = Moves(self)
        self.beyond = Beyond(self)
        self.ending = Ending(self)
        self.telephone = Telephone(self)
        self.spares = Spares(self)
        self.wishes = Wishes(self)
        self.presence = Presence(self)
        self.inbox = Inbox(self)
        self.opening = Opening(self, opener)
        self.door = Door(self, lock)
        self.company = Company(self)
        self.lending = Lending(self)

    def _bind_what_dialogs_have_too(self) -> None:
        """Leaving works over a question as well; a key of Textual's own goes where another act has it."""
        for key in ("ctrl+q", self.COMMAND_PALETTE_BINDING):
            self._bindings.key_to_bindings.pop(key, None)
        for key in act("quit").keys:
            self._bindings.bind(key, "app_act('quit')", "quit", show=False, priority=True)

    # Starting

    def get_css_variables(self) -> dict[str, str]:
        """None for the theme with which Textual begins: nothing is ever seen in it."""
        return super().get_css_variables() if self.theme in THEMES else {}

    def refresh_css(self, animate: bool = True) -> None:
        """As the program begins Textual would read all styles anew under the colours they were read under."""
        if self._unstyled:
            self._unstyled = False
            self.stylesheet.update(self, animate=animate)
        else:
            super().refresh_css(animate)

    def get_default_screen(self) -> Screen[object]:
        """Home is the ground: nothing is mounted under it."""
        return HomeScreen(self.seat)

    def on_mount(self) -> None:
        """Home first, the store after it; keys pressed meanwhile are Home's."""
        self.ending.catch_signals()
        # Behind its mounting, by which its find line has the keyboard.
        self.screen.call_later(self.call_later, self._first_words)

    async def _first_words(self) -> None:
        """What was typed by now is in the first paint."""
        await self._ahead.start()
        (self.focused or self.screen).call_later(self._shown)

    def _shown(self) -> None:
        home = self.screen_stack[0]
        if isinstance(home, HomeScreen):
            home.paint_held()
        self.call_after_refresh(self._seen)

    def _seen(self) -> None:
        self.set_timer(FIRST_WORD_S, self.opening.open)
        self.set_timer(FIRST_WORD_S, self.telephone.open)
        self.set_interval(20, self._tick)
        self.set_interval(LOOK_AT_TERMINAL_S, self._look_at_terminal)

    def _look_at_terminal(self) -> None:
        if not self.is_headless and self.ending.terminal_gone():
            self.ending.hang_up()
        # While the program ends there is no screen any more.
        screen = self.screen_stack[-1] if self.screen_stack else None
        if isinstance(screen, Frame):
            screen.look_at_size()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """The store is open, or why not; and errors nobody foresaw, which go to the log without data."""
        if event.state is WorkerState.SUCCESS and event.worker.name == "open":
            self.opening.opened(event.worker.result)
        elif event.state is WorkerState.ERROR and event.worker.error is not None:
            self.unforeseen(event.worker.name, event.worker.error)

    def on_heard(self, event: Heard) -> None:
        """Others changed something."""
        self.company.heard(event.news)
        self.lending.heard(event.news)

    def on_lent(self, event: Lent) -> None:
        """A draft of this machine was shared."""
        self.lending.lent(event.id)

    def on_shut(self, event: Shut) -> None:
        """The officer's login was switched off."""
        self.ending.shut(event.error)

    def on_unforeseen(self, event: Unforeseen) -> None:
        """What failed in a screen's worker."""
        self.unforeseen(event.doing, event.error)

    def first_steps(self) -> None:
        """The tour, over Home: by itself where it was never seen."""
        self.tour_due = False
        home = self.screen_stack[0]
        if isinstance(home, HomeScreen):
            home.begin_tour()

    def on_tour_seen(self) -> None:
        """They are not shown again unless asked for."""
        if self.keep_tour is not None:
            self.keep_tour()

    def _tick(self) -> None:
        """The clock of the first line, how the store is; and calls that ring no longer."""
        self.telephone.look()
        self.inbox.look()
        if isinstance(self.screen, Frame):
            self.screen.remake("head", "status")

    def unforeseen(self, doing: str, error: BaseException) -> None:
        """What nobody foresaw: the place to the log, general words to the officer."""
        from data.local.log import log_error

        log_error(doing, error)
        self.say(
            "Something went wrong that casetui does not know. Nothing you typed is lost; see `casetui doctor`."
        )

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

    def on_away(self, event: Away) -> None:
        """The store did not answer a read."""
        self.sender.away(event.error)

    def on_here(self, event: Here) -> None:
        """The store answers again."""
        self.sender.back()
        self.opening.answers_again()

    def on_go(self, event: Go) -> None:
        """To another screen."""
        self.moves.go(event)

    def on_pick(self, event: Pick) -> None:
        """Find a member for the screen that asks."""
        self.moves.pick(event)

    def on_came(self, event: Came) -> None:
        """A contact was made where somebody looked for one."""
        self.moves.came(event)

    def on_go_back(self, event: GoBack) -> None:
        """One level back."""
        self.moves.back(event)

    def on_copy(self, event: Copy) -> None:
        """Text for other programs."""
        self.beyond.copy(event)

    def on_write_file(self, event: WriteFile) -> None:
        """Text for a file."""
        self.beyond.write(event)

    def on_edit_outside(self, event: EditOutside) -> None:
        """A text in the officer's own editor."""
        self.beyond.edit(event)

    def on_dial(self, event: Dial) -> None:
        """A number to dial."""
        self.beyond.dial(event)

    def on_open_link(self, event: OpenLink) -> None:
        """An address for the browser."""
        self.beyond.open_link(event)

    def on_open_file(self, event: OpenFile) -> None:
        """A document for the system's program."""
        self.beyond.open_file(event)

    def on_open_mail(self, event: OpenMail) -> None:
        """A message for the officer's own mail program."""
        self.beyond.open_mail(event)

    # Acts of everywhere

    async def action_act(self, act_id: str) -> None:
        """An act that no screen does itself."""
        handler = getattr(self, f"do_{act_id}", None)
        if handler is not None:
            handler()
        elif act_id in PLACES:
            self.moves.to_place(PLACES[act_id])

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
        form = self.moves.new_form(member_id or getattr(self.screen, "member_in_view", None))
        self.telephone.carry_over(form)
        self.moves.write(form)

    def do_home(self) -> None:
        """F9: Home, over whatever is open, with the find line ready."""
        while len(self.screen_stack) > 1:
            self.pop_screen()
        if isinstance(self.screen, HomeScreen):
            self.screen.box.entry.focus()

    def do_available(self) -> None:
        """ctrl+g A: away, or here again."""
        self.presence.turn()

    def do_password(self) -> None:
        """ctrl+g P: give or change one's own password of a shared database."""
        self.door.ask()

    def do_tour(self) -> None:
        """The first steps once more."""
        self.do_home()
        self.first_steps()

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
        self.ending.asked()

    def action_help_quit(self) -> None:
        """ctrl+c ends nothing here."""
        self.say(f"{key_said('quit')} leaves casetui.")

    # The telephone

    def do_take_call(self) -> None:
        """F7: the note in front is put aside, and the caret stands in Background of a new one."""
        self.telephone.take()

    def on_call_back(self, event: CallBack) -> None:
        """A call of the log is rung back."""
        self.telephone.call_back(event.call)

    def do_let_ring(self) -> None:
        """ctrl+g j: somebody else has it."""
        self.telephone.let_ring()

    # The leader

    def action_leader(self) -> None:
        """ctrl+g: the next key is a letter of the table."""
        self._leading = True
        if isinstance(self.screen, Frame):
            self.screen.say(letters_said(self.screen.place))

    def on_unmount(self) -> None:
        """No more calls here, and nobody to be seen."""
        self.telephone.close()
        self.company.close()

    async def on_event(self, event: events.Event) -> None:
        """A key waits for the one before it; after the leader it belongs to the leader, whatever has the focus."""
        if not isinstance(event, (events.Key, events.Paste)) or event.is_forwarded:
            await super().on_event(event)
        elif not self._ahead.hold(event):
            self.spares.not_now()
            self.company.typed()
            if isinstance(self.screen, Frame):
                self.screen.await_nothing()
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
        """A crash: no data on the screen."""
        try:
            self.ending.crashed(error)
        finally:
            self._return_code = 1
            self._exception = error
            self._exception_event.set()
            self._close_messages_no_wait()

    def _print_error_renderables(self) -> None:
        """Textual would print local variables here, and with them member data."""
        if self._exception is not None:
            last_words()
