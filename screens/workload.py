"""Who holds how much, who is here, and what the open cases are: bars of text (features A2.04, A5.02, A5.13)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from data import desk
from data.rules.granting import access_said, why_not_granted
from data.rules.holding import away_said, back_said, handover_said
from data.types.staff import Access
from data.types.workload import By
from screens.one_list import ListScreen
from screens.seat import Seat
from widgets.actions import key_said
from widgets.brief import indented
from widgets.choice import Option
from widgets.going import Go
from widgets.pane import Pane
from widgets.row_list import Row, RowList
from widgets.workload import (
    CHART,
    FIGURES,
    SORTS,
    WORKLOAD,
    burden_lines,
    chart_rows,
    direct_rows,
    key_of,
    tabs,
    workload_rows,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from textual.widget import Widget

    from data.types.staff import Group, Officer, Presence
    from data.types.workload import Burden, Workload
    from widgets.lines import Line

DIRECT = len(FIGURES)


class WorkloadScreen(ListScreen):
    """The workload, and by digits the figures over the open cases."""

    place: ClassVar[str] = "workload"
    reads_again: ClassVar[bool] = True
    DEFAULT_CSS = """
    WorkloadScreen #tabs { height: 1; margin-bottom: 1; }
    """

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self.shown = 1
        self.order = "name"
        self.found: Workload | None = None
        self.list = RowList(WORKLOAD, strong="name", empty="reading …", letters=self.place)

    def head(self) -> tuple[Line, Line]:
        """What is shown."""
        what = f"   by {self.order}" if self.shown == 1 else f"   open cases by {FIGURES[self.shown - 1]}"
        what = "   the share of direct cases" if self.shown == DIRECT else what
        return [("Workload", "strong"), (what, "quiet")], self.clock_line()

    def above(self) -> Iterable[Widget]:
        """What the digits show."""
        yield Pane(lambda w, h: [tabs(self.shown, w)], id="tabs")

    def _side_lines(self, width: int, height: int) -> list[Line]:
        one = self._burden()
        if one is None or self.found is None:
            return []
        return indented(burden_lines(self.found, one, width - 3))

    def _burden(self) -> Burden | None:
        if self.found is None or self.shown != 1 or not self.list.key:
            return None
        key, lines = self.list.key, (*self.found.lines, self.found.unclaimed)
        return next((one for one in lines if key_of(one) == key), None)

    def _officer(self) -> Officer | None:
        one = self._burden()
        return one.officer if one else None

    def desk_opened(self) -> None:
        """Read what is shown."""
        shown = self.shown
        if shown == 1:
            self.read(lambda at, stop: desk.workload.of(at, stop=stop), self._show_load, "figures")
        elif shown == DIRECT:
            self.read(
                lambda at, stop: desk.reports.direct(at, stop=stop),
                lambda found: self._show(direct_rows(found), "No case was opened yet."),
                "figures",
            )
        else:
            by = By(FIGURES[shown - 1])
            self.read(
                lambda at, stop: desk.workload.open_cases(at, by, stop),
                lambda found: self._show(chart_rows(found), "No case is open."),
                "figures",
            )

    def _show_load(self, found: Workload) -> None:
        self.found = found
        self._show(workload_rows(found, self.order), "Nobody works here.")

    def _show(self, rows: list[Row], empty: str) -> None:
        self.list.columns = WORKLOAD if self.shown == 1 else CHART
        self.list.show(rows, empty=empty)
        self.list.refresh()
        self.query_one("#tabs", Pane).remake()
        self.remake("head", "keys", "side")

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        """Enter: the rows themselves, in Triage; of somebody who has left, or is back, what is to be given."""
        one, officer = self._burden(), self._officer()
        if why := self.why_not("open"):
            self.say(why)
        elif one is None:
            return
        elif officer is None:
            self.post_message(Go("triage", text="unclaimed"))
        elif one.to_give_back or not self._works_here(officer):
            self.post_message(Go("leave", officer.id))
        else:
            self.post_message(Go("triage", text=f"owner:{officer.login}"))

    # What can be done

    def why_not(self, act_id: str) -> str:
        """Others' day is a supervisor's to arrange."""
        at = self.seat.desk
        if act_id == "sort_workload" and self.shown != 1:
            return "Only the workload has several orders; 1 shows it."
        if act_id in ("open", "set_away", "hand_over", "give_access", "give_groups"):
            officer = self._officer()
            if officer is None or at is None:
                nobodys = act_id == "open" and self._burden() is not None
                return "" if nobodys else "Put the cursor on an officer of the workload."
            if act_id in ("give_access", "give_groups"):
                return why_not_granted(at.officer, officer)
            if not self._works_here(officer) and act_id == "set_away":
                return f"{officer.name} does not work here any more."
            return self._why_not_hers(officer)
        return super().why_not(act_id)

    def _works_here(self, officer: Officer) -> bool:
        choices = self.seat.choices
        return choices is None or choices.officer(officer.id) is not None

    def _why_not_hers(self, officer: Officer) -> str:
        at = self.seat.desk
        if at is None or officer.id == at.officer.id or at.officer.access >= Access.SUPERVISOR:
            return ""
        return f"What {officer.first_name} holds is a supervisor's to look through and hand over."

    def do_figures(self, digit: int) -> None:
        """1 to 7: the workload, charts of the open cases, the share of direct ones."""
        self.shown = digit
        self.list.show((), keep=False, empty="reading …")
        self.query_one("#tabs", Pane).remake()
        self.desk_opened()

    def do_sort_workload(self) -> None:
        """s: the next order."""
        names = list(SORTS)
        self.order = names[(names.index(self.order) + 1) % len(names)]
        if self.found is not None:
            self._show_load(self.found)
        self.say(f"By {self.order}.")

    def do_hand_over(self) -> None:
        """H: what she holds, to be handed over."""
        officer = self._officer()
        if officer is not None:
            self.post_message(Go("leave", officer.id, text="hand over"))

    def do_set_away(self) -> None:
        """a: away until a day, or here again; of others with the reason, on the record (features A5.02)."""
        officer, at = self._officer(), self.seat.desk
        if officer is None or at is None:
            return
        own = officer.id == at.officer.id
        if officer.here(self.seat.today()):
            self.ask_day(
                f"{officer.first_name} is away until", None, lambda day: self._why(officer, day, own)
            )
            self.say("The day of being back, or Enter alone for an open end")
        elif own:
            self._here(officer, "")
        else:
            self.ask_text(f"Why is {officer.first_name} here again", lambda why: self._here(officer, why))

    def _here(self, officer: Officer, why: str) -> None:
        self.write(lambda where: desk.staff.set_available(where, officer.id, why), self._told)

    def _why(self, officer: Officer, day: date | None, own: bool) -> None:
        def away(why: str) -> None:
            self.write(lambda where: desk.staff.set_away(where, officer.id, day, why), self._told)

        if own:
            away("")
        else:
            self.ask_text(f"Why is {officer.first_name} away", away)

    def _told(self, found: Presence) -> None:
        officer, at = found.officer, self.seat.desk
        said = f"{officer.name} is {away_said(officer, self.seat.today()) or 'available'}."
        if not found.here and (waits := handover_said(found.cases, found.follow_ups)):
            said += f" {waits} {key_said('hand_over')} spreads it over others."
        elif found.here and found.to_give_back:
            said += f" {back_said(found.to_give_back)} Enter leads to them."
        if at is not None and officer.id == at.officer.id:
            self.seat.desk = replace(at, officer=desk.staff.refreshed(at, officer))
            self.seat_changed()
        self.say(said)
        self.desk_opened()

    def do_give_access(self) -> None:
        """A: how much she may do; it holds when she next opens the program (features A2.30, A3.46)."""
        officer = self._officer()
        if officer is None:
            return
        # Read only comes last: the digits of the others are what hands know.
        offered = (*(one for one in Access if one is not Access.READER), Access.READER)
        names = [access_said(one) for one in offered]

        def chosen(keys: tuple[str, ...]) -> None:
            access = offered[names.index(keys[0])]
            self.write(
                lambda where: desk.logins.give_access(where, officer.login, access),
                lambda changed: self._granted(
                    officer, f"is {keys[0]}" if changed else f"is {keys[0]} already"
                ),
            )

        self.ask_menu(f"{officer.name} may do", names, chosen, access_said(officer.access))

    def do_give_groups(self) -> None:
        """G: which groups she is in; they say who raises, manages and sees case types (features A4.03 to A4.05)."""
        officer = self._officer()
        if officer is not None:
            self.read(
                lambda at, stop: desk.staff.groups(at, stop),
                lambda all_: self._ask_groups(officer, all_),
                "groups",
            )

    def _ask_groups(self, officer: Officer, groups: tuple[Group, ...]) -> None:
        if not groups:
            self.say("The office has no groups: its configuration names them.")
            return

        def chosen(keys: tuple[str, ...]) -> None:
            said = f"is in {', '.join(keys) or 'no group'}"
            self.write(
                lambda where: desk.granting.put_into(where, officer.login, keys),
                lambda changed: self._granted(officer, said if changed else f"{said} already"),
            )

        self.ask_choice(
            f"{officer.name} is in",
            [Option(one.name, one.name, ", ".join(one.manages)) for one in groups],
            chosen,
            values=[one.name for one in groups if officer.login in one.members],
            several=True,
            empty=True,
        )

    def _granted(self, officer: Officer, said: str) -> None:
        self.say(f"{officer.name} {said}; it holds when {officer.first_name} next opens the program.")
        self.desk_opened()
