"""Reading from a standby: how far it is behind, and never one's own writes from before it has them."""

import time
from threading import Lock

from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError

LOOK_S = 5.0
"""How long what a standby said of itself is taken for true."""
FAR_S = 60.0
"""A standby this many seconds behind is not read from."""
_WRITTEN = text("SELECT pg_current_wal_flush_lsn()::text")
_STANDBY = text(
    """
    SELECT pg_is_in_recovery(),
           CASE WHEN NOT pg_is_in_recovery() THEN 0
                WHEN pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn()
                     AND EXISTS (SELECT FROM pg_stat_wal_receiver) THEN 0
                ELSE coalesce(extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp()), 0) END,
           CAST(:wanted AS text) IS NULL OR NOT pg_is_in_recovery()
               OR pg_last_wal_replay_lsn() >= CAST(:wanted AS pg_lsn)
    """
)


class Behind:
    """What is known of the standby of a store."""

    def __init__(self, standby: Engine, primary: Engine) -> None:
        self._standby = standby
        self._primary = primary
        self._lock = Lock()
        self._wrote = False
        self._wanted: str | None = None
        """Place in the primary's log up to which the standby must have come: our own last write."""
        self._looked = float("-inf")
        self.fit = False
        """It is read from."""
        self.lag_s: float | None = None
        """Seconds it is behind; None while it is away, or is no standby any more."""

    def wrote(self) -> None:
        """Something was committed here: it is to be seen in the next read."""
        with self._lock:
            self._wrote = True

    def doubt(self) -> None:
        """The standby failed: the primary is read from until it was looked at again."""
        with self._lock:
            self.fit, self.lag_s, self._looked = False, None, time.monotonic()

    def engine(self) -> Engine:
        """Where to read what may lag.

        It is the primary while the standby is away, is far behind, or lacks what was written here.
        """
        with self._lock:
            due = self._wrote or self._wanted is not None or time.monotonic() - self._looked > LOOK_S
            if due:
                try:
                    self._look()
                except SQLAlchemyError:
                    # Whatever is wrong with it, the primary answers; it is asked again after a while.
                    self.fit, self.lag_s = False, None
                self._looked = time.monotonic()
            return self._standby if self.fit else self._primary

    def _look(self) -> None:
        if self._wrote:
            with self._primary.connect() as connection:
                self._wanted = connection.execute(_WRITTEN).scalar_one()
            self._wrote = False
        with self._standby.connect() as connection:
            is_standby, lag, has_mine = connection.execute(_STANDBY, {"wanted": self._wanted}).one()
        if has_mine:
            self._wanted = None
        self.fit = bool(is_standby and has_mine and lag <= FAR_S)
        self.lag_s = float(lag) if is_standby else None
