"""The caller log: every call that rang on this machine and what became of it, private to its officer."""

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from data.drafts.file import DraftsFile
from data.types.calls import RINGS_FOR_S, CallOutcome, LoggedCall, Ring

MOST = 500
"""Calls that are remembered of one officer at one store; older ones are removed."""
COLUMNS = "id, number, name, call_id, outbound, rang_at, known_as, member_id, outcome"


class CallLog:
    """The calls of one officer at one store (issue of the telephone: missed ones are rung back).

    Every method may be called from any thread, and raises DraftsFull or DraftsUnavailable.
    """

    def __init__(self, file: DraftsFile, officer: str, store: str, clock: Callable[[], datetime]) -> None:
        self._file = file
        self._whose = (officer, store)
        self._clock = clock

    def rang(self, ring: Ring) -> int:
        """Remember a call that rings; answers its place in the log."""
        at = _stamp(ring.at or self._clock())

        def work(connection: sqlite3.Connection) -> int:
            made = connection.execute(
                "INSERT INTO call (officer, store, number, name, call_id, outbound, rang_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (*self._whose, ring.number, ring.name, ring.call_id, ring.outbound, at),
            )
            connection.execute(
                "DELETE FROM call WHERE officer = ? AND store = ? AND id NOT IN"
                " (SELECT id FROM call WHERE officer = ? AND store = ? ORDER BY id DESC LIMIT ?)",
                (*self._whose, *self._whose, MOST),
            )
            return int(made.lastrowid or 0)

        return self._file.run(work)

    def known(self, call: int, known_as: str, member_id: UUID | None) -> None:
        """The store has told whose number it is."""
        self._change(
            "known_as = ?, member_id = ? WHERE id = ?", known_as, str(member_id) if member_id else None, call
        )

    def taken(self, call: int) -> None:
        """The call was taken; what was missed from the same number before is dealt with."""
        self._change("outcome = 'taken' WHERE id = ?", call)
        self._settle(call, CallOutcome.DEALT_WITH)

    def let_ring(self, call: int) -> None:
        """The officer left it to somebody else."""
        self._change("outcome = 'let ring' WHERE id = ?", call)

    def called_back(self, call: int) -> None:
        """A note of a call to the number was begun: nothing missed from that number is left."""
        self._settle(call, CallOutcome.CALLED_BACK)

    def dealt_with(self, call: int) -> None:
        """Nothing is left to do about this missed call."""
        self._change(
            "outcome = 'dealt with' WHERE id = ? AND outcome = '' AND rang_at < ?", call, self._over()
        )

    def listing(self, *, missed: bool = False) -> tuple[LoggedCall, ...]:
        """The calls, the newest first; with `missed` only those that nobody took or rang back."""
        over = self._over()

        def work(connection: sqlite3.Connection) -> list[tuple[Any, ...]]:
            return connection.execute(
                f"SELECT {COLUMNS} FROM call WHERE officer = ? AND store = ? ORDER BY id DESC", self._whose
            ).fetchall()

        calls = (_call_of(row, over) for row in self._file.run(work))
        return tuple(call for call in calls if not missed or call.outcome is CallOutcome.MISSED)

    def missed(self) -> int:
        """How many calls nobody took or rang back."""

        def work(connection: sqlite3.Connection) -> int:
            found = connection.execute(
                "SELECT count(*) FROM call WHERE officer = ? AND store = ?"
                " AND outcome = '' AND outbound = 0 AND rang_at < ?",
                (*self._whose, self._over()),
            ).fetchone()
            return int(found[0])

        return self._file.run(work)

    def _over(self) -> str:
        """Whatever rang before this rings no longer."""
        return _stamp(self._clock() - timedelta(seconds=RINGS_FOR_S))

    def _settle(self, call: int, outcome: CallOutcome) -> None:
        """What was missed from the number of a call has this outcome now; a withheld number is only itself."""
        self._change(
            "outcome = ? WHERE outcome = '' AND outbound = 0 AND rang_at < ? AND (id = ? OR number <> ''"
            " AND number = (SELECT number FROM call WHERE id = ?))",
            outcome.value,
            self._over(),
            call,
            call,
        )

    def _change(self, what: str, *values: object) -> None:
        def work(connection: sqlite3.Connection) -> None:
            connection.execute(
                f"UPDATE call SET {what} AND officer = ? AND store = ?", (*values, *self._whose)
            )

        self._file.run(work)


def _stamp(at: datetime) -> str:
    """UTC with a fixed number of digits, so that the text sorts by time."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _call_of(row: tuple[Any, ...], over: str) -> LoggedCall:
    call, number, name, call_id, outbound, rang_at, known_as, member_id, outcome = row
    if outcome:
        became = CallOutcome(outcome)
    elif rang_at >= over:
        became = CallOutcome.RINGS
    else:
        # A call of one's own that was never made a note was not missed.
        became = CallOutcome.LET_RING if outbound else CallOutcome.MISSED
    return LoggedCall(
        call,
        number,
        name,
        call_id,
        bool(outbound),
        datetime.fromisoformat(rang_at),
        known_as,
        UUID(member_id) if member_id else None,
        became,
    )
