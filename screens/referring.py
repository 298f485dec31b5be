"""Documents named in what is being written: `[[` asks which (features A5.08)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from data import desk
from data.rules.document_references import OPENS, reference_to
from screens.writing import Writing, WritingScreen
from widgets.actions import key_said
from widgets.choice import Option

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from data.desk.desk import Desk
    from data.types.documents import Document
    from data.types.stop import Stop
    from widgets.note_editor import NoteEditor, SectionText


class About(NamedTuple):
    """Whose documents can be named: those of the case, else of the member."""

    case_id: UUID | None = None
    member_id: UUID | None = None


class ReferringScreen(WritingScreen):
    """Texts in which documents can be named."""

    editor: NoteEditor

    def written_about(self) -> About:
        """Whose documents those are; nobody's where that is not known yet."""
        raise NotImplementedError

    def names_besides(self) -> tuple[str, ...]:
        """Documents that are not kept yet, and go with what is written."""
        return ()

    def no_documents(self) -> str:
        """What is said where there is none."""
        return f"No documents to name yet: {key_said('documents')} on the case or the member attaches one."

    def on_note_editor_changed(self) -> None:
        """A key in a section: `[[` asks which document is meant."""
        if self.state is Writing.OPEN and _opened(self.editor.last) and self._asking is None:
            self.do_refer()

    def do_refer(self) -> None:
        """ctrl+g V, or [[ in the text: name a document there."""
        about = self.written_about()
        case_id, member_id = about
        if self.seat.desk is None or about == About():
            self._ask_which(())
            return

        def ask(at: Desk, stop: Stop) -> tuple[Document, ...]:
            if case_id is not None:
                return desk.documents.of_case(at, case_id, stop)
            assert member_id is not None
            return desk.documents.of_member(at, member_id, stop)

        self.read(ask, self._ask_which, "documents")

    def _ask_which(self, found: Iterable[Document]) -> None:
        options = [Option(name, name, "goes with this") for name in self.names_besides()]
        options += [Option(one.name, one.name, one.case_number or "profile") for one in found]
        if not options:
            self.say(self.no_documents())
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
