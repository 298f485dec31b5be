"""What goes to the member from where a case is in view: a message, that she replied, an appointment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data import desk
from data.types.messages import MessageForm
from screens.acting import UndoingScreen
from widgets.going import Go

if TYPE_CHECKING:
    from data.types.messages import Awaited
    from data.types.records import CaseRecord, Saved

TO_MEMBER = ("message", "replied", "new_appointment")
"""Acts that need the case."""


class MessagingScreen(UndoingScreen):
    """One case is in view."""

    case: CaseRecord | None = None
    awaited: Awaited | None = None
    """The question that waits for its reply, where the screen has read it."""

    def do_message(self) -> None:
        """M: a message to the member about this case."""
        at, case = self.seat.desk, self.case
        if at is not None and case is not None:
            label = f"{case.number} {case.title}, {case.member_name}"
            self.post_message(Go("message", form=MessageForm(at.new_id(), case.member_id, label, case.id)))

    def do_replied(self) -> None:
        """R: the member has answered."""
        case = self.case
        if case is None:
            return

        def told(saved: Saved) -> None:
            self.say(f"{saved.number}: she replied, and nothing is waited for any more. u takes it back.")

        self._do(lambda at: desk.awaiting.replied(at, case.id), told)

    def do_new_appointment(self) -> None:
        """A: an appointment on this case."""
        at, case = self.seat.desk, self.case
        if at is not None and case is not None:
            self.post_message(Go("appointment", form=desk.appointments.begin(at, case)))
