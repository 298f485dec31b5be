"""A line of words over what they narrow: it has the keyboard, Down goes into what is found, Esc back."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from screens.seat_screen import SeatScreen
from widgets.entry import TextField

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget
    from textual.widgets import Input

    from screens.seat import Seat


class NarrowingScreen(SeatScreen):
    """The subclass says what stands below the words, and what other words do."""

    hint: ClassVar[str] = "words"
    DEFAULT_CSS = """
    NarrowingScreen #words { margin-bottom: 1; }
    NarrowingScreen.-low #words { margin-bottom: 0; }
    """

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self.words = TextField("Filter", placeholder=self.hint, gutter=8, id="words")

    def main(self) -> Iterable[Widget]:
        """The words, and what they narrow."""
        yield self.words
        yield from self.below()

    @property
    def text(self) -> str:
        """What is looked for."""
        return self.words.value

    def on_mount(self) -> None:
        """Typing narrows at once."""
        self.words.focus()

    def on_text_field_changed(self, event: TextField.Changed) -> None:
        """Another word."""
        if event.field is self.words:
            self.narrowed()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter: into what was found."""
        if event.input is self.words.entry:
            self.into_list()

    def do_list_down(self) -> None:
        """Down: into what was found."""
        self.into_list()

    def do_narrow(self) -> None:
        """/: back to the words."""
        self.words.focus()

    def do_back(self) -> None:
        """Esc: the words first, then the screen."""
        if self.text:
            self.words.set("")
            self.narrowed()
            self.words.focus()
        else:
            super().do_back()

    # For the subclass

    def below(self) -> Iterable[Widget]:
        """What stands under the words."""
        raise NotImplementedError

    def narrowed(self) -> None:
        """The words are others."""
        raise NotImplementedError

    def into_list(self) -> None:
        """The keyboard goes to what was found."""
        raise NotImplementedError
