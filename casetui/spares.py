"""Screens that are mounted before anyone asks for them: taking one up costs a layout and a paint, not a mount."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from casetui import garbage
from casetui.routes import screen_for, screen_to_write
from data.types.forms import InteractionForm

if TYPE_CHECKING:
    from uuid import UUID

    from textual.geometry import Size

    from casetui.app import CaseTuiApp
    from data.types.forms import Form
    from screens.call import CallScreen
    from screens.case import CaseScreen
    from screens.documents import DocumentsScreen
    from screens.member import MemberScreen
    from screens.seat import SeatScreen
    from screens.triage import TriageScreen

IDLE_S = 0.4
"""Seconds without a key before a screen is made: it may not make a key wait."""


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
        self._armed = False
        self._theme = ""
        self._drawn: dict[SeatScreen, Size] = {}
        """How large those that stand by were drawn."""
        self._typed_at = 0.0
        self._rested = False

    @property
    def ready(self) -> bool:
        """Whether all of them stand by."""
        return all(one is not None and self._fresh(one) for one in self._all)

    @property
    def _all(self) -> tuple[SeatScreen | None, ...]:
        usual = self.call, self.member, self.case
        documents = (self.documents,) if self._documented else ()
        return (*usual, *documents, self.triage) if self._triaged else (*usual, *documents)

    def typed(self) -> None:
        """A key was pressed: not now."""
        self._typed_at = monotonic()

    def later(self) -> None:
        """Make what is not there once the keyboard rests."""
        if not self._armed:
            self._armed = True
            self._app.set_timer(IDLE_S, self._look)

    def _look(self) -> None:
        self._armed = False
        if not self._app.screen_stack:
            return
        if monotonic() - self._typed_at < IDLE_S:
            self.later()
        elif not self._make_one():
            garbage.rest(first=not self._rested)
            self._rested = True
            return
        self.later()

    def _make_one(self) -> bool:
        """Mount or draw one of them, so that a key never waits for two; False when all are there and drawn."""
        if self._theme != self._app.theme:
            for screen in self._all:
                if screen is not None:
                    screen.remove()
            self._theme, self.call, self.member, self.case = self._app.theme, None, None, None
            self.triage = self.documents = None
            self._drawn.clear()
        made = self._next()
        if made is not None:
            # Textual mounts a screen only as it is pushed, which would show it.
            self._app._get_screen(made)
            return True
        return any(screen is not None and self._lay_out(screen) for screen in self._all)

    def _next(self) -> SeatScreen | None:
        """The first that is not there, made for nobody and no case; None when all are there."""
        from uuid import UUID

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

    def _lay_out(self, screen: SeatScreen) -> bool:
        """Place and draw everything as the window is now, seen by nobody; False where nothing is left to do.

        What is drawn is kept by its widgets: shown later, only what has changed since is drawn. And what asks to be
        placed again once it has its size is not placed only when the screen is shown.
        """
        size = self._app.size
        if not screen.is_mounted:
            return True
        if self._drawn.get(screen) == size and not screen._layout_required:
            return False
        self._drawn[screen], screen._layout_required = size, False
        screen._refresh_layout(size)
        screen._compositor.render_strips()
        return True

    def to_write(self, form: Form, kind: str = "") -> SeatScreen:
        """The screen that goes on with a form, as `routes` names it; a spare one where there is one."""
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
        self._drawn.pop(spare, None)
        self.later()

    def _fresh(self, spare: SeatScreen) -> bool:
        return spare.is_mounted and self._theme == self._app.theme
