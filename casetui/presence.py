"""Being away and here again, from whatever screen is seen (features A5.02)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from data import desk
from widgets.actions import key_said

if TYPE_CHECKING:
    from datetime import date

    from casetui.app import CaseTuiApp
    from data.types.staff import Presence as Found


class Presence:
    """Turns the officer's own availability."""

    def __init__(self, app: CaseTuiApp) -> None:
        self._app = app

    def turn(self) -> None:
        """Who is away is here again; who is here is asked until when."""
        at, seats = self._app.seat.desk, self._app.seats()
        if at is None or not seats:
            self._app.say("The database is not open yet: nothing was changed.", "late")
            return
        screen, me = seats[-1], at.officer.id
        if at.officer.here(self._app.seat.today()):

            def away(until: date | None) -> None:
                screen.write(lambda where: desk.staff.set_away(where, me, until), self._told)

            screen.ask_day("Away until", None, away)
            screen.say("The day you are back, or Enter alone for an open end · Esc stays available")
        else:
            screen.write(lambda where: desk.staff.set_available(where, me), self._told)

    def _told(self, found: Found) -> None:
        from data.rules.holding import away_said, back_said, handover_said

        seat = self._app.seat
        if seat.desk is None:
            return
        seat.desk = replace(seat.desk, officer=desk.staff.refreshed(seat.desk, found.officer))
        self._app.tell_all(lambda screen: screen.seat_changed())
        if found.here:
            back = f" {back_said(found.to_give_back)} {key_said('workload')} leads to them."
            self._app.say("You are available." + (back if found.to_give_back else ""))
            return
        waits = handover_said(found.cases, found.follow_ups)
        lead = f" {waits} {key_said('workload')} leads to handing it over." if waits else ""
        self._app.say(f"You are {away_said(found.officer, seat.today())}.{lead}")
