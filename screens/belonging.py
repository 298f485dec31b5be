"""Whose a note is: a contact of its own, or a note of a case, open or secure (features A3.34)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.enclosing import EnclosingScreen
from screens.knowing import KnowingScreen
from screens.writing import Writing
from widgets.actions import key_said

if TYPE_CHECKING:
    from data.types.records import CaseLine


class BelongingScreen(KnowingScreen, EnclosingScreen):
    """A note with the cases of its member at hand."""

    def reopened(self, case: CaseLine) -> None:
        """It is open again: this contact is about it, unless it was submitted meanwhile."""
        about = self.state is Writing.OPEN
        if about:
            self.form.about_case_id = case.id
            self.touch()
        self.read_member()
        self.say(f"{case.number} is open again" + ("; this is saved as a note of it." if about else "."))

    def do_about_case(self, place: int) -> None:
        """ctrl+g 1..9: this contact is about an open case; the same digit again takes it back."""
        if place > len(self.cases):
            self.say(f"There is no open case {place} here.")
            return
        case = self.cases[place - 1]
        if self.form.secure and self.form.about_case_id == case.id:
            self.say(
                f"This note is secure, and an interaction cannot be: everybody who works here would read it. "
                f"{key_said('secure')} makes it an open note first.",
                "late",
            )
            return
        about = None if self.form.about_case_id == case.id else case.id
        self.form.about_case_id = about
        self.touch()
        self.remake("head")
        self.remake("side")
        self.say(
            f"About {case.number}: it is saved as a note of that case."
            if about
            else "An interaction of its own again."
        )

    def why_not_secure(self) -> str:
        """Why it cannot be secure, or be open again; empty where it can."""
        if self.state is not Writing.OPEN:
            return "It is submitted already."
        return (
            ""
            if self.form.about_case_id
            else f"A note of a case can be secure: {key_said('about_case')} says which."
        )

    def do_secure(self) -> None:
        """ctrl+g S: encrypted before it leaves this machine, or not after all."""
        self.form.secure = not self.form.secure
        self.get_key()
        self.touch()
        self.remake("head")
        secure = "A secure note: encrypted here when it is submitted, found by no search and in no brief."
        now_open = "An open note: whoever may open the case reads it."
        self.say(f"{secure}{self.files_open()}" if self.form.secure else now_open)

    def get_key(self) -> None:
        """The key of its draft, before the first word: a keyring takes a moment, or asks its owner."""
        if self.form.secure:
            form, drafts = self.form, self.seat.drafts
            self._in_thread(lambda: drafts.get_key(form), "key", "key")
