"""The telephone in the running program: a call arrives, is said, and is taken; a shared number picks nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casetui.phone import Phone
from data import desk
from data.rules.channels import outbound_call
from data.types.errors import StoreTrouble

if TYPE_CHECKING:
    from casetui.app import CaseTuiApp
    from casetui.phone import WaitingCall
    from casetui.screenpop import ScreenPop
    from data.types.calls import Ring


class Telephone:
    """What the app does with calls."""

    def __init__(self, app: CaseTuiApp) -> None:
        self._app = app
        self._pop: ScreenPop | None = None
        self.phone = Phone()

    async def open(self) -> None:
        """Begin to listen; where no socket can be made the program goes on without, and the log says why."""
        from casetui.screenpop import ScreenPop

        pop = ScreenPop(self.rings)
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
        """A call rings: the banner says so, and nothing else moves."""
        call = self.phone.arrive(ring)
        self.show()
        self._ask_who(call)

    def ask_who_all(self) -> None:
        """The store is open: whose numbers are these?"""
        for call in self.phone.calls:
            self._ask_who(call)

    def _ask_who(self, call: WaitingCall) -> None:
        at = self._app.seat.desk
        if at is None or not call.ring.number:
            return

        def work() -> None:
            try:
                call.hits = desk.find.by_phone(at, call.ring.number)
            except StoreTrouble as error:
                # The banner shows the number alone; the trouble is told by whatever is asked next.
                self._app.seat.problem = error
            self._app.call_later(self.show)

        self._app.run_worker(work, name="who rings", group="ring", thread=True, exit_on_error=False)

    def show(self) -> None:
        """Say on every screen what waits."""
        at = self._app.seat.desk
        self._app.seat.ringing = self.phone.banner(at.region if at else "")
        self._app.tell_all(lambda screen: screen.remake("status"))

    def take(self) -> None:
        """Put aside what is written, and begin a note with what is known of the caller."""
        call = self.phone.take()
        self.show()
        if call is None:
            self._app.say("No call is waiting.")
            return
        self._app.put_calls_aside()
        form = self._app.new_form(call.alone.id if call.alone else None)
        form.caller = call.ring.number
        if call.alone is not None:
            form.member_label = f"{call.alone.name}  {call.alone.number}"
        choices = self._app.seat.choices
        if call.ring.outbound and choices is not None:
            form.interaction_type = outbound_call(choices.interaction_types)
        self._app.write(form)

    def let_ring(self) -> None:
        """Somebody else has it."""
        self._app.say("The banner is taken away." if self.phone.take() else "No call is waiting.")
        self.show()
