"""What a program hears of changes that others made: a hint to read again, never a value."""

from typing import NamedTuple
from uuid import UUID


class News(NamedTuple):
    """Records that may have changed; forged or lost, it costs one read or waits for the next."""

    records: frozenset[UUID] = frozenset()
    """Ids of cases, interactions and members."""
    present: frozenset[UUID] = frozenset()
    """Records that somebody came to, left, or began to type in."""
    everything: bool = False
    """Whatever is shown may have changed."""

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.records or self.present or self.everything)
