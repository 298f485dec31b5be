"""What a colleague says of a submitted note, beside what a program can tell (features A1.37, A1.38, A1.41)."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

HELD, NOT_HELD = "held", "not held"
"""What can be said of an item."""


class Tick(NamedTuple):
    """One item as one colleague sees it."""

    item: str
    """Key of `data.rules.good.HUMAN`, of a case of `data.rules.good_case.CASE_HUMAN`."""
    officer_id: UUID
    officer_name: str
    said: str
    """`held` or `not held`."""
    line: str
    """Why, in one line; empty when nothing was said."""
    ticked_at: datetime

    @property
    def holds(self) -> bool:
        """The colleague says that it holds."""
        return self.said == HELD
