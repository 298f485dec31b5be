"""The filter line of a list: its words, and what the word at the caret may become, which Tab takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Horizontal
from textual.message import Message

from data.rules.filter_completing import completed
from widgets.entry import Entry
from widgets.pane import Pane

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from data.types.triage import Completion


class FilterEntry(Entry):
    """An entry in which Tab takes the first of what is proposed; with nothing proposed it goes on."""

    BINDINGS: ClassVar[list[BindingType]] = [("tab", "complete", "Take what is proposed")]

    class Retyped(Message, namespace="filter"):
        """The words are others; told to the screen at once.

        What a text tells goes from box to box, and comes only after its letter is painted: by then rows may be read.
        """

    def __init__(self, placeholder: str) -> None:
        super().__init__(placeholder=placeholder, id="filter")
        self.proposed: tuple[Completion, ...] = ()
        self._told = ""

    def watch_value(self, value: str) -> None:
        """Tell of words that were not put there by the program."""
        if self.is_attached and value != self._told:
            self._told = value
            self.screen.post_message(self.Retyped())

    def put(self, value: str) -> None:
        """Set by the program: tells nobody."""
        self._told = value
        self.value = value

    def action_complete(self) -> None:
        """The first proposal in place of the word at the caret."""
        if not self.proposed:
            self.screen.focus_next()
            return
        text, caret = completed(self.value, self.proposed[0])
        self.value = text
        self.cursor_position = caret


class FilterBar(Horizontal):
    """Label and entry; it always stands there, so that nobody takes a part of the list for the whole."""

    DEFAULT_CSS = """
    FilterBar { height: 1; }
    FilterBar > Pane { width: 9; height: 1; }
    FilterBar > Entry { width: 1fr; }
    """

    def __init__(self, placeholder: str, text: str = "") -> None:
        super().__init__()
        self.entry = FilterEntry(placeholder)
        self.entry.put(text)

    def compose(self) -> ComposeResult:
        """Label and entry."""
        yield Pane(lambda w, h: [[(" Filter", "strong" if self.entry.has_focus else "quiet")]])
        yield self.entry

    def on_descendant_focus(self) -> None:
        """The label says where the keyboard is."""
        self.query_one(Pane).remake()

    def on_descendant_blur(self) -> None:
        """The label says where the keyboard is."""
        self.query_one(Pane).remake()
