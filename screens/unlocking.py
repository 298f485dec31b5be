"""A key of secure notes that is not on this machine: its passphrase is asked for where the key is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data import desk
from screens.seat_screen import SeatScreen

if TYPE_CHECKING:
    from collections.abc import Callable

NOT_HERE = "Your key is not on this machine: its passphrase brings it here, Esc leaves it"


class UnlockingScreen(SeatScreen):
    """A screen on which a key may be wanted."""

    def ask_passphrase(self, then: Callable[[], None]) -> None:
        """Ask for it, and go on once the key is here."""

        def given(passphrase: str) -> None:
            self.write(lambda at: desk.keys.unlock(at, passphrase), lambda _kept: then())

        self.ask_secret("Passphrase of your key", given)
        self.say(NOT_HERE, "soon")
