"""Deeds with one record or many: asked about with their number, done in the background, broken off by Esc."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from textual.message import Message

from data import desk
from data.types.stop import Stop
from screens.acting import UndoingScreen

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from data.rules.deeds import Known
    from data.types.bulk import BulkDone, Deed, Macro
    from data.types.errors import CasetuiError
    from data.types.triage import Picked

BAR_ABOVE = 50
"""More records than these have a bar that shows how far it is."""
BAR = 20
DONE_BY = ("macro", "act_on_marked", "set_priority")
"""Acts that do deeds."""


class Gesture(NamedTuple):
    """What is to be done with which records."""

    picked: tuple[Picked, ...]
    deeds: tuple[Deed, ...]
    batch_id: UUID
    macro: str = ""
    reason: str = ""


class Dealt(Message):
    """So many are dealt with."""

    def __init__(self, done: int, of: int) -> None:
        super().__init__()
        self.done = done
        self.of = of


class DoingScreen(UndoingScreen):
    """A screen on which deeds can be done with what is in view; the subclass says what that is."""

    _doing: Stop | None = None
    """Pulled, it breaks off what is under way."""
    _of = 0

    def picked(self) -> tuple[Picked, ...]:
        """What the deeds are about."""
        raise NotImplementedError

    def why_not(self, act_id: str) -> str:
        """One gesture at a time, and about something."""
        if act_id in DONE_BY:
            if self._doing is not None:
                return "It is still being done; Esc breaks it off."
            if self.seat.choices is None:
                return "The database is still being opened."
            if act_id == "macro" and not self.seat.choices.macros:
                return "This office has no macros yet: [[macro]] in its configuration makes some."
            if not self.picked():
                return "Put the cursor on a case or an interaction."
        return super().why_not(act_id)

    def do_macro(self) -> None:
        """Choose one of the office's macros and run it."""
        from data.rules.deeds import counted, macro_said
        from widgets.choice import Option

        picked, choices = self.picked(), self.seat.choices
        if choices is not None:
            options = [Option(one.name, one.name, macro_said(one)) for one in choices.macros]
            found = {one.name: one for one in choices.macros}
            self.ask_choice(
                f"Run on {counted(picked)}", options, lambda keys: self.run_macro(picked, found[keys[0]])
            )

    def run_macro(self, picked: tuple[Picked, ...], macro: Macro) -> None:
        """Run it on these records; what of it cannot be done now is said before anything is done.

        The sub-status that this office asks for and the macro leaves open is chosen once, for all of them.
        """
        from data.rules.deeds import filled, left_open, parse_all
        from data.types.errors import BadInput

        known = self.known()
        try:
            deeds = parse_all(macro.deeds, known)
        except BadInput as error:
            self.say(f"{macro.name} was not run: {error.detail}.", "late")
            return
        status = left_open(deeds, known.lists)
        if not status or all(one.record != "case" for one in picked):
            self.begin_deeds(picked, deeds, macro=macro.name, reason=macro.name)
            return
        self.ask_substatus(
            status,
            lambda more: self.begin_deeds(
                picked, filled(deeds, more), macro=macro.name, reason=f"{macro.name}: {more}"
            ),
        )

    def known(self) -> Known:
        """What the words of a deed are read by."""
        from data.rules.deeds import Known

        assert self.seat.choices is not None
        return Known(self.seat.choices, self.seat.today(), self.seat.holidays)

    # Asking

    def begin_deeds(
        self, picked: tuple[Picked, ...], deeds: tuple[Deed, ...], *, macro: str = "", reason: str = ""
    ) -> None:
        """Do it; of more than three it is asked first, with their number.

        So it is where something is taken away, and where words about a record are not saved.
        """
        from data.rules.deeds import question, to_be_asked

        at = self.seat.desk
        if at is None:
            self.say("The database is not open yet: nothing was changed.", "late")
            return
        gesture = Gesture(picked, deeds, at.new_id(), macro, reason)
        unsaved = self._unsaved(picked)
        if not to_be_asked(deeds, picked) and not unsaved:
            self.run_deeds(gesture)
            return

        def answered(keys: tuple[str, ...]) -> None:
            if keys == ("yes",):
                self.run_deeds(gesture)
            else:
                self.say("Nothing was changed.")

        self.ask_menu(question(deeds, picked, macro), ["yes", "no"], answered, "")
        if unsaved:
            self.say(unsaved, "soon")

    def _unsaved(self, picked: Sequence[Picked]) -> str:
        """That words about one of them are not saved: they stay a draft, whatever is done (features B7)."""
        drafts = self.seat.drafts
        ids = {one.id for one in picked}
        names = ("case_id", "interaction_id", "about_case_id")
        many = sum(
            any(getattr(draft.form, name, None) in ids for name in names)
            for draft in (*drafts.waiting(), *drafts.listing())
        )
        if not many:
            return ""
        drafts_said = "a draft" if many == 1 else f"{many} drafts"
        stays = "stays a draft" if many == 1 else "stay drafts"
        return f"There is {drafts_said} about this that is not saved: it {stays}, and is not sent by this."

    # Doing

    def run_deeds(self, gesture: Gesture) -> None:
        """Do it in the background; the screen goes on meanwhile."""
        stop, self._of = Stop(), len(gesture.picked)

        def told(done: int, of: int) -> None:
            self.post_message(Dealt(done, of))

        begun = self.write(
            lambda at: desk.bulk.apply(
                at,
                gesture.picked,
                gesture.deeds,
                reason=gesture.reason,
                batch_id=gesture.batch_id,
                told=told,
                stop=stop,
            ),
            lambda done: self._all_done(gesture, done),
        )
        if begun:
            self._doing = stop
            self._say_how_far(0, self._of)

    def on_dealt(self, event: Dealt) -> None:
        """Show how far it is."""
        event.stop()
        if self._doing is not None and not self._doing.pulled:
            self._say_how_far(event.done, event.of)

    def _say_how_far(self, done: int, of: int) -> None:
        if of <= BAR_ABOVE:
            self.say("saving …", "quiet")
            return
        full = BAR * done // of
        self.say(f"[{'#' * full}{'-' * (BAR - full)}] {done} of {of} · Esc breaks it off", "quiet")

    def broken_off(self) -> bool:
        """Esc while something is done: it ends after the record at hand; False when nothing is."""
        if self._doing is None:
            return False
        self._doing.pull()
        self.say("breaking off …", "quiet")
        return True

    def not_written(self, error: CasetuiError) -> None:
        """It could not even begin."""
        self._doing = None
        super().not_written(error)

    def _all_done(self, gesture: Gesture, done: BulkDone) -> None:
        self._doing = None
        self.deeds_done(gesture, done)
        self.acted()
        trouble = bool(done.refused or done.trouble)
        self.say(done_said(gesture, done), "late" if trouble else "text")

    def deeds_done(self, gesture: Gesture, done: BulkDone) -> None:
        """Some are done, some are not: what is shown of it before everything is read again."""


def done_said(gesture: Gesture, done: BulkDone) -> str:
    """What became of it: "Assign 12 cases to Kim Tran: done. 1 was refused, …"."""
    from data.rules.deeds import counted, said

    parts = []
    if done.done:
        parts.append(f"{said(gesture.deeds, counted(done.done), gesture.macro)}: done.")
    if done.already:
        parts.append(f"{done.already} {_were(done.already)} so already.")
    if len(done.refused) == 1:
        one = done.refused[0]
        parts.append(f"{one.picked.number} is as it was. {one.why}")
    elif done.refused:
        parts.append(f"{len(done.refused)} are as they were; why stands under each.")
    if done.trouble is not None:
        parts.append(f"{done.trouble.title}.")
    if done.left:
        parts.append(
            f"{counted(done.left)} {_were(len(done.left))} not tried; the same again goes on with the rest."
        )
    return " ".join(parts) or "Nothing was changed."


def _were(many: int) -> str:
    return "was" if many == 1 else "were"


def keys_of(picked: Iterable[Picked]) -> list[str]:
    """The keys of their rows."""
    from widgets.tables import key_of

    return [key_of(one.record, one.id) for one in picked]
