"""A place in free words, with the places on record to be looked up (features A3.27)."""

from __future__ import annotations

from widgets.choice import ChoiceField, Option
from widgets.lines import Line


class PlaceField(ChoiceField):
    """Typing is the place itself; Down lists those on record, Enter takes the one under the cursor."""

    @property
    def value(self) -> str:
        """The place, without spaces around it."""
        return self.typed.strip()

    def set(self, *keys: str) -> None:
        """Set by the program: tells nobody."""
        self.typed, self._opened = "".join(keys[:1]), False
        self.remake()

    def matching(self) -> list[Option]:
        """Every place on record, once they are looked up."""
        return list(self.options) if self._opened else []

    def value_line(self) -> Line:
        """The words, and that places can be looked up."""
        line: Line = [(self.typed, "strong" if self.has_focus else "text")]
        if self.has_focus:
            line.append(("▌", "accent"))
        if not self.typed:
            line.append(("Down looks it up" if self.has_focus and self.options else "–", "quiet"))
        return line

    def type(self, text: str) -> None:
        """Words, and no list over them."""
        self.typed += text
        self._opened, self._at = False, 0
        self.remake()
        self.post_message(self.Changed(self))

    def action_step(self, step: int) -> None:
        """Look up; then move in the list."""
        if not self._opened:
            self._opened, self._at = bool(self.options), 0
        else:
            self._at = max(0, min(self._at + step, len(self.options) - 1))
        self.remake()

    def settle(self) -> None:
        """The place under the cursor, if they are looked up."""
        found = self.matching()
        self._opened = False
        if found and found[self._at].key != self.typed:
            self.typed = found[self._at].key
            self.post_message(self.Changed(self))

    def on_blur(self) -> None:
        """Leaving takes what was typed, but not what the list merely pointed at."""
        self._opened = False
        self.remake()

    def action_rub_out(self) -> None:
        """One character back."""
        self.typed = self.typed[:-1]
        self.type("")

    def action_clear(self) -> None:
        """No place."""
        self.typed = ""
        self.type("")

    def action_give_up(self) -> None:
        """Close the list; without one the key goes on to the screen."""
        if self._opened:
            self._opened = False
            self.remake()
        else:
            self.screen.call_later(self.screen.run_action, "act('back')")
