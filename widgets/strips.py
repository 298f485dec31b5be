"""Lines as they are put together and told to the terminal."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from rich.color import ColorSystem
from rich.style import Style
from textual.strip import Strip

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import Console


class Drawn(Strip):
    """A line that is gone once nobody shows it.

    Textual's own keeps itself among what was made of it wherever there is nothing to cut: a page of rows would
    be thousands of objects that only the collector throws away, in the middle of a key.
    """

    __slots__ = ()

    def divide(self, cuts: Iterable[int]) -> Sequence[Strip]:
        """Itself where there is nothing to cut."""
        within = [cut for cut in cuts if cut <= self.cell_length]
        if within == [self.cell_length]:
            return [self]
        return [Drawn(part, part.cell_length) for part in super().divide(within)]

    def render(self, console: Console) -> str:
        """What the terminal is told: of each span only what differs from the one before it.

        Textual's own tells of every span all there is to say, and takes it back: most of a screen's bytes.
        """
        if any(style is None or style.link for _, style, _ in self):
            return super().render(console)
        system = console._color_system or ColorSystem.TRUECOLOR
        told: list[str] = []
        now = BARE
        for text, style, _ in self:
            if not text or style is None:
                continue
            wanted = _codes(style, system)
            if text.isspace() and wanted.attributes in UNSEEN and now.attributes in UNSEEN:
                wanted = now._replace(under=wanted.under)
            if wanted != now:
                told.append(_change(now, wanted))
                now = wanted
            told.append(text)
        return "".join(told) if now == BARE else "".join((*told, "\x1b[0m"))


class _Codes(NamedTuple):
    """What a terminal is told of a style."""

    attributes: str
    ink: str
    under: str


BARE = _Codes("", "", "")
"""As a terminal stands before it is told anything."""
UNSEEN = {"", "1", "2", "3"}
"""Attributes that are not seen on a blank, which has no letter: bold, dim, italic. Nor is its ink."""


@lru_cache(1024)
def _codes(style: Style, system: ColorSystem) -> _Codes:
    told = Strip.render_ansi
    return _Codes(
        told(style.without_color, system),
        told(Style.from_color(style.color), system),
        told(Style.from_color(None, style.bgcolor), system),
    )


@lru_cache(4096)
def _change(now: _Codes, wanted: _Codes) -> str:
    """What leads from one to the other; where something is to be taken away, from the beginning."""
    taken = any(before and not after for before, after in zip(now, wanted, strict=True))
    if taken or (now.attributes and now.attributes != wanted.attributes):
        return f"\x1b[{';'.join(filter(None, ('0', *wanted)))}m"
    return f"\x1b[{';'.join(after for before, after in zip(now, wanted, strict=True) if before != after)}m"
