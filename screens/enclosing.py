"""Files that go with what is being written, and documents named in a note (features A3.37, A3.38, A5.08)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from data import desk
from data.rules.document_names import proposed_name
from data.rules.document_references import OPENS, reference_to
from data.types.documents import Attachment
from data.types.errors import CasetuiError
from data.types.forms import CaseForm, InteractionForm
from screens.writing import Writing, WritingScreen
from widgets.actions import key_said
from widgets.choice import Option
from widgets.going import Go

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from data.desk.desk import Desk
    from data.types.documents import Document
    from data.types.stop import Stop
    from widgets.lines import Line
    from widgets.note_editor import NoteEditor, SectionText

ABOUT_FILES = ("enclose", "refer")


class EnclosingScreen(WritingScreen):
    """A form that files are attached to while it is written; they go out behind it."""

    editor: NoteEditor
    _enclosed: tuple[Attachment, ...] = ()

    def files_of(self) -> InteractionForm | CaseForm:
        """The form that they go with."""
        raise NotImplementedError

    def begin(self) -> None:
        """What was attached before."""
        self._enclosed = self.seat.drafts.attached_to(self.form_id)
        super().begin()

    def came_back(self) -> None:
        """A file may have been attached."""
        self._enclosed = self.seat.drafts.attached_to(self.form_id)
        self.remake("status")
        super().came_back()

    def saved(self) -> Line:
        """Where the words are, and how many files go with them."""
        count = len(self._enclosed)
        files: Line = [(f"{count} document{'' if count == 1 else 's'} · ", "quiet")] if count else []
        return [*files, *super().saved()]

    def files_open(self) -> str:
        """What is said of files that go with a secure note: the note alone is encrypted."""
        count = len(self._enclosed)
        them = "document is" if count == 1 else f"{count} documents are"
        return f" Its {them} not encrypted: whoever may open the case opens them." if count else ""

    def why_not_enclosed(self, act_id: str) -> str:
        """What is saved takes no more."""
        if self.state is Writing.OPEN:
            return ""
        return f"It is saved: {key_said('documents')} on the case or the member attaches files."

    def do_enclose(self) -> None:
        """ctrl+g X: a file that goes with this once it is saved."""
        from uuid_utils.compat import uuid7

        form, at = self.files_of(), self.seat.desk
        try:
            # Kept though nothing is written yet: what it goes with must be there.
            self.kept_at = self.seat.drafts.keep(self.collect())
        except CasetuiError as error:
            self.say(error.sentence, "late")
            return
        attached = Attachment(
            at.new_id() if at else uuid7(), "", Path(), member_label=form.member_label, with_form=form.id
        )
        self.post_message(Go("attaching", form=attached))

    def hand_over(self) -> bool:
        """What is attached is told where it belongs, and goes out behind the form."""
        try:
            for one in self._enclosed:
                self.seat.drafts.keep(self._placed(one))
        except CasetuiError as error:
            self.say(error.sentence, "late")
            return False
        return super().hand_over()

    def _placed(self, one: Attachment) -> Attachment:
        form = self.files_of()
        if isinstance(form, CaseForm):
            one.case_id, one.member_id = form.id, None
        else:
            one.case_id = form.about_case_id
            one.member_id = None if form.about_case_id else form.member_id
        # Chosen before anyone knew who calls.
        today, name = self.seat.today(), form.member_label.partition("  ")[0]
        if one.name == proposed_name(one.original_name, today, "", one.described):
            one.name = proposed_name(one.original_name, today, name, one.described)
        return one

    def pass_on(self, case_id: UUID) -> None:
        """What was attached to a note goes with the case it becomes (features A5.08)."""
        for one in self._enclosed:
            one.with_form = case_id
            self.seat.drafts.keep(one)
        self._enclosed = ()

    # References

    def look_for_reference(self) -> None:
        """`[[` was typed: which document is meant."""
        if self.state is Writing.OPEN and _opened(self.editor.last) and self._asking is None:
            self.do_refer()

    def do_refer(self) -> None:
        """ctrl+g V, or [[ in the note: name a document there."""
        form = self.files_of()
        case_id = form.about_case_id if isinstance(form, InteractionForm) else None
        member_id = form.member_id
        if self.seat.desk is None or member_id is None:
            self._ask_which(())
            return

        def ask(at: Desk, stop: Stop) -> tuple[Document, ...]:
            if case_id is not None:
                return desk.documents.of_case(at, case_id, stop)
            return desk.documents.of_member(at, member_id, stop)

        self.read(ask, self._ask_which, "documents")

    def _ask_which(self, found: Iterable[Document]) -> None:
        names = [one.name for one in self._enclosed if one.name]
        options = [Option(name, name, "goes with this") for name in names]
        options += [Option(one.name, one.name, one.case_number or "profile") for one in found]
        if not options:
            self.say(f"No documents to name yet: {key_said('enclose')} attaches one.")
            return
        text = self.editor.last
        self.ask_choice("Which document", options, lambda keys: self._refer(text, keys[0]))

    def _refer(self, text: SectionText, name: str) -> None:
        row, column = text.cursor_location
        text.put(reference_to(name), (row, column - len(OPENS)) if _opened(text) else None)
        self.touch()


def _opened(text: SectionText) -> bool:
    row, column = text.cursor_location
    return text.selection.is_empty and text.document.get_line(row)[:column].endswith(OPENS)
