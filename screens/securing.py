"""The secure notes of a case at the desk: opened and shut, begun, written again, their keys asked for (A3.35)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data import desk
from data.rules.note_kinds import is_secure
from data.rules.notes import note_again, note_of_case
from data.types.forms import InteractionForm
from data.types.secure import KeyNotHere, Lock
from screens.narrowing import NarrowingScreen
from screens.unlocking import UnlockingScreen
from widgets.actions import key_said
from widgets.going import Go

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from data.types.errors import CasetuiError
    from data.types.notes import NoteRow
    from data.types.records import CaseRecord, Saved
    from data.types.secure import OpenedCase, OpenedNote
    from screens.seat import Seat

MINE, THEIRS = "go on with what I wrote, in its place", "begin anew with what it says now"


class SecuringScreen(NarrowingScreen, UnlockingScreen):
    """What is done with secure notes; how notes are shown is the subclass's."""

    def __init__(self, seat: Seat, case_id: UUID) -> None:
        super().__init__(seat)
        self.case_id = case_id
        self.case: CaseRecord | None = None
        self.notes: tuple[NoteRow, ...] = ()
        """Those that have been read: first what is seen at once, then all."""
        self.opened: Mapping[UUID, OpenedNote] = {}
        """Secure ones that were opened; they are gone with this screen."""

    # For the subclass

    def note(self) -> NoteRow | None:
        """The one under the cursor."""
        raise NotImplementedError

    def fill(self) -> None:
        """Show what is known by now."""
        raise NotImplementedError

    def why_not(self, act_id: str) -> str:
        """A secure note has a key, and what it says must be known to write it again."""
        note = self.note()
        if act_id == "ask_key" and note is not None and not is_secure(note):
            return "Only a secure note has a key."
        if act_id == "write_again" and note is not None:
            return self._why_not_again(note)
        return super().why_not(act_id)

    def _why_not_again(self, note: NoteRow) -> str:
        if not is_secure(note):
            return "Only the text of a secure note is written again."
        found = self.opened_now().get(note.id)
        if found is None:
            return f"What it says must be open: {key_said('open_secure')} opens it."
        return "" if found.lock is Lock.OPEN else "It cannot be opened, so it cannot be written again."

    def opened_now(self) -> Mapping[UUID, OpenedNote]:
        """What was opened and stands as it stood then."""
        now = {note.id: note.revision for note in self.notes}
        return {key: one for key, one in self.opened.items() if one.revision in (0, now.get(key))}

    def do_open_secure(self) -> None:
        """o: what they say, for as long as this screen is shown; again: shut."""
        open_by_now = self.opened_now()
        shut = [note for note in self.notes if is_secure(note) and note.id not in open_by_now]
        if open_by_now and not shut:
            self.opened = {}
            self.fill()
            self.say("The secure notes are shut again.")
        else:
            self._open_secure()

    def _open_secure(self) -> None:
        case_id = self.case_id

        def show(found: OpenedCase) -> None:
            self.opened = found.notes
            self.fill()
            if not found.notes:
                self.say("No note of this case is secure.")
                return
            keyless = f"No key yet: {', '.join(found.keyless[:3])}. " if found.keyless else ""
            self.say(f"{keyless}{key_said('open_secure')} shuts them again.")
            # Whoever waits for a key has it from now on.
            self.write(lambda at: desk.secure.seal_waiting(at, case_id), sealed)

        def sealed(names: tuple[str, ...]) -> None:
            if names:
                self.say(f"Sealed to {', '.join(names)}, who waited for the key.")

        self.read(lambda at, stop: desk.secure.open_case(at, case_id, stop), show, "secure")

    def failed(self, error: CasetuiError) -> None:
        """A key that is not here may come with its passphrase."""
        super().failed(error)
        if isinstance(error, KeyNotHere):
            self.ask_passphrase(self._open_secure)

    def do_secure_note(self) -> None:
        """S: a note that is encrypted before it is saved."""
        at, case = self.seat.desk, self.case
        if at is not None and case is not None:
            self.post_message(
                Go("call", form=note_of_case(case, at.new_id(), self.seat.clock(), secure=True))
            )

    def do_ask_key(self) -> None:
        """K: whoever opens this case next and has it seals it to me."""
        note, case_id = self.note(), self.case_id
        if note is None:
            return

        def told(saved: Saved) -> None:
            asked = (
                "needs no asking"
                if saved.already
                else "is asked for; who has it gives it by opening this case"
            )
            self.say(f"{saved.number}: the key of note {note.number} {asked}.")

        self.write(lambda at: desk.secure.ask(at, case_id, note.id), told)

    # Written again

    def do_write_again(self) -> None:
        """e: another text in its place, for whoever may open the case now; what was begun is gone on with."""
        note = self.note()
        opened = self.opened_now().get(note.id) if note is not None else None
        if note is None or opened is None:
            return
        begun = self._begun(note.id)
        if begun is None:
            self._write_again(note, opened)
        elif begun.revision == opened.revision:
            self.post_message(Go("call", form=begun))
        else:
            self._ask_whose(begun, note, opened)

    def _begun(self, note_id: UUID) -> InteractionForm | None:
        forms = (draft.form for draft in self.seat.drafts.listing())
        return next(
            (one for one in forms if isinstance(one, InteractionForm) and one.again_of == note_id), None
        )

    def _ask_whose(self, begun: InteractionForm, note: NoteRow, opened: OpenedNote) -> None:
        """It was written again by somebody since what is begun here was read."""

        def chosen(keys: tuple[str, ...]) -> None:
            if keys[0] == MINE:
                begun.revision = opened.revision
                self.seat.drafts.keep(begun)
                self.post_message(Go("call", form=begun))
            else:
                self.seat.drafts.discard(begun.id)
                self._write_again(note, opened)

        self.ask_menu(f"{opened.by} wrote it again meanwhile", [MINE, THEIRS], chosen, "")

    def _write_again(self, note: NoteRow, opened: OpenedNote) -> None:
        at, case = self.seat.desk, self.case
        if at is not None and case is not None:
            self.post_message(Go("call", form=note_again(case, note, opened, at.new_id(), self.seat.clock())))
