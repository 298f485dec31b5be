"""Fields that are seldom needed: one line says what they hold, and unfolds while the caret is among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical

from widgets.actions import key_said
from widgets.field_columns import FieldColumns
from widgets.lines import Line, ends, fill
from widgets.pane import Pane
from widgets.typed import TypedField

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult
    from textual.widget import Widget

    from widgets.entry import TextField

GUTTER = 12
"""As of the fields over it."""
EMPTY = "spoke with, job, case type, who follows up, ticket"
"""Said while they hold nothing."""


class Further(Vertical):
    """Mounted when they are first wanted; no more of them is there until then (features A1.16)."""

    DEFAULT_CSS = """
    Further { height: auto; }
    Further > .line { height: 1; }
    Further > FieldColumns { display: none; }
    Further.-open > .line { display: none; }
    Further.-open > FieldColumns { display: block; }
    """

    def __init__(
        self,
        left: Sequence[TypedField | TextField],
        right: Sequence[TypedField | TextField],
        held: Callable[[], list[str]],
    ) -> None:
        """`held` tells what each of them holds, in words; what is empty is left out."""
        super().__init__()
        self.fields = (*left, *right)
        self._held = held
        self._columns = FieldColumns(left, right)
        self._line = FurtherLine(self)
        self._wanted: Widget = self.fields[0]

    def compose(self) -> ComposeResult:
        """The line alone."""
        yield self._line

    @property
    def is_open(self) -> bool:
        """The fields are seen."""
        return self.has_class("-open")

    def line(self, width: int) -> Line:
        """What stands for the fields."""
        held = " · ".join(part for part in self._held() if part)
        key = key_said("further")
        has_focus = self._line.has_focus
        label: Line = [
            ("▌" if has_focus else " ", "accent"),
            *fill([("More", "strong" if has_focus else "quiet")], GUTTER),
        ]
        said: Line = [(held or EMPTY, "text" if held else "quiet")]
        return ends([*label, *said], [(key, "key"), (" ", "text")], width)

    def remake(self) -> None:
        """Draw the line again."""
        self._line.remake()

    def freeze(self, frozen: bool) -> None:
        """Nothing is typed there."""
        self._line.disabled = frozen

    def want(self, field: Widget | None = None) -> None:
        """The caret into that one of them, else into the first."""
        self._wanted = field or self.fields[0]
        if self.is_open:
            self._wanted.focus()
        else:
            self._line.focus()

    async def open(self) -> None:
        """Unfold, with the caret where it is wanted."""
        if not self._columns.is_attached:
            await self.mount(self._columns)
        wanted, self._wanted = self._wanted, self.fields[0]
        self.add_class("-open")
        self.screen.set_focus(wanted if isinstance(wanted, TypedField) else getattr(wanted, "entry", None))

    def on_descendant_blur(self) -> None:
        """Fold, unless the caret is only gone for a moment."""
        self.call_after_refresh(self._fold)

    def _fold(self) -> None:
        if not (self.is_attached and self.screen.is_active and self.is_open):
            return
        caret = self.screen.focused
        unread = any(getattr(field, "unread", "") for field in self.fields)
        if caret is not None and self not in caret.ancestors and not unread:
            self.remove_class("-open")
            self.remake()


class FurtherLine(Pane, can_focus=True):
    """The line; with the caret in it the fields are wanted."""

    def __init__(self, further: Further) -> None:
        super().__init__(lambda w, h: [further.line(w)], classes="line")
        self._further = further

    async def on_focus(self) -> None:
        """Keys that were typed ahead wait behind this, and reach the field that is wanted."""
        await self._further.open()
