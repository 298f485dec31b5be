"""Calls that wait: who it may be, what is said of it, and the note it becomes; a shared number picks nobody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from data.types.calls import RINGS_FOR_S
from widgets.actions import key_said

if TYPE_CHECKING:
    from datetime import datetime

    from data.types.calls import Ring
    from data.types.forms import InteractionForm
    from data.types.members import MemberHit
    from widgets.lines import Line

MOST = 20
"""Calls that wait at most; older ones make room."""


@dataclass
class WaitingCall:
    """One call, and who has its number."""

    ring: Ring
    hits: tuple[MemberHit, ...] | None = None
    """None until the store has been asked."""
    answered: bool = False
    """The store has been asked, whatever came of it."""
    logged: int | None = None
    """Its place in the caller log; None where the log could not be kept."""
    note: InteractionForm | None = None
    """What it was taken as."""

    @property
    def alone(self) -> MemberHit | None:
        """The member, when the number is hers alone (features C11)."""
        return self.hits[0] if self.hits is not None and len(self.hits) == 1 else None

    @property
    def known_as(self) -> str:
        """Who has the number, for the caller log."""
        if self.alone is not None:
            return f"{self.alone.name}  {self.alone.number}"
        return f"shared by {len(self.hits)} members" if self.hits else ""

    def number(self, region: str) -> str:
        """The number as people write it."""
        from data.rules.phones import shown

        return shown(self.ring.number, region) or self.ring.number or "number withheld"

    def who(self, region: str) -> str:
        """One sentence for the banner."""
        number = self.number(region)
        if self.hits is None or not self.ring.number:
            return f"{self.ring.name}  {number}".strip()
        if self.alone is not None:
            place = f", {self.alone.employer}" if self.alone.employer else ""
            return f"{self.alone.name}, {number}, hers alone{place}"
        if self.hits:
            return f"{number}, shared by {len(self.hits)} members"
        return f"{number}, nobody known by it{f', calls itself {self.ring.name}' if self.ring.name else ''}"


class Phone:
    """The calls that wait, the newest first."""

    def __init__(self) -> None:
        self.calls: list[WaitingCall] = []

    def arrive(self, ring: Ring) -> WaitingCall:
        """A call rings; one that is told twice is one call."""
        known = next(
            (call for call in self.calls if ring.call_id and call.ring.call_id == ring.call_id), None
        )
        if known is not None:
            return known
        call = WaitingCall(ring)
        self.calls.insert(0, call)
        del self.calls[MOST:]
        return call

    def over(self, now: datetime) -> bool:
        """Calls that have rung too long wait no longer; whether there were any."""
        before = len(self.calls)
        self.calls = [
            call
            for call in self.calls
            if call.ring.at is None or (now - call.ring.at).total_seconds() < RINGS_FOR_S
        ]
        return len(self.calls) < before

    def take(self, logged: int | None = None) -> WaitingCall | None:
        """The newest call, or the one in that place of the log; it waits no longer."""
        call = next((one for one in self.calls if logged is None or one.logged == logged), None)
        if call is not None:
            self.calls.remove(call)
        return call

    def banner(self, region: str) -> tuple[Line, Line] | None:
        """What the status line says while a call waits."""
        if not self.calls:
            return None
        more = f"  and {len(self.calls) - 1} more" if len(self.calls) > 1 else ""
        what = "Calling" if self.calls[0].ring.outbound else "Call waiting"
        return (
            [(f" {what} ", "bannerkey"), (f" {self.calls[0].who(region)}{more}", "banner")],
            [(key_said("take_call"), "bannerkey"), (" take, parks this ", "banner")],
        )
