"""A list under a filter line: from the words that are typed to what they mean (features A5.04, A5.13)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.rules.filter_completing import completions, said
from data.rules.filters import known_of, parse, pieces, with_flag
from data.types.errors import BadInput
from data.types.triage import EVERYTHING, Wanted
from screens.viewing import ViewingScreen
from widgets.pane import Pane
from widgets.triage import COUNTS, FLAGS, counts_line

if TYPE_CHECKING:
    from textual.widgets import Input

    from data.types.triage import Known, TriageCounts
    from widgets.lines import Line


class FilteringScreen(ViewingScreen):
    """A screen with a filter; it is this screen's own and goes with it."""

    counts: TriageCounts | None = None
    wanted: Wanted = EVERYTHING
    """What the words mean, as far as they could be read."""
    problem = ""
    """Why the words in the filter are not what is shown."""
    _known: Known | None = None
    _alone: frozenset[str] = frozenset()
    """Those of the counts that the words name."""

    def wanted_changed(self) -> None:
        """The words can be read: show what they mean."""
        raise NotImplementedError

    def into_list(self) -> None:
        """The keyboard goes to the list."""
        raise NotImplementedError

    def take_words(self) -> bool:
        """What the filter says; False where it cannot be read, and the list stays as it is."""
        known = self._lists()
        if known is None:
            return False
        try:
            self.wanted = parse(self.bar.entry.value, known)
        except BadInput as error:
            self.problem = error.detail
            return False
        self.problem = ""
        return True

    def _lists(self) -> Known | None:
        at, choices = self.seat.desk, self.seat.choices
        if self._known is None and at is not None and choices is not None:
            self._known = known_of(choices, self.seat.today(), at.officer)
        return self._known

    def on_filter_retyped(self) -> None:
        """Every key is answered: by the rows, and by what the word at the caret may become."""
        self.filter_changed()

    def filter_changed(self) -> None:
        """The words are others: tell of the word at the caret, or what is wrong with them."""
        entry, known = self.bar.entry, self._lists()
        if known is None:
            return
        readable = self.take_words()
        if readable:
            self.wanted_changed()
        entry.proposed = completions(entry.value, entry.cursor_position, known) if entry.has_focus else ()
        if entry.proposed:
            self.say(f"Tab takes {said(entry.proposed)}", "quiet")
        else:
            self.say("" if readable else self.why_not_read(), "soon")
        if self._alone != self._named():
            self.query_one("#counts", Pane).remake()
        if self.view is not None:
            self.remake("head")

    def why_not_read(self) -> str:
        """What is wrong with the words."""
        return f"{self.problem[:1].upper()}{self.problem[1:]}. The list stays as it was."

    def _named(self) -> frozenset[str]:
        return frozenset(piece.text for piece in pieces(self.bar.entry.value)).intersection(FLAGS)

    def counts_shown(self, width: int) -> Line:
        """The counts of what is found; those that the words name stand out."""
        self._alone = self._named()
        return counts_line(self.counts, self._alone, width) if self.counts is not None else []

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter: into the list; words that cannot be read are told and kept."""
        event.stop()
        if self.problem:
            self.say(self.why_not_read(), "late")
        else:
            self.say("")
            self.into_list()

    def do_filter_list(self) -> None:
        """/: into the filter, behind its words."""
        self.bar.entry.focus()
        self.bar.entry.cursor_position = len(self.bar.entry.value)

    def do_list_down(self) -> None:
        """Down: into the list."""
        self.into_list()

    def do_count_filter(self) -> None:
        """#: only what one of the counts is of, all again by the first."""
        names = {said: flag for _, said, flag in COUNTS}

        def chosen(keys: tuple[str, ...]) -> None:
            self.bar.entry.value = with_flag(self.bar.entry.value, names[keys[0]], FLAGS)

        self.ask_menu("Show", list(names), chosen, "")
