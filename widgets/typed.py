"""A field of one line that is typed into without another key first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.message import Message
from textual.strip import Strip

from data.rules.clean import clean_line
from widgets.lines import Line, fill
from widgets.pane import Lined

if TYPE_CHECKING:
    from textual import events
    from textual.binding import BindingType


class TypedField(Lined, can_focus=True):
    """A label and a value on one line; typing goes into it without another key first."""

    DEFAULT_CSS = "TypedField { height: 1; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        ("backspace", "rub_out", "Rub out"),
        ("ctrl+u,delete", "clear", "Clear"),
        ("enter", "take", "Take it"),
        ("escape", "give_up", "Give up"),
    ]

    @dataclass(eq=False, repr=False)
    class Changed(Message):
        """The value is another."""

        field: TypedField

        @property
        def control(self) -> TypedField:
            """The field it comes from."""
            return self.field

    @dataclass(eq=False, repr=False)
    class Taken(Message):
        """Enter was pressed: the next field is wanted."""

        field: TypedField

    def __init__(self, label: str, *, gutter: int = 12, id: str | None = None) -> None:
        super().__init__(id=id)
        self.label = label
        self.label_width = gutter
        self.typed = ""
        self.unread = ""
        """What was typed and could not be read; kept until it is corrected."""

    def why_unread(self) -> str:
        """What to say of it."""
        return f"{self.label} “{self.unread}” cannot be read"

    def value_line(self) -> Line:
        """What stands beside the label."""
        return []

    def render_line(self, y: int) -> Strip:
        """Bar, label and value."""
        role = "strong" if self.has_focus else "quiet"
        bar: Line = [("▌" if self.has_focus else " ", "accent")]
        line = [*bar, *fill([(self.label, role)], self.label_width), *self.value_line()]
        return self.strip(line, self.size.width)

    def remake(self) -> None:
        """Draw the line again."""
        self.refresh()

    def on_focus(self) -> None:
        """Show the caret, once the keyboard is here: the event is told before."""
        self.call_next(self.remake)

    def on_blur(self) -> None:
        """Take what was typed."""
        self.settle()
        self.remake()

    def settle(self) -> None:
        """Make a value of what was typed."""

    def type(self, text: str) -> None:
        """What happens with characters that arrive; what was not understood is corrected, not begun again."""
        if self.unread:
            self.typed, self.unread = self.unread, ""
        self.typed += text
        self.remake()

    def on_key(self, event: events.Key) -> None:
        """Printable keys go into the field."""
        if event.is_printable and event.character:
            event.stop()
            event.prevent_default()
            self.type(event.character)

    def on_paste(self, event: events.Paste) -> None:
        """A paste goes in as one line."""
        event.stop()
        self.type(clean_line(event.text)[:200])

    def action_rub_out(self) -> None:
        """One character back, also of what was not understood."""
        if self.unread:
            self.typed, self.unread = self.unread, ""
        if self.typed:
            self.typed = self.typed[:-1]
            self.type("")
        else:
            self.action_clear()

    def action_clear(self) -> None:
        """Empty the field."""
        self.typed = self.unread = ""
        self.remake()

    def action_take(self) -> None:
        """Take what was typed and go on."""
        self.settle()
        self.remake()
        self.post_message(self.Taken(self))

    def action_give_up(self) -> None:
        """Forget what was typed; with nothing typed the key goes on to the screen."""
        if self.typed or self.unread:
            self.typed = self.unread = ""
            self.type("")
        else:
            self.screen.call_later(self.screen.run_action, "act('back')")
