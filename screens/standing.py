"""How the store is, in the words of the status line: its trouble and the way out, else what must be known of it."""

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
