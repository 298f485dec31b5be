"""The switches of notices: each event, of all case types or of one; turned by an administrator (features A4.32)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from data import desk
from data.types.staff import Access
from screens.seat import Seat
from screens.seat_screen import SeatScreen
from widgets.choice import Option
from widgets.row_list import RowList
from widgets.switches import SWITCHES, switch_rows
from widgets.tables import split_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget

    from data.types.notices import SwitchLine
    from widgets.lines import Line

EVERY = "*"


class SwitchesScreen(SeatScreen):
    """A row a switch; Space turns what the staff is told, m the mail to the member."""

    place: ClassVar[str] = "switches"
    reads_again: ClassVar[bool] = True

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self.found: tuple[SwitchLine, ...] = ()
        self.case_type = ""
        self.list = RowList(SWITCHES, strong="said", empty="reading …", id="switches", letters=self.place)

    def head(self) -> tuple[Line, Line]:
        """Of which case type they are."""
        kind = self.seat.choices.case_type(self.case_type) if self.seat.choices and self.case_type else None
        told = f"   {kind.label}" if kind else "   every case type"
        return [("Notices", "strong"), (told, "quiet")], self.clock_line()

    def main(self) -> Iterable[Widget]:
        """The list."""
        yield self.list

    def on_mount(self) -> None:
        """The keyboard is in the list."""
        self.list.focus()

    def desk_opened(self) -> None:
        """Read them."""
        case_type = self.case_type
        self.read(lambda at, stop: desk.switching.lines(at, case_type, stop), self._show, "switches")

    def _show(self, found: tuple[SwitchLine, ...]) -> None:
        self.found = found
        self.list.show(switch_rows(found))
        self.remake("head", "keys")

    def _here(self) -> SwitchLine | None:
        name = split_key(self.list.key)[1]
        return next((one for one in self.found if one.name == name), None)

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        """Enter: the same as Space."""
        self.call_later(self.action_act, "turn_staff")

    def why_not(self, act_id: str) -> str:
        """The configuration is an administrator's; and not everything goes to everybody."""
        if act_id in ("turn_staff", "turn_member"):
            at, one = self.seat.desk, self._here()
            if at is None or at.officer.access < Access.ADMIN or not at.officer.of_all:
                return "Switches are turned by an administrator of the whole organisation."
            if one is None:
                return "The cursor stands on nothing."
            if (one.staff if act_id == "turn_staff" else one.member) is None:
                return (
                    "Nobody of the staff is told of that."
                    if act_id == "turn_staff"
                    else "No mail goes of that."
                )
        return super().why_not(act_id)

    def do_turn_staff(self) -> None:
        """Space: the staff is told, or is not."""
        self._turn("staff")

    def do_turn_member(self) -> None:
        """m: a mail goes to the member, or none."""
        self._turn("member")

    def _turn(self, of: str) -> None:
        one, case_type = self._here(), self.case_type
        if one is None:
            return
        on = not getattr(one, of)
        self.write(
            lambda at: desk.switching.turn(at, one.name, of=of, on=on, case_type=case_type),
            lambda _: self._turned(one, of, on),
        )

    def _turned(self, one: SwitchLine, of: str, on: bool) -> None:
        self.say(f"{one.said}: {'on' if on else 'off'}{' for the member' if of == 'member' else ''}.")
        self.desk_opened()

    def do_pick_type(self) -> None:
        """t: the switches of one case type, or of all."""
        choices = self.seat.choices
        if choices is None:
            return
        options = [
            Option(EVERY, "every case type"),
            *(Option(one.key, one.label) for one in choices.case_types),
        ]

        def chosen(keys: tuple[str, ...]) -> None:
            self.case_type = "" if keys[0] == EVERY else keys[0]
            self.desk_opened()

        self.ask_choice("Notices of", options, chosen)
