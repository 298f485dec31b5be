"""A record that was picked out of a list."""

from typing import NamedTuple
from uuid import UUID


class Picked(NamedTuple):
    """One record of a list, as it was read."""

    record: str
    """`case` or `interaction`."""
    id: UUID
    number: str
    version: int
    """As it was read; 0 where that is not known."""
