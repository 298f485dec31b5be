"""Figures for supervisors."""

from datetime import date
from typing import NamedTuple
from uuid import UUID


class DirectShare(NamedTuple):
    """How many of the cases an officer opened came from no interaction (features A2.04)."""

    officer_id: UUID | None
    """None for everyone together."""
    officer: str
    direct: int
    converted: int

    @property
    def cases(self) -> int:
        """All of them."""
        return self.direct + self.converted

    @property
    def share(self) -> float:
        """The part that was direct, from 0 to 1."""
        return self.direct / self.cases if self.cases else 0.0


class DirectReport(NamedTuple):
    """The share of direct cases, officer by officer, of those cases that the reader may see."""

    since: date | None
    until: date | None
    """First and last day on which they were opened; None for no such limit."""
    officers: tuple[DirectShare, ...]
    """Those who opened a case then, the largest share first."""
    together: DirectShare
