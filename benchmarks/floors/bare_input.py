"""The least program that accepts keys: one Textual Input."""

from textual.app import App, ComposeResult
from textual.widgets import Input


class BareInput(App[None]):
    """An input and nothing else."""

    def compose(self) -> ComposeResult:
        """The input."""
        yield Input(placeholder="name")


BareInput().run()
