"""A case in view made one of another type; what the office's table does not say is asked (features A5.14)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from data import desk
from screens.holding import HoldingScreen
from widgets.case_details import priority_said
from widgets.choice import Option
from widgets.raising import to_choose

if TYPE_CHECKING:
    from data.rules.retyping import Retyped
    from data.types.records import CaseRecord


class RetypingScreen(HoldingScreen):
    """One case is in view, whole."""

    case: CaseRecord | None = None

    def do_retype(self) -> None:
        """Y: which type, then whatever has to be asked, one after the other."""
        case, choices = self.case, self.seat.choices
        if case is None or choices is None:
            return
        primary = case.case_types[:1]
        options = [one for one in to_choose(choices.case_types) if one.key not in primary]

        def chosen(keys: tuple[str, ...]) -> None:
            self.read(
                lambda at, stop: desk.retyping.plan(at, case.id, keys[0], stop),
                lambda found: self._ask_next(case, keys[0], found, {}),
                "retype",
            )

        self.ask_choice(f"{case.number} becomes", options, chosen)

    def _ask_next(self, case: CaseRecord, to: str, found: Retyped, answers: dict[str, Any]) -> None:
        left = [field for field in found.asked if field not in answers]
        if not left:
            self._do(
                lambda at: desk.retyping.retype(at, case.id, to, answers),
                lambda done: self.say(f"{case.number}: now {to}. u takes it back."),
            )
            return
        field, choices = left[0], self.seat.choices

        def answered(value: Any) -> None:
            self._ask_next(case, to, found, {**answers, field: value})

        if field == "title":
            self.ask_text(f"Title of {case.number}", answered, text=found.contents.title)
        elif field == "priority":
            options = [Option(str(number), priority_said(number, choices)) for number in range(1, 6)]
            self.ask_choice("Priority then", options, lambda keys: answered(int(keys[0])))
        else:
            statuses = choices.statuses if choices else ()
            options = [Option(status.name, status.name) for status in statuses]
            self.ask_choice("Status then", options, lambda keys: answered(keys[0]))
