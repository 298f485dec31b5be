"""The handover brief: eight questions answered on one screen, to copy, to write to a file, or redacted."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from data import desk
from data.rules.handover import as_markdown, as_text, redacted
from screens.seat_screen import SeatScreen
from widgets.going import Copy, WriteFile
from widgets.handover import handover_lines
from widgets.lines import Line
from widgets.not_yet import NotYet
from widgets.pane import ScrollPane

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from textual.widget import Widget

    from data.types.handover import Handover, Known
    from screens.seat import Seat

MARKDOWN = ".md"
"""A file whose name ends so gets Markdown, every other plain text."""


class HandoverScreen(SeatScreen):
    """What another officer needs to go on with one record (features A2.17, acceptance L12)."""

    place: ClassVar[str] = "handover"
    reads_again: ClassVar[bool] = True

    def __init__(self, seat: Seat, record: str, record_id: UUID) -> None:
        """`record` is `case` or `interaction`."""
        super().__init__(seat)
        self.record, self.record_id = record, record_id
        self.brief: Handover | None = None
        self.plain: Handover | None = None
        self._known: Known | None = None
        self._redacted = False
        self.pane = ScrollPane(self._lines, letters=self.place, id="brief")

    def head(self) -> tuple[Line, Line]:
        """Which record, and whether names stand in it."""
        if self.brief is None:
            return [("Brief", "strong")], self.clock_line()
        left: Line = [(f"Brief › {self.brief.number} ", "strong"), (self.brief.heading, "strong")]
        if self._redacted:
            left.append(("  redacted", "soon"))
        return left, self.clock_line()

    def main(self) -> Iterable[Widget]:
        """The answers."""
        yield self.pane

    def _lines(self, width: int, height: int) -> list[Line]:
        if self.brief is None:
            return [[(" reading …", "quiet")]]
        return handover_lines(self.brief, width, height)

    def on_mount(self) -> None:
        """The keyboard is where the letters work."""
        self.pane.focus()

    def desk_opened(self) -> None:
        """Read it, and whom a redacted one must not name."""
        self.read(
            lambda at, stop: (
                desk.handover.of(at, self.record, self.record_id, stop),
                desk.handover.known(at, self.record, self.record_id, stop),
            ),
            lambda answer: self._show(*answer),
        )

    def _show(self, brief: Handover, known: Known) -> None:
        self.plain, self._known = brief, known
        self._turn(self._redacted)
        gaps = brief.unanswered
        if gaps:
            self.say(f"{len(gaps)} of 8 without an answer: {', '.join(gaps).lower()}.", "soon")

    def _turn(self, on: bool) -> None:
        if self.plain is None or self._known is None:
            return
        self._redacted = on
        self.brief = redacted(self.plain, self._known) if on else self.plain
        self.pane.remake()
        self.remake("head", "keys")

    def why_not(self, act_id: str) -> str:
        """Nothing to copy before it is read."""
        if act_id in ("copy_brief", "copy_markdown", "redact", "write_brief") and self.brief is None:
            return NotYet("It is still being read.")
        return super().why_not(act_id)

    def do_redact(self) -> None:
        """r: placeholders for names and numbers, or the names again."""
        self._turn(not self._redacted)
        self.say(
            "Names known of this record are placeholders; read it before it leaves the office."
            if self._redacted
            else "Names and numbers as they are."
        )

    def do_copy_brief(self) -> None:
        """y: as text."""
        if self.brief is not None:
            self.post_message(Copy(as_text(self.brief), f"The brief of {self.brief.number}"))

    def do_copy_markdown(self) -> None:
        """Y: as Markdown."""
        if self.brief is not None:
            self.post_message(Copy(as_markdown(self.brief), f"The brief of {self.brief.number}"))

    def do_write_brief(self) -> None:
        """w: into a file that is not there yet."""
        brief = self.brief
        if brief is None:
            return

        def chosen(name: str) -> None:
            text = as_markdown(brief) if name.lower().endswith(MARKDOWN) else as_text(brief)
            self.post_message(WriteFile(name, text, f"The brief of {brief.number}"))

        self.ask_text("Write it to", chosen, text=f"{brief.number}-brief{MARKDOWN}")
