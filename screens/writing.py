"""Screens that are written on: every key is on disk within a tenth of a second, and a save goes out once."""

from __future__ import annotations

from enum import StrEnum
from time import monotonic
from typing import TYPE_CHECKING

from data.rules.days import day_warning, say_follow_up_whole
from data.types.errors import CasetuiError, StoreTrouble
from screens.seat import Seat
from screens.seat_screen import SeatScreen
from screens.standing import briefly
from widgets.day import DayField
from widgets.going import GoBack, Outgoing
from widgets.typed import TypedField

if TYPE_CHECKING:
    from datetime import datetime

    from textual.timer import Timer

    from data.types.drafts import Draft
    from data.types.forms import Form
    from data.types.records import Saved
    from widgets.lines import Line

THROTTLE = 0.1
"""Seconds from the first change to the disk; never put off by further changes."""


class Writing(StrEnum):
    """How far the form is."""

    OPEN = "open"
    SENDING = "sending"
    SENT = "sent"


class WritingScreen(SeatScreen):
    """Keeps its form as a draft while it is open, and hands it over once."""

    def __init__(self, seat: Seat, form: Form) -> None:
        super().__init__(seat)
        self.state = Writing.OPEN
        self.form_id = form.id
        self.kept_at: datetime | None = None
        self.record: Saved | None = None
        """The store's answer, once it has come."""
        self._armed: Timer | None = None
        self._flushed = 0.0
        self.touched_at: float | None = None
        """When something was typed last."""

    def begin(self) -> None:
        """A form that was kept before says when."""
        draft = self.seat.drafts.read(self.form_id)
        if draft is not None:
            self.kept_at = draft.kept_at
        super().begin()

    # For the subclass

    def collect(self) -> Form:
        """The form with what stands on the screen."""
        raise NotImplementedError

    def is_blank(self) -> bool:
        """Nothing is written: leaving needs no draft."""
        return False

    def freeze(self, frozen: bool) -> None:
        """Stop or allow typing."""

    # Keeping

    def touch(self) -> None:
        """Something was typed: the first key goes to the disk at once, those after it within the throttle."""
        self.touched_at = monotonic()
        if self.state is not Writing.OPEN or self._armed is not None:
            return
        pause = self._flushed + THROTTLE - monotonic()
        if pause <= 0:
            self.flush()
        else:
            self._armed = self.set_timer(pause, self.flush)

    def flush(self) -> None:
        """Put on disk what is being written, at once."""
        if self._armed is not None:
            self._armed.stop()
            self._armed = None
        if self.state is not Writing.OPEN:
            return
        self._flushed = monotonic()
        counted = self.kept_at is not None
        form = self.collect()
        try:
            if self.kept_at is None and self.is_blank():
                return
            self.kept_at = self.seat.drafts.keep(form)
        except CasetuiError as error:
            self.say(error.sentence, "late")
        if news := self.seat.news_of_drafts():
            self.say(news, "late")
        self.remake("status")
        if not counted:
            # After it: lines far from each other that are painted together cost all that stands between them.
            self.call_after_refresh(self.remake, "head")

    def on_screen_suspend(self) -> None:
        """Another screen comes on top."""
        self.flush()

    def on_unmount(self) -> None:
        """The screen goes away."""
        self.flush()

    def saved(self) -> Line:
        """Where the words are."""
        if self.state is Writing.SENT and self.record is not None:
            return [("saved", "quiet")]
        if self.state is Writing.SENDING:
            return [("waiting to send", "soon")]
        if self.kept_at is not None:
            return [(f"draft kept {self.seat.here(self.kept_at):%H:%M:%S}", "quiet")]
        return []

    def do_back(self) -> None:
        """Esc: back; what is written stays as a draft, a blank form leaves nothing behind."""
        self.flush()
        if self.state is Writing.OPEN and self.is_blank() and self.seat.drafts.read(self.form_id):
            self.seat.drafts.discard(self.form_id)
        self.post_message(GoBack())

    # Going through the form

    def on_note_editor_changed(self) -> None:
        """A key in a section."""
        self.touch()

    def on_typed_field_changed(self, event: TypedField.Changed) -> None:
        """A field was filled. A day to look at again is said whole, but over nothing that was said before."""
        self.touch()
        field = event.field
        if isinstance(field, DayField) and field.value is not None and not self._said:
            today, free = self.seat.today(), self.seat.holidays
            if day_warning(field.value, today, free):
                self.say(say_follow_up_whole(field.value, today, free), "soon")

    def on_typed_field_taken(self, event: TypedField.Taken) -> None:
        """Enter in a field: on to the next, unless its words mean nothing; their correction would go elsewhere."""
        if event.field.unread:
            self.say(f"{event.field.why_unread()}.", "late")
        else:
            self.go_on()

    def go_on(self) -> None:
        """To the field after this one."""
        self.focus_next()

    def do_next_section(self) -> None:
        """ctrl+down."""
        self.focus_next()

    def do_previous_section(self) -> None:
        """ctrl+up."""
        self.focus_previous()

    # Handing over

    def settle(self) -> None:
        """A save takes what stands in a field, though Enter was not pressed there."""
        for field in self.query(TypedField):
            field.settle()
            field.remake()

    def told_of_unread(self, kept: str) -> bool:
        """Whether a field holds words that mean nothing: it gets the caret, and the sentence ends in what is kept."""
        field = next((field for field in self.query(TypedField) if field.unread), None)
        if field is None:
            return False
        field.focus()
        self.say(f"{field.why_unread()}. {kept}", "late")
        return True

    def hand_over(self) -> bool:
        """Put the form into the order of sending; False when it could not be kept."""
        form = self.collect()
        try:
            self.seat.drafts.wait(form)
        except CasetuiError as error:
            self.say(error.sentence, "late")
            return False
        if self._armed is not None:
            self._armed.stop()
            self._armed = None
        self.state = Writing.SENDING
        self.freeze(True)
        self.remake("status", "keys")
        self.post_message(Outgoing())
        return True

    def sent(self, draft: Draft, saved: Saved) -> None:
        """The store has it."""
        if draft.id == self.form_id:
            self.state, self.record, self.touched_at = Writing.SENT, saved, None
            self.arrived(saved)
        self.remake()

    def arrived(self, saved: Saved) -> None:
        """This screen's form is saved."""

    def held(self, draft: Draft, error: CasetuiError) -> None:
        """Down: it waits, and the officer goes on. Refused: the form is given back."""
        if draft.id != self.form_id:
            return
        waits = isinstance(error, StoreTrouble)
        self.say(briefly(error) if waits else error.sentence, "late")
        if not waits:
            self.state = Writing.OPEN
            self.freeze(False)
        self.remake("status", "keys")
