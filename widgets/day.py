"""A field that takes a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.rules.days import (
    NO_DAYS,
    day_warning,
    read_day,
    read_past_day,
    say_ago,
    say_day,
    say_follow_up_typed,
)
from data.types.errors import BadInput
from widgets.lines import Line
from widgets.typed import TypedField

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date


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
            said = say_follow_up_typed(day, self.today, self.free())
            if day < self.today:
                return [(f"{before}{said}", "soon")]
            warning = day_warning(day, self.today, self.free())
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
