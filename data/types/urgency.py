"""How urgent a row is, and what makes it so (features B26)."""

from datetime import date
from typing import NamedTuple


class Weights(NamedTuple):
    """How much each thing adds to the urgency of a row (union.toml: urgency)."""

    due: float = 12.0
    """A week late or more; less the further off it is, a fifth of it from two weeks on."""
    legal: float = 15.0
    escalated: float = 8.0
    priority: tuple[float, ...] = (6.0, 3.9, 1.8, 0.6, 0.0)
    """Of priority 1 to 5."""
    unclaimed: float = 4.0
    review: float = 2.0
    age: float = 2.0
    """A year old or more; less the younger it is."""
    waiting: float = -3.0
    """Its status waits for somebody."""


class Facts(NamedTuple):
    """What of a row decides how urgent it is."""

    on: date | None
    """The nearer of follow-up and target."""
    opened_on: date
    priority: int
    legal: bool = False
    escalated: bool = False
    unclaimed: bool = False
    review: bool = False
    waiting: bool = False


class Urgency(NamedTuple):
    """The sum in thousandths, and what it is made of."""

    points: int = 0
    parts: tuple[tuple[str, int], ...] = ()


NOT_URGENT = Urgency()
USUAL = Weights()
