"""Screens that are mounted before anyone asks for them: taking one up costs a layout and a paint, not a mount."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from casetui import garbage
from casetui.routes import screen_for, screen_to_write, screen_waiting

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from textual.geometry import Size
    from textual.timer import Timer

    from casetui.app import CaseTuiApp
    from data.types.forms import Form
    from screens.seat_screen import SeatScreen

CALL = "call"
"""The kind that goes on with a form; the others are told a record or words."""
USUAL = (CALL, "member", "case")
"""Kinds that stand by in every run."""
OPENED = ("documents", "triage")
"""Kinds that stand by for who has opened one in this run; others never see them."""
IDLE_S = 0.4
"""Seconds without a key or a ring before a screen is made: it may not make them wait."""
PIECE_S = 0.004
"""Seconds after which drawing stops for whatever has come meanwhile."""
BETWEEN_S = 0.02
"""Seconds between two pieces of the work."""
COLLECT_S = 3.0
"""Seconds without a key or a ring before the collector looks at everything: that is one piece, of some thirty ms."""


class Spares:
    """One screen of each kind, empty; each is used once and then made anew."""

    def __init__(self, app: CaseTuiApp) -> None:
        self._app = app
        self.standing: dict[str, SeatScreen] = {}
        """Those there are, by kind."""
        self._kinds: tuple[str, ...] = USUAL
        self._timer: Timer | None = None
        self._theme = ""
        self._placed: dict[SeatScreen, Size] = {}
        """How large those that stand by were placed."""
        self._drawing: dict[SeatScreen, Iterator[object]] = {}
        """What is not drawn yet of those that were placed."""
        self._busy_at = monotonic()
        self._collected = False

    @property
    def ready(self) -> bool:
        """Whether all of them stand by."""
        return all(self._fresh(kind) for kind in self._kinds)

    def not_now(self) -> None:
        """A key was pressed, or a call rings: what follows comes first."""
        self._busy_at = monotonic()

    def later(self) -> None:
        """Make what is not there once the keyboard rests."""
        self._look_in(IDLE_S)

    def _look_in(self, seconds: float) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._timer = self._app.set_timer(seconds, self._look)

    def _look(self) -> None:
        self._timer = None
        if not self._app.screen_stack:
            return
        rested = monotonic() - self._busy_at
        if rested < IDLE_S:
            self._look_in(IDLE_S - rested)
        elif self._do_one_piece():
            garbage.newest()
            self._look_in(BETWEEN_S)
        elif rested < COLLECT_S:
            self._look_in(COLLECT_S - rested)
        else:
            garbage.rest(first=not self._collected)
            self._collected = True

    def _do_one_piece(self) -> bool:
        """Mount, place or draw a part of one of them, so that nothing waits for more; False when all stand by."""
        if self._theme != self._app.theme:
            for screen in self.standing.values():
                screen.remove()
            self._theme = self._app.theme
            self.standing.clear()
            self._placed.clear()
            self._drawing.clear()
        if any(self._make_ready(screen) for screen in self.standing.values()):
            return True
        missing = next((kind for kind in self._kinds if kind not in self.standing), None)
        if missing is not None:
            made = self.standing[missing] = screen_waiting(self._app.seat, missing)
            # Textual mounts a screen only as it is pushed, which would show it.
            self._app._get_screen(made)
        return missing is not None

    def _make_ready(self, screen: SeatScreen) -> bool:
        """Place it, or draw some more of it, as the window is now, seen by nobody; False where nothing is left to do.

        What is drawn is kept by its widgets: shown later, only what has changed since is drawn. And what asks to be
        placed again once it has its size is not placed only when the screen is shown.
        """
        size = self._app.size
        if not screen.is_mounted:
            return True
        if self._placed.get(screen) != size or screen._layout_required:
            self._placed[screen], screen._layout_required = size, False
            screen._refresh_layout(size)
            self._drawing[screen] = iter(screen._compositor._get_renders())
            return True
        if screen not in self._drawing:
            return False
        end = monotonic() + PIECE_S
        for _widget in self._drawing[screen]:
            if monotonic() >= end:
                return True
        # What they drew is put together once, since it is cut then, and kept cut.
        screen._compositor.render_strips()
        del self._drawing[screen]
        return True

    def to_write(self, form: Form, kind: str = "") -> SeatScreen:
        """The screen that goes on with a form, as `routes` names it; a spare one where there is one."""
        from data.types.forms import InteractionForm

        if isinstance(form, InteractionForm) and self._fresh(CALL):
            from screens.call import CallScreen

            spare = self.standing[CALL]
            if isinstance(spare, CallScreen) and spare.takes(form):
                self._taken(CALL)
                spare.take_form(form)
                return spare
        return screen_to_write(self._app.seat, form, kind)

    def to_show(self, kind: str, record_id: UUID | None, text: str = "") -> SeatScreen:
        """The screen of that name for that record or these words; a spare one where there is one."""
        if kind in OPENED and kind not in self._kinds:
            self._kinds = (*self._kinds, kind)
            self.later()
        told = record_id is not None or kind == "triage"
        if kind == CALL or not told or not self._fresh(kind):
            return screen_for(self._app.seat, kind, record_id, text)
        spare = self._taken(kind)
        spare.take(record_id, text)
        return spare

    def _taken(self, kind: str) -> SeatScreen:
        spare = self.standing.pop(kind)
        self._placed.pop(spare, None)
        self._drawing.pop(spare, None)
        self.later()
        return spare

    def _fresh(self, kind: str) -> bool:
        spare = self.standing.get(kind)
        return spare is not None and spare.is_mounted and self._theme == self._app.theme
