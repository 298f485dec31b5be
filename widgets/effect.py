"""A field for the day something took effect, from which limits set by law run; ? says that it is not known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.rules.effect import doubt, read_effect, say_effect
from data.types.deadlines import UNKNOWN
from data.types.errors import BadInput
from widgets.lines import Line
from widgets.typed import TypedField

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from data.types.choices import CaseType
    from data.types.members import Job

EXAMPLES = "22/11, fri, ? if not known"


class EffectField(TypedField):
    """`fri`, `22/11`, or `?`; what it means stands beside it, and what speaks against it."""

    DEFAULT_CSS = "EffectField.-none { display: none; }"

    def __init__(self, label: str, today: date, *, gutter: int = 12, id: str | None = None) -> None:
        super().__init__(label, gutter=gutter, id=id)
        self.today = today
        self.value = ""
        """An ISO day, `unknown`, or empty."""
        self.job: Job | None = None
        """The job that had begun by then."""
        self.sure_of = ""
        """A doubtful day that was given twice."""

    def follow(self, kinds: Sequence[CaseType]) -> None:
        """Only a case of types that bring a limit asks for the day."""
        self.set_class(not kinds and not self.value, "-none")
        self.remake()

    def why_unread(self) -> str:
        """It is no day, and how one is written."""
        return f"{self.label} “{self.unread}” is no day: try {EXAMPLES}"

    def set(self, value: str) -> None:
        """Set by the program: tells nobody."""
        self.value, self.unread, self.typed = value, "", ""
        self.remake()

    def doubted(self) -> str:
        """Why the day is asked about once more before it is kept; the second time it is meant."""
        why = doubt(self.value, self.today, self.job)
        if not why or self.sure_of == self.value:
            return ""
        self.sure_of = self.value
        return why

    def value_line(self) -> Line:
        """The day, and while typing what is understood so far."""
        if self.typed or self.unread:
            shown: Line = [(self.typed or self.unread, "strong"), ("▌" if self.has_focus else "", "accent")]
            try:
                return [*shown, *self._said(read_effect(self.typed or self.unread, self.today), " ")]
            except BadInput:
                return [*shown, (f" try {EXAMPLES}", "late" if self.unread else "quiet")]
        if not self.value:
            return [(EXAMPLES if self.has_focus else "–", "quiet")]
        return self._said(self.value)

    def _said(self, value: str, before: str = "") -> Line:
        if value == UNKNOWN:
            return [(f"{before}not known: supervisor told", "soon")]
        why = doubt(value, self.today, self.job)
        said = say_effect(value, self.today)
        return [(f"{before}{said}" if said else "", "text"), (f", {why}" if why else "", "soon")]

    def settle(self) -> None:
        """Read what was typed."""
        if not self.typed:
            return
        try:
            value = read_effect(self.typed, self.today)
        except BadInput:
            self.unread, self.typed = self.typed, ""
            return
        self.typed = ""
        self._choose(value)

    def action_clear(self) -> None:
        """No day."""
        self.typed = self.unread = ""
        self._choose("")
        self.remake()

    def _choose(self, value: str) -> None:
        if value != self.value:
            self.value = value
            self.post_message(self.Changed(self))
