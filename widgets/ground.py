"""What lies under other widgets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal, Vertical
from textual.strip import Strip
from textual.widget import Widget

from widgets.strips import Drawn

if TYPE_CHECKING:
    from textual.geometry import Region


class Ground(Widget):
    """Shows nothing of its own but its colour: one blank line, as often as there are lines."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """Textual would make, filter and cut each of them by itself, though all but a few are covered."""
        line = Strip.blank(crop.width, self.visual_style.rich_style)
        for one in self.get_line_filters():
            line = line.apply_filter(one, self.background_colors[1])
        return [Drawn(line, crop.width)] * crop.height


class Across(Horizontal, Ground):
    """What stands side by side."""


class Down(Vertical, Ground):
    """What stands one below the other."""
