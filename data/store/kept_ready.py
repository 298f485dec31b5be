"""Statements that are asked again and again, made ready at the server together with their first answer.

The driver would have one planned anew until its fifth time, and then ask for it to be prepared on a way of its own.
"""

import math
from time import perf_counter
from typing import Any

from sqlalchemy import Connection, Engine, event

READY = {"casetui_ready": True}
"""Execution options of such a statement: `connection.execute(statement, bounds, execution_options=READY)`."""
MOST = 200
"""Statements a connection keeps ready, these and whatever else is asked again: the driver's own 100 are too few."""
ONCE = 1
"""How often a statement is planned for itself before it is kept ready; the driver's own five are dear where policies
stand behind every table: opening a case asked the server for half a second of planning before it was quick."""


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
        connection.prepare_threshold = ONCE

    @event.listens_for(pool, "do_execute")
    def _execute(cursor: Any, statement: str, parameters: Any, context: Any) -> bool:
        if not context.execution_options.get("casetui_ready"):
            return False
        connection = cursor.connection
        if statement in connection.ready:
            began = perf_counter()
            cursor.execute(statement, parameters, prepare=True)
            connection.quickest = min(connection.quickest, perf_counter() - began)
            return True
        # Both in one way there and back: what is asked waits at the server for what it is made of.
        with connection.pipeline():
            cursor.execute(statement, parameters, prepare=True)
        connection.ready.add(statement)
        return True
