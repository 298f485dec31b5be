"""A member as a statement of search gives her: a plain row, values as the driver has them."""

from datetime import date
from typing import Any, NamedTuple
from uuid import UUID


class Found(NamedTuple):
    """A row of `statements.with_members`, named as its columns; shorter ones have SHOWN alone.

    SQLite's driver gives texts where the store means an id or a day: `as_id` and `as_day` make them of what is shown.
    """

    id: Any
    number: str
    name: str
    given: str
    family: str
    informal: str
    kind: str
    employer: str
    paid_through: Any
    born_on: Any
    missing: Any
    tier: int | None = None
    a: str = ""
    b: str = ""
    own: Any = False
    terms: str | None = None


def as_id(value: Any) -> UUID:
    """An id of any driver."""
    return value if isinstance(value, UUID) else UUID(value)


def as_day(value: Any) -> date | None:
    """A day of any driver, or none."""
    return date.fromisoformat(value) if isinstance(value, str) else value
