"""What a Postgres server says of itself: its clock beside ours, what it is, how many it admits."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.engine import Connection

from data.types.server import ServerHealth

_ASKED = text(
    """
    SELECT clock_timestamp(), pg_is_in_recovery(),
           (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'),
           current_setting('max_connections')::int,
           (SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming'),
           current_setting('synchronous_standby_names'), current_setting('server_version')
    """
)


def of(connection: Connection, clock: Callable[[], datetime]) -> ServerHealth:
    """Ask the server; the way there and back is halved for the clock."""
    connection.execute(text("SELECT 1"))
    before = clock()
    now, standby, connected, admitted, standbys, names, version = connection.execute(_ASKED).one()
    middle = before + (clock() - before) / 2
    return ServerHealth(
        str(version).split(" ")[0],
        (now - middle).total_seconds(),
        bool(standby),
        int(connected),
        int(admitted),
        int(standbys),
        bool(names),
    )
