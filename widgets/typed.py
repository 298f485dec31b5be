"""Fields of one line that are typed into: a choice from a list, and a day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.message import Message

from data.rules.clean import clean_line
from data.rules.days import (
    NO_DAYS,
    day_warning,
    read_day,
    read_past_day,
    say_ago,
    say_day,
    say_follow_up_typed,
)
from data.rules.folding import fold
from data.types.errors import BadInput
from widgets.lines import Line, fill
from widgets.pane import Pane

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

SEEN = 8
"""Most options that a list shows at once."""


class TypedField(Vertical, can_focus=True):
    """A label and a value on one line; typing goes into it without another key first."""

    DEFAULT_CSS = """
    TypedField { height: 1; width: 1fr; }
    TypedField > .value { height: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        ("backspace", "rub_out", "Rub out"),
        ("ctrl+u,delete", "clear", "Clear"),
        ("enter", "take", "Take it"),
        ("escape", "give_up", "Give up"),
    ]

    @dataclass
    class Changed(Message):
        """The value is another."""

        field: TypedField

        @property
        def control(self) -> TypedField:
            """The field it comes from."""
            return self.field

    @dataclass
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

    def compose(self) -> ComposeResult:
        """The one line."""
        yield Pane(lambda w, h: [self._line(w)], classes="value")

    def value_line(self) -> Line:
        """What stands beside the label."""
        return []

    def _line(self, width: int) -> Line:
        role = "strong" if self.has_focus else "quiet"
        bar: Line = [("▌" if self.has_focus else " ", "accent")]
        return [*bar, *fill([(self.label, role)], self.label_width), *self.value_line()]

    def remake(self) -> None:
        """Draw the line again."""
        for pane in self.query(".value").results(Pane):
            pane.remake()

    def on_focus(self) -> None:
        """Show the caret."""
        self.remake()

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


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose."""

    key: str
    label: str
    hint: str = ""
    """Said beside it, quiet."""


class ChoiceField(TypedField):
    """One or several out of a list: type a part of it, Enter takes the first, Down shows all."""

    DEFAULT_CSS = """
    ChoiceField > .options { overlay: screen; constrain: inside inflect; display: none; width: 48; background: $row; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [("down", "step(1)", "Next"), ("up", "step(-1)", "Previous")]

    def __init__(
        self,
        label: str,
        options: Sequence[Option] = (),
        *,
        several: bool = False,
        gutter: int = 12,
        short: bool = False,
        id: str | None = None,
    ) -> None:
        super().__init__(label, gutter=gutter, id=id)
        self.options = tuple(options)
        self.several = several
        self.short = short
        """Shows keys rather than labels."""
        self.values: tuple[str, ...] = ()
        """Keys chosen, in order."""
        self._at = 0
        self._opened = False

    def compose(self) -> ComposeResult:
        """The line, and the list that unfolds over what is below."""
        yield from super().compose()
        yield Pane(lambda w, h: self._option_lines(w), classes="options")

    @property
    def value(self) -> str:
        """The first key chosen; empty when there is none."""
        return self.values[0] if self.values else ""

    def offer(self, options: Sequence[Option]) -> None:
        """Set what there is to choose; what is chosen stays."""
        self.options = tuple(options)
        self.remake()

    def set(self, *keys: str) -> None:
        """Choose by the program: tells nobody."""
        self.values, self.unread = tuple(key for key in keys if key), ""
        self.remake()

    def why_unread(self) -> str:
        """Nothing in the list is called that."""
        return f"{self.label} “{self.unread}” is not in the list: type a part of a name, or press Down"

    def matching(self) -> list[Option]:
        """Options that fit what was typed: beginnings of the label first, then of a word, then parts."""
        left = [one for one in self.options if not (self.several and one.key in self.values)]
        sought = fold(self.typed)
        if not sought:
            return left

        def place(one: Option) -> int:
            label = fold(f"{one.label} {one.key}")
            if label.startswith(sought) or fold(one.key) == sought:
                return 0
            if any(word.startswith(sought) for word in label.split()):
                return 1
            return 2 if sought in label else 3

        placed = [(place(one), at, one) for at, one in enumerate(left)]
        return [one for rank, _, one in sorted(placed, key=lambda it: it[:2]) if rank < 3]

    def shown(self, key: str) -> str:
        """How a chosen key is named."""
        if self.short:
            return key
        return next((one.label for one in self.options if one.key == key), key)

    def value_line(self) -> Line:
        """The choice; while typing, what would be taken."""
        chosen = ", ".join(self.shown(key) for key in self.values)
        if self.unread:
            return [(self.unread, "strong"), (" nothing like that", "late")]
        if not self.typed:
            if self.has_focus and not chosen:
                return [("type or Down", "quiet")]
            return [(chosen or "–", "text" if chosen else "quiet")]
        found = self.matching()
        line: Line = [
            (f"{chosen}, " if self.several and chosen else "", "text"),
            (self.typed, "strong"),
            ("▌", "accent"),
        ]
        line.append(
            (f" {found[self._at].label}" if found else " nothing like that", "quiet" if found else "late")
        )
        return line

    def _option_lines(self, width: int) -> list[Line]:
        found = self.matching()
        first = max(0, min(self._at - SEEN // 2, len(found) - SEEN))
        lines: list[Line] = []
        for at, one in enumerate(found[first : first + SEEN], first):
            here = at == self._at
            line: Line = [("▌" if here else " ", "accent"), (f" {one.label}", "strong" if here else "text")]
            if one.hint:
                line.append((f"  {one.hint}", "quiet"))
            lines.append(line)
        return lines

    def remake(self) -> None:
        """Draw the line, and the list while it is open."""
        super().remake()
        for pane in self.query(".options").results(Pane):
            rows = min(len(self.matching()), SEEN)
            pane.display = self.has_focus and rows > 0 and (bool(self.typed) or self._opened)
            pane.styles.height = rows
            # Over the field: under it are the line of the program and the keys.
            pane.styles.offset = (self.label_width + 1, -rows - 1)
            pane.remake()

    def type(self, text: str) -> None:
        """Narrow the list."""
        self._at = 0
        if self.several and text == " " and not self.typed and not self.unread:
            self._opened = True
            self.remake()
        else:
            super().type(text)

    def action_step(self, step: int) -> None:
        """Move in the list; opens it."""
        found = self.matching()
        if not self._opened and not self.typed:
            self._opened, self._at = True, 0
            if self.value and not self.several:
                self._at = next((at for at, one in enumerate(found) if one.key == self.value), 0)
        elif found:
            self._at = max(0, min(self._at + step, len(found) - 1))
        self.remake()

    def settle(self) -> None:
        """Take the option under the cursor of an open list, or the first that fits what was typed."""
        found = self.matching()
        wanted = found[self._at] if found and (self.typed or self._opened) else None
        if self.typed and wanted is None:
            self.unread = self.typed
        self.typed, self._at, self._opened = "", 0, False
        if wanted is not None:
            self._choose((*self.values, wanted.key) if self.several else (wanted.key,))

    def on_blur(self) -> None:
        """Leaving takes what was typed, but not what the list merely pointed at."""
        if not self.typed:
            self._opened = False
        self.settle()
        self.remake()

    def _choose(self, values: tuple[str, ...]) -> None:
        if values != self.values:
            self.values = values
            self.post_message(self.Changed(self))

    def action_clear(self) -> None:
        """Forget what was typed; with nothing typed empty the field, of several the last first."""
        if not self.typed and not self.unread:
            self._choose(self.values[:-1])
        self.typed = self.unread = ""
        self.remake()

    def action_give_up(self) -> None:
        """Close the list first."""
        if self._opened and not self.typed:
            self._opened = False
            self.remake()
        else:
            super().action_give_up()


class DayField(TypedField):
    """A day as people say it: `+2d`, `fri`, `27/11`; what it means stands beside it (features A2.14)."""

    def __init__(
        self,
        label: str,
        today: date,
        free: Callable[[], Mapping[date, str]] = lambda: NO_DAYS,
        *,
        past: bool = False,
        gutter: int = 12,
        id: str | None = None,
    ) -> None:
        """`free` gives the public holidays known by then; with `past` it is a day on which something began."""
        super().__init__(label, gutter=gutter, id=id)
        self.today = today
        self.free = free
        self.past = past
        self.examples = "today, fri, 20/11" if past else "+2d, fri, 27/11"
        self.value: date | None = None

    def why_unread(self) -> str:
        """It is no day, and how one is written."""
        return f"{self.label} “{self.unread}” is no day: try {self.examples}"

    def set(self, value: date | None) -> None:
        """Set by the program: tells nobody."""
        self.value, self.unread, self.typed = value, "", ""
        self.remake()

    def value_line(self) -> Line:
        """The day, and while typing what is understood so far."""
        if self.typed or self.unread:
            shown: Line = [(self.typed or self.unread, "strong"), ("▌" if self.has_focus else "", "accent")]
            try:
                day = self._read(self.typed or self.unread)
            except BadInput:
                return [*shown, (f" try {self.examples}", "late" if self.unread else "quiet")]
            return [*shown, *self._said(day, " ")]
        if self.value is None:
            return [(self.examples if self.has_focus else "–", "quiet")]
        return self._said(self.value)

    def _read(self, text: str) -> date | None:
        if self.past:
            return read_past_day(text, self.today)
        return read_day(text, self.today, self.free())

    def _said(self, day: date | None, before: str = "") -> Line:
        if day is None:
            return []
        if self.past:
            warning = "is still to come" if day > self.today else ""
            said = f"{say_day(day, self.today)}, {say_ago(day, self.today)}"
        else:
            warning = day_warning(day, self.today, self.free())
            said = say_follow_up_typed(day, self.today, self.free())
        return [
            (f"{before}{said}", "text"),
            (f", {warning}" if warning else "", "soon"),
        ]

    def settle(self) -> None:
        """Read what was typed."""
        if not self.typed:
            return
        try:
            value = self._read(self.typed)
        except BadInput:
            self.unread, self.typed = self.typed, ""
            return
        self.typed = ""
        self._choose(value)

    def action_clear(self) -> None:
        """No day."""
        self.typed = self.unread = ""
        self._choose(None)
        self.remake()

    def _choose(self, value: date | None) -> None:
        if value != self.value:
            self.value = value
            self.post_message(self.Changed(self))
