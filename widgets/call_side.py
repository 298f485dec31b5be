"""Beside a call: what is known of the member, or the prompts of the topic, of which Enter notes the one chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.message import Message

from widgets.actions import key_said
from widgets.lines import Line, ends, heading, wrap
from widgets.pane import Build, ScrollPane

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.binding import BindingType

    from data.types.prompts import PromptPack

CONTEXT, PROMPTS = "context", "prompts"
"""What the pane can show."""
GOT = "+"
"""Stands before a prompt that is in the note."""


class CallSide(ScrollPane):
    """One pane, two things to show; in the prompts a cursor moves while the pane has the keyboard."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("enter", "note", "Note it"),
        ("escape", "leave", "Back to the text"),
    ]

    @dataclass(eq=False, repr=False)
    class Noted(Message):
        """A prompt is wanted in the note."""

        line: str

    class Left(Message):
        """The keyboard belongs to the text again."""

    def __init__(
        self, context: Build, pack: Callable[[], PromptPack | None], text: Callable[[], str]
    ) -> None:
        """`pack` gives the prompts of the topic, `text` all that is written, to know what is noted."""
        super().__init__(self._lines, letters="call")
        self.showing = CONTEXT
        self._known = context
        self._pack = pack
        self._text = text
        self._at = 0
        self._rows: list[int] = []
        """Line on which each prompt begins."""

    def turn_to(self, what: str) -> None:
        """Show that, from its beginning."""
        if what != self.showing:
            self.showing, self._top = what, 0
        self.remake()

    @property
    def prompts(self) -> tuple[str, ...]:
        """What the cursor goes through: the article where it has an address, then the lines of the topic in order."""
        pack = self._pack()
        if pack is None:
            return ()
        first = (pack.for_a_note,) if pack.article else ()
        return (*first, *(line for group in pack.groups for line in group.lines))

    def remake(self) -> None:
        """Draw again; a topic with fewer prompts takes the cursor along."""
        self._at = max(0, min(self._at, len(self.prompts) - 1))
        super().remake()

    def _lines(self, width: int, height: int) -> list[Line]:
        if self.showing == CONTEXT:
            return self._known(width, height)
        pack = self._pack()
        if pack is None:
            return [
                [("  ", "text"), *line]
                for line in (
                    heading("Prompts"),
                    *([(row, "quiet")] for row in wrap("None for this topic. They follow About.", width - 3)),
                )
            ]
        return self._prompt_lines(pack, width)

    def _prompt_lines(self, pack: PromptPack, width: int) -> list[Line]:
        text = self._text()
        key: Line = (
            [("Enter", "key"), (" notes", "quiet")] if self.has_focus else [(key_said("prompts"), "key")]
        )
        out: list[Line] = [ends([("  ", "text"), (pack.title, "quiet")], [*key, (" ", "text")], width)]
        out += (
            [[("  ", "text"), (row, "text")] for row in wrap(pack.summary, width - 3)] if pack.summary else []
        )
        self._rows = []
        if pack.article:
            here = self.has_focus and self._at == 0
            self._rows.append(len(out))
            out.append(
                [
                    ("▌" if here else " ", "accent"),
                    (" ", "text"),
                    (f"{GOT if pack.article in text else ' '} ", "accent"),
                    ("Article  ", "strong" if here else "text"),
                    (key_said("open_article"), "key"),
                    (" opens  ", "quiet"),
                    (key_said("copy_article"), "key"),
                    (" copies", "quiet"),
                ]
            )
        for group in pack.groups:
            got = sum(line in text for line in group.lines)
            out += [
                [],
                [("  ", "text"), (group.title, "strong"), (f" {got} of {len(group.lines)} noted", "quiet")],
            ]
            for line in group.lines:
                here = self.has_focus and len(self._rows) == self._at
                self._rows.append(len(out))
                noted = line in text
                for at, row in enumerate(wrap(line, width - 5)):
                    sign = GOT if noted and at == 0 else " "
                    bar: Line = [("▌" if here else " ", "accent"), (" ", "text"), (f"{sign} ", "accent")]
                    out.append([*bar, (row, "strong" if here else "quiet" if noted else "text")])
        return out

    def action_by(self, lines: int) -> None:
        """Move the cursor of the prompts, else the text."""
        if self.showing == CONTEXT or not self.prompts:
            super().action_by(lines)
            return
        self._at = max(0, min(self._at + lines, len(self.prompts) - 1))
        self.remake()
        made = self._lines(*self.size)
        row = self._rows[self._at]
        end = self._rows[self._at + 1] - 1 if self._at + 1 < len(self._rows) else len(made) - 1
        # The last line of the pane says how much more there is; with the first prompt its heading is seen.
        room = self.size.height - 2
        top = 0 if self._at == 0 else min(self._top, row)
        self._top = max(top, min(end, len(made) - 1) - room)
        self.refresh()

    def on_mouse_scroll_down(self) -> None:
        """The wheel moves the text, not the cursor."""
        super().action_by(3)

    def on_mouse_scroll_up(self) -> None:
        """The wheel moves the text, not the cursor."""
        super().action_by(-3)

    def action_note(self) -> None:
        """Enter: this one into the note, and on to the next."""
        if self.showing == PROMPTS and self.prompts:
            self.post_message(self.Noted(self.prompts[self._at]))
            self.action_by(1)

    def action_leave(self) -> None:
        """Esc: back to the text."""
        self.post_message(self.Left())

    def on_focus(self) -> None:
        """The cursor is seen while the keyboard is here."""
        self.remake()

    def on_blur(self) -> None:
        """The cursor goes."""
        self.remake()
