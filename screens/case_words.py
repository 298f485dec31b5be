"""The description of a case put right, section by section, with its next steps (features A4.18, A2.10)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from data import desk
from data.rules.case_details import contents_of
from data.rules.merging import differing, merge
from data.types.case_edits import NEXT_STEPS, CaseEdit
from data.types.notes import BIMAA, Section
from screens.referring import About, ReferringScreen
from screens.righting import RightingScreen
from screens.writing import Writing
from widgets.note_editor import NoteEditor

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from textual.widget import Widget

    from data.types.case_edits import CaseContents
    from data.types.records import CaseRecord
    from screens.seat import Seat


class CaseWordsScreen(RightingScreen, ReferringScreen):
    """The words of a case while they are put right; what is typed is a draft of its own until it is saved."""

    form: CaseEdit
    place: ClassVar[str] = "case_words"
    what: ClassVar[str] = "Description"

    def __init__(self, seat: Seat, form: CaseEdit) -> None:
        super().__init__(seat, form)
        self.form = form
        titles = [part.title for part in form.now.sections] or list(BIMAA.sections)
        self.editor = NoteEditor([Section(title, "") for title in (*titles, NEXT_STEPS)], id="note")

    def main(self) -> Iterable[Widget]:
        """The sections."""
        yield self.editor

    def stood(self) -> Mapping[str, str]:
        """Sections and next steps as they were read."""
        return _words(self.form.was)

    def on_mount(self) -> None:
        """The caret stands at the end of the first section that has words."""
        self._show(self.form.now)
        words = _words(self.form.now)
        self.editor.open_section(next((title for title, text in words.items() if text.strip()), NEXT_STEPS))

    def _show(self, contents: CaseContents) -> None:
        for title, text in _words(contents).items():
            self.editor.set_body(title, text)

    def desk_opened(self) -> None:
        """The case as it stands."""
        self.read(lambda at, stop: desk.cases.read(at, self.form.case_id), self._catch_up)

    def _catch_up(self, case: CaseRecord) -> None:
        """Theirs stands where nothing was typed, and is shown where something was; mine stays."""
        form = self.collect()
        if self.state is not Writing.OPEN or form.version == case.version:
            return
        theirs = contents_of(case)
        merged = merge(form.was, form.now, theirs)
        form.version, form.was, form.now = case.version, theirs, merged.contents
        self._show(merged.contents)
        self.caught_up(merged.clashes)

    def show_contents(self) -> None:
        """What the form holds."""
        self._show(self.form.now)

    def collect(self) -> CaseEdit:
        """The edit with what stands on the screen."""
        parts = [part for part in self.editor.sections if part.title != NEXT_STEPS]
        kept = {part.title for part in self.form.was.sections}
        self.form.now = replace(
            self.form.now,
            sections=[part for part in parts if part.title in kept or part.body.strip()],
            next_steps=self.editor.body(NEXT_STEPS),
        )
        return self.form

    def is_blank(self) -> bool:
        """Nothing differs from what was read."""
        return not differing(self.form.was, self.collect().now)

    def freeze(self, frozen: bool) -> None:
        """While it is sent."""
        self.editor.freeze(frozen)

    def written_about(self) -> About:
        """The case."""
        return About(self.form.case_id)

    def do_save(self) -> None:
        """ctrl+s: save what differs."""
        if self.is_blank():
            self.say("Nothing has changed.")
        else:
            self.hand_over()


def _words(contents: CaseContents) -> dict[str, str]:
    return {**{part.title: part.body for part in contents.sections}, NEXT_STEPS: contents.next_steps}
