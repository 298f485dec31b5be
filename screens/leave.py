"""What an officer holds; handed over for a leave with a preview, row by row to be changed; and given back (B29)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from data import desk
from data.rules.days import say_day
from data.rules.spreading import with_receiver
from screens.one_list import ListScreen
from screens.seat import Seat
from widgets.actions import key_said
from widgets.brief import indented
from widgets.case_details import people
from widgets.choice import Option
from widgets.going import Go
from widgets.leave import LEAVE, counted, done_said, key_of, spread_rows, thing_lines, thing_rows
from widgets.row_list import RowList

if TYPE_CHECKING:
    from datetime import date

    from data.desk.desk import Desk
    from data.types.errors import CasetuiError
    from data.types.leave import Given, HandedOver, Spread, Thing, ToGiveBack
    from data.types.staff import Officer
    from data.types.stop import Stop
    from data.types.workload import Load
    from widgets.lines import Line


@dataclass
class Wish:
    """What is asked for before a preview."""

    to: tuple[UUID, ...] = ()
    until: date | None = None
    due_only: bool = False


class LeaveScreen(ListScreen):
    """One officer's open work, and the preview of who gets it."""

    place: ClassVar[str] = "leave"

    def __init__(self, seat: Seat, officer_id: UUID, text: str = "") -> None:
        super().__init__(seat)
        self.officer_id = officer_id
        self.officer: Officer | None = None
        self.things: tuple[Thing, ...] = ()
        self.found: Spread | None = None
        """The preview; None while only what she holds is shown."""
        self.back: tuple[ToGiveBack, ...] = ()
        self.list = RowList(LEAVE, empty="reading …", letters=self.place)
        self._ask_at_once = bool(text)
        self._batch: UUID | None = None
        """Of the preview that is shown: sent twice, it is done once."""
        self._sending = False

    def head(self) -> tuple[Line, Line]:
        """Whose it is."""
        if self.officer is None:
            return [("Leave", "strong")], self.clock_line()
        until = self.found.until if self.found else None
        what = "   what is open" if self.found is None else "   who would get what; nothing is changed yet"
        back = f", until {say_day(until, self.seat.today())}" if until else ""
        return [(self.officer.name, "strong"), (what + back, "quiet")], self.clock_line()

    def _side_lines(self, width: int, height: int) -> list[Line]:
        thing = self._thing()
        if thing is None:
            return []
        row = self._given()
        return indented(thing_lines(thing, row, self.found, self.seat.today(), width - 3))

    def _thing(self) -> Thing | None:
        shown = [row.thing for row in self.found.rows] if self.found else self.things
        return next((one for one in shown if key_of(one) == self.list.key), None)

    def _given(self) -> Given | None:
        rows = self.found.rows if self.found else ()
        return next((row for row in rows if key_of(row.thing) == self.list.key), None)

    def desk_opened(self) -> None:
        """Read what she holds, and what is to be given back."""

        def ask(at: Desk, stop: Stop) -> tuple[Officer, tuple[Thing, ...], tuple[ToGiveBack, ...]]:
            officer, things = desk.leave.held_by(at, self.officer_id, stop)
            return officer, things, desk.leave.to_give_back(at, self.officer_id, stop)

        self.read(ask, lambda answer: self._show_held(*answer), "held")

    def _show_held(self, officer: Officer, things: tuple[Thing, ...], back: tuple[ToGiveBack, ...]) -> None:
        self.officer, self.things, self.back = officer, things, back
        self._show()
        if self._ask_at_once:
            self._ask_at_once = False
            if why := self.why_not("plan_leave"):
                self.say(why)
            else:
                self.do_plan_leave()

    def _show(self) -> None:
        today, name = self.seat.today(), self.officer.first_name if self.officer else ""
        rows = spread_rows(self.found, today) if self.found else thing_rows(self.things, today)
        self.list.show(rows, empty=f"{name} holds nothing that is open.")
        self.remake("side")
        self.remake("head", "keys")

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        """Enter: the record; of a task, the tasks of its case."""
        thing = self._thing()
        if thing is not None and thing.case_id is not None:
            self.post_message(Go("case_tasks", thing.case_id))
        elif thing is not None:
            self.post_message(Go(thing.record, thing.id))

    def do_back(self) -> None:
        """Esc: from the preview to what she holds; from there back."""
        if self.found is None:
            super().do_back()
        else:
            self.found = self._batch = None
            self._show()
            self.say("Nothing was handed over.")

    def why_not(self, act_id: str) -> str:
        """What there is to hand over, and to whom."""
        if act_id in ("hand_over_now", "give_row") and self.found is None:
            return f"{key_said('plan_leave')} shows first who would get what."
        if act_id == "give_row" and self._given() is None:
            return "Put the cursor on a row."
        if act_id == "hand_over_now" and self._sending:
            return "It is being handed over."
        if act_id == "plan_leave" and not self.things:
            return "Nothing is open that could be handed over."
        if act_id == "give_back" and not self.back:
            return "Nothing was handed over until a day that is not back already."
        return super().why_not(act_id)

    # The preview

    def do_plan_leave(self) -> None:
        """H: to whom, until when, how much of it; then the preview."""
        choices = self.seat.choices
        if choices is None:
            return
        wish = Wish()

        def ask(load: dict[str, Load]) -> None:
            others = [
                Option(option.key.partition("/")[2], option.label, option.hint)
                for option in people(choices, load, self.seat.today())
                if option.key.startswith("officer/") and not option.key.endswith(str(self.officer_id))
            ]
            self.ask_choice("To whom", others, named, several=True, empty=True)
            self.say("Enter adds a name, alone it goes on · nobody named is everyone of the team who is here")

        def named(keys: tuple[str, ...]) -> None:
            wish.to = tuple(UUID(key) for key in keys)
            self.ask_day("Back on", None, dated)
            self.say("The day of being back, from when giving back is offered · Enter alone: for good")

        def dated(until: date | None) -> None:
            wish.until = until
            if until is None:
                self._preview(wish)
            else:
                what = ("everything", "only what falls due until then")
                self.ask_menu("What", what, lambda keys: chosen(keys[0] == what[1]), what[0])

        def chosen(due_only: bool) -> None:
            wish.due_only = due_only
            self._preview(wish)

        self.read(lambda at, stop: desk.queue.load(at, stop), ask, "load")

    def _preview(self, wish: Wish) -> None:
        self.say("spreading …", "quiet")
        self.read(
            lambda at, stop: desk.leave.preview(
                at, self.officer_id, wish.to, wish.until, due_only=wish.due_only, stop=stop
            ),
            self._show_preview,
            "preview",
        )

    def _show_preview(self, found: Spread) -> None:
        at = self.seat.desk
        self.found, self._batch = found, at.new_id() if at else None
        self._show()
        self.say(f"{counted(found)}. g gives a row to another one, {key_said('hand_over_now')} hands over.")

    def do_give_row(self) -> None:
        """g: this row to another one, or to nobody."""
        row, found = self._given(), self.found
        if row is None or found is None:
            return
        options = [
            Option(str(one.officer.id), one.officer.name, f"holds {one.held}") for one in found.receivers
        ]
        stays = Option("stays", f"stays with {found.officer.first_name}")

        def chosen(keys: tuple[str, ...]) -> None:
            to = None if keys[0] == "stays" else UUID(keys[0])
            rows = with_receiver(found.rows, found.rows.index(row), to)
            self.found = found._replace(rows=rows)
            self._show()
            self.say(f"{counted(self.found)}.")

        self.ask_choice(f"Who gets {row.thing.number}", [*options, stays], chosen)

    # Done, and taken back

    def do_hand_over_now(self) -> None:
        """F5: asks why and once more with the numbers, then does it."""
        found, at = self.found, self.seat.desk
        if found is None or at is None:
            return
        if not found.given:
            self.say("Nobody gets anything: nothing can be handed over.")
            return
        own = self.officer_id == at.officer.id
        self.ask_text("Why", lambda why: self._confirm(found, why), empty=own)

    def _confirm(self, found: Spread, why: str) -> None:
        go = Option("go", f"hand {len(found.given)} over")
        stay = Option("stay", "leave everything as it is")

        def answered(keys: tuple[str, ...]) -> None:
            if keys == ("go",):
                self._hand_over(found, why)
            else:
                self.say("Nothing was handed over.")

        self.ask_choice(f"Hand over {counted(found)}", [go, stay], answered)

    def _hand_over(self, found: Spread, why: str) -> None:
        batch = self._batch

        def told(done: HandedOver) -> None:
            self._sending, self.found, self._batch = False, None, None
            self.desk_opened()
            self.say(done_said(done, "handed over"))

        self._sending = self.write(
            lambda at: desk.leave.hand_over(
                at, self.officer_id, found.rows, until=found.until, reason=why, batch_id=batch
            ),
            told,
        )
        if self._sending:
            self.say(f"handing {len(found.given)} over …", "quiet")

    def do_give_back(self) -> None:
        """G: what was handed over until a day, asked once with the number."""
        many = sum(one.records for one in self.back)
        options = [Option("go", f"give {many} back"), Option("stay", "leave everything as it is")]

        def told(done: HandedOver) -> None:
            self._sending = False
            self.desk_opened()
            self.say(done_said(done, "given back"))

        def answered(keys: tuple[str, ...]) -> None:
            if keys == ("go",):
                self._sending = self.write(lambda at: desk.leave.give_back(at, self.officer_id), told)
            else:
                self.say("Nothing was given back.")

        self.ask_choice(f"{many} record{'' if many == 1 else 's'} handed over", options, answered)

    def not_written(self, error: CasetuiError) -> None:
        """The preview stays: sent again, what was done is not done twice."""
        self._sending = False
        super().not_written(error)
