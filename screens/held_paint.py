"""A paint that waits for what is read: one, and not an empty screen first."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, ClassVar

from screens.hearing import Hearing

if TYPE_CHECKING:
    from screens.seat import Seat

EMPTY_S = 0.05
"""Seconds after which a screen is painted without what it reads."""


class HeldPaint(Hearing):
    """A screen whose paint can wait for an answer of the store, though not for long."""

    seat: Seat
    seen_whole: ClassVar[bool] = False
    """Told what it is for, it is painted once, with what it reads: not empty first and again a moment later."""

    def __init__(self) -> None:
        super().__init__()
        self._unpainted = ExitStack()
        """What is not painted yet, waits here for the first answer."""
        self._painted_later = False

    def _paint_whole(self) -> None:
        if self.seen_whole:
            self.paint_later(EMPTY_S)

    def paint_later(self, soon: float) -> None:
        """With the next answer, where it comes within so many seconds: once, and not in parts."""
        if self.seat.desk is not None:
            self.hold_paint(soon)

    def hold_paint(self, soon: float = EMPTY_S) -> None:
        """Paint nothing until `paint_held`, or for so many seconds."""
        if not self._painted_later:
            self._painted_later = True
            self._unpainted.callback(setattr, self, "_painted_later", False)
            self._unpainted.enter_context(self.app.batch_update())
            # The app's: this screen may be gone by then.
            self.app.set_timer(soon, self.paint_held)

    def _compositor_refresh(self) -> None:
        """Textual paints what was placed, though all painting waits."""
        if not self._painted_later:
            super()._compositor_refresh()

    def paint_held(self) -> None:
        """What was waited for has come, or takes too long, or was painted long ago."""
        self._unpainted.close()
        if self.app.screen_stack:
            self.app.screen.check_idle()
