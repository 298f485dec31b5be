"""The telephone in the running program: a call arrives, is said, and is taken; a shared number picks nobody."""

from __future__ import annotations

from asyncio import get_running_loop
from datetime import timedelta
from typing import TYPE_CHECKING

from casetui.phone import Phone
from data import desk
from data.rules.channels import outbound_call
from data.types.errors import CasetuiError, StoreTrouble
from widgets.actions import key_said
from widgets.frame import Frame

if TYPE_CHECKING:
    from asyncio import Future
    from collections.abc import Callable, Sequence
    from uuid import UUID

    from casetui.app import CaseTuiApp
    from casetui.phone import WaitingCall
    from casetui.screenpop import ScreenPop
    from data.drafts.calls import CallLog
    from data.types.calls import LoggedCall, Ring
    from data.types.forms import InteractionForm


NOTE, TIMELINE = "note", "timeline"
TOGETHER_S = 0.01
"""Seconds for which a banner waits for the name: one that comes as soon is painted with it, not twice."""
ON_THE_LINE = timedelta(hours=1)
"""How long after a call was taken a note about its member is the note of that call."""


class Telephone:
    """What the app does with calls."""

    def __init__(self, app: CaseTuiApp) -> None:
        self._app = app
        self._pop: ScreenPop | None = None
        self.phone = Phone()
        self.rules: Sequence[tuple[str, str]] = ()
        """The office's own rules for numbers, from the settings."""
        self.landing = NOTE
        """Where a call of one known member lands, from the settings (features B30)."""
        self._taken: InteractionForm | None = None
        """A call that was taken and has no note yet."""

    async def open(self) -> None:
        """Begin to listen; where no socket can be made the program goes on without, and the log says why."""
        from casetui.screenpop import ScreenPop

        pop = ScreenPop(self.rings, self._app.wishes.wish)
        try:
            await pop.open()
        except OSError as error:
            self._app.unforeseen("listening for calls", error)
        else:
            self._pop = pop
        self.show()

    def used(self) -> None:
        """This window is the one last used."""
        if self._pop is not None:
            self._pop.used()

    def close(self) -> None:
        """No more calls here."""
        if self._pop is not None:
            self._pop.close()

    def rings(self, ring: Ring) -> None:
        """A call rings: it is logged, the banner says so, and nothing else moves."""
        self._app.spares.not_now()
        call = self.arrive(ring)
        if self._ask_who(call):
            self._app.set_timer(TOGETHER_S, lambda: None if call.answered else self._say_now())
        else:
            self._say_now()

    def arrive(self, ring: Ring) -> WaitingCall:
        """A call waits from now on; the log has it before anyone is told."""
        from data.rules.ringing import rewritten

        number = rewritten(ring.number, self.rules)
        call = self.phone.arrive(ring._replace(number=number, at=ring.at or self._app.seat.clock()))
        if call.logged is None:
            self._log(lambda log: setattr(call, "logged", log.rang(call.ring)))
        return call

    def _log(self, work: Callable[[CallLog], None]) -> None:
        """Write to the caller log; a call is taken all the same when the disk is full."""
        try:
            work(self._app.seat.drafts.calls)
        except CasetuiError as error:
            self._app.say(f"The caller log was not written. {error.title}.", "late")

    def look(self) -> None:
        """Calls that have rung too long are missed from now on."""
        if self.phone.over(self._app.seat.clock()):
            self.show()

    def ask_who_all(self) -> None:
        """The store is open: whose numbers are these?"""
        for call in self.phone.calls:
            self._ask_who(call)

    def _ask_who(self, call: WaitingCall) -> bool:
        """Ask in a thread that begins at once; False where there is nobody to ask, or nothing to ask about."""
        at = self._app.seat.desk
        if at is None or not call.ring.number:
            return False

        def work() -> None:
            try:
                call.hits = desk.find.by_phone(at, call.ring.number)
            except StoreTrouble as error:
                # The banner shows the number alone; the trouble is told by whatever is asked next.
                self._app.seat.problem = error

        asked = get_running_loop().run_in_executor(None, work)
        asked.add_done_callback(lambda done: self._told_who(call, done))
        return True

    def _told_who(self, call: WaitingCall, asked: Future[None]) -> None:
        if asked.cancelled() or not self._app.screen_stack:
            return
        call.answered = True
        self._say_now()
        if error := asked.exception():
            self._app.unforeseen("who rings", error)
        if call.hits is not None and call.logged is not None:
            place, alone = call.logged, call.alone
            self._log(lambda log: log.known(place, call.known_as, alone.id if alone else None))
        if call.note is not None and call.alone is not None:
            for screen in self._app.seats():
                screen.caller_known(call.note.id, call.alone)

    def _say_now(self) -> None:
        """Have the banner on the terminal at once."""
        self.show()
        screen = self._app.screen
        if isinstance(screen, Frame):
            screen.paint("status")

    def show(self) -> None:
        """Say on every screen what waits."""
        at = self._app.seat.desk
        self._app.seat.ringing = self.phone.banner(at.region if at else "")
        self._app.tell_all(lambda screen: screen.calls_changed())

    def take(self, logged: int | None = None) -> None:
        """Put aside what is written, and begin a note with what is known of the caller."""
        call = self.phone.take(logged)
        if call is None:
            self.show()
            self._app.say(f"No call is waiting. {key_said('calls')} lists those that rang.")
            return
        if call.logged is not None:
            place = call.logged
            self._log(lambda log: log.taken(place))
        self.show()
        alone = call.alone
        form = self._form(
            call.ring.number, alone.id if alone else None, call.known_as, outbound=call.ring.outbound
        )
        if alone is None or self.landing == NOTE:
            call.note = form
            self._app.moves.write(form)
            return
        self._taken = form
        if self.landing == TIMELINE:
            self._app.push_screen(self._app.spares.to_show("member", alone.id))
            then = f"{key_said('new_note')} begins the note."
        else:
            self._app.moves.find_at_home(call.ring.number)
            then = f"{key_said('note_here')} on her row begins the note."
        self._app.call_after_refresh(self._app.say, f"On the line: {call.known_as}. {then}")

    def call_back(self, call: LoggedCall) -> None:
        """Begin a note of a call to that number; what was missed from it is called back."""
        self._log(lambda log: log.called_back(call.id))
        self.show()
        self._app.moves.write(self._form(call.number, call.member_id, call.known_as, outbound=True))

    def carry_over(self, form: InteractionForm) -> None:
        """The note about the member whose call was taken is the note of that call, from when it was taken."""
        taken, now = self._taken, self._app.seat.clock()
        if taken is None or taken.member_id != form.member_id:
            return
        self._taken = None
        if now - taken.started_at < ON_THE_LINE:
            form.caller, form.member_label = taken.caller, taken.member_label
            form.interaction_type, form.started_at = taken.interaction_type, taken.started_at
            form.duration_s = int((now - taken.started_at).total_seconds())

    def _form(self, number: str, member_id: UUID | None, known_as: str, *, outbound: bool) -> InteractionForm:
        """What is written is put aside, and a form begins with what is known of the caller."""
        self._taken = None
        self._app.moves.put_calls_aside()
        form = self._app.moves.new_form(member_id)
        form.caller = number
        if member_id is not None:
            form.member_label = known_as
        choices = self._app.seat.choices
        if outbound and choices is not None:
            form.interaction_type = outbound_call(choices.interaction_types)
        return form

    def let_ring(self) -> None:
        """Somebody else has it."""
        call = self.phone.take()
        if call is not None and call.logged is not None:
            place = call.logged
            self._log(lambda log: log.let_ring(place))
        self._app.say("The banner is taken away." if call else "No call is waiting.")
        self.show()
