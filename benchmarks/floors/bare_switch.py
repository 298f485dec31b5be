"""A plain Textual screen switch: `1` shows a screen of five text areas with words in them, F8 goes back."""

import sys

from textual.app import App, ComposeResult
from textual.screen import Screen
from textual.widgets import Static, TextArea

WORDS = sys.argv[1]


class Note(Screen[None]):
    """Five texts."""

    CSS = "TextArea { height: 5; border: none; }"
    BINDINGS = [("f8", "app.pop_screen", "Back")]

    def compose(self) -> ComposeResult:
        """The texts, the words in the first."""
        yield Static("Call of nobody")
        for place in range(5):
            yield TextArea("" if place else WORDS)


class Switch(App[None]):
    """A list of nothing, from which the note is shown."""

    BINDINGS = [("1", "show", "Show")]

    def compose(self) -> ComposeResult:
        """What stands on the first screen."""
        yield Static("Drafts   on this machine")

    def action_show(self) -> None:
        """The other screen."""
        self.push_screen(Note())


Switch().run()
