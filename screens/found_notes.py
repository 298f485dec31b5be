"""Notes of the whole office by their words, within what the officer may see (features A3.47)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from data import desk
from screens.narrowing import NarrowingScreen
from widgets.case_notes import HITS, hit_rows
from widgets.going import Go
from widgets.lines import Line
from widgets.row_list import RowList
from widgets.tables import split_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget

    from data.types.errors import CasetuiError
    from data.types.notes import NoteHit
    from screens.seat import Seat

ASK = "Words of three letters and more; Enter looks for them in every note you may see."


class FoundNotesScreen(NarrowingScreen):
    """Every note is read for it, so that it looks when Enter is pressed, not on every key."""

    place: ClassVar[str] = "notes"
    hint: ClassVar[str] = "words that all stand in the note"

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self.hits: tuple[NoteHit, ...] = ()
        self._looked_for = ""
        self.list = RowList(HITS, empty=ASK, id="hits", letters=self.place)

    def head(self) -> tuple[Line, Line]:
        """What was looked for, and how many there are."""
        left: Line = [("Notes", "strong")]
        if self._looked_for:
            most = " newest" if len(self.hits) == desk.notes.FOUND else ""
            left.append((f"   {len(self.hits)}{most} with “{self._looked_for}”", "quiet"))
        return left, self.clock_line()

    def below(self) -> Iterable[Widget]:
        """What was found."""
        yield self.list

    def narrowed(self) -> None:
        """Other words: they are looked for when Enter is pressed."""

    def into_list(self) -> None:
        """Look for the words; the keyboard goes into what was found."""
        text = self.text
        if text == self._looked_for:
            self.list.focus()
            return
        if self.seat.desk is None:
            self.say("The database is not open yet.")
            return
        self.say("looking …", "quiet")
        self.read(
            lambda at, stop: desk.notes.find(at, text, stop=stop),
            lambda hits: self._show(text, hits),
            "notes",
        )

    def _show(self, text: str, hits: tuple[NoteHit, ...]) -> None:
        self.say("")
        self.hits, self._looked_for = hits, text
        self.list.show(
            hit_rows(hits, self.seat.zone, self.seat.today()), keep=False, empty="No note holds these words."
        )
        self.remake("head", "keys")
        if hits and self.text == text:
            self.list.focus()

    def failed(self, error: CasetuiError) -> None:
        """Too few letters, or no answer: the words stay."""
        super().failed(error)
        self.words.focus()

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        """Enter: the case or the interaction it belongs to."""
        kind, rest = split_key(event.key)
        self.post_message(Go(kind, UUID(rest.partition("/")[0])))
