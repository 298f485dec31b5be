"""A field that takes one or several out of a list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from textual.actions import SkipAction

from data.rules.case_tree import UNDER, parted, rank
from widgets.lines import Line
from widgets.pane import Pane
from widgets.typed import TypedField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.binding import BindingType

SEEN = 8
"""Most options that a list shows at once."""


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose."""

    key: str
    label: str
    hint: str = ""
    """Said beside it, quiet."""
    also: str = ""
    """Other words by which it is found, not shown."""
    barred: bool = False
    """Greyed: it is in the list, and not to be had."""
    under: tuple[str, ...] = ()
    """Labels of those it stands under, the top first (features A3.14)."""


class ChoiceField(TypedField):
    """One or several out of a list: type a part of it, Enter takes the first, Down shows all."""

    DEFAULT_CSS = """
    ChoiceField > .options { overlay: screen; constrain: inside inflect; width: 48; background: $row; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        ("down", "step(1)", "Next"),
        ("up", "step(-1)", "Previous"),
        ("right", "into", "What stands under it"),
        ("left", "out_of", "What it stands under"),
    ]

    def __init__(
        self,
        label: str,
        options: Sequence[Option] = (),
        *,
        several: bool = False,
        gutter: int = 12,
        short: bool = False,
        nothing: str = "nothing to choose",
        id: str | None = None,
    ) -> None:
        """`nothing` is said where there are no options."""
        super().__init__(label, gutter=gutter, id=id)
        self.options = tuple(options)
        self.several = several
        self.nothing = nothing
        self.short = short
        """Shows keys rather than labels."""
        self.values: tuple[str, ...] = ()
        """Keys chosen, in order."""
        self._suggested = False
        """The program chose them: the first that is chosen by hand stands instead of them."""
        self._at = 0
        self._opened = False
        self._list: Pane | None = None
        """What unfolds over the fields; most are never opened, so it is made when it is."""

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
        self._suggested = False
        self.remake()

    def suggest(self, *keys: str) -> None:
        """The same, until somebody chooses: of several the first choice replaces them, the next ones are added."""
        self.set(*keys)
        self._suggested = True

    def why_unread(self) -> str:
        """Nothing in the list is called that."""
        return f"{self.label} “{self.unread}” is not in the list: type a part of a name, or press Down"

    def matching(self) -> list[Option]:
        """Options that fit what was typed: beginnings of the label first, then of words, then the rest.

        "dismissal > unf" goes along a tree.
        """
        taken = self.values if self.several and not self._suggested else ()
        left = [one for one in self.options if one.key not in taken]
        way, sought = parted(self.typed) if any(one.under for one in self.options) else ((), self.typed)
        if not way and not sought.strip():
            return left
        placed = [
            (place, at, one)
            for at, one in enumerate(left)
            if (place := rank(way, sought, one.label, one.key, one.also, one.under)) is not None
        ]
        return [one for _, _, one in sorted(placed, key=lambda it: it[:2])]

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
                return [("type or Down" if self.options else self.nothing, "quiet")]
            return [(chosen or "–", "text" if chosen else "quiet")]
        found = self.matching()
        line: Line = [
            (f"{chosen}, " if self.several and chosen and not self._suggested else "", "text"),
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
            here = self.pointing and at == self._at
            role = "quiet" if one.barred else "strong" if here else "text"
            deep = "" if self.typed else "  " * len(one.under)
            line: Line = [("▌" if here else " ", "accent"), (f" {deep}{one.label}", role)]
            if self.typed and one.under:
                line.append((f"  in {one.under[-1]}", "quiet"))
            if one.hint:
                line.append((f"  {one.hint}", "quiet"))
            lines.append(line)
        return lines

    @property
    def pointing(self) -> bool:
        """The cursor of the list says what Enter takes."""
        return bool(self.typed) or self._opened

    @property
    def unfolded(self) -> bool:
        """The list is seen while the keyboard is here."""
        return self.pointing

    def remake(self) -> None:
        """Draw the line, and the list while it is open."""
        super().remake()
        rows = min(len(self.matching()), SEEN) if self.has_focus and self.unfolded else 0
        if self._list is None:
            if not rows:
                return
            self._list = Pane(lambda w, h: self._option_lines(w), classes="options")
            self.mount(self._list)
        self._list.display = rows > 0
        self._list.styles.height = rows
        # Over the field: under it are the line of the program and the keys.
        self._list.styles.offset = (self.label_width + 1, -rows)
        self._list.remake()

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

    def action_into(self) -> None:
        """Right: of a tree only what stands under the option of the cursor."""
        found = self.matching()
        one = found[self._at] if found and self.pointing else None
        way = (*one.under, one.label) if one is not None else ()
        if not any(other.under == way for other in self.options if other.under):
            raise SkipAction
        self._along(way)

    def action_out_of(self) -> None:
        """Left: one step up the tree again, the cursor on where it came from."""
        way, _ = parted(self.typed)
        if not way:
            raise SkipAction
        self._along(way[:-1])
        came = (one.under == way[:-1] and one.label == way[-1] for one in self.matching())
        self._at = next((at for at, it_is in enumerate(came) if it_is), 0)
        self.remake()

    def _along(self, way: tuple[str, ...]) -> None:
        self.typed, self.unread, self._at, self._opened = "".join(part + UNDER for part in way), "", 0, True
        self.remake()

    def settle(self) -> None:
        """Take the option under the cursor of an open list, or the first that fits what was typed."""
        found = self.matching()
        wanted = found[self._at] if found and self.pointing else None
        if self.typed and wanted is None:
            self.unread = self.typed
        self.typed, self._at, self._opened = "", 0, False
        if wanted is not None:
            added = self.several and not self._suggested
            self._choose((*self.values, wanted.key) if added else (wanted.key,))

    def on_blur(self) -> None:
        """Leaving takes what was typed, but not what the list merely pointed at."""
        if not self.typed:
            self._opened = False
        self.settle()
        self.remake()

    def _choose(self, values: tuple[str, ...]) -> None:
        if values != self.values or self._suggested:
            self.values, self._suggested = values, False
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


class IdField(ChoiceField):
    """One out of a list whose keys are ids: of staff, of a member's jobs."""

    @property
    def id_value(self) -> UUID | None:
        """The id chosen."""
        return UUID(self.value) if self.value else None

    def set_id(self, value: UUID | None) -> None:
        """Choose by the program: tells nobody."""
        self.set(str(value) if value else "")

    def shown(self, key: str) -> str:
        """By its name; what the list does not hold, or not yet, is at least no number."""
        return next((one.label for one in self.options if one.key == key), "as on record")

    def said(self) -> str:
        """The choice in words; empty where there is none."""
        return self.shown(self.value) if self.value else ""
