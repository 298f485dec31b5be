"""What can be done with an e-mail wherever it is shown: moved on the record, saved with its files."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from data import desk
from data.rules.emails import files_said, size_said
from data.types.emails import Filed, Target
from screens.acting import UndoingScreen
from widgets.going import Go, Pick

if TYPE_CHECKING:
    from collections.abc import Callable

    from data.types.emails import EmailRecord
    from data.types.members import MemberHit


class MailingScreen(UndoingScreen):
    """A screen on which an e-mail is in view."""

    def email(self) -> EmailRecord | None:
        """The e-mail in view, once it is read."""
        raise NotImplementedError

    def why_not(self, act_id: str) -> str:
        """An e-mail must be in view."""
        if act_id in ("move_email", "save_email", "email_place", "keep_files") and self.email() is None:
            return "Put the cursor on an e-mail."
        one = self.email()
        if act_id == "keep_files" and one is not None and not one.attached:
            return "This e-mail has no files."
        return super().why_not(act_id)

    def ask_where(self, question: str, then: Callable[[Target, str], None]) -> None:
        """Ask for a case or a member: a number is read, other words look for a member."""

        def typed(text: str) -> None:
            if not any(sign.isdigit() for sign in text):
                self.post_message(Pick(picked, text))
                return
            self.read(
                lambda at, stop: desk.emails.place_of(at, text), lambda found: then(found, text), "place"
            )

        def picked(hit: MemberHit | None) -> None:
            if hit is not None:
                then(Target(member_id=hit.id), hit.name)

        self.ask_text(question, typed)
        self.say("C-10482, a member's number, or a name to look for · Esc leaves things as they are")

    def do_save_email(self) -> None:
        """w: the original, or one of its files, to a new file."""
        one = self.email()
        if one is None:
            return
        whole = f"the e-mail, {size_said(one.size)}"
        names = [whole, *(f"{file.name}, {size_said(file.size)}" for file in one.attached)]

        def chosen(keys: tuple[str, ...]) -> None:
            number = names.index(keys[0])
            name = one.attached[number - 1].name if number else one.file_name or "e-mail.eml"
            self.ask_text("Write it to", lambda path: self._save(one.id, path, number), text=name)

        if one.attached:
            self.ask_menu("What to save", names, chosen, whole)
        else:
            chosen((whole,))

    def _save(self, email_id: UUID, path: str, number: int) -> None:
        self.read(
            lambda at, stop: desk.emails.save(at, email_id, path, number),
            lambda place: self.say(f"It stands in {place}."),
            "save",
        )


class FiledScreen(MailingScreen):
    """A screen on which a filed e-mail is in view."""

    def do_move_email(self) -> None:
        """m: to another case or member, with the reason."""
        one = self.email()
        if one is not None:
            self.ask_where(
                "Which case or member it belongs to",
                lambda target, said: self.ask_text(
                    f"Why it moves to {said}", lambda why: self._move(one.id, target, why)
                ),
            )

    def _move(self, email_id: UUID, target: Target, why: str) -> None:
        self._do(
            lambda at: desk.emails.move(at, email_id, target, why),
            lambda filed: self.say(f"The e-mail belongs to {filed.number} now. u takes it back."),
        )

    def do_keep_files(self) -> None:
        """d: its files become documents of the case or the member."""
        one = self.email()
        if one is not None:
            self._do(
                lambda at: desk.emails.keep_files(at, one.id),
                lambda kept: self.say(files_said(kept), "late" if kept.refused else "text"),
            )

    def do_email_place(self) -> None:
        """o: to the case or the member it belongs to."""
        one = self.email()
        if one is not None and one.target.case_id is not None:
            self.post_message(Go("case", one.target.case_id))
        elif one is not None and one.target.member_id is not None:
            self.post_message(Go("member", one.target.member_id))

    def filed(self, filed: Filed, what: str = "filed") -> None:
        """Say what became of it."""
        if filed.already:
            self.say(f"The e-mail belongs to {filed.number} already.")
        else:
            self.say(f"The e-mail is {what}: {filed.number}. u takes it back.")
