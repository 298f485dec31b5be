"""A telephone call as the telephone program tells of it."""

from datetime import datetime
from typing import NamedTuple


class Ring(NamedTuple):
    """A call that rings, or that is being made."""

    number: str
    """As it is dialled, `+61491570006` or `0491570006`; empty when it is withheld."""
    name: str = ""
    """What the telephone program calls the caller; shown, never trusted."""
    call_id: str = ""
    outbound: bool = False
    at: datetime | None = None
    """When it rang, UTC."""
