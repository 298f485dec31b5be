"""One line that asks for one thing, above the status line: Enter answers, Esc takes it away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal

from widgets.actions import DIGITS
from widgets.choice import ChoiceField, Option
from widgets.day import DayField
from widgets.effect import EffectField
from widgets.entry import TextField
from widgets.place import PlaceField

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from textual import events
    from textual.app import ComposeResult
    from textual.widget import Widget
    from textual.widgets import Input

    from data.types.members import Job
    from widgets.typed import TypedField


class AskLine(Horizontal):
    """A question with its field; what the screen under it listens for stays with the line."""

    DEFAULT_CSS = "AskLine { height: 1; background: $row; }"

    def __init__(self, field: TextField | TypedField, answer: Callable[[], None]) -> None:
        super().__init__()
        self.field = field
        self.answer = answer
        self.before: Widget | None = None
        """What had the keyboard, and gets it back."""
        self.reached = False
        """It has had the keyboard."""

    def compose(self) -> ComposeResult:
        """The field alone: its label is the question."""
        yield self.field

    def on_mount(self) -> None:
        """The keyboard goes to the field."""
        self.before = self.screen.focused
        self.field.focus()

    def on_descendant_focus(self) -> None:
        """Keys come here from now on."""
        self.reached = True

    def on_text_field_changed(self, event: TextField.Changed) -> None:
        """No field of the form under the line."""
        event.stop()

    def on_typed_field_changed(self, event: TypedField.Changed) -> None:
        """No field of the form under the line."""
        event.stop()

    def on_typed_field_taken(self, event: TypedField.Taken) -> None:
        """Enter in a field of one line."""
        event.stop()
        self.answer()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in a line of text."""
        event.stop()
        self.answer()

    def on_key(self, event: events.Key) -> None:
        """Tab goes nowhere from here: the line is answered or taken away."""
        if event.key in ("tab", "shift+tab"):
            event.stop()
            event.prevent_default()

    def leave(self) -> None:
        """Take the line away, and give the keyboard back."""
        if self.before is not None and self.before.is_attached:
            self.before.focus()
        self.remove()


def a_line_of_text(question: str, text: str = "", *, secret: bool = False) -> TextField:
    """A field for one line of free text; of a `secret` one only that something is typed is seen."""
    field = TextField(question, placeholder="", gutter=len(question) + 1, secret=secret)
    field.set(text)
    return field


def a_day(
    question: str,
    today: date,
    free: Callable[[], Mapping[date, str]],
    value: date | None = None,
    *,
    past: bool = False,
) -> DayField:
    """A field for a day, as people say it; `free` gives the public holidays."""
    field = DayField(question, today, free, past=past, gutter=len(question) + 1)
    field.set(value)
    return field


def an_effect(question: str, today: date, value: str, job: Job | None) -> EffectField:
    """A field for the day something took effect."""
    field = EffectField(question, today, gutter=len(question) + 1)
    field.set(value)
    field.job = job
    return field


class AskedChoice(ChoiceField):
    """A choice that is asked for: what there is stands over it, and nothing is pointed at until a key does.

    Of several, Enter adds what is typed, and answers where nothing is.
    """

    @property
    def unfolded(self) -> bool:
        """From the start: whoever is asked wants to see the answers."""
        return True

    def action_take(self) -> None:
        """Take what was typed; of several only an Enter with nothing typed is the answer."""
        adding = self.several and self.pointing
        if not adding:
            super().action_take()
            return
        self.settle()
        self.remake()


def a_choice(
    question: str, options: Sequence[Option], values: Sequence[str] = (), *, several: bool = False
) -> AskedChoice:
    """A field for one or several of a list."""
    field = AskedChoice(question, options, several=several, gutter=len(question) + 1)
    field.set(*values)
    return field


class AskedMenu(AskedChoice):
    """A short list whose first nine have a digit that chooses at once."""

    def type(self, text: str) -> None:
        """A digit is an answer; everything else narrows the list."""
        if not self.typed and text in DIGITS and int(text) <= len(self.options):
            self.set(self.options[int(text) - 1].key)
            self.post_message(self.Taken(self))
        else:
            super().type(text)


def a_menu(question: str, names: Sequence[str], value: str = "") -> AskedMenu:
    """A field for one of a few, each with its digit."""
    options = [Option(name, f"{at} {name}" if at < 10 else name) for at, name in enumerate(names, 1)]
    field = AskedMenu(question, options, gutter=len(question) + 1)
    field.set(value)
    return field


def a_place(question: str, options: Sequence[Option], text: str = "") -> PlaceField:
    """A field for a place, with those on record to be looked up."""
    field = PlaceField(question, options, gutter=len(question) + 1)
    field.set(text)
    return field
