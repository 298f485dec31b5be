"""Tab goes through what is missing first, then through the rest of a new case (features A1.29, A2.02)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from data.rules.custom import PREFIX
from data.types.case_edits import NEXT_STEPS
from screens.enclosing import EnclosingScreen

if TYPE_CHECKING:
    from textual.binding import BindingType
    from textual.widget import Widget

    from data.rules.gap import Gap
    from data.types.forms import CaseForm
    from widgets.case_fields import CaseFields

LAST = ("title", "job_id")
"""Gaps that come after the others: a title is suggested once a case type is chosen, and a job is missing only where
none is on record."""


class TabbingScreen(EnclosingScreen):
    """Where the caret begins and goes on to, over words and fields."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("tab", "step(1)", "Next"),
        ("shift+tab", "step(-1)", "Previous"),
    ]
    form: CaseForm
    fields: CaseFields
    _order: list[Widget]
    """Where Tab goes: first what was missing when the form came up, then the rest."""

    def gaps(self) -> list[Gap]:
        """What is missing, as the form stands."""
        raise NotImplementedError

    def begin_order(self) -> None:
        """The caret in the first field that is still missing."""
        self.gaps_first()
        gaps = self._sorted_gaps()
        self.caret_to(gaps[0].field if gaps else "next_steps")

    def gaps_first(self) -> None:
        """The order as what is missing now has it."""
        self._order = self._gaps_first()

    def follow_order(self) -> None:
        """What the case type brings comes after it; everything else stays in its order."""
        now = self._gaps_first()
        kept = [place for place in self._order if place in now]
        at = kept.index(self.fields.case_types) + 1
        self._order = [*kept[:at], *(place for place in now if place not in kept), *kept[at:]]

    def _sorted_gaps(self) -> list[Gap]:
        return sorted(self.gaps(), key=lambda gap: gap.field in LAST)

    def _gaps_first(self) -> list[Widget]:
        places, types, effect = self._places(), self.fields.case_types, self.fields.effect
        first = [place for gap in self._sorted_gaps() for place in places.get(gap.field, [])]
        if types in first and effect not in first:
            first.insert(first.index(types) + 1, effect)  # where the type brings a limit
        rest = [place for held in places.values() for place in held if place not in first]
        return first + rest

    def _places(self) -> dict[str, list[Widget]]:
        """Fields of the form, the mandatory ones first, and where the caret goes for each."""
        texts: dict[str, Widget] = {box.text.title: box.text for box in self.editor.boxes}
        steps, fields = [texts.pop(NEXT_STEPS)], self.fields.places()
        before = {field: fields.pop(field) for field in ("direct_reason", "title")}
        return {**before, "sections": list(texts.values()), "next_steps": steps, **fields}

    def caret_to(self, field: str) -> None:
        """Into the field of that name."""
        places = self._places()
        if field.startswith("section/"):
            self.editor.open_section(field.removeprefix("section/"))
        elif field in ("sections", "next_steps"):
            self.editor.open_section(NEXT_STEPS if field == "next_steps" else self.form.sections[0].title)
        elif field.startswith(PREFIX) and (place := self.fields.own.place(field.removeprefix(PREFIX))):
            place.focus()
        elif field in places:
            places[field][0].focus()
        else:
            self.fields.status.focus()

    def action_step(self, step: int) -> None:
        """Tab: through what was missing first, then the rest; the status is passed over."""
        order = [place for place in self._order if place.focusable and place.display]
        if not order:
            return
        at = next((n for n, place in enumerate(order) if place is self.focused), None)
        order[(at + step) % len(order) if at is not None else 0].focus()

    def go_on(self) -> None:
        """The next, in the same order."""
        self.action_step(1)

    def on_input_submitted(self) -> None:
        """Enter in a line of text: the same."""
        self.action_step(1)
