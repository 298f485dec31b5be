"""The context of every use case."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from data.types.staff import Officer

if TYPE_CHECKING:
    from data.store.store import Store
    from data.types.secure import KeyLocker


@dataclass(frozen=True, slots=True)
class Desk:
    """One officer at one store."""

    officer: Officer
    store: "Store"
    clock: Callable[[], datetime]
    """Now, aware, in UTC."""
    new_id: Callable[[], UUID]
    """Makes the ids of what the desk itself adds; time-ordered."""
    zone: ZoneInfo
    """Where the office is: days are its days."""
    region: str
    """Country of telephone numbers given without a prefix: `AU`."""
    arrears_days: int
    state: str = ""
    """State or territory of the office: `VIC`."""
    office: str = ""
    """Name of the office."""
    ticket_address: str = ""
    """Where a ticket is found by its number; empty where that is not known."""
    locker: "KeyLocker | None" = None
    """Where this machine keeps the private keys of secure notes (features A3.35)."""

    def today(self) -> date:
        """The day it is in the office."""
        return self.clock().astimezone(self.zone).date()

    def close(self) -> None:
        """Give the store's connections back."""
        self.store.close()
