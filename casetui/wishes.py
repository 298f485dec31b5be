"""What other programs ask this window to open: a member, a record, a note about a ticket (features A1.03, A1.08)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data import desk
from data.types.errors import CasetuiError, NotFound
from widgets.going import Go

if TYPE_CHECKING:
    from uuid import UUID

    from casetui.app import CaseTuiApp
    from data.desk.desk import Desk
    from data.types.wishes import Wish

Way = tuple[list[Go], str]
"""Where to go, one after the other, and what is said there."""


class Wishes:
    """What the app does with them; the officer asked for it elsewhere, so that it may come to the front."""

    def __init__(self, app: CaseTuiApp) -> None:
        self._app = app
        self._waiting: Wish | None = None

    def wish(self, wish: Wish) -> None:
        """Go there; before the store is open the last wish waits for it."""
        self._waiting = wish
        self.desk_opened()

    def desk_opened(self) -> None:
        """The store is open: what is waited for can be looked up."""
        at, wish = self._app.seat.desk, self._waiting
        if at is None or wish is None:
            return
        self._waiting = None

        def work() -> None:
            try:
                way = _way(at, wish)
            except CasetuiError as error:
                way = ([], error.brief)
            self._app.call_later(self._go, way)

        self._app.run_worker(work, name="asked to open", group="wish", thread=True, exit_on_error=False)

    def _go(self, way: Way) -> None:
        steps, said = way
        for step in steps:
            self._app.moves.go(step)
        if said:
            self._app.call_after_refresh(self._app.say, said)


def _way(at: Desk, wish: Wish) -> Way:
    looked_for = wish.record or wish.ticket
    hit = next(iter(desk.find.members(at, looked_for, 1)), None) if looked_for else None
    if hit is not None and hit.record:
        said = "" if wish.record else f"This ticket is on record already: {hit.why.partition(': ')[0]}."
        return [Go(hit.record, hit.record_id)], said
    if wish.record:
        return [], f"{wish.record} is not on record here."
    member_id, said = _member(at, wish.number)
    steps = [Go("member", member_id)] if member_id is not None else []
    if wish.ticket:
        steps.append(Go("ticket", member_id, wish.ticket))
    return steps, said


def _member(at: Desk, number: str) -> tuple[UUID | None, str]:
    if not number:
        return None, ""
    try:
        return desk.members.by_number(at, number).id, ""
    except NotFound:
        return None, f"No member has the number {number}."
