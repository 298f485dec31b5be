"""What of a case is opened outside the program: its place on a map, the form of its type and where that is filed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.rules.links import addresses
from data.rules.places import map_link
from screens.holding import HoldingScreen
from widgets.going import OpenLink

if TYPE_CHECKING:
    from data.types.records import CaseRecord

WORDS = {"form": "the form", "filed_in": "where it is filed"}


class OutwardScreen(HoldingScreen):
    """A screen on which a case is in view."""

    case: CaseRecord | None

    def why_not_outward(self, act_id: str) -> str:
        """Why there is nothing to open; empty where there is."""
        if act_id == "open_map" and self.case is not None and not self.case.location:
            return f"{self.case.number} has no location."
        if act_id == "open_form" and self.case is not None and not self._addresses():
            return f"The case types of {self.case.number} name no form."
        return ""

    def do_open_map(self) -> None:
        """m: where it happened, on a map in the browser."""
        if self.case is not None:
            self.post_message(OpenLink(map_link(self.case.location)))

    def do_open_form(self) -> None:
        """i: the form of its type, or where it is filed; asked where there are several (features A1.42)."""
        found = self._addresses()
        if len(found) == 1:
            self._lead_to(found[0][1])
        elif found:
            names = [f"{WORDS[name]}, {address}" for name, address in found]
            self.ask_menu("Open", names, lambda keys: self._lead_to(found[names.index(keys[0])][1]), names[0])

    def _addresses(self) -> list[tuple[str, str]]:
        case = self.case
        found = addresses(case.case_types, self.seat.choices) if case is not None else {}
        return [(name, address) for name, many in found.items() for address in many]

    def _lead_to(self, address: str) -> None:
        self.app.copy_to_clipboard(address)
        self.post_message(OpenLink(address))
