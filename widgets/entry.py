"""One-line entry: text that is typed or pasted, kept to one clean line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Self

from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.strip import Strip
from textual.widgets import Input

from data.rules.clean import clean_line
from widgets.lines import drawn
from widgets.pane import Lined

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult


class Entry(Input):
    """An input of one line without a frame; what is pasted is cleaned, never refused."""

    DEFAULT_CSS = """
    Entry, Entry:focus { border: none; padding: 0; height: 1; background: $background; background-tint: 0%; }
    Entry > .input--placeholder { color: $quiet; }
    """
    takes_text: ClassVar[bool] = True
    """Printable keys do nothing but go into the text."""
    virtual_size = Reactive(Size(0, 0))
    """How long its text is: of no consequence to the screen, which Textual would place anew with every letter."""

    def __init__(
        self, value: str = "", placeholder: str = "", *, password: bool = False, id: str | None = None
    ) -> None:
        super().__init__(value, drawn(placeholder), password=password, id=id, select_on_focus=False)
        self.cursor_blink = False

    def _on_paste(self, event: events.Paste) -> None:
        """All lines of a paste, as one."""
        event.prevent_default()
        event.stop()
        text = clean_line(event.text)
        if text:
            start, end = self.selection
            self.replace(text, min(start, end), max(start, end))


class TextField(Lined):
    """A label and a line of free text."""

    DEFAULT_CSS = "TextField { height: 1; }"

    @dataclass(eq=False, repr=False)
    class Changed(Message):
        """The text is another."""

        field: TextField

    def __init__(
        self,
        label: str,
        *,
        placeholder: str = "–",
        gutter: int = 12,
        secret: bool = False,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self.entry = Entry(placeholder=placeholder, password=secret)
        self.entry.styles.margin = (0, 0, 0, gutter + 1)
        self.label = label

    def compose(self) -> ComposeResult:
        """The entry; the label is drawn beside it."""
        yield self.entry

    def render_line(self, y: int) -> Strip:
        """Bar and label."""
        focused = self.entry.has_focus
        line = [("▌" if focused else " ", "accent"), (self.label, "strong" if focused else "quiet")]
        return self.strip(line, self.size.width)

    @property
    def value(self) -> str:
        """What is written, without spaces around it."""
        return self.entry.value.strip()

    def set(self, text: str) -> None:
        """Set by the program: tells nobody."""
        with self.entry.prevent(Input.Changed):
            self.entry.value = clean_line(text)

    def focus(self, scroll_visible: bool = True) -> Self:
        """The keyboard goes to the text."""
        self.entry.focus(scroll_visible)
        return self

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell it as this field's."""
        event.stop()
        self.post_message(self.Changed(self))

    def on_descendant_focus(self) -> None:
        """The label says where the keyboard is."""
        self.refresh()

    def on_descendant_blur(self) -> None:
        """The label says where the keyboard is."""
        self.refresh()
