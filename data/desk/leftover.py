"""Bytes that nothing names any more are removed: no document has them, and nothing can bring one back.

A removed document still names its bytes, for it can be put back. What was attached and taken back names them no more.
"""

from datetime import timedelta
from typing import NamedTuple

from data.desk.desk import Desk
from data.repositories.unnamed import mark, named_again, remove, taken_back_since, unnamed

KEPT = timedelta(days=1)
"""For so long bytes stay after they were first seen to be nobody's."""
CERTAIN = timedelta(hours=1)
"""Nothing is removed so soon after an attaching was taken back, wherever: that may be taken back itself."""


class Removed(NamedTuple):
    """What was removed."""

    files: int = 0
    size: int = 0


def sweep_bytes(desk: Desk) -> Removed:
    """Mark bytes that are nobody's, and remove those that have been so for a day, each in one transaction."""
    now = desk.clock()
    with desk.store.reading() as connection:
        found, again = unnamed(connection), named_again(connection)
        due = [one.sha256 for one in found if one.since is not None and now - one.since >= KEPT]
        if due and taken_back_since(connection, now - CERTAIN):
            due = []
    fresh = [one.sha256 for one in found if one.since is None]
    if fresh or again:
        with desk.store.deriving() as connection:
            mark(connection, fresh, now)
            mark(connection, again, None)
    sizes = [_remove(desk, digest) for digest in due]
    return Removed(sum(size > 0 for size in sizes), sum(sizes))


def _remove(desk: Desk, digest: str) -> int:
    with desk.store.deriving() as connection:
        desk.store.take_turns(connection, attaching(digest))
        return remove(connection, digest)


def attaching(digest: str) -> str:
    """In whose name those who attach a file, and those who remove its bytes, take turns."""
    return f"document {digest}"
