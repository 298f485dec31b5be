"""Drafts given out of hand: what becomes of the copy on this machine (features B2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data import desk
from data.types.errors import CasetuiError

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from casetui.app import CaseTuiApp
    from data.desk.desk import Desk
    from data.types.news import News
    from data.types.together import SharedDraft


class Lending:
    """What the app does with drafts that colleagues may take up."""

    def __init__(self, app: CaseTuiApp) -> None:
        self._app = app
        self._here: set[UUID] = set()
        """Shared drafts that are on this machine."""
        self._told: set[UUID] = set()

    def opened(self) -> None:
        """The store is open: were any taken up meanwhile?"""
        self._ask()

    def lent(self, draft_id: UUID) -> None:
        """One was shared here."""
        self._here.add(draft_id)

    def heard(self, news: News) -> None:
        """Somebody may have taken one."""
        if self._here and (news.everything or self._here & news.records):
            self._ask()

    def sent(self, draft_id: UUID) -> None:
        """It is saved: nobody need take it up any more."""
        at = self._app.seat.desk
        if draft_id in self._here and at is not None:
            self._here.discard(draft_id)
            self._in_thread(lambda: desk.sharing.withdraw(at, draft_id))

    def _ask(self) -> None:
        at = self._app.seat.desk
        if at is not None:
            self._in_thread(lambda: self._read(at))

    def _in_thread(self, work: Callable[[], object]) -> None:
        def quietly() -> None:
            try:
                work()
            except CasetuiError:
                # Asked again with the next news; a draft sent twice is saved once.
                return

        self._app.run_worker(quietly, name="lending", group="lending", thread=True, exit_on_error=False)

    def _read(self, at: Desk) -> None:
        mine = [one for one in desk.sharing.listing(at) if one.by_id == at.officer.id]
        if mine:
            self._app.call_later(self._show, mine)

    def _show(self, mine: list[SharedDraft]) -> None:
        drafts = self._app.seat.drafts
        for one in mine:
            draft = drafts.read(one.id)
            if draft is None:
                continue
            self._here.add(one.id)
            if one.taken_by is None or one.id in self._told:
                continue
            self._told.add(one.id)
            whom = f" about {one.label}" if one.label else ""
            written_on = draft.kept_at > one.shared_at or any(
                getattr(screen, "form_id", None) == one.id for screen in self._app.seats()
            )
            if written_on:
                self._app.say(
                    f"{one.taken_name} took up your shared draft{whom}. You wrote on in yours, which stays:"
                    " whichever is sent first is saved."
                )
            else:
                drafts.discard(one.id)
                self._app.seat.discarded.append(one.id)
                self._app.say(f"{one.taken_name} took up your shared draft{whom}.")
        self._app.tell_all(lambda screen: screen.seat_changed())
