"""Statements made ready at the server together with their first answer, and kept so.

The driver would have one planned anew until its fifth time, and then ask for it to be prepared on a way of its own;
the server would plan it five times more. With policies behind every table that is most of what the first save costs.
"""

import math
from time import perf_counter
from typing import Any

from sqlalchemy import Connection, Engine, event

READY = {"casetui_ready": True}
"""Execution options of a statement that is raw, or whose answers tell how far the server is."""
MOST = 200
"""Statements a connection keeps ready, these and whatever else is asked again: the driver's own 100 are too few."""

LONGEST = 20_000
"""Characters of a statement that may come again; a longer one brings in many rows at once."""
FAR_S = 0.005
"""A way there and back that costs more than it costs a server to look for what may not be needed."""


def is_far(connection: Connection) -> bool:
    """Whether to ask once more is dear; unknown until something was answered twice, and never of a file."""
    return FAR_S < getattr(connection.connection.driver_connection, "quickest", 0.0) < math.inf


def keep_ready(pool: Engine) -> None:
    """Have the connections of a Postgres pool do so."""

    @event.listens_for(pool, "connect")
    def _made(connection: Any, _record: object) -> None:
        connection.prepared_max = MOST

    @event.listens_for(pool, "do_execute")
    def _execute(cursor: Any, statement: str, parameters: Any, context: Any) -> bool:
        measured = context.execution_options.get("casetui_ready")
        if not measured and not _again(context, statement, parameters):
            return False
        connection = cursor.connection
        cursor.asked = statement
        if statement in connection.ready:
            began = perf_counter()
            cursor.execute(statement, parameters, prepare=True)
            if measured:
                connection.quickest = min(connection.quickest, perf_counter() - began)
            return True
        # Both in one way there and back: what is asked waits at the server for what it is made of.
        with connection.pipeline():
            cursor.execute(statement, parameters, prepare=True)
        if len(connection.ready) >= MOST:
            # What is told to be made ready though it is costs nothing.
            connection.ready.clear()
            connection.described.clear()
        connection.ready.add(statement)
        return True


def _again(context: Any, statement: str, parameters: Any) -> bool:
    """Whether it is one that is asked with other values later; not what makes tables or goes back to a savepoint."""
    if context.compiled is None or len(statement) > LONGEST:
        return False
    asks = context.is_crud or context.compiled.statement.is_select
    return bool(asks or (context.is_text and parameters))
