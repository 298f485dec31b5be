"""What is pasted is text and nothing else: an escape sequence within it must not arrive as keys.

Textual's parser ends a bracketed paste at the first escape character and types the rest, so that a pasted `F5` would
save. Here such sequences are taken out before the parser sees them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.message import Message

ESCAPE = "\x1b"
_SEQUENCE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|[PX^_\]][^\x07\x1b]*\x07?|O[ -~]|[ -/]*[0-~])?")


class PasteParser(XTermParser):
    """Reads what the terminal sends, pastes without their escape sequences; chunks may break anywhere."""

    _pasting = False
    _kept = ""
    """While pasting: an escape character and what follows, until it is known whether it is the end."""
    _last = ""
    """The last characters before a paste, which may be the first half of its beginning."""

    def feed(self, data: str) -> Iterable[Message]:
        """The events of this piece of input; an empty one is the end of all input."""
        sieved = self._sieved(data)
        # Nothing to hand on is not the end.
        return super().feed(sieved) if sieved or not data else ()

    def _sieved(self, data: str) -> str:
        if not data:
            left, self._kept = self._kept, ""
            return _without(left)
        out: list[str] = []
        while data:
            data = self._within(data, out) if self._pasting else self._outside(data, out)
        return "".join(out)

    def _outside(self, data: str, out: list[str]) -> str:
        """Up to and with the beginning of a paste; answers what comes after it."""
        seen = self._last + data
        begin = seen.find(BRACKETED_PASTE_START)
        if begin < 0:
            self._last = seen[1 - len(BRACKETED_PASTE_START) :]
            out.append(data)
            return ""
        after = begin + len(BRACKETED_PASTE_START) - len(self._last)
        out.append(data[:after])
        self._pasting, self._last = True, ""
        return data[after:]

    def _within(self, data: str, out: list[str]) -> str:
        """Up to and with the end of the paste; answers what comes after it."""
        data, self._kept = self._kept + data, ""
        text, end, after = data.partition(BRACKETED_PASTE_END)
        if end:
            self._pasting = False
            out += [_without(text), end]
            return after
        last = data.rfind(ESCAPE)
        if last >= 0 and BRACKETED_PASTE_END.startswith(data[last:]):
            data, self._kept = data[:last], data[last:]
        out.append(_without(data))
        return ""


def _without(text: str) -> str:
    return _SEQUENCE.sub("", text) if ESCAPE in text else text


def use() -> None:
    """Read the terminal with it; before the program runs."""
    from textual.drivers import linux_driver

    linux_driver.XTermParser = PasteParser  # type: ignore[attr-defined]
