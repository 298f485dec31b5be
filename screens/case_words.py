"""The description of a case put right, section by section, with its next steps (features A4.18, A2.10)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from data import desk
from data.rules.case_details import contents_of
from data.rules.merging import differing, merge
from data.types.case_edits import NEXT_STEPS, CaseEdit
from data.types.errors import Conflict
from data.types.notes import BIMAA, Section
from screens.writing import Writing, WritingScreen
from widgets.actions import key_said
from widgets.brief import indented
from widgets.going import GoBack
from widgets.lines import Line, heading, pair
from widgets.note_editor import NoteEditor
from widgets.pane import ScrollPane

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget

    from data.types.case_edits import CaseContents
    from data.types.drafts import Draft
    from data.types.errors import CasetuiError
    from data.types.records import CaseRecord, Saved
    from screens.seat import Seat


class CaseWordsScreen(WritingScreen):
    """The words of a case while they are put right; what is typed is a draft of its own until it is saved."""

    place: ClassVar[str] = "case_words"
    reads_again: ClassVar[bool] = True

    def __init__(self, seat: Seat, form: CaseEdit) -> None:
        super().__init__(seat, form)
        self.form = form
        self.theirs: tuple[tuple[str, str], ...] = ()
        """Title and text of what someone else saved where something is being written here."""
        titles = [part.title for part in form.now.sections] or list(BIMAA.sections)
        self.editor = NoteEditor([Section(title, "") for title in (*titles, NEXT_STEPS)], id="note")

    def head(self) -> tuple[Line, Line]:
        """Which case, and that the old text stays."""
        left: Line = [(f"Description › {self.form.member_label}", "strong")]
        left.append(("   the earlier text stays in the history", "quiet"))
        return left, self.clock_line()

    def main(self) -> Iterable[Widget]:
        """The sections."""
        yield self.editor

    def side(self) -> Widget:
        """What someone else wrote meanwhile, and how it stood when it was read."""
        return ScrollPane(lambda w, h: self._side_lines(w))

    def _side_lines(self, width: int) -> list[Line]:
        w, out = width - 3, list[Line]()
        if self.theirs:
            out.append(heading("Saved meanwhile by someone else"))
            for title, text in self.theirs:
                out += pair(title[:10], text or "–", w, gutter=11)
            out.append([])
        out.append(heading("As it stands"))
        for title, text in _words(self.form.was).items():
            if text.strip():
                out += pair({"Member Seeking": "Seeking"}.get(title, title)[:10], text.strip(), w, gutter=11)
        return indented(out)

    def resting(self) -> Line:
        """What the keys do."""
        return super().resting() or [(f"{key_said('save')} saves it · Esc keeps it as a draft", "quiet")]

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
        found = _words(theirs)
        self.theirs = tuple((title, found.get(title, "")) for title in merged.both)
        self.flush()
        self.query_one("#side", ScrollPane).remake()
        if merged.both:
            self.say(
                f"Someone changed {' and '.join(merged.both)} too: theirs stands at the side."
                f" {key_said('save')} saves yours, which is kept.",
                "late",
            )
            self.remove_class("-no-side")

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

    def why_not(self, act_id: str) -> str:
        """It is saved once."""
        if act_id == "save" and self.state is Writing.SENDING:
            return "It is on its way to the database."
        if act_id == "save" and self.state is Writing.SENT:
            return "It is saved already."
        return ""

    def do_save(self) -> None:
        """ctrl+s: save what differs."""
        if self.is_blank():
            self.say("Nothing has changed.")
        else:
            self.hand_over()

    def arrived(self, saved: Saved) -> None:
        """Saved: back to the case, unless the officer is elsewhere by now."""
        self.theirs = ()
        self.seat.done_last = self.form
        if self.is_active:
            self.post_message(GoBack(f"{saved.number} is saved."))

    def held(self, draft: Draft, error: CasetuiError) -> None:
        """Refused because someone was first: read what they wrote."""
        super().held(draft, error)
        if draft.id == self.form_id and isinstance(error, Conflict):
            self.desk_opened()


def _words(contents: CaseContents) -> dict[str, str]:
    return {**{part.title: part.body for part in contents.sections}, NEXT_STEPS: contents.next_steps}
