"""What changed in a busy office, as rows: those that have come since the last look, each once, none left out.

A transaction may end long after another that began later, so that no number says how far one has read. What was seen
is the server's own picture of which transactions had ended; what is new was written by one of the others.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import String, bindparam, text
from sqlalchemy.engine import Connection

from data.rules.news import GATHERED, gathered, read
from data.types.news import News

KEPT = timedelta(seconds=45)
"""Rows are there for a minute; whoever looked longer ago may have missed one."""
_LOOK = text(f"""
SELECT pg_current_snapshot()::text, now(), ARRAY(
  SELECT DISTINCT payload FROM casetui.news
   WHERE how <> 'told' AND at > now() - interval '1 minute'
     AND writer >= pg_snapshot_xmin(CAST(:seen AS pg_snapshot))
     AND NOT pg_visible_in_snapshot(writer, CAST(:seen AS pg_snapshot))
   LIMIT {2 * GATHERED})
""").bindparams(bindparam("seen", type_=String()))
_NOW = text("SELECT pg_current_snapshot()::text, now()")


class Rows:
    """Reads them on one connection, from now on."""

    def __init__(self, connection: Connection, sender: str) -> None:
        self._connection = connection
        self._sender = sender
        self._seen: str
        self._at: datetime
        self._seen, self._at = connection.execute(_NOW).one()

    def look(self) -> News:
        """What others have written since the last look; everything where it was too long ago, or is too much."""
        row: Any = self._connection.execute(_LOOK, {"seen": self._seen}).one()
        before, (self._seen, self._at, found) = self._at, row
        if self._at - before > KEPT or len(found) >= 2 * GATHERED:
            return News(everything=True)
        return gathered(read(one, self._sender) for one in found)
