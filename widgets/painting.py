"""When a screen is placed and painted: once as it comes, not under another, and at once where that is awaited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.screen import Screen
from textual.widget import Widget

from widgets.ground import Ground

if TYPE_CHECKING:
    from textual.events import Idle


class Painting(Screen[object], Ground):
    """A screen that covers all of those below it."""

    def __init__(self) -> None:
        super().__init__()
        self._at_once = False

    @property
    def _unseen(self) -> bool:
        """Whether another covers it: all of it is placed and painted when it is back."""
        # While the program ends there is no screen any more.
        top = self.app.screen_stack[-1] if self.app.screen_stack else self
        return self is not top and isinstance(top, Painting)

    def _on_timer_update(self) -> None:
        if not self._unseen:
            super()._on_timer_update()
            return
        self._update_timer.pause()
        self.call_next(self._invoke_and_clear_callbacks)

    def _compositor_refresh(self) -> None:
        """Once: a screen that comes is placed and painted whole, and Textual would paint it whole again after that.

        And nothing of what is covered, for which Textual would paint the whole of what covers it.
        """
        if self._unseen:
            return
        whole = self.size.region in self._compositor._dirty_regions
        super()._compositor_refresh()
        if whole and self is self.app.screen and not self.app._batch_count:
            self._repaint_required = False

    def paint_at_once(self) -> None:
        """What has changed is awaited: no widget waits for its rest, and no paint for the timer that gathers them."""
        self._at_once = True
        for widget in self.walk_children():
            if isinstance(widget, Widget):
                widget._check_refresh()

    async def _on_idle(self, event: Idle) -> None:
        due = self._layout_required or self._repaint_required or self._dirty_widgets
        if self._at_once and due and self.is_current and not self.app._batch_count:
            self._at_once = False
            event.prevent_default()
            self._on_timer_update()
