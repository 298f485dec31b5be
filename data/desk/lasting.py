"""A read that outlives the connection it began on."""

from collections.abc import Callable
from typing import TypeVar

from data.desk.desk import Desk
from data.types.errors import ConnectionLost

T = TypeVar("T")


def lasting(read: Callable[[], T]) -> T:
    """What a read answers; asked once more, on a fresh connection, when the one it had was gone.

    For reads alone, which change nothing and hold no transaction open between two questions. Where nothing is
    heard at all the read is not repeated: the officer has waited long enough.
    """
    try:
        return read()
    except ConnectionLost:
        return read()


def answers(desk: Desk) -> None:
    """Ask the store anything at all; raises StoreTrouble while it does not answer."""
    desk.store.revision()
