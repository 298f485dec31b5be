"""Screens that are mounted before anyone asks for them: taking one up costs a layout and a paint, not a mount."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from casetui import garbage
from casetui.routes import screen_for, screen_to_write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from textual.geometry import Size
    from textual.timer import Timer

    from casetui.app import CaseTuiApp
    from data.types.forms import Form
    from screens.call import CallScreen
    from screens.case import CaseScreen
    from screens.documents import DocumentsScreen
    from screens.member import MemberScreen
    from screens.seat import SeatScreen
    from screens.triage import TriageScreen

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
        self.call: CallScreen | None = None
        self.member: MemberScreen | None = None
        self.case: CaseScreen | None = None
        self.triage: TriageScreen | None = None
        """Made for who has opened it once in this run; others never see it."""
        self._triaged = False
        self.documents: DocumentsScreen | None = None
        """Likewise."""
        self._documented = False
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
        return all(one is not None and self._fresh(one) for one in self._all)

    @property
    def _all(self) -> tuple[SeatScreen | None, ...]:
        usual = self.call, self.member, self.case
        documents = (self.documents,) if self._documented else ()
        return (*usual, *documents, self.triage) if self._triaged else (*usual, *documents)

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
            for screen in self._all:
                if screen is not None:
                    screen.remove()
            self._theme, self.call, self.member, self.case = self._app.theme, None, None, None
            self.triage = self.documents = None
            self._placed.clear()
            self._drawing.clear()
        if any(screen is not None and self._make_ready(screen) for screen in self._all):
            return True
        made = self._next()
        if made is not None:
            # Textual mounts a screen only as it is pushed, which would show it.
            self._app._get_screen(made)
        return made is not None

    def _next(self) -> SeatScreen | None:
        """The first that is not there, made for nobody and no case; None when all are there."""
        from uuid import UUID

        from data.types.forms import InteractionForm
        from screens.call import CallScreen
        from screens.case import CaseScreen
        from screens.member import MemberScreen

        seat, nobody = self._app.seat, UUID(int=0)
        if self.call is None:
            self.call = CallScreen(seat, InteractionForm(nobody, seat.clock()), waits=True)
            return self.call
        if self.member is None:
            self.member = MemberScreen(seat, nobody, waits=True)
            return self.member
        if self.case is None:
            self.case = CaseScreen(seat, nobody, waits=True)
            return self.case
        if self.documents is None and self._documented:
            from screens.documents import DocumentsScreen

            self.documents = DocumentsScreen(seat, "", nobody, waits=True)
            return self.documents
        if self.triage is None and self._triaged:
            from screens.triage import TriageScreen

            self.triage = TriageScreen(seat, waits=True)
            return self.triage
        return None

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

        spare = self.call
        if (
            spare is not None
            and isinstance(form, InteractionForm)
            and self._fresh(spare)
            and spare.takes(form)
        ):
            self.call = None
            self._taken(spare)
            spare.take(form)
            return spare
        return screen_to_write(self._app.seat, form, kind)

    def to_show(self, kind: str, record_id: UUID | None, text: str = "") -> SeatScreen:
        """The screen of that name for that record; a spare one where there is one."""
        if kind == "triage":
            return self._to_triage(record_id, text)
        if kind == "documents" and record_id is not None:
            return self._to_documents(record_id, text)
        spare = self.member if kind == "member" else self.case if kind == "case" else None
        if spare is None or record_id is None or not self._fresh(spare):
            return screen_for(self._app.seat, kind, record_id, text)
        if spare is self.member:
            self.member = None
        else:
            self.case = None
        self._taken(spare)
        spare.take(record_id)
        return spare

    def _to_triage(self, view_id: UUID | None, text: str) -> SeatScreen:
        spare, self.triage, self._triaged = self.triage, None, True
        if spare is None or not self._fresh(spare):
            self.later()
            return screen_for(self._app.seat, "triage", view_id, text)
        self._taken(spare)
        spare.take(text, view_id)
        return spare

    def _to_documents(self, record_id: UUID, record: str) -> SeatScreen:
        spare, self.documents, self._documented = self.documents, None, True
        if spare is None or not self._fresh(spare):
            self.later()
            return screen_for(self._app.seat, "documents", record_id, record)
        self._taken(spare)
        spare.take(record, record_id)
        return spare

    def _taken(self, spare: SeatScreen) -> None:
        self._placed.pop(spare, None)
        self._drawing.pop(spare, None)
        self.later()

    def _fresh(self, spare: SeatScreen) -> bool:
        return spare.is_mounted and self._theme == self._app.theme
