"""The mark that advice is left out on purpose, shown in the place of the empty section (features A1.23)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.rules.note_text import NO_ADVICE
from widgets.note_editor import PLACEHOLDER

if TYPE_CHECKING:
    from widgets.note_editor import NoteEditor

ADVICE = "Advice"


class NoAdvice:
    """Kept by the screen beside its editor; advice that is typed after all takes it away."""

    def __init__(self, editor: NoteEditor, marked: bool) -> None:
        self._editor = editor
        self.marked = marked

    def why_not(self) -> str:
        """Why it cannot be marked now; empty when it can."""
        if not self._editor.has(ADVICE):
            return "This note has no section for advice."
        if self._editor.body(ADVICE).strip():
            return "Advice is written: there is nothing to mark."
        return ""

    def set(self, marked: bool) -> None:
        """Mark it, or take the mark back."""
        self.marked = marked
        self._editor.show_empty(ADVICE, NO_ADVICE if marked else PLACEHOLDER)

    def typed(self) -> None:
        """Some key in the note: advice that is there needs no mark."""
        if self.marked and self._editor.body(ADVICE).strip():
            self.set(False)
