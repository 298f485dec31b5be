"""Acts of one key on the record in view: its follow-up, a call back, the telephone, the ticket."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar
from uuid import UUID

from data import desk
from data.rules.days import say_day, say_follow_up
from data.rules.dialling import dialled, to_dial
from data.rules.reach import reach
from data.rules.ticket import number_alone, read_ticket, ticket_address, ticket_told
from data.types.errors import BadInput, StoreTrouble
from screens.seat_screen import SeatScreen
from widgets.actions import key_said
from widgets.going import Dial, Go, OpenLink
from widgets.not_yet import NotYet

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from data.desk.desk import Desk
    from data.types.errors import CasetuiError
    from data.types.follow_ups import FollowUp
    from data.types.members import MemberCard
    from data.types.undoing import Undoable, Undone
    from data.types.work import Brief

RECORDED = ("handover", "history")
"""Acts on a whole record."""
FOLLOWS = ("follow_up", "give_follow_up", "tick_off", "called_back")
T = TypeVar("T")


class Here(NamedTuple):
    """The record that a key is about."""

    record: str
    """`case`, `interaction`, or `member` where only she is known."""
    id: UUID
    number: str
    member_id: UUID
    read: bool = False
    """What follows is known already."""
    follow_up_on: date | None = None
    follow_up_by: UUID | None = None
    done: bool = False
    """Nothing more is to follow."""
    ticket_url: str = ""


class UndoingScreen(SeatScreen):
    """A screen whose acts of one key can be taken back."""

    _saving = False

    def acted(self) -> None:
        """Something was changed: read again what is shown."""
        self.desk_opened()

    @property
    def undo_about(self) -> UUID | None:
        """The record whose acts `u` takes back first; None in a list, where it is the last of all."""
        return None

    def do_undo_last(self) -> None:
        """u: the last thing done here is taken back; asks where something else was done after it."""
        waiting = self.seat.drafts.counts()[2]
        if self._saving or waiting:
            self.say("Something is still being saved; when it has arrived, u takes it back.", "late")
            return
        about = self.undo_about
        self.read(lambda at, stop: desk.undoing.offered(at, about, stop), self._offered, "undo")

    def _offered(self, found: Undoable | None) -> None:
        if found is None:
            from data.rules.undoing import MINUTES

            self.say(f"Nothing of yours from the last {MINUTES} minutes is to be taken back.")
        elif found.last:
            self.take_back(found)
        else:
            take = "take it back"
            self.ask_menu(found.said, [take], lambda _: self.take_back(found), take)
            self.say("It is not the last thing you did. Enter takes it back all the same · Esc leaves it")

    def take_back(self, found: Undoable) -> None:
        """Take it back, and tell what somebody has changed since."""
        self._do(lambda at: desk.undoing.undo(at, found.id), self.taken_back)

    def taken_back(self, undone: Undone) -> None:
        """Say what became of it."""
        from data.rules.undoing import taken_back_said

        told = taken_back_said(undone, lambda at: f"{self.seat.here(at):%H:%M}")
        self.say(told, "late" if undone.kept else "text")

    def _do(self, act: Callable[[Desk], T], told: Callable[[T], None]) -> None:
        def done(answer: T) -> None:
            self._saving = False
            self.acted()
            told(answer)

        # Nothing is said to be under way where nothing was begun.
        self._saving = self.write(act, done)
        if self._saving:
            self.say("saving …", "quiet")

    def not_written(self, error: CasetuiError) -> None:
        """Refused: what is shown may be old."""
        self._saving = False
        super().not_written(error)
        if not isinstance(error, StoreTrouble):
            self.acted()


class ActingScreen(UndoingScreen):
    """A screen on which a record is in view; the subclass says which one."""

    _warned: UUID | None = None
    """Who asked not to be contacted, as was said last."""

    def here(self) -> Here | None:
        """The record in view; None when there is none."""
        raise NotImplementedError

    @property
    def aim(self) -> object:
        """The record in view."""
        here = self.here()
        return here.id if here is not None else None

    def why_not(self, act_id: str) -> str:
        """What the record is decides what can be done with it."""
        if act_id in RECORDED:
            here = self.here()
            return "" if here and here.record != "member" else "Put the cursor on a case or an interaction."
        if act_id in (*FOLLOWS, "dial", "open_ticket", "copy_ticket"):
            return self._why_not_here(act_id, self.here())
        return super().why_not(act_id)

    def _why_not_here(self, act_id: str, here: Here | None) -> str:
        if here is None or (here.record == "member" and act_id != "dial"):
            return "Put the cursor on a case or an interaction."
        if act_id == "dial":
            return ""
        if self._saving or not here.read:
            return NotYet("It is still being saved." if self._saving else "It is still being read.")
        if act_id in ("open_ticket", "copy_ticket"):
            told = ticket_told(here.ticket_url) if act_id == "open_ticket" else ""
            return told if here.ticket_url else f"{here.number} has no ticket."
        if act_id == "tick_off" and here.record == "case":
            return f"A case is done when it is closed: {key_said('close_case')} on its own screen (Enter)."
        if act_id == "give_follow_up" and here.record == "case":
            return "A case is followed up by its staff."
        if here.done and (act_id == "tick_off" or here.record == "case"):
            return f"{here.number} is done already."
        if here.done and act_id in ("called_back", "give_follow_up"):
            return f"{here.number} has no follow-up to do; f gives it a new day."
        if (
            act_id in ("tick_off", "called_back", "give_follow_up")
            and here.record == "interaction"
            and not here.follow_up_on
        ):
            return f"{here.number} has no follow-up; f gives it a day."
        return ""

    # The whole record

    def do_handover(self) -> None:
        """h: what another officer needs to go on with it."""
        here = self.here()
        if here is not None:
            self.post_message(Go("handover", here.id, here.record))

    def do_history(self) -> None:
        """H: every change of it."""
        here = self.here()
        if here is not None:
            self.post_message(Go("history", here.id, here.record))

    # The follow-up

    def do_follow_up(self) -> None:
        """f: another day, or none."""
        here = self.here()
        if here is not None:
            was = here.follow_up_on
            self.ask_day(f"Follow-up of {here.number}", was, lambda day: self._move_follow_up(here, day, was))

    def _move_follow_up(self, here: Here, day: date | None, was: date | None) -> None:
        if day == was and not here.done:
            self.say(f"{here.number} stays where it was.")
        else:
            self._do(lambda at: desk.follow_ups.move(at, here.record, here.id, day, was), self._told_day)

    def _told_day(self, act: FollowUp) -> None:
        today = self.seat.today()
        said = f"follow-up {say_follow_up(act.day, today)}" if act.day else "no follow-up any more"
        self.say(f"{act.number}: {said}. u takes it back.")

    def do_give_follow_up(self) -> None:
        """g: to another officer, in whose list it stands then."""
        from widgets.choice import Option

        here, choices = self.here(), self.seat.choices
        if here is not None and choices is not None:
            staff = [Option(str(one.id), one.name, "" if one.available else "away") for one in choices.staff]
            self.ask_choice(
                f"Who follows {here.number} up", staff, lambda keys: self._give(here, UUID(keys[0]))
            )

    def _give(self, here: Here, officer: UUID) -> None:
        if officer == here.follow_up_by:
            self.say(f"{here.number} stays with whom it is.")
            return
        self._do(
            lambda at: desk.follow_ups.give(at, here.id, officer, here.follow_up_by),
            lambda act: self.say(f"{act.number}: the follow-up is with {act.by_name} now. u takes it back."),
        )

    def do_called_back(self) -> None:
        """b: called back, no answer."""
        here = self.here()
        if here is not None:
            self._do(lambda at: desk.follow_ups.called_back(at, here.record, here.id), self._tried)

    def _tried(self, act: FollowUp) -> None:
        moved = f"follow-up {say_day(act.day, self.seat.today())}" if act.day else ""
        self.say(f"{act.number}: called back, no answer, noted; {moved}. u takes it back.")

    # The telephone and the ticket

    def do_dial(self) -> None:
        """l: dial her number; that she asked not to be contacted is told before."""
        here = self.here()
        if here is not None:
            self.say("looking for the number …", "quiet")
            self.read(lambda at, stop: desk.members.card(at, here.member_id), self._dial, "dial")

    def _dial(self, card: MemberCard) -> None:
        phone, against = to_dial(card.phones), reach(card)
        if phone is None:
            self.say(against, "soon")
        elif against and self._warned != card.id:
            self._warned = card.id
            self.say(f"{against} The same key again dials all the same.", "soon")
        else:
            self._warned = None
            self.post_message(Dial(dialled(phone), f"{phone.shown}, {card.name}"))

    def do_open_ticket(self) -> None:
        """o: the ticket, in the browser."""
        here = self.here()
        if here is None:
            return
        try:
            self.post_message(OpenLink(read_ticket(here.ticket_url).url))
        except BadInput as error:
            self.say(error.sentence, "late")

    def do_copy_ticket(self) -> None:
        """The ticket's address, to be pasted elsewhere."""
        here = self.here()
        if here is not None:
            self.app.copy_to_clipboard(ticket_address(here.ticket_url))
            alone = number_alone(here.ticket_url)
            self.say(f"The ticket's {'number' if alone else 'address'} is copied.")

    def copy_number(self) -> None:
        """The number of the record in view."""
        here = self.here()
        if here is not None and here.number:
            self.app.copy_to_clipboard(here.number)
            self.say(f"{here.number} copied.")
        else:
            self.say("Nothing to copy: the cursor stands on no record.")


class TickingScreen(ActingScreen):
    """A screen on which the record in view may be an interaction, which is ticked off; a case is closed."""

    def do_tick_off(self) -> None:
        """x: what was to follow is done."""
        here = self.here()
        if here is not None:
            self._do(
                lambda at: desk.follow_ups.tick_off(at, here.id),
                lambda act: self.say(f"{act.number} is done. u takes it back."),
            )


def here_of(brief: Brief) -> Here:
    """The record that a brief is of."""
    return Here(
        brief.record,
        brief.id,
        brief.number,
        brief.member_id,
        read=True,
        follow_up_on=brief.follow_up_on,
        follow_up_by=brief.follow_up_by,
        done=brief.done,
        ticket_url=brief.ticket_url,
    )
