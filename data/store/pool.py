"""The connections of one engine, given back without leaving anybody who waits for one."""

from contextlib import suppress

from sqlalchemy.pool import ConnectionPoolEntry, QueuePool
from sqlalchemy.util.queue import Empty


class Pool(QueuePool):
    """A pool whose places stay when its connections are closed.

    SQLAlchemy's own takes the places away with them: a read that had just seen that all connections are made would
    wait for one to be given back, which never happens, until the pool's time is over.
    """

    def dispose(self) -> None:
        """Close what nobody uses; whoever waits or comes later connects anew."""
        places: list[ConnectionPoolEntry] = []
        try:
            with suppress(Empty):
                while True:
                    places.append(self._pool.get(False))
                    places[-1].close()
        finally:
            for place in places:
                self._pool.put(place, False)
