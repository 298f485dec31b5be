"""What the first and the last line of every screen say: what waits; how the store is, and the way out of trouble."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.types.errors import CasetuiError
from widgets.actions import key_said

if TYPE_CHECKING:
    from screens.seat import Seat
    from widgets.lines import Line


def briefly(error: CasetuiError) -> str:
    """An error as the status line says it, with the keys as the officer has them."""
    return error.brief.replace("{password}", key_said("password"))


def head_line(seat: Seat, people: Line) -> Line:
    """Right end of the first line: what waits, and the time."""
    writing, parked, waiting = seat.drafts.counts()
    missed = seat.drafts.calls.missed()
    parts: Line = [*people]
    at = seat.desk
    if at is not None and not at.officer.here(seat.today()):
        from data.rules.holding import away_said

        parts.append((f"{away_said(at.officer, seat.today())} · ", "soon"))
    if seat.unread:
        parts.append((f"{seat.unread} in inbox · ", "soon"))
    if missed:
        parts.append((f"{missed} missed · ", "soon"))
    if parked:
        parts.append((f"{parked} parked · ", "quiet"))
    if writing:
        parts.append((f"{writing} draft{'s' if writing > 1 else ''} · ", "quiet"))
    if waiting:
        parts.append((f"{waiting} waiting to send · ", "soon"))
    return [*parts, (f"{seat.here(seat.clock()):%H:%M}", "quiet")]


def store_line(seat: Seat) -> Line:
    """The trouble with the store, if there is any; what it makes an exception of; nothing where all is well."""
    if seat.problem is not None:
        # Where somebody has to do something, that is said, and not when it is tried in vain.
        again = None if seat.problem.way else seat.next_try
        when = f" Next try {seat.here(again):%H:%M:%S}." if again is not None else ""
        return [(briefly(seat.problem) + when, "late")]
    if seat.desk is None:
        return [("opening the database …", "quiet")]
    from data.rules.clocks import apart

    store = seat.desk.store
    if told := apart(store.ahead_s):
        return [(f"{told}: set the wrong one", "late")]
    if lag := store.lag_s:
        if not store.reads_standby:
            return [(f"the standby is {lag:.0f} s behind: the primary is read instead", "quiet")]
        return [(f"found, history and reports are read from a standby, {lag:.0f} s behind", "quiet")]
    if store.trusted_login:
        return [(f"{store.trusted_login}: the database does not tell officers apart", "quiet")]
    return [(store.exception, "late")] if store.exception else []
